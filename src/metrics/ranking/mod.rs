//! How well scores rank positives above negatives, without a threshold.

mod classes;
mod columns;
mod equal_error;
mod equal_mass;
mod gain;
mod observer;
mod one_vs_one;
mod one_vs_rest;
mod paired;
mod partial;
mod precision_recall;
mod recalibration;
mod sensitivity_specificity;
mod separation;

use ndarray::{ArrayRef, Dimension};

use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::RankedScores;

pub use classes::{ClassPairRanking, ClassRanking};
pub use columns::{Pooled, RankingMeasure};
pub use equal_error::*;
pub use equal_mass::*;
pub use gain::*;
pub use observer::{ColumnRanking, PooledRanking, Ranking};
pub use one_vs_one::*;
pub use one_vs_rest::*;
#[doc(hidden)]
#[cfg(feature = "collection")]
pub(crate) use paired::of_scores;
pub use paired::{ByScores, LabelledScores, ScoresInOrder};
pub use partial::*;
pub use precision_recall::*;
pub use recalibration::*;
pub use sensitivity_specificity::*;
pub use separation::*;

/// The exact area under the ROC curve.
///
/// The share of pairs of a positive and a negative in which the positive scores higher, ties
/// counting half ([Mann and Whitney 1947][m]). This is the value that Keras's `AUC` approximates on
/// a grid of thresholds, and what scikit-learn's `roc_auc_score` computes. It depends on the order of
/// the scores alone. Within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; for several columns
///   [`pooled`](RankingMeasure::pooled), [`per_column`](crate::metrics::ColumnMeasure::per_column) or
///   [`averaged`](crate::metrics::ColumnMeasure::averaged). Labels exactly 0 or 1 (or `bool`), scores any numbers
///   but NaN: probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives or without negatives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, bad weights.
///
/// Differs from Keras's `AUC`, which has 200 thresholds between 0 and 1 by default: scores within
/// [0, 0.001] give 0.5 there whatever their order.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(RocAuc.evaluate(&y_true, &y_pred)?, 0.75); // 3 of 4 pairs in order
/// let weights = array![1.0, 3.0, 1.0, 1.0]; // 5 of 8
/// assert_eq!(RocAuc.evaluate_weighted(&y_true, &y_pred, &weights)?, 0.625);
///
/// let mut both = (RocAuc, AveragePrecision).streaming(); // sorted once for both
/// both.update(&y_true, &y_pred)?;
/// assert_eq!(both.result().0?, 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [m]: https://doi.org/10.1214/aoms/1177730491
#[doc(alias = "auroc")]
#[doc(alias = "roc_auc_score")]
#[doc(alias = "area_under_the_roc_curve")]
#[doc(alias = "c_statistic")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RocAuc;

impl Measure for RocAuc {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.roc_auc()
    }

    fn standard_error(&self, scores: &RankedScores) -> Option<Result<f64, Undefined>> {
        Some(scores.roc_auc_error())
    }

    fn areas(&self) -> Option<f64> {
        Some(1.0)
    }
}

/// [`RocAuc`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let logits = array![20.0, 25.0, 30.0, 40.0];
/// assert_eq!(metrics::roc_auc(&array![false, false, true, true], &logits)?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn roc_auc<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RocAuc.evaluate(y_true, y_pred)
}

/// The mean precision over the positives, each at the threshold of its own score.
///
/// Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the distinct scores from the highest down, with precision P and recall R
/// where every score at least as high is called positive ([scikit-learn][s]); nothing is
/// interpolated. Another reading of the state of [`RocAuc`]. Within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; for several columns
///   [`pooled`](RankingMeasure::pooled), [`per_column`](crate::metrics::ColumnMeasure::per_column) or
///   [`averaged`](crate::metrics::ColumnMeasure::averaged). Labels exactly 0 or 1 (or `bool`), scores any numbers
///   but NaN: probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, bad weights.
///
/// Keras has no such metric; its `AUC` with `curve="PR"` interpolates between 200 thresholds.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 0, 0, 1], array![0.9, 0.8, 0.7, 0.6]);
/// let value = AveragePrecision.evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, (1.0 + 2.0 / 4.0) / 2.0); // precision 1 at 0.9, 2/4 at 0.6
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.average_precision_score.html
#[doc(alias = "average_precision_score")]
#[doc(alias = "ap")]
#[doc(alias = "pr_auc")]
#[doc(alias = "auprc")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AveragePrecision;

impl Measure for AveragePrecision {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.average_precision()
    }
}

/// [`AveragePrecision`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::average_precision(&array![0, 1, 1], &array![1, 2, 2])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn average_precision<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    AveragePrecision.evaluate(y_true, y_pred)
}
