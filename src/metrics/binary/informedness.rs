//! Informedness and markedness: how much better than chance binary decisions are.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// How much better than chance decisions tell positives from negatives; Youden's J.
///
/// Recall and specificity less 1, (tp·tn − fp·fn)/((tp + fn)(tn + fp)), over elements with
/// p > threshold as positive decisions ([Youden 1950][y]). The threshold is rounded to the
/// prediction's type first. The difference is exact, for any weights: within 0.51 ulp, however
/// small it is.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is in [−1, 1]; 0 is
///   as good as chance.
/// - **Undefined:** without a weight above zero, without a positive, or without a negative.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// scikit-learn's `balanced_accuracy_score` with `adjusted=True` is the same for two classes.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(Informedness::default().evaluate(&y_true, &y_pred)?, 4.0 / 15.0); // 2/3 + 3/5 − 1
/// # Ok::<(), Error>(())
/// ```
///
/// [y]: https://en.wikipedia.org/wiki/Youden%27s_J_statistic
#[doc(alias = "youden_index")]
#[doc(alias = "youdens_j")]
#[doc(alias = "j_index")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Informedness {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for Informedness {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.informedness()
    }
}

/// [`Informedness`] of one batch, with a threshold of 0.5.
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
/// let value = metrics::informedness(&y_true, &y_pred)?;
/// assert_eq!(value, 1.0 / 6.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn informedness<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Informedness::default().evaluate(y_true, y_pred)
}

/// How much better than chance a positive and a negative decision predict the truth.
///
/// Precision and negative predictive value less 1, (tp·tn − fp·fn)/((tp + fp)(tn + fn)), over
/// elements with p > threshold as positive decisions ([Powers 2011][p]). The threshold is rounded
/// to the prediction's type first. The difference is exact, for any weights: within 0.51 ulp,
/// however small it is.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is in [−1, 1]; 0 is
///   as good as chance.
/// - **Undefined:** without a weight above zero, without a positive decision, or without a negative
///   one.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(Markedness::default().evaluate(&y_true, &y_pred)?, 0.25); // 1/2 + 3/4 − 1
/// # Ok::<(), Error>(())
/// ```
///
/// [p]: https://arxiv.org/abs/2010.16061
#[doc(alias = "delta_p")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Markedness {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for Markedness {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.markedness()
    }
}

/// [`Markedness`] of one batch, with a threshold of 0.5.
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
/// let value = metrics::markedness(&y_true, &y_pred)?;
/// assert_eq!(value, 1.0 / 6.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn markedness<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Markedness::default().evaluate(y_true, y_pred)
}
