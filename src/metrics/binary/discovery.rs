//! Shares of wrong ones among the decisions of one kind.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// The share of positive decisions that are wrong.
///
/// fp/(tp + fp), over elements with p > threshold as positive decisions ([definition][k]): 1 less
/// the precision. The threshold is rounded to the prediction's type first. Within 3 ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is in [0, 1].
/// - **Undefined:** without a positive decision.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(FalseDiscoveryRate::default().evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://en.wikipedia.org/wiki/Confusion_matrix
#[doc(alias = "fdr")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct FalseDiscoveryRate {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for FalseDiscoveryRate {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::MISSED
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.false_discovery_rate()
    }
}

/// [`FalseDiscoveryRate`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// let value = metrics::false_discovery_rate(&y_true, &y_pred)?;
/// assert_eq!(value, 1.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn false_discovery_rate<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    FalseDiscoveryRate::default().evaluate(y_true, y_pred)
}

/// The share of negative decisions that are wrong.
///
/// fn/(tn + fn), over elements with p > threshold as positive decisions ([definition][k]): 1 less
/// the negative predictive value. The threshold is rounded to the prediction's type first. Within 3
/// ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is in [0, 1].
/// - **Undefined:** without a negative decision.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(FalseOmissionRate::default().evaluate(&y_true, &y_pred)?, 0.25);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://en.wikipedia.org/wiki/Confusion_matrix
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct FalseOmissionRate {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for FalseOmissionRate {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::MISSED
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.false_omission_rate()
    }
}

/// [`FalseOmissionRate`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// let value = metrics::false_omission_rate(&y_true, &y_pred)?;
/// assert_eq!(value, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn false_omission_rate<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    FalseOmissionRate::default().evaluate(y_true, y_pred)
}
