//! Errors relative to the sizes of truth and prediction together.

use ndarray::{ArrayRef, Dimension};

use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::scale::{Direction, Scale};

/// The largest value of a [`SymmetricMeanAbsolutePercentageError`]: libraries use all three.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum SymmetricScale {
    /// The mean of |y − p|/(|y| + |p|), as `utilsforecast` has it.
    UpTo1,
    /// The mean of 2·|y − p|/(|y| + |p|), as torchmetrics and sktime have it.
    #[default]
    UpTo2,
    /// The mean of 200·|y − p|/(|y| + |p|), in per cent, as `river` has it.
    UpTo200,
}

impl SymmetricScale {
    #[inline(always)]
    const fn most(self) -> f64 {
        match self {
            Self::UpTo1 => 1.0,
            Self::UpTo2 => 2.0,
            Self::UpTo200 => 200.0,
        }
    }
}

/// The mean of the absolute differences, each relative to the sizes of its two numbers.
///
/// 2·|y − p|/(|y| + |p|), averaged over all elements ([Makridakis 1993][m]); 0 where both numbers are 0. A
/// term is within 2 ulp. The factor is an option, since libraries use three.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in [0, 2] by
///   default, else in [0, 1] or [0, 200].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from torchmetrics, which divides by at least 1.17e-6. Where a truth is 0, the term is 2 whatever
/// the prediction: a mask, or [`WeightedAbsolutePercentageError`](super::WeightedAbsolutePercentageError),
/// tells small errors from large ones.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![100.0, 0.0], array![110.0, 0.0]);
/// let error = SymmetricMeanAbsolutePercentageError::default();
/// assert_eq!(error.evaluate(&y_true, &y_pred)?, 1.0 / 21.0); // 20/210 and 0
/// let error = SymmetricMeanAbsolutePercentageError { scale: SymmetricScale::UpTo200 };
/// assert_eq!(error.evaluate(&y_true, &y_pred)?, 100.0 / 21.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [m]: https://doi.org/10.1016/0169-2070(93)90079-3
#[doc(alias = "smape")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SymmetricMeanAbsolutePercentageError {
    /// The largest value. 2 by default.
    pub scale: SymmetricScale,
}

impl MeanMeasure for SymmetricMeanAbsolutePercentageError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::new(0.0, self.scale.most(), Direction::Lower)
    }
}

impl Elementwise for SymmetricMeanAbsolutePercentageError {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let most = self.scale.most();
        #[inline(always)]
        move |y, p| most * relative(difference(y, p).abs(), y.to_f64(), p.to_f64())
    }
}

/// |y − p|/(|y| + |p|), given |y − p|; 0 of two zeros. Halves of numbers whose sum leaves the range of `f64`.
#[inline(always)]
fn relative(difference: f64, y: f64, p: f64) -> f64 {
    let size = y.abs() + p.abs();
    let (half_y, half_p) = (0.5 * y, 0.5 * p);
    let far = (half_y - half_p).abs() / (half_y.abs() + half_p.abs());
    let share = if size < f64::INFINITY { difference / size } else { far };
    // Two integers have an exact difference, which may be above the rounded sum.
    if size == 0.0 {
        0.0
    } else if share > 1.0 {
        1.0
    } else {
        share
    }
}

/// [`SymmetricMeanAbsolutePercentageError`] of one batch, in [0, 2].
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::symmetric_mean_absolute_percentage_error(&array![1.0], &array![3.0])?;
/// assert_eq!(error, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn symmetric_mean_absolute_percentage_error<
    T: Element,
    D: Dimension,
    P: Element,
    E: Dimension,
>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SymmetricMeanAbsolutePercentageError::default().evaluate(y_true, y_pred)
}
