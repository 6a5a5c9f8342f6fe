//! How far errors spread, whatever their middle.

use ndarray::{ArrayRef, Dimension};

use super::RankedErrors;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Scale, Unit};
use crate::state::RankedValues;

/// The width of the middle half of the errors.
///
/// The quantile of level ¾ of p − y less that of level ¼, each as [`ErrorQuantile`](super::ErrorQuantile)
/// takes it ([Hyndman and Fan 1996][h], definition 2), rounded once. A constant error adds nothing.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in units of the
///   data.
/// - **Undefined:** without a weight above zero; where the width exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples. A weight of 2 counts as the element twice.
/// - **Cost:** one pass, memory for every distinct error; see [`RankedValues`].
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 0.0, 0.0, 0.0], array![1.0, -2.0, 3.0, 4.0]);
/// assert_eq!(ErrorInterquartileRange.evaluate(&y_true, &y_pred)?, 4.0); // 3.5 less -0.5
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.2307/2684934
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ErrorInterquartileRange;

impl Measure for ErrorInterquartileRange {
    type Observer = RankedErrors;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn observer(&self) -> RankedErrors {
        RankedErrors
    }

    fn read(&self, errors: &RankedValues) -> Result<f64, Undefined> {
        errors.interquartile_range()
    }
}

/// [`ErrorInterquartileRange`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let width = metrics::error_interquartile_range(&array![0, 0, 0, 0], &array![5, 6, 7, 8])?;
/// assert_eq!(width, 2.0); // 7.5 less 5.5
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn error_interquartile_range<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    ErrorInterquartileRange.evaluate(y_true, y_pred)
}

/// The median distance of the errors from their median.
///
/// The median of |e − m| over all elements, where e = p − y and m is the median of e ([Rousseeuw and Croux
/// 1993][r], without their factor of 1.4826). Half of the errors may be wild without changing it much. Each
/// distance is rounded once.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in units of the
///   data.
/// - **Undefined:** without a weight above zero; where a median exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples. A weight of 2 counts as the element twice.
/// - **Cost:** one pass, memory for every distinct error; see [`RankedValues`].
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// It is `scipy.stats.median_abs_deviation` of the errors, which takes no weights. Keras, scikit-learn and
/// torchmetrics have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 0.0, 0.0], array![1.0, 3.0, 100.0]);
/// assert_eq!(MedianAbsoluteDeviation.evaluate(&y_true, &y_pred)?, 2.0); // of 2, 0 and 97
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: https://doi.org/10.1080/01621459.1993.10476408
#[doc(alias = "median_abs_deviation")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MedianAbsoluteDeviation;

impl Measure for MedianAbsoluteDeviation {
    type Observer = RankedErrors;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn observer(&self) -> RankedErrors {
        RankedErrors
    }

    fn read(&self, errors: &RankedValues) -> Result<f64, Undefined> {
        errors.median_absolute_deviation()
    }
}

/// [`MedianAbsoluteDeviation`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let deviation = metrics::median_absolute_deviation(&array![0, 0, 0], &array![7, 7, 7])?;
/// assert_eq!(deviation, 0.0); // each error is 7
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn median_absolute_deviation<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MedianAbsoluteDeviation.evaluate(y_true, y_pred)
}
