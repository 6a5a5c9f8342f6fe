//! Standard errors and intervals: examples by hand, laws.

mod by_hand;
mod laws;
mod moments;
mod resampled;
