//! How common positives are, in truth and in binary decisions.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Direction, Scale};
use crate::state::ThresholdCounts;

/// The share of positives.
///
/// P/(P + N) for the weight P of positives and N of negatives ([definition][k]): what the truth
/// holds, whatever is decided. Within 3 ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(Prevalence::default().evaluate(&y_true, &y_pred)?, 0.375);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://en.wikipedia.org/wiki/Confusion_matrix
#[doc(alias = "base_rate")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Prevalence {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for Prevalence {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, 1.0, Direction::Neither)
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.prevalence()
    }
}

/// [`Prevalence`] of one batch, with a threshold of 0.5.
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
/// let value = metrics::prevalence(&y_true, &y_pred)?;
/// assert_eq!(value, 0.6);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn prevalence<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Prevalence::default().evaluate(y_true, y_pred)
}

/// The share of positive decisions.
///
/// (tp + fp)/(tp + fp + tn + fn), over elements with p > threshold as positive decisions
/// ([definition][k]). The threshold is rounded to the prediction's type first. Within 3 ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// It is fairlearn's `selection_rate`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(DetectionPrevalence::default().evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://en.wikipedia.org/wiki/Confusion_matrix
#[doc(alias = "selection_rate")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct DetectionPrevalence {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for DetectionPrevalence {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, 1.0, Direction::Neither)
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.detection_prevalence()
    }
}

/// [`DetectionPrevalence`] of one batch, with a threshold of 0.5.
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
/// let value = metrics::detection_prevalence(&y_true, &y_pred)?;
/// assert_eq!(value, 0.6);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn detection_prevalence<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    DetectionPrevalence::default().evaluate(y_true, y_pred)
}
