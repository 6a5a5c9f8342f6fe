//! The rate at which both errors of a decision are equal.

use ndarray::{ArrayRef, Dimension};

use super::Ranking;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Direction, Scale};
use crate::state::RankedScores;

/// The error rate at the threshold where both errors are equal.
///
/// The false positive rate where it equals the false negative rate, on the ROC curve with straight lines
/// between its points ([definition][d]): samples that tie are shared out in proportion. Within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives or without negatives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, bad weights.
///
/// Differs from torchmetrics's `EER`, which takes the mean of both rates at the threshold where they are
/// nearest. No decision has that mean as its error rate. Keras and scikit-learn have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(EqualErrorRate.evaluate(&y_true, &y_pred)?, 0.5); // from 0.4 up
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [d]: https://en.wikipedia.org/wiki/Biometrics#Performance
#[doc(alias = "eer")]
#[doc(alias = "crossover_error_rate")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EqualErrorRate;

impl Measure for EqualErrorRate {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::MISSED
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.equal_error_rate()
    }
}

/// [`EqualErrorRate`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // From (0, 0) to (1/2, 1) the curve is straight: the scores tie.
/// let value = metrics::equal_error_rate(&array![0, 0, 1], &array![0.1, 0.5, 0.5])?;
/// assert_eq!(value, 1.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn equal_error_rate<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    EqualErrorRate.evaluate(y_true, y_pred)
}

/// The equal error rate on the convex hull of the ROC curve (ROCCH-EER).
///
/// As [`EqualErrorRate`], of the best decisions that mix two thresholds by lot ([Provost and Fawcett
/// 2001][p]): never above it. Also the error rate at the least favourable shares of both classes.
/// Within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [0, 1/2].
/// - **Undefined:** without a weight above zero; without positives or without negatives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// // Half-way from (0, 1/2) to (1/2, 1).
/// assert_eq!(ConvexHullEqualErrorRate.evaluate(&y_true, &y_pred)?, 0.25);
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [p]: https://doi.org/10.1023/A:1007601015854
#[doc(alias = "rocch_eer")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ConvexHullEqualErrorRate;

impl Measure for ConvexHullEqualErrorRate {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, 0.5, Direction::Lower)
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.convex_hull_equal_error_rate()
    }
}

/// [`ConvexHullEqualErrorRate`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // Scores that are reversed: the hull is the diagonal.
/// let value = metrics::convex_hull_equal_error_rate(&array![0, 1], &array![0.9, 0.1])?;
/// assert_eq!(value, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn convex_hull_equal_error_rate<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    ConvexHullEqualErrorRate.evaluate(y_true, y_pred)
}
