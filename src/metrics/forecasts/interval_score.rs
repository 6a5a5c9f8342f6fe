//! The score of one interval for each target.

use ndarray::{ArrayRef, Dimension};

use super::columns::{check_columns, check_level};
use super::interval::{BOUNDS, distance, out_of_order, width};
use crate::batch::Shapes;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{MeanMeasure, PerTarget, Targeted};
use crate::scale::{Scale, Unit};

/// The width of intervals, and a penalty for each truth outside.
///
/// (u − l) + 2/α·(l − y) below the interval, or + 2/α·(y − u) above it, averaged over all targets
/// ([Winkler 1972][w], [Gneiting and Raftery 2007][g]). No other interval than that of the quantiles of
/// levels α/2 and 1 − α/2 has a lower mean score. A term is within 3 ulp.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., 2]`, a lower and an upper bound for each
///   target; any finite numbers. The value is in units of the data.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, numbers that are not finite, a lower bound above its upper bound, an alpha
///   that is not in (0, 1), bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. It is `interval_score` of
/// scoringrules, and MAPIE's `regression_mwi_score` with a confidence level of 1 − α.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, intervals) = (array![2.0, 4.0], array![[1.0, 3.0], [1.0, 3.0]]);
/// let score = IntervalScore { alpha: 0.1 }; // intervals of 90 %
/// assert_eq!(score.per_sample(&y_true, &intervals)?, array![2.0, 22.0]); // 2, and 2 + 20·1
/// # Ok::<(), Error>(())
/// ```
///
/// [w]: https://doi.org/10.1080/01621459.1972.10481224
/// [g]: https://doi.org/10.1198/016214506000001437
#[doc(alias = "winkler_score")]
#[doc(alias = "mean_winkler_interval_score")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct IntervalScore {
    /// The share α of targets that the intervals may miss, above 0 and below 1. 0.1 by default, for
    /// intervals of 90 %.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub alpha: f64,
}

impl Default for IntervalScore {
    fn default() -> Self {
        Self { alpha: 0.1 }
    }
}

impl MeanMeasure for IntervalScore {
    type Unit = PerTarget;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_level("alpha", self.alpha)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        check_columns(shapes, 2, BOUNDS)
    }
}

impl Targeted for IntervalScore {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        let alpha = self.alpha;
        #[inline(always)]
        move |y, row| width(row[0], row[1]) + 2.0 * distance(y, row[0], row[1]) / alpha
    }

    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, row: &[P]) -> Error {
        out_of_order(index, row[0], row[1])
    }
}

/// [`IntervalScore`] of one batch of intervals of 90 %.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let score = metrics::interval_score(&array![2, 4], &array![[1, 3], [1, 3]])?;
/// assert_eq!(score, 12.0); // 2, and 2 + 20·1
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn interval_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    IntervalScore::default().evaluate(y_true, y_pred)
}
