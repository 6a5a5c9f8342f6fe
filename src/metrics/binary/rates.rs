//! Rates of right binary decisions.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// The share of negatives that are found.
///
/// tn/(tn + fp), over elements with p > threshold as positive decisions ([definition][k]). The
/// threshold is rounded to the prediction's type first. Within 2 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞.
/// - **Undefined:** without a negative.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// assert_eq!(Specificity::default().evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://en.wikipedia.org/wiki/Confusion_matrix
#[doc(alias = "tnr")]
#[doc(alias = "true_negative_rate")]
#[doc(alias = "selectivity")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Specificity {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for Specificity {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.specificity()
    }
}

/// [`Specificity`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::specificity(&array![0, 1, 1, 1, 0], &array![0.1, 0.9, 0.8, 0.3, 0.7])?;
/// assert_eq!(value, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn specificity<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Specificity::default().evaluate(y_true, y_pred)
}

/// The share of negative decisions that are right.
///
/// tn/(tn + fn), over elements with p > threshold as positive decisions ([definition][k]). The
/// threshold is rounded to the prediction's type first. Within 2 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞.
/// - **Undefined:** without a negative decision.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// assert_eq!(NegativePredictiveValue::default().evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://en.wikipedia.org/wiki/Confusion_matrix
#[doc(alias = "npv")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct NegativePredictiveValue {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for NegativePredictiveValue {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.negative_predictive_value()
    }
}

/// [`NegativePredictiveValue`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::negative_predictive_value(&array![0, 1, 1, 1, 0], &array![0.1, 0.9, 0.8, 0.3, 0.7])?;
/// assert_eq!(value, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn negative_predictive_value<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    NegativePredictiveValue::default().evaluate(y_true, y_pred)
}
