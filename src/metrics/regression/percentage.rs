//! Errors of predicted numbers, relative to their size.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::math::ln_ratio;
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::metrics::epsilon::{KERAS_EPSILON, check_not_negative, check_positive};
use crate::scale::{Scale, Unit};

/// The mean of the absolute differences in per cent of the truth.
///
/// 100·|y − p|/max(|y|, ε), averaged over all elements ([Keras][k]). A term is within 2.5 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in
///   per cent. Where y is 0, every unit of error counts 100/ε.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, an epsilon that is not above 0, bad
///   weights.
///
/// Differs from Keras where Keras computes in the prediction's type: integers wrap there.
///
/// One truth of 0 outweighs all other elements, as in Keras. A mask leaves such elements out, and their
/// errors with them. Two errors that count them: the mean absolute error over the mean of |y|, which is the
/// weighted absolute percentage error (WAPE), and the symmetric one (sMAPE), the mean of
/// 200·|y − p|/(|y| + |p|), as a closure in [`MeanOf`](crate::metrics::MeanOf).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![10.0, 200.0], array![20.0, 100.0]);
/// assert_eq!(MeanAbsolutePercentageError::default().evaluate(&y_true, &y_pred)?, 75.0);
///
/// let (y_true, y_pred) = (array![0.0, 100.0], array![1.0, 110.0]);
/// let error = MeanAbsolutePercentageError::default();
/// assert!((error.evaluate(&y_true, &y_pred)? - 500_000_005.0).abs() < 1e-3);
/// let mask = y_true.mapv(|y| y != 0.0);
/// assert_eq!(error.evaluate_weighted(&y_true, &y_pred, &mask)?, 10.0);
/// let size = metrics::mean(&y_true.mapv(f64::abs))?;
/// assert_eq!(100.0 * metrics::mean_absolute_error(&y_true, &y_pred)? / size, 11.0); // WAPE
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#meanabsolutepercentageerror-class
#[doc(alias = "mape")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct MeanAbsolutePercentageError {
    /// The least |y| to divide by, rounded to the prediction's type. 1e-7 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for MeanAbsolutePercentageError {
    fn default() -> Self {
        Self { epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for MeanAbsolutePercentageError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::PerCent)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_positive::<P>(self.epsilon)
    }
}

impl Elementwise for MeanAbsolutePercentageError {
    const PROPAGATES: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let epsilon = P::rounded(self.epsilon);
        #[inline(always)]
        move |y, p| {
            let size = y.to_f64().abs();
            100.0 * (difference(y, p).abs() / if size > epsilon { size } else { epsilon })
        }
    }
}

/// [`MeanAbsolutePercentageError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::mean_absolute_percentage_error(&array![4.0], &array![5.0])?;
/// assert_eq!(error, 25.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_absolute_percentage_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanAbsolutePercentageError::default().evaluate(y_true, y_pred)
}

/// The mean of the squared differences of logarithms.
///
/// (ln(1 + p) − ln(1 + y))², averaged over all elements ([Keras][k]). Numbers in [0, ε) are raised
/// to ε first, as in Keras; `epsilon: 0.0` raises none. Where y and p are close, the difference is
/// taken before the logarithm: a term is within 8 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, finite numbers above −1. The value is
///   in squared nats.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are −1 or below or not finite, a negative epsilon, bad
///   weights.
///
/// Differs from Keras, which raises negative numbers to ε in silence; here, as in scikit-learn since
/// 1.6, they count as they are down to −1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 3.0], array![3.0, 3.0]);
/// let error = MeanSquaredLogarithmicError::default().evaluate(&y_true, &y_pred)?;
/// assert!((error - 2_f64.ln().powi(2) / 2.0).abs() < 1e-15); // ln(4/2)² and 0
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#meansquaredlogarithmicerror-class
#[doc(alias = "msle")]
#[doc(alias = "mean_squared_log_error")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct MeanSquaredLogarithmicError {
    /// The ε that numbers in [0, ε) are raised to, rounded to the prediction's type. 1e-7 by default;
    /// 0.0 for none.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for MeanSquaredLogarithmicError {
    fn default() -> Self {
        Self { epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for MeanSquaredLogarithmicError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::SquaredNats)
    }

    fn truth(&self) -> Domain {
        Domain::AboveMinusOne
    }

    fn prediction(&self) -> Domain {
        Domain::AboveMinusOne
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_not_negative::<P>(self.epsilon)
    }
}

impl Elementwise for MeanSquaredLogarithmicError {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let epsilon = P::rounded(self.epsilon);
        #[inline(always)]
        move |y, p| {
            let (y, p) = (raised(y.to_f64(), epsilon), raised(p.to_f64(), epsilon));
            let logarithm = ln_ratio(1.0 + p, 1.0 + y, p - y);
            logarithm * logarithm
        }
    }
}

/// Returns ε for a number in [0, ε), and any other number as it is.
#[inline(always)]
fn raised(x: f64, epsilon: f64) -> f64 {
    if (x >= 0.0) & (x < epsilon) { epsilon } else { x }
}

/// [`MeanSquaredLogarithmicError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::mean_squared_logarithmic_error(&array![7], &array![7])?;
/// assert_eq!(error, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_squared_logarithmic_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanSquaredLogarithmicError::default().evaluate(y_true, y_pred)
}
