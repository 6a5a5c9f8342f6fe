//! Sufficient statistics: plain data that merges and knows neither element type nor dimension.
//!
//! With the feature `serde`, each can be written and restored by itself, with a version. Numbers are
//! exact: as bytes, or as text where people read it, such as `"0.25"`, since JSON's readers may
//! round a number. Equal states are written alike, and what is read is checked. What is to go on
//! observing is better written as a whole, with its measure
//! ([`Streaming::to_bytes`](crate::Streaming)).

mod classes;
mod display;
mod moments;
mod reliability;
mod scores;
mod thresholds;
mod weighted_mean;

#[cfg(feature = "serde")]
pub(crate) mod form;

use std::fmt::Debug;

pub(crate) use classes::check_classes;
pub use classes::{
    Average, ClassAverage, ClassCounts, ConfusionMatrix, KappaWeights, Normalize, PerClass,
};
#[doc(hidden)]
pub use classes::{Quotient, Quotients};
pub(crate) use moments::room_for;
pub use moments::{JointMoments, Moments, R2Aggregation};
pub(crate) use reliability::MOST_BINS;
pub use reliability::{BrierDecomposition, CalibrationNorm, Reliability, ReliabilityCurve};
pub use scores::{PrecisionRecallCurve, RankedScores, RocCurve, ThresholdChoice, TiedScores};
pub(crate) use thresholds::check_length;
pub use thresholds::{BinaryCounts, ThresholdCounts};
pub use weighted_mean::WeightedMean;

pub use crate::exact::{ExactSum, NotANumber, NotAWeight, Tally};

use crate::error::Error;

/// What a metric has seen, summed up.
///
/// Merging is associative and commutative to the bit, and merging a fresh state changes nothing.
pub trait State: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// Refuses a state that cannot belong to the same metric. By default none is refused.
    ///
    /// # Errors
    ///
    /// Why the two do not merge.
    fn check_merge(&self, _: &Self) -> Result<(), Error> {
        Ok(())
    }

    /// Adds all that another state has seen, which [`check_merge`](Self::check_merge) has accepted.
    ///
    /// The price must not grow with what `self` has seen: a metric merges a fresh state at each
    /// update. Of a state that `check_merge` refuses, nothing sensible is added.
    fn merge(&mut self, other: &Self);

    /// Adds all that another state has seen, if the two belong together.
    ///
    /// # Errors
    ///
    /// Those of [`check_merge`](Self::check_merge); `self` then stays as it was.
    fn merge_checked(&mut self, other: &Self) -> Result<(), Error> {
        self.check_merge(other)?;
        self.merge(other);
        Ok(())
    }
}
