//! Absolute errors relative to those of the mean of the truth.

use ndarray::{ArrayRef, Dimension};

use super::d2::{D2PinballScore, QuantileLosses};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::PinballLosses;

/// The absolute errors, relative to those of the mean of the truth.
///
/// Σw|y − p|/Σw|y − ȳ|, ȳ being the weighted mean of the truth ([Witten, Frank and Hall 2011][w], section 5.9). So 0
/// is perfect, 1 no better than the mean, and above 1 worse. It shares the state of
/// [`D2AbsoluteErrorScore`](super::D2AbsoluteErrorScore), which compares with the median. The mean is taken in twice
/// the precision of `f64`, so that the value keeps its digits far from zero.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers; all elements together have one
///   mean. The value is at least 0.
/// - **Undefined:** without a weight above zero; where the truth does not vary; where a difference exceeds
///   the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, memory for every distinct truth: the mean is known at the end only. See
///   [`RankedValues`](crate::state::RankedValues).
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights; an integer of the truth that no
///   `f64` holds.
///
/// Keras, scikit-learn and torchmetrics have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 6.0], array![2.0, 2.0, 4.0]);
/// // Errors of 1, 0 and 2; of the mean 3: 2, 1 and 3.
/// assert_eq!(RelativeAbsoluteError.evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [w]: https://doi.org/10.1016/C2009-0-19715-5
#[doc(alias = "rae")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RelativeAbsoluteError;

impl Measure for RelativeAbsoluteError {
    type Observer = QuantileLosses;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS
    }

    fn observer(&self) -> QuantileLosses {
        D2PinballScore::default().observer()
    }

    fn read(&self, losses: &PinballLosses) -> Result<f64, Undefined> {
        losses.relative_absolute_error()
    }
}

/// [`RelativeAbsoluteError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::relative_absolute_error(&array![1, 3], &array![2, 2])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn relative_absolute_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RelativeAbsoluteError.evaluate(y_true, y_pred)
}
