//! Errors of predicted numbers.

use ndarray::{ArrayRef, Dimension};

use crate::element::{Element, difference};
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement, PerSample, Terms};
use crate::measure::{Measure, Slope};
use crate::scale::{Scale, Unit};
use crate::state::WeightedMean;

/// The mean of the squared differences.
///
/// (y − p)², averaged over all elements ([Keras][k]). The difference of two integers is exact. The
/// term is within 2 ulp, and within half an ulp where the difference is an `f64`.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in
///   squared units of the data.
/// - **Undefined:** without a weight above zero; where a square exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from Keras where Keras computes in the prediction's type: integers wrap there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 3.0, 5.0], array![1.0, 3.0, 7.0]);
/// assert_eq!(MeanSquaredError.evaluate(&y_true, &y_pred)?, 5.0 / 3.0);
/// assert_eq!(MeanSquaredError.per_sample(&y_true, &y_pred)?, array![1.0, 0.0, 4.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#meansquarederror-class
#[doc(alias = "mse")]
#[doc(alias = "l2_loss")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MeanSquaredError;

impl MeanMeasure for MeanSquaredError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::SquaredData)
    }
}

impl Elementwise for MeanSquaredError {
    const PROPAGATES: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| {
            let e = difference(y, p);
            e * e
        }
    }
}

/// [`MeanSquaredError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::mean_squared_error(&array![1_u8, 250], &array![4_u8, 254])?, 12.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_squared_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanSquaredError.evaluate(y_true, y_pred)
}

/// The mean of the absolute differences.
///
/// |y − p|, averaged over all elements ([Keras][k]). The difference of two integers is exact; the
/// term is within half an ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in
///   units of the data.
/// - **Undefined:** without a weight above zero; where a difference exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from Keras where Keras computes in the prediction's type: integers wrap there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0.0, 3.0], [5.0, 1.0]], array![[1.0, 3.0], [7.0, 0.0]]);
/// assert_eq!(MeanAbsoluteError.evaluate(&y_true, &y_pred)?, 1.0);
/// assert_eq!(MeanAbsoluteError.per_sample(&y_true, &y_pred)?, array![0.5, 1.5]);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#meanabsoluteerror-class
#[doc(alias = "mae")]
#[doc(alias = "l1_loss")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MeanAbsoluteError;

impl MeanMeasure for MeanAbsoluteError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }
}

impl Elementwise for MeanAbsoluteError {
    const PROPAGATES: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        |y, p| difference(y, p).abs()
    }
}

/// [`MeanAbsoluteError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::mean_absolute_error(&array![10_u8, 200], &array![20_u8, 100])?, 55.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_absolute_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanAbsoluteError.evaluate(y_true, y_pred)
}

/// The root of the mean of the squared differences.
///
/// √(Σw·(y − p)²/Σw) over all elements ([Keras][k]): read off the state of
/// [`MeanSquaredError`]. It is within 1.5 ulp of the root of the exact quotient.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in
///   units of the data.
/// - **Undefined:** without a weight above zero; where a square exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from Keras, which ignores masks here.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![2.0, 4.0, 6.0], array![1.0, 3.0, 2.0]);
/// assert_eq!(RootMeanSquaredError.evaluate(&y_true, &y_pred)?, 6_f64.sqrt()); // (1 + 1 + 16)/3
/// assert_eq!(RootMeanSquaredError.per_sample(&y_true, &y_pred)?, array![1.0, 1.0, 4.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#rootmeansquarederror-class
#[doc(alias = "rmse")]
#[doc(alias = "root_mean_squared_error")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RootMeanSquaredError;

impl Measure for RootMeanSquaredError {
    type Observer = Terms<MeanSquaredError>;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn observer(&self) -> Terms<MeanSquaredError> {
        Terms(MeanSquaredError)
    }

    fn read(&self, squares: &WeightedMean) -> Result<f64, Undefined> {
        squares.mean().map(f64::sqrt)
    }

    /// d√m/dm.
    fn slope(&self, squares: &WeightedMean) -> Option<Slope> {
        Some(Slope::Curved(0.5 / squares.mean().ok()?.sqrt()))
    }
}

impl PerSample for RootMeanSquaredError {
    type Terms = MeanSquaredError;

    fn terms(&self) -> MeanSquaredError {
        MeanSquaredError
    }

    fn of_mean(&self, mean: f64) -> f64 {
        mean.sqrt()
    }
}

/// [`RootMeanSquaredError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::root_mean_squared_error(&array![0_u8, 250], &array![3_u8, 254])?;
/// assert_eq!(error, 12.5_f64.sqrt());
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn root_mean_squared_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RootMeanSquaredError.evaluate(y_true, y_pred)
}
