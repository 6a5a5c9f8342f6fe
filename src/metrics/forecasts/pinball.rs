//! The pinball loss of one quantile.

use ndarray::{ArrayRef, Dimension};

use super::columns::check_level;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::scale::{Scale, Unit};
use crate::state::pinball;

/// The mean loss of a predicted quantile.
///
/// α·(y − q) where the truth y lies above the quantile q of level α, else (1 − α)·(q − y), averaged over
/// all elements ([Koenker and Bassett 1978][k]). No other number than the quantile of level α has a lower
/// mean loss; at level ½ the loss is half the absolute error. A term is within 2 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in units of
///   the data. For several quantiles of each target see [`PinballLossOfLevels`].
/// - **Undefined:** without a weight above zero; where a difference exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, a level that is not in (0, 1), bad weights.
///
/// It is scikit-learn's `mean_pinball_loss`. Neither Keras nor torchmetrics has such a metric. The
/// quantile loss of `GluonTS` is twice as large, and a sum.
///
/// [`PinballLossOfLevels`]: crate::metrics::PinballLossOfLevels
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0], array![0.0, 4.0]);
/// let loss = PinballLoss { level: 0.75 };
/// assert_eq!(loss.per_sample(&y_true, &y_pred)?, array![0.75, 0.5]); // 3/4·1 and 1/4·2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://doi.org/10.2307/1913643
#[doc(alias = "mean_pinball_loss")]
#[doc(alias = "quantile_loss")]
#[doc(alias = "quantile_score")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct PinballLoss {
    /// The level α of the quantile, above 0 and below 1. 0.5 by default: the median.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub level: f64,
}

impl Default for PinballLoss {
    fn default() -> Self {
        Self { level: 0.5 }
    }
}

impl MeanMeasure for PinballLoss {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_level("level", self.level)
    }
}

impl Elementwise for PinballLoss {
    const PROPAGATES: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let level = self.level;
        #[inline(always)]
        move |y, p| pinball(level, difference(y, p))
    }
}

/// [`PinballLoss`] of one batch of medians.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::pinball_loss(&array![1.0, 2.0], &array![0.0, 4.0])?, 0.75); // 1/2 and 1
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn pinball_loss<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    PinballLoss::default().evaluate(y_true, y_pred)
}
