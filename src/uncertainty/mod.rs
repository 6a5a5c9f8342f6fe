//! How sure a value is: standard errors and intervals.

mod distributions;
mod estimate;
mod interval;
mod link;

pub use estimate::Estimate;
pub(crate) use estimate::Basis;
pub use interval::Interval;
