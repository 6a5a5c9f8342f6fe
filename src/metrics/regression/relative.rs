//! Errors relative to the size of the truth, or to how it varies.

use ndarray::{ArrayRef, Dimension};

use super::moments::{ColumnMoments, ElementMoments};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{ErrorNormalization, Influence, JointMoments, Moments};

/// The root of the mean squared error, relative to the truth.
///
/// √(Σw(y − p)²/Σw) over the size of the mean of the truth, |ȳ|, or over its standard deviation, √(Σw(y − ȳ)²/Σw), of
/// all elements together ([torchmetrics][t]). Within 2 ulp, however far the numbers lie from zero.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is a pure number of at
///   least 0.
/// - **Undefined:** without a weight above zero; where the mean of the truth is 0, or the truth does not vary; where a
///   square exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Keras and scikit-learn have no such metric. torchmetrics' value by a mean below 0 is negative. Its
/// normalisations by the range and by the norm of the truth are not here: the range is no moment, and the norm grows with the
/// number of samples.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![2.0, 6.0], array![3.0, 5.0]); // an error of 1 each
/// assert_eq!(NormalizedRootMeanSquaredError::default().evaluate(&y_true, &y_pred)?, 0.25);
/// let by = ErrorNormalization::StandardDeviation;
/// assert_eq!(NormalizedRootMeanSquaredError { by }.evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [t]: https://lightning.ai/docs/torchmetrics/stable/regression/normalized_root_mean_squared_error.html
#[doc(alias = "nrmse")]
#[doc(alias = "scatter_index")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct NormalizedRootMeanSquaredError {
    /// What the error is divided by. The size of the mean by default.
    pub by: ErrorNormalization,
}

impl Measure for NormalizedRootMeanSquaredError {
    type Observer = ElementMoments;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS
    }

    fn observer(&self) -> ElementMoments {
        ElementMoments
    }

    fn read(&self, moments: &Moments) -> Result<f64, Undefined> {
        moments.pooled().normalized_root_mean_squared_error(self.by)
    }

    fn influences(&self, moments: &Moments) -> Vec<Result<Influence, Undefined>> {
        vec![moments.pooled().influence_on_normalized_error(self.by)]
    }
}

/// [`NormalizedRootMeanSquaredError`] of one batch, by the mean of the truth.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::normalized_root_mean_squared_error(&array![-8, -8], &array![-10, -6])?;
/// assert_eq!(value, 0.25); // errors of 2, by a mean of the size 8
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn normalized_root_mean_squared_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    NormalizedRootMeanSquaredError::default().evaluate(y_true, y_pred)
}

/// The squared errors, relative to those of the mean of the truth.
///
/// Σw(y − p)²/Σw(y − ȳ)² for each column, ȳ being its weighted mean ([torchmetrics][t]), averaged over the columns:
/// 1 − [`R2Score`](super::R2Score), to all digits of an error near 0. A column's value is within 1 ulp, however far the
/// targets lie from zero.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, columns]`, any finite numbers. The value is at
///   least 0: 1 for a prediction no better than the mean.
/// - **Undefined:** without a weight above zero in every column; where the truth of a column does not vary; where a
///   square exceeds the range of `f64`.
/// - **Weights:** for samples or elements.
/// - **Cost:** one pass, memory for each column.
/// - **Errors:** unequal shapes, more than two axes, another number of columns than before, more columns than memory
///   has room for, numbers that are not finite, bad weights.
///
/// Keras and scikit-learn have no such metric. torchmetrics divides by at least 1.17e-6.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 3.0, 5.0], array![2.0, 3.0, 4.0]);
/// assert_eq!(RelativeSquaredError.evaluate(&y_true, &y_pred)?, 0.25); // 2 over 4 + 0 + 4
/// # Ok::<(), Error>(())
/// ```
///
/// [t]: https://lightning.ai/docs/torchmetrics/stable/regression/rse.html
#[doc(alias = "rse")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RelativeSquaredError;

impl Measure for RelativeSquaredError {
    type Observer = ColumnMoments;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS
    }

    fn observer(&self) -> ColumnMoments {
        ColumnMoments
    }

    fn read(&self, moments: &Moments) -> Result<f64, Undefined> {
        moments.relative_squared_error()
    }

    fn influences(&self, moments: &Moments) -> Vec<Result<Influence, Undefined>> {
        let influence = |column: &JointMoments| column.influence_on_r2().map(|r2| r2.times(-1.0));
        moments.influences_of_one_column(influence)
    }
}

/// [`RelativeSquaredError`] of one batch: the mean of the columns' values.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::relative_squared_error(&array![1, 3], &array![2, 2])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn relative_squared_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RelativeSquaredError.evaluate(y_true, y_pred)
}
