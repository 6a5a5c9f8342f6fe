//! Standard errors and intervals: examples by hand.

mod by_hand;
