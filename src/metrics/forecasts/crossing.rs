//! Quantiles that cross.

use ndarray::{ArrayRef, Dimension};

use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{MeanMeasure, PerTarget, Targeted};
use crate::scale::Scale;

/// The share of targets whose predicted quantiles cross.
///
/// 1 for a row in which a quantile lies below that of the level before, else 0, averaged over all
/// targets ([He 1997][h]). Equal neighbours do not cross. Such rows belong to no distribution: the
/// scores of quantiles take them as they are, and do not sort them. The truth has no part in it.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., levels]`, columns in the order of rising
///   levels; any finite numbers. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, numbers that are not finite, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let quantiles = array![[1.0, 2.0, 2.0], [1.0, 3.0, 2.0]];
/// assert_eq!(CrossingQuantiles.evaluate(&array![0.0, 0.0], &quantiles)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.1080/00031305.1997.10473959
#[doc(alias = "quantile_crossing_rate")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CrossingQuantiles;

impl MeanMeasure for CrossingQuantiles {
    type Unit = PerTarget;

    fn value_scale(&self) -> Scale {
        Scale::MISSED
    }
}

impl Targeted for CrossingQuantiles {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        #[inline(always)]
        |_, quantiles| {
            let mut neighbours = quantiles.iter().zip(&quantiles[1..]);
            let crosses = neighbours.any(|(&before, &after)| difference(before, after) > 0.0);
            f64::from(u8::from(crosses))
        }
    }
}

/// [`CrossingQuantiles`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::crossing_quantiles(&array![0, 0], &array![[1, 2], [2, 1]])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn crossing_quantiles<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CrossingQuantiles.evaluate(y_true, y_pred)
}
