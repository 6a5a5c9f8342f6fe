//! How sure a value is: standard errors and intervals.
//!
//! [`with_error`](crate::Evaluate::with_error) turns a measure into one whose value is an [`Estimate`]. The guide on
//! [how sure a value is](crate::guide::how_sure) says where each interval comes from and how often it covers.

mod by_sample;
mod cells;
mod columns;
mod counted;
pub(crate) mod distributions;
mod estimate;
mod interval;
mod link;
mod replicates;
mod resampling;
mod sampled;
mod with_error;

#[cfg(feature = "collection")]
pub(crate) use by_sample::of_sums;
pub use by_sample::{BySums, EachSample};
#[cfg(feature = "collection")]
pub(crate) use cells::of_counts;
pub use columns::ByColumns;
#[cfg(feature = "collection")]
pub(crate) use columns::of_columns;
pub use counted::{ByCells, Counted};
pub(crate) use estimate::Basis;
pub use estimate::Estimate;
pub use interval::Interval;
pub use replicates::Replicates;
pub use sampled::Sampled;
#[doc(hidden)]
pub use sampled::{Reading, SampledBy};

pub use with_error::{Estimated, WithError};
