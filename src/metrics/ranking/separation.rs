//! How far the scores of both classes lie apart, as one number without a threshold.

use ndarray::{ArrayRef, Dimension};

use super::Ranking;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::RankedScores;

/// The Kolmogorov–Smirnov statistic of the scores of both classes.
///
/// max |TPR − FPR| over all thresholds: the largest distance between the distribution functions of the
/// positives' and the negatives' scores ([Smirnov 1948][s]). Both directions count. It depends on the
/// order of the scores alone. Without weights rounded once, with weights within 2^-52.
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
/// Keras, scikit-learn and torchmetrics have no such metric; `scipy.stats.ks_2samp` of the scores of both
/// classes gives the same statistic, without weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(KolmogorovSmirnov.evaluate(&y_true, &y_pred)?, 0.5); // at 0.8: 1/2 and 0
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [s]: https://doi.org/10.1214/aoms/1177730256
#[doc(alias = "ks")]
#[doc(alias = "ks_statistic")]
#[doc(alias = "ks_2samp")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KolmogorovSmirnov;

impl Measure for KolmogorovSmirnov {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.kolmogorov_smirnov()
    }
}

/// [`KolmogorovSmirnov`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // At 0.4 and above: all positives, none of the two negatives below.
/// let value = metrics::kolmogorov_smirnov(&array![0, 0, 0, 1], &array![0.1, 0.2, 0.9, 0.4])?;
/// assert_eq!(value, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn kolmogorov_smirnov<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    KolmogorovSmirnov.evaluate(y_true, y_pred)
}

/// The Gini coefficient of a ranking: 2·AUC − 1.
///
/// The pairs of a positive and a negative that are in order, less those out of order, as a share of all
/// pairs: [Somers' D](crate::metrics::SomersD) of the scores with respect to the class ([Somers 1962][s]), the accuracy ratio of
/// credit scoring. Without weights rounded once, with weights within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [−1, 1],
///   0 for constant scores.
/// - **Undefined:** without a weight above zero; without positives or without negatives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. It is no impurity of a decision tree, and no
/// inequality of incomes.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(GiniCoefficient.evaluate(&y_true, &y_pred)?, 0.5); // 3 pairs less 1, of 4
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [s]: https://doi.org/10.2307/2090408
#[doc(alias = "gini")]
#[doc(alias = "accuracy_ratio")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GiniCoefficient;

impl Measure for GiniCoefficient {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.gini()
    }

    fn standard_error(&self, scores: &RankedScores) -> Option<Result<f64, Undefined>> {
        Some(scores.roc_auc_error().map(|error| 2.0 * error))
    }

    fn areas(&self) -> Option<f64> {
        Some(2.0)
    }
}

/// [`GiniCoefficient`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // 1 pair in order, 2 out of order.
/// let value = metrics::gini_coefficient(&array![0, 0, 0, 1], &array![0.1, 0.5, 0.9, 0.4])?;
/// assert_eq!(value, -1.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn gini_coefficient<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    GiniCoefficient.evaluate(y_true, y_pred)
}
