//! The score of a median and several intervals for each target.

use ndarray::{ArrayRef, Dimension};

use super::columns::{check_columns, check_levels};
use super::interval::{distance, out_of_order, width};
use crate::batch::Shapes;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{MeanMeasure, PerTarget, Targeted};
use crate::scale::{Scale, Unit};

/// The shares of the eleven intervals, and so of the 23 quantiles, that forecast hubs collect.
const HUB: [f64; 11] = [0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9];

/// The weighted score of a median and several intervals for each target.
///
/// (½·|y − m| + Σ αₖ/2·Sₖ)/(K + ½) of the median m and the [`IntervalScore`]s Sₖ of K intervals, averaged
/// over all targets ([Bracher et al. 2021][b]): it is the [`QuantileCrps`] of the same quantiles, and
/// approaches the CRPS as intervals become many. A term is within 2^-46 for up to a hundred intervals.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., 2·K + 1]`: the quantiles of each target in
///   rising order, which are the lower bounds from the widest interval on, the median, and the upper
///   bounds up to the widest interval; any finite numbers. The value is in units of the data.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, numbers that are not finite, a lower bound above its upper bound, alphas
///   that are not in (0, 1) or not in order, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. It is `weighted_interval_score` of
/// scoringrules.
///
/// [`IntervalScore`]: crate::metrics::IntervalScore
/// [`QuantileCrps`]: crate::metrics::QuantileCrps
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let score = WeightedIntervalScore { alphas: vec![0.5] };
/// let (y_true, y_pred) = (array![5.0], array![[1.0, 2.0, 4.0]]); // lower bound, median, upper bound
/// assert_eq!(score.evaluate(&y_true, &y_pred)?, 13.0 / 6.0); // (3/2 + 1/4·(3 + 4·1))/(3/2)
/// # Ok::<(), Error>(())
/// ```
///
/// [b]: https://doi.org/10.1371/journal.pcbi.1008618
#[doc(alias = "wis")]
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct WeightedIntervalScore {
    /// The share α of targets that each interval may miss, from the widest interval to the narrowest,
    /// each above 0, below 1 and above the one before. By default the eleven of forecast hubs: 0.02,
    /// 0.05, 0.1, 0.2 to 0.9.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::list"))]
    pub alphas: Vec<f64>,
}

impl Default for WeightedIntervalScore {
    fn default() -> Self {
        Self { alphas: HUB.into() }
    }
}

impl MeanMeasure for WeightedIntervalScore {
    type Unit = PerTarget;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_levels("alphas", &self.alphas)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        let meaning =
            "the lower bounds of the `alphas`, the median, and the upper bounds in reverse";
        check_columns(shapes, 2 * self.alphas.len() + 1, meaning)
    }
}

/// Returns the bounds of each interval, the widest first.
#[inline(always)]
fn intervals<P: Element>(row: &[P]) -> impl Iterator<Item = (P, P)> {
    let (lower, upper) = (row[..row.len() / 2].iter(), row.iter().rev());
    lower.copied().zip(upper.copied())
}

impl Targeted for WeightedIntervalScore {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        #[inline(always)]
        |y, row| {
            let mut total = 0.5 * difference(y, row[row.len() / 2]).abs();
            for ((lower, upper), &alpha) in intervals(row).zip(&self.alphas) {
                total += 0.5 * alpha * width(lower, upper) + distance(y, lower, upper);
            }
            total / (self.alphas.len() as f64 + 0.5)
        }
    }

    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, row: &[P]) -> Error {
        let mut crossed = intervals(row).filter(|&(lower, upper)| width(lower, upper).is_nan());
        match crossed.next() {
            Some((lower, upper)) => out_of_order(index, lower, upper),
            None => self.refusal(index),
        }
    }
}

/// [`WeightedIntervalScore`] of one batch of 23 quantiles for each target.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::Array2;
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let certain = Array2::from_elem((1, 23), 5.0);
/// let score = metrics::weighted_interval_score(&array![7.0], &certain)?;
/// assert_eq!(score, 2.0); // (1 + 11·2)/11.5
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn weighted_interval_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    WeightedIntervalScore::default().evaluate(y_true, y_pred)
}
