//! How sure a value is: standard errors and intervals.
//!
//! [`with_error`](crate::Evaluate::with_error) turns a measure into one whose value is an [`Estimate`]. The guide on
//! [how sure a value is](crate::guide::how_sure) says where each interval comes from and how often it covers.

mod cells;
mod counted;
pub(crate) mod distributions;
mod estimate;
mod interval;
mod link;
mod resampling;
mod sampled;
mod with_error;

pub use counted::{Counted, CountsSamples};
pub(crate) use estimate::Basis;
pub use estimate::Estimate;
pub use interval::Interval;
pub(crate) use interval::check_level;
#[doc(hidden)]
pub use sampled::Reading;
pub use sampled::Sampled;
pub use with_error::{Estimated, WithError};
