//! Scores of a binary decision that weigh precision against recall.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{ThresholdCounts, check_beta};

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
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
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

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

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
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryFBetaScore {
    /// How many times as much recall counts as precision. 1 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub beta: f64,
    /// Scores above the threshold are positive. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
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

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::above(self.threshold)
    }

    fn check(&self) -> Result<(), Error> {
        check_beta(self.beta)
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
