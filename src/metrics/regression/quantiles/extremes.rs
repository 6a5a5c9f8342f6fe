//! The largest error, in constant memory.

use ndarray::{ArrayRef, Dimension};

use super::ExtremeErrors;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Scale, Unit};
use crate::state::Extremes;

/// The largest of the absolute differences.
///
/// max |y − p| over all elements ([scikit-learn][s]). The difference of two integers is exact, any other is
/// rounded once.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in units of the
///   data.
/// - **Undefined:** without a weight above zero; where a difference exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples; only whether a weight is above 0
///   matters.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// scikit-learn refuses several outputs and takes no weights; integers wrap there. Neither Keras nor torchmetrics
/// has it.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![3.0, -0.5, 2.0, 7.0], array![2.5, 0.0, 2.0, 8.0]);
/// assert_eq!(MaxError.evaluate(&y_true, &y_pred)?, 1.0); // of 7 and 8
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.max_error.html
#[doc(alias = "maximum_absolute_error")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MaxError;

impl Measure for MaxError {
    type Observer = ExtremeErrors;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn observer(&self) -> ExtremeErrors {
        ExtremeErrors
    }

    fn read(&self, errors: &Extremes) -> Result<f64, Undefined> {
        errors.largest_size()
    }
}

/// [`MaxError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::max_error(&array![0_u8, 250], &array![16_u8, 10])?, 240.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn max_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MaxError.evaluate(y_true, y_pred)
}
