//! Precision and recall.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// The share of positive decisions that are right.
///
/// tp/(tp + fp), over elements with p > threshold as positive decisions ([Keras][k]). The threshold
/// is rounded to the prediction's type first. Within 2 ulp.
///
/// **All columns are pooled**, as in Keras. The one-hot truth and the softmax of a binary decision,
/// `[batch, 2]`, are two decisions for each sample, not one: take the columns of class 1,
/// `y_true.column(1)` and `y_pred.column(1)`, or `class_id: Some(1)`. For several labels one by one
/// see [`F1Score`](crate::metrics::F1Score)'s state.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞.
///   With `top_k` or `class_id` the last axis is that of classes; with `class_id` weights are for
///   rows. With `top_k` a row of more than k scores is ranked as a whole, as in Keras: a score of
///   weight 0 keeps its rank, and is refused like the others unless the whole row has weight 0.
/// - **Undefined:** without a positive decision.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// Differs from Keras, where 0/0 is 0 and any label but 0 is positive.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// assert_eq!(Precision::default().evaluate(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#precision-class
#[doc(alias = "ppv")]
#[doc(alias = "positive_predictive_value")]
#[doc(alias = "precision_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Precision {
    /// Scores above the threshold are positive; for scores of at least a threshold, as on a curve, see
    /// [`counts_at`](crate::state::RankedScores::counts_at). None, the default, is 0.5, or −∞ where `top_k`
    /// is set.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
    /// How many of a row's scores may be positive: the best ones, the lower class among equals.
    pub top_k: Option<usize>,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl Measure for Precision {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, self.top_k, self.class_id)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.precision()
    }
}

/// [`Precision`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::precision(&array![0, 1, 1, 1, 0], &array![0.1, 0.9, 0.8, 0.3, 0.7])?;
/// assert_eq!(value, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn precision<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Precision::default().evaluate(y_true, y_pred)
}

/// The share of positives that are found; sensitivity.
///
/// tp/(tp + fn), over elements with p > threshold as positive decisions ([Keras][k]). The threshold
/// is rounded to the prediction's type first. Within 2 ulp.
///
/// **All columns are pooled**, as in Keras. The one-hot truth and the softmax of a binary decision,
/// `[batch, 2]`, are two decisions for each sample, not one: take the columns of class 1,
/// `y_true.column(1)` and `y_pred.column(1)`, or `class_id: Some(1)`. For several labels one by one
/// see [`F1Score`](crate::metrics::F1Score)'s state.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞.
///   With `top_k` or `class_id` the last axis is that of classes; with `class_id` weights are for
///   rows. With `top_k` a row of more than k scores is ranked as a whole, as in Keras: a score of
///   weight 0 keeps its rank, and is refused like the others unless the whole row has weight 0.
/// - **Undefined:** without a positive.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// Differs from Keras, where 0/0 is 0 and any label but 0 is positive.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// assert_eq!(Recall::default().evaluate(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#recall-class
#[doc(alias = "sensitivity")]
#[doc(alias = "tpr")]
#[doc(alias = "true_positive_rate")]
#[doc(alias = "hit_rate")]
#[doc(alias = "recall_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Recall {
    /// Scores above the threshold are positive; for scores of at least a threshold, as on a curve, see
    /// [`counts_at`](crate::state::RankedScores::counts_at). None, the default, is 0.5, or −∞ where `top_k`
    /// is set.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
    /// How many of a row's scores may be positive: the best ones, the lower class among equals.
    pub top_k: Option<usize>,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl Measure for Recall {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, self.top_k, self.class_id)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.recall()
    }
}

/// [`Recall`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::recall(&array![0, 1, 1, 1, 0], &array![0.1, 0.9, 0.8, 0.3, 0.7])?;
/// assert_eq!(value, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn recall<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Recall::default().evaluate(y_true, y_pred)
}
