//! Scores of a binary decision that weigh precision against recall, or both classes alike.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::state::ThresholdCounts;

/// The harmonic mean of precision and recall of a binary decision.
///
/// 2tp/(2tp + fp + fn), over elements with p > threshold as positive decisions ([scikit-learn][s]:
/// `f1_score` of the decisions). The threshold is rounded to the prediction's type first. A perfect
/// score is exactly 1.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; with neither a positive nor a positive decision.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// For rows of classes see [`F1Score`](crate::metrics::F1Score), which is Keras's.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 1, 0, 0, 1], array![0.9, 0.8, 0.7, 0.1, 0.3]);
/// assert_eq!(BinaryF1Score::default().evaluate(&y_true, &y_pred)?, 2.0 / 3.0); // 4/(4 + 1 + 1)
/// assert_eq!(BinaryF1Score { threshold: 0.75 }.evaluate(&y_true, &y_pred)?, 0.8);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.f1_score.html
#[doc(alias = "f1")]
#[doc(alias = "dice")]
#[doc(alias = "dice_score")]
#[doc(alias = "f_measure")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryF1Score {
    /// Scores above the threshold are positive. 0.5 by default.
    pub threshold: f64,
}

impl Default for BinaryF1Score {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl Measure for BinaryF1Score {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Decisions {
        Decisions::above(self.threshold)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.f1()
    }
}

/// [`BinaryF1Score`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::binary_f1_score(&array![true, false], &array![0.9, 0.1])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_f1_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryF1Score::default().evaluate(y_true, y_pred)
}

/// The harmonic mean of precision and recall of a binary decision, in which recall counts `beta`
/// times as much.
///
/// (1 + β²)tp/((1 + β²)tp + β²fn + fp), over elements with p > threshold as positive decisions
/// ([scikit-learn][s]: `fbeta_score` of the decisions). The threshold is rounded to the prediction's
/// type first. A perfect score is exactly 1.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; with neither a positive nor a positive decision.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, a `beta` that is not a finite number above 0, bad weights.
///
/// For rows of classes see [`FBetaScore`](crate::metrics::FBetaScore), which is Keras's.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 1, 0, 0, 1], array![0.9, 0.8, 0.7, 0.1, 0.3]);
/// let recall_first = BinaryFBetaScore { beta: 2.0, threshold: 0.75 };
/// assert_eq!(recall_first.evaluate(&y_true, &y_pred)?, 10.0 / 14.0); // tp 2, fn 1
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.fbeta_score.html
#[doc(alias = "binary_fbeta")]
#[doc(alias = "f2")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryFBetaScore {
    /// How many times as much recall counts as precision. 1 by default.
    pub beta: f64,
    /// Scores above the threshold are positive. 0.5 by default.
    pub threshold: f64,
}

impl Default for BinaryFBetaScore {
    fn default() -> Self {
        Self { beta: 1.0, threshold: 0.5 }
    }
}

impl Measure for BinaryFBetaScore {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Decisions {
        Decisions::above(self.threshold)
    }

    fn check(&self) -> Result<(), Error> {
        if self.beta > 0.0 && self.beta.is_finite() {
            return Ok(());
        }
        Err(Error::number("beta", self.beta, "a finite number above 0"))
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.f_beta(self.beta)
    }
}

/// [`BinaryFBetaScore`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::binary_f_beta_score(&array![true, false], &array![0.9, 0.1])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_f_beta_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryFBetaScore::default().evaluate(y_true, y_pred)
}

/// Matthews's correlation of truth and binary decisions.
///
/// (tp·tn − fp·fn)/√((tp + fp)(tp + fn)(tn + fp)(tn + fn)), over elements with p > threshold as
/// positive decisions ([Matthews 1975][m]). The threshold is rounded to the prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞. The value is in [−1, 1].
/// - **Undefined:** without a weight above zero; if the truth is of one class, or all decisions are.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// For labels and rows of classes see [`MatthewsCorrelation`](crate::metrics::MatthewsCorrelation).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 1, 0, 0, 1], array![0.9, 0.8, 0.7, 0.1, 0.3]);
/// let value = BinaryMatthewsCorrelation::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, 1.0 / 6.0); // (2·1 − 1·1)/√(3·3·2·2)
/// # Ok::<(), Error>(())
/// ```
///
/// [m]: https://doi.org/10.1016/0005-2795(75)90109-9
#[doc(alias = "binary_matthews_corr_coef")]
#[doc(alias = "phi_coefficient")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryMatthewsCorrelation {
    /// Scores above the threshold are positive. 0.5 by default.
    pub threshold: f64,
}

impl Default for BinaryMatthewsCorrelation {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl Measure for BinaryMatthewsCorrelation {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Decisions {
        Decisions::above(self.threshold)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.matthews_correlation()
    }
}

/// [`BinaryMatthewsCorrelation`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::binary_matthews_correlation(&array![true, false], &array![0.9, 0.1])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_matthews_correlation<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryMatthewsCorrelation::default().evaluate(y_true, y_pred)
}

/// Cohen's kappa of truth and binary decisions: the agreement beyond what chance gives.
///
/// (a − e)/(1 − e) with the accuracy a and the accuracy e that chance gives, over elements with
/// p > threshold as positive decisions ([Cohen 1960][c]). The threshold is rounded to the
/// prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞. The value is in [−1, 1].
/// - **Undefined:** without a weight above zero; if all truth and all decisions are of one class.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// For labels and rows of classes see [`CohenKappa`](crate::metrics::CohenKappa).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 1, 0, 0, 1], array![0.9, 0.8, 0.7, 0.1, 0.3]);
/// let kappa = BinaryCohenKappa::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(kappa, 2.0 / 12.0); // a is 15/25, e is 13/25
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: https://doi.org/10.1177/001316446002000104
#[doc(alias = "binary_kappa")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryCohenKappa {
    /// Scores above the threshold are positive. 0.5 by default.
    pub threshold: f64,
}

impl Default for BinaryCohenKappa {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl Measure for BinaryCohenKappa {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Decisions {
        Decisions::above(self.threshold)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.cohen_kappa()
    }
}

/// [`BinaryCohenKappa`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::binary_cohen_kappa(&array![true, false], &array![0.9, 0.1])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_cohen_kappa<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryCohenKappa::default().evaluate(y_true, y_pred)
}
