//! Errors of predicted numbers, relative to their size.

use ndarray::{ArrayRef, Dimension};

use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::metrics::epsilon::{KERAS_EPSILON, check_positive};
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
/// errors with them. Two errors that count them: the
/// [`WeightedAbsolutePercentageError`](super::WeightedAbsolutePercentageError) (WAPE), the mean absolute error
/// over the mean of |y|, and the
/// [`SymmetricMeanAbsolutePercentageError`](super::SymmetricMeanAbsolutePercentageError) (sMAPE).
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
/// assert_eq!(metrics::weighted_absolute_percentage_error(&y_true, &y_pred)?, 11.0);
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
