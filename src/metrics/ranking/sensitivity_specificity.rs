//! The best sensitivity or specificity among all thresholds at which the other meets a demand.

use super::Ranking;
use super::precision_recall::rate;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{RankedScores, check_demand};

/// The greatest sensitivity (recall) at which specificity is at least what is demanded, over all thresholds.
///
/// Every distinct score is a threshold, and nothing is interpolated ([definition][t]). The exact
/// value that [`SensitivityAtSpecificity`](crate::metrics::SensitivityAtSpecificity) approximates
/// on a grid; scores are of any kind. Rates are rounded to `f64` before they are compared. Within
/// 2^-52. The threshold itself:
/// [`sensitivity_at_specificity`](RankedScores::sensitivity_at_specificity).
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives or without negatives; where no
///   threshold meets the demand.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a demand outside [0, 1], bad weights.
///
/// Differs from torchmetrics's `BinarySensitivityAtSpecificity`, which gives 0 where no threshold
/// meets the demand, and from Keras's metric, on 200 thresholds. scikit-learn has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(ExactSensitivityAtSpecificity::new(0.5).evaluate(&y_true, &y_pred)?, 1.0); // from 0.35 up
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [t]: https://lightning.ai/docs/torchmetrics/stable/classification/sensitivity_at_specificity.html
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct ExactSensitivityAtSpecificity {
    /// The specificity that is demanded, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub specificity: f64,
}

impl ExactSensitivityAtSpecificity {
    /// Returns the measure of a demand.
    #[must_use]
    pub fn new(specificity: f64) -> Self {
        Self { specificity }
    }
}

impl Measure for ExactSensitivityAtSpecificity {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_demand("specificity", self.specificity)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        rate(scores.sensitivity_at_specificity(self.specificity))
    }
}

/// The greatest specificity at which sensitivity (recall) is at least what is demanded, over all thresholds.
///
/// Every distinct score is a threshold, and nothing is interpolated ([definition][t]). The exact
/// value that [`SpecificityAtSensitivity`](crate::metrics::SpecificityAtSensitivity) approximates
/// on a grid; scores are of any kind. Rates are rounded to `f64` before they are compared. Within
/// 2^-52. The threshold itself:
/// [`specificity_at_sensitivity`](RankedScores::specificity_at_sensitivity).
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives or without negatives; where no
///   threshold meets the demand.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a demand outside [0, 1], bad weights.
///
/// Differs from torchmetrics's `BinarySpecificityAtSensitivity`, which gives 0 where no threshold
/// meets the demand, and from Keras's metric, on 200 thresholds. scikit-learn has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(ExactSpecificityAtSensitivity::new(0.5).evaluate(&y_true, &y_pred)?, 1.0); // from 0.8 up
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [t]: https://lightning.ai/docs/torchmetrics/stable/classification/specificity_at_sensitivity.html
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct ExactSpecificityAtSensitivity {
    /// The sensitivity (recall) that is demanded, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub sensitivity: f64,
}

impl ExactSpecificityAtSensitivity {
    /// Returns the measure of a demand.
    #[must_use]
    pub fn new(sensitivity: f64) -> Self {
        Self { sensitivity }
    }
}

impl Measure for ExactSpecificityAtSensitivity {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_demand("sensitivity", self.sensitivity)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        rate(scores.specificity_at_sensitivity(self.sensitivity))
    }
}
