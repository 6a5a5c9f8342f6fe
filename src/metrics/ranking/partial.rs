//! Areas under a part of the ROC curve.

use ndarray::{ArrayRef, Dimension};

use super::Ranking;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Direction, Scale};
use crate::state::{AreaScaling, RankedScores, check_logarithmic_part, check_part};

/// The area under the ROC curve over a part of the false positive rates.
///
/// The area A over false positive rates in [a, b], with straight lines between the points of the curve:
/// itself, over b − a, or as (1 + A/(b − a) − a − b)/(2 − a − b) ([McClish 1989][m], who writes it as
/// ½(1 + (A − m)/(M − m)) with the areas m of the diagonal and M of the whole part). Within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The area is at most b − a,
///   the mean rate in [0, 1], the scaling of `McClish` at most 1.
/// - **Undefined:** without a weight above zero; without positives or without negatives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a part outside [0, 1] or narrower than 1e-12, bad weights.
///
/// Differs from scikit-learn's `roc_auc_score(max_fpr=)` and torchmetrics's `BinaryAUROC(max_fpr=)`, which
/// give the scaling of `McClish` for [0, b] alone. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics::state::AreaScaling;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// let mut measure = PartialRocAuc::new(0.0, 0.5); // as `max_fpr=0.5`
/// assert_eq!(measure.evaluate(&y_true, &y_pred)?, 2.0 / 3.0);
/// measure.scaling = AreaScaling::Raw;
/// assert_eq!(measure.evaluate(&y_true, &y_pred)?, 0.25); // 1/2 high, 1/2 wide
/// measure.scaling = AreaScaling::Mean;
/// assert_eq!(measure.evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [m]: https://doi.org/10.1177/0272989X8900900307
#[doc(alias = "pauc")]
#[doc(alias = "partial_auc")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct PartialRocAuc {
    /// The least false positive rate, in [0, 1).
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub low: f64,
    /// The greatest false positive rate, above `low` by at least 1e-12 and at most 1.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub high: f64,
    /// What the area is divided by.
    #[cfg_attr(feature = "serde", serde(default))]
    pub scaling: AreaScaling,
}

impl PartialRocAuc {
    /// Returns the measure of a part, scaled as scikit-learn and torchmetrics scale it.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Self {
        Self { low, high, scaling: AreaScaling::McClish }
    }
}

impl Measure for PartialRocAuc {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        match self.scaling {
            AreaScaling::Raw => Scale::new(0.0, self.high - self.low, Direction::Higher),
            AreaScaling::Mean => Scale::SHARE,
            AreaScaling::McClish => Scale::SKILL,
        }
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_part(self.low, self.high)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.partial_area([self.low, self.high], self.scaling)
    }
}

/// The mean true positive rate over the logarithm of the false positive rate.
///
/// The ROC curve from false positive rate a to b, cut on its straight lines, then as trapezoids over the
/// logarithm, divided by ln(b/a) ([torchmetrics][t]): each power of ten of false positives counts alike,
/// for searches in which few candidates can be looked at. Within 2^-50.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives or without negatives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a part outside [0, 1], narrower than 1e-12 or from below 1e-300, bad weights.
///
/// Differs from torchmetrics's `BinaryLogAUC`, which computes in `f32` and is NaN for `low: 0.0`. Keras and
/// scikit-learn have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// let measure = LogAuc { low: 0.25, high: 1.0 };
/// assert_eq!(measure.evaluate(&y_true, &y_pred)?, 0.75); // TPR 1/2 from 1/4 to 1/2, 1 from 1/2 to 1
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [t]: https://lightning.ai/docs/torchmetrics/stable/classification/logauc.html
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct LogAuc {
    /// The least false positive rate, above 0. 0.001 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub low: f64,
    /// The greatest false positive rate, above `low` by at least 1e-12 and at most 1. 0.1 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub high: f64,
}

impl Default for LogAuc {
    fn default() -> Self {
        Self { low: 0.001, high: 0.1 }
    }
}

impl Measure for LogAuc {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_logarithmic_part(self.low, self.high)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.log_area([self.low, self.high])
    }
}

/// [`LogAuc`] of one batch, from 0.001 to 0.1.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::log_auc(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
/// assert_eq!(value, 0.5); // half of the positives come before the first negative
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn log_auc<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    LogAuc::default().evaluate(y_true, y_pred)
}
