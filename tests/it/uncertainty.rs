//! Standard errors and intervals: examples by hand, laws.

mod by_hand;
mod by_sample;
mod laws;
mod moments;
mod resampled;
