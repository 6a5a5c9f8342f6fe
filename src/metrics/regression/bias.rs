//! Errors with their sign: whether predictions are too high or too low.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::scale::{Direction, Scale, Unit};

/// How much the predictions are too high, on average.
///
/// p − y, averaged over all elements ([Hyndman and Athanasopoulos, 5.8][h], with the opposite sign): above 0
/// where predictions are too high. The difference of two integers is exact, any other term is within half
/// an ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in units of the
///   data.
/// - **Undefined:** without a weight above zero; where a difference exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has it. R's `forecast::accuracy` gives the mean of y − p.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 4.0], array![2.0, 2.0, 7.0]);
/// assert_eq!(MeanBiasError.evaluate(&y_true, &y_pred)?, 4.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://otexts.com/fpp3/accuracy.html
#[doc(alias = "mbe")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MeanBiasError;

impl MeanMeasure for MeanBiasError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        towards_zero().in_unit(Unit::Data)
    }
}

impl Elementwise for MeanBiasError {
    const PROPAGATES: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| -difference(y, p)
    }
}

/// [`MeanBiasError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let bias = metrics::mean_bias_error(&array![3_u8, 7], &array![1_u8, 8])?;
/// assert_eq!(bias, -0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_bias_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanBiasError.evaluate(y_true, y_pred)
}

/// How much the predictions are too high, on average, in per cent of the truth.
///
/// 100·(p − y)/y, averaged over all elements ([Hyndman and Athanasopoulos, 5.8][h], with the opposite sign).
/// Of positive numbers, the value is above 0 where predictions are too high. A term is within 2 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; the truth finite and not 0, the prediction
///   finite. The value is in per cent, as that of
///   [`MeanAbsolutePercentageError`](crate::metrics::MeanAbsolutePercentageError).
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, a truth of 0, numbers that are not finite, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has it. R's `forecast::accuracy` gives the mean of
/// 100·(y − p)/y, which is infinite where a truth is 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![10.0, 200.0], array![12.0, 150.0]);
/// assert_eq!(MeanPercentageError.evaluate(&y_true, &y_pred)?, -2.5); // +20 and -25
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://otexts.com/fpp3/accuracy.html
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MeanPercentageError;

impl MeanMeasure for MeanPercentageError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        towards_zero().in_unit(Unit::PerCent)
    }

    fn truth(&self) -> Domain {
        Domain::NonZero
    }
}

impl Elementwise for MeanPercentageError {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| -100.0 * (difference(y, p) / y.to_f64())
    }
}

fn towards_zero() -> Scale {
    Scale::new(f64::NEG_INFINITY, f64::INFINITY, Direction::Towards(0.0))
}

/// [`MeanPercentageError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::mean_percentage_error(&array![4.0], &array![5.0])?, 25.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_percentage_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanPercentageError.evaluate(y_true, y_pred)
}
