//! The best precision or recall among all thresholds at which the other meets a demand.

use super::Ranking;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{RankedScores, ThresholdChoice, check_demand};

/// Returns the rate of a choice, or why there is none. A demand that no rate can meet is not met.
pub(super) fn rate(choice: Result<ThresholdChoice, Error>) -> Result<f64, Undefined> {
    match choice {
        Ok(choice) => Ok(choice.value),
        Err(Error::Undefined(reason)) => Err(reason),
        Err(_) => Err(Undefined::DemandNotMet),
    }
}

/// The greatest recall at which precision is at least what is demanded, over all thresholds.
///
/// Every distinct score is a threshold, and nothing is interpolated ([definition][t]). The exact
/// value that [`RecallAtPrecision`](crate::metrics::RecallAtPrecision) approximates on a grid;
/// scores are of any kind. Rates are rounded to `f64` before they are compared. Within 2^-52. The
/// threshold itself: [`recall_at_precision`](RankedScores::recall_at_precision).
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives; where no threshold meets
///   the demand.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a demand outside [0, 1], bad weights.
///
/// Differs from torchmetrics's `BinaryRecallAtFixedPrecision`, which gives 0 where no threshold
/// meets the demand, and from Keras's metric, on 200 thresholds. scikit-learn has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(ExactRecallAtPrecision::new(0.6).evaluate(&y_true, &y_pred)?, 1.0); // 2 of 3 from 0.35 up
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [t]: https://lightning.ai/docs/torchmetrics/stable/classification/recall_at_fixed_precision.html
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct ExactRecallAtPrecision {
    /// The precision that is demanded, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub precision: f64,
}

impl ExactRecallAtPrecision {
    /// Returns the measure of a demand.
    #[must_use]
    pub fn new(precision: f64) -> Self {
        Self { precision }
    }
}

impl Measure for ExactRecallAtPrecision {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_demand("precision", self.precision)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        rate(scores.recall_at_precision(self.precision))
    }
}

/// The greatest precision at which recall is at least what is demanded, over all thresholds.
///
/// Every distinct score is a threshold, and nothing is interpolated ([definition][t]). The exact
/// value that [`PrecisionAtRecall`](crate::metrics::PrecisionAtRecall) approximates on a grid;
/// scores are of any kind. Rates are rounded to `f64` before they are compared. Within 2^-52. The
/// threshold itself: [`precision_at_recall`](RankedScores::precision_at_recall).
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives; where no threshold meets
///   the demand.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a demand outside [0, 1], bad weights.
///
/// Differs from torchmetrics's `BinaryPrecisionAtFixedRecall`, which gives 0 where no threshold
/// meets the demand, and from Keras's metric, on 200 thresholds. scikit-learn has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(ExactPrecisionAtRecall::new(0.6).evaluate(&y_true, &y_pred)?, 2.0 / 3.0); // from 0.35 up
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [t]: https://lightning.ai/docs/torchmetrics/stable/classification/precision_at_fixed_recall.html
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct ExactPrecisionAtRecall {
    /// The recall that is demanded, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub recall: f64,
}

impl ExactPrecisionAtRecall {
    /// Returns the measure of a demand.
    #[must_use]
    pub fn new(recall: f64) -> Self {
        Self { recall }
    }
}

impl Measure for ExactPrecisionAtRecall {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_demand("recall", self.recall)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        rate(scores.precision_at_recall(self.recall))
    }
}
