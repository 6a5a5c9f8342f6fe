//! Sufficient statistics: plain data that merges and knows neither element type nor dimension.
//!
//! With the feature `serde`, each state can be written and restored by itself, with a version.
//! Numbers are exact: bytes in a binary format, text such as `"0.25"` in a format that people read,
//! because a JSON reader may round a number. Equal states are written alike, and reading checks the
//! state. To continue a stream, write it whole, with its measure
//! ([`Streaming::to_bytes`](crate::Streaming)).

mod ascending;
mod binary_counts;
mod by_class;
mod cells;
mod classes;
mod cluster_moments;
mod contingency;
mod counted_cells;
mod display;
mod extremes;
mod moments;
mod paired_products;
mod paired_sums;
mod pairs;
mod pinball_losses;
mod ranked_values;
mod reliability;
mod sample_products;
mod sample_sums;
mod scores;
mod summed;
mod thresholds;
mod weighted_mean;

#[cfg(feature = "serde")]
pub(crate) mod form;

use std::fmt::Debug;

pub(crate) use ascending::Ascending;
pub use binary_counts::BinaryCounts;
pub use by_class::{ClassPair, ScoresByClass};
#[doc(hidden)]
pub use classes::Quotient;
pub use classes::{
    Average, ClassAverage, ClassCounts, ConfusionMatrix, KappaWeights, Normalize, PerClass,
    Quotients,
};
pub(crate) use classes::{check_beta, check_classes, mean_of_defined, square_of};
#[cfg(feature = "serde")]
use cluster_moments::Cluster;
pub use cluster_moments::ClusterMoments;
pub use contingency::{ContingencyCell, ContingencyTable, EntropyMean, PairConfusion};
#[doc(hidden)]
pub use counted_cells::CountedCells;
pub use extremes::Extremes;
#[doc(hidden)]
pub use moments::Influence;
pub(crate) use moments::room_for;
pub use moments::{ErrorNormalization, JointMoments, Moments, R2Aggregation, SampledMoments};
pub(crate) use moments::{Forecasts, Strip, is_ordinary};
pub use paired_products::PairedProducts;
pub use paired_sums::PairedSums;
#[cfg(feature = "serde")]
use pairs::are_rising;
pub use pairs::{RankedPairs, RisksAtTime, SurvivalRisks, TiedPairs};
pub use pinball_losses::PinballLosses;
pub(crate) use pinball_losses::pinball;
pub use ranked_values::RankedValues;
pub(crate) use ranked_values::check_level;
pub use reliability::{BrierDecomposition, CalibrationNorm, Reliability, ReliabilityCurve};
pub(crate) use reliability::{MOST_BINS, NUM_BINS, check_bins};
#[doc(hidden)]
pub use sample_products::SampleParts;
pub use sample_products::SampleProducts;
pub use sample_sums::SampleSums;
#[cfg(feature = "serde")]
pub(crate) use scores::in_order;
pub(crate) use scores::order::place_of;
pub use scores::{
    AreaScaling, CountsAtScore, CountsAtScores, DetCurve, GainCurve, LiftCurve, PairedScores,
    PrecisionRecallCurve, RankedScores, RecalibrationCurve, RocCurve, ScoreDecomposition,
    ScoringRule, ThresholdChoice, TiedScores,
};
pub(crate) use scores::{check_demand, check_logarithmic_part, check_part, check_share};
#[doc(hidden)]
pub use summed::Summed;
pub use thresholds::ThresholdCounts;
pub(crate) use thresholds::check_length;
pub use weighted_mean::WeightedMean;
pub(crate) use weighted_mean::{clear_if_unseen, fill_up};

pub use crate::exact::{ExactSum, NotANumber, NotAWeight, Tally};

use crate::error::Error;

/// Returns a weight, 0.0 for −0.0, or refuses a number that is none.
pub(crate) fn checked_weight(weight: f64) -> Result<f64, Error> {
    let admitted = (0.0..f64::INFINITY).contains(&weight);
    if admitted { Ok(weight + 0.0) } else { Err(Error::Weight { index: vec![], found: weight }) }
}

/// A summary of the data that a metric has seen.
///
/// Merging is associative and commutative to the bit. Merging a fresh state changes nothing.
pub trait State: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// Refuses a state that cannot belong to the same metric. By default refuses none.
    ///
    /// # Errors
    ///
    /// The reason why the two states do not merge.
    fn check_merge(&self, _: &Self) -> Result<(), Error> {
        Ok(())
    }

    /// Adds the data of another state, which [`check_merge`](Self::check_merge) has accepted.
    ///
    /// The cost must not grow with the data that `self` holds: a metric merges a fresh state at
    /// each update. If `check_merge` refuses `other`, the outcome has no meaning.
    fn merge(&mut self, other: &Self);

    /// Adds the data of another state that is not needed any more: as [`merge`](Self::merge), where moving the
    /// data saves copying them.
    #[doc(hidden)]
    fn absorb(&mut self, other: Self) {
        self.merge(&other);
    }

    /// Adds the data of another state, if the two belong together.
    ///
    /// # Errors
    ///
    /// The errors of [`check_merge`](Self::check_merge). After an error `self` is as it was.
    fn merge_checked(&mut self, other: &Self) -> Result<(), Error> {
        self.check_merge(other)?;
        self.merge(other);
        Ok(())
    }
}
