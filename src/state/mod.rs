//! Sufficient statistics: plain data that merges and knows neither element type nor dimension.
//!
//! With the feature `serde`, each can be written and restored by itself, with a version. Numbers are
//! exact: as bytes, or as text where people read it, such as `"0.25"`, since JSON's readers may
//! round a number. Equal states are written alike, and what is read is checked. What is to go on
//! observing is better written as a whole, with its measure
//! ([`Streaming::to_bytes`](crate::Streaming)).

mod average;
mod blocks;
mod classes;
mod digits;
mod display;
mod exact_sum;
mod joint_sums;
mod moments;
mod outcomes;
mod reliability;
mod scores;
mod strips;
mod tally;
mod wide;

#[cfg(feature = "serde")]
pub(crate) mod form;

use std::fmt::Debug;

pub use average::Average;
pub(crate) use classes::check_classes;
pub use classes::{
    Averages, Averaging, ClassOutcomes, ConfusionMatrix, Disagreement, PerClass, Share,
};
pub use exact_sum::{ExactSum, NotANumber};
pub use joint_sums::JointSums;
pub(crate) use moments::room_for;
pub use moments::{Moments, R2Aggregation};
pub(crate) use outcomes::check_length;
pub use outcomes::{Counts, Outcomes};
pub(crate) use reliability::MOST_BINS;
pub use reliability::{BrierDecomposition, CalibrationNorm, Reliability, ReliabilityCurve};
pub use scores::{PrecisionRecallCurve, RocCurve, ScoreRun, ScoreRuns, ThresholdChoice};
pub use tally::{NotAWeight, Tally};

use crate::error::Error;

/// What a metric has seen, summed up.
///
/// Merging is associative and commutative to the bit, and merging a fresh state changes nothing.
pub trait State: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// Adds all that `other` has seen.
    ///
    /// # Errors
    ///
    /// If the two cannot belong to one metric; `self` then stays as it was.
    fn merge(&mut self, other: &Self) -> Result<(), Error>;

    /// Refuses what [`merge`](Self::merge) would refuse; cheaper than a merge, where the state says
    /// how. Tuples ask all members before they merge any.
    ///
    /// # Errors
    ///
    /// Those of `merge`.
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        self.clone().merge(other)
    }
}
