//! The pinball loss of several quantiles of each target.

use ndarray::{ArrayRef, Dimension};

use super::columns::{check_columns, check_levels};
use crate::batch::Shapes;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::rows::sum_of;
use crate::mean::{MeanMeasure, PerTarget, Targeted};
use crate::scale::{Scale, Unit};
use crate::state::pinball;

/// The levels of deciles.
pub(super) const DECILES: [f64; 9] = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// The mean loss of several predicted quantiles of each target.
///
/// 1/K·Σ of the [`PinballLoss`] of the K levels, averaged over all targets
/// ([Koenker and Bassett 1978][k]): every level counts alike. Quantiles that cross are taken as they
/// are; [`CrossingQuantiles`] counts them. A term is within 2^-46 for up to a hundred levels.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., levels]`, one column for each level, in
///   their order; any finite numbers. The value is in units of the data. For the loss of one level
///   evaluate [`PinballLoss`] on its column.
/// - **Undefined:** without a weight above zero; where the losses of a target exceed the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, numbers that are not finite, levels that are not in (0, 1) or not in
///   order, bad weights.
///
/// scikit-learn has one level at a time, Keras and torchmetrics none.
///
/// [`CrossingQuantiles`]: crate::metrics::CrossingQuantiles
/// [`PinballLoss`]: crate::metrics::PinballLoss
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let loss = PinballLossOfLevels { levels: vec![0.25, 0.5, 0.75] };
/// let (y_true, y_pred) = (array![4.0], array![[0.0, 2.0, 8.0]]);
/// assert_eq!(loss.evaluate(&y_true, &y_pred)?, 1.0); // (1/4·4 + 1/2·2 + 1/4·4)/3
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://doi.org/10.2307/1913643
#[doc(alias = "multi_quantile_loss")]
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct PinballLossOfLevels {
    /// The levels of the columns, each above 0, below 1 and above the one before. 0.1, 0.2 to 0.9 by
    /// default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::list"))]
    pub levels: Vec<f64>,
}

impl Default for PinballLossOfLevels {
    fn default() -> Self {
        Self { levels: DECILES.into() }
    }
}

impl MeanMeasure for PinballLossOfLevels {
    type Unit = PerTarget;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_levels("levels", &self.levels)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        check_columns(shapes, self.levels.len(), "quantiles, one for each of the `levels`")
    }
}

impl Targeted for PinballLossOfLevels {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        #[inline(always)]
        |y, quantiles| {
            let total = sum_of(
                quantiles,
                #[inline(always)]
                |place, quantile| pinball(self.levels[place], difference(y, quantile)),
            );
            total / self.levels.len() as f64
        }
    }
}

/// [`PinballLossOfLevels`] of one batch of nine deciles for each target.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let deciles = array![[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]];
/// let loss = metrics::pinball_loss_of_levels(&array![5.0], &deciles)?;
/// assert!((loss - 4.0 / 9.0).abs() < 1e-15); // 2·(0.1·4 + 0.2·3 + 0.3·2 + 0.4·1)/9
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn pinball_loss_of_levels<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    PinballLossOfLevels::default().evaluate(y_true, y_pred)
}
