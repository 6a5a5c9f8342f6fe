//! Quantiles of the sizes of errors.

use ndarray::{ArrayRef, Dimension};

use super::RankedErrors;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Scale, Unit};
use crate::state::{RankedValues, check_level};

/// The median of the absolute differences.
///
/// The median of |y − p| over all elements ([scikit-learn][s]): half of the weight has errors of at most this
/// size. Of an even number of errors it is the middle of the two in between. The difference of two integers
/// is exact, any other is rounded once, and so is the middle.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in units of the
///   data.
/// - **Undefined:** without a weight above zero; where the median exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples. A weight of 2 counts as the element twice.
/// - **Cost:** one pass, memory for every distinct error; see [`RankedValues`].
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from scikit-learn where that computes in the type of its arguments, so that integers wrap; and of
/// several outputs, whose medians are averaged there, and whose elements are pooled here. Neither Keras nor
/// torchmetrics has it.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![3.0, -0.5, 2.0, 7.0], array![2.5, 0.0, 2.0, 8.0]);
/// assert_eq!(MedianAbsoluteError.evaluate(&y_true, &y_pred)?, 0.5); // of 0, 0.5, 0.5 and 1
/// let (zeros, errors) = (array![0, 0, 0, 0], array![1, 2, 3, 4]);
/// let weights = array![3, 1, 1, 1]; // as of 1, 1, 1, 2, 3 and 4
/// assert_eq!(MedianAbsoluteError.evaluate_weighted(&zeros, &errors, &weights)?, 1.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.median_absolute_error.html
#[doc(alias = "medae")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MedianAbsoluteError;

impl Measure for MedianAbsoluteError {
    type Observer = RankedErrors;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn observer(&self) -> RankedErrors {
        RankedErrors
    }

    fn read(&self, errors: &RankedValues) -> Result<f64, Undefined> {
        errors.quantile_of_sizes(0.5)
    }
}

/// [`MedianAbsoluteError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::median_absolute_error(&array![0_u8, 250], &array![16_u8, 10])?;
/// assert_eq!(error, 128.0); // of 16 and 240
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn median_absolute_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MedianAbsoluteError.evaluate(y_true, y_pred)
}

/// A quantile of the absolute differences.
///
/// The least |y − p| up to which the share of the weight reaches the level; where that share is the level, the
/// middle between this error and the next ([Hyndman and Fan 1996][h], definition 2): `level: 0.95` says
/// that 95 % of the errors are at most of this size. Level 0 is the least error, level ½ the [median], level 1
/// the [largest]. The difference of two integers is exact, any other is rounded once, and so is the middle.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in units of the
///   data.
/// - **Undefined:** without a weight above zero; where the quantile exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples. A weight of 2 counts as the element twice.
/// - **Cost:** one pass, memory for every distinct error; see [`RankedValues`].
/// - **Errors:** unequal shapes, numbers that are not finite, a level outside [0, 1], bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. `NumPy`'s `quantile` of the errors is the same with
/// `method="averaged_inverted_cdf"`; by default it interpolates between two errors.
///
/// [median]: MedianAbsoluteError
/// [largest]: super::MaxError
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 0.0, 0.0, 0.0], array![1.0, -2.0, 3.0, 4.0]);
/// assert_eq!(AbsoluteErrorQuantile { level: 0.75 }.evaluate(&y_true, &y_pred)?, 3.5);
/// assert_eq!(AbsoluteErrorQuantile { level: 0.8 }.evaluate(&y_true, &y_pred)?, 4.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.2307/2684934
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct AbsoluteErrorQuantile {
    /// The level of the quantile, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub level: f64,
}

impl Measure for AbsoluteErrorQuantile {
    type Observer = RankedErrors;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn observer(&self) -> RankedErrors {
        RankedErrors
    }

    fn check(&self) -> Result<(), Error> {
        check_level(self.level)
    }

    fn read(&self, errors: &RankedValues) -> Result<f64, Undefined> {
        errors.quantile_of_sizes(self.level)
    }
}
