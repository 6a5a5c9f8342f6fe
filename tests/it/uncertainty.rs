//! Standard errors and intervals: examples by hand, laws.

mod by_hand;
mod by_sample;
mod columns;
mod laws;
mod moments;
mod resampled;
