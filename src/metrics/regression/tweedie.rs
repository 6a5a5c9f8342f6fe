//! The deviance of any power, for predicted means whose variance grows with them.

use super::deviance::{MeanGammaDeviance, MeanPoissonDeviance, at_least_zero};
use crate::domain::Domain;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::kernel::log_ratio::OfLogRatio;
use crate::kernel::math::{exp, ln};
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::scale::Scale;

/// The mean deviance of predicted means, for a variance that grows with a power of the mean.
///
/// 2·(y²⁻ᵏ/((1−k)(2−k)) − y·p¹⁻ᵏ/(1−k) + p²⁻ᵏ/(2−k)) for the power k, averaged over all elements
/// ([scikit-learn][s]). Power 0 is (y − p)², 1 the [`MeanPoissonDeviance`], 2 the [`MeanGammaDeviance`]; between 1
/// and 2 amounts of which some are 0, such as insurance claims. Below 0 negative truths count as 0 in the
/// first summand, as in scikit-learn. For powers other than 0, 1 and 2 a term is within
/// 2^-49·(1 + |2 − k|·max(|ln y|, |ln p|)) of the sum of its summands' sizes.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`. Power 0: any finite numbers. Below 0: any finite
///   truth, predictions above 0. In [1, 2): truth of at least 0, predictions above 0. From 2 on: both above
///   0. The value is at least 0.
/// - **Undefined:** without a weight above zero; where a summand exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers outside these ranges, a power in (0, 1) or that is not finite, bad
///   weights.
///
/// Keras does not have it.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 1.0], array![1.0, 4.0]);
/// let deviance = MeanTweedieDeviance { power: 1.5 }.evaluate(&y_true, &y_pred)?;
/// // 4·1 for the first; -8·1 + 4·1/2 + 4·2 = 2 for the second.
/// assert!((deviance - 3.0).abs() < 1e-14);
/// assert!(MeanTweedieDeviance { power: 0.5 }.evaluate(&y_true, &y_pred).is_err());
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/model_evaluation.html#mean-tweedie-deviance
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct MeanTweedieDeviance {
    /// The power of the mean that the variance grows with. 0 by default, as in scikit-learn.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub power: f64,
}

impl MeanMeasure for MeanTweedieDeviance {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }

    fn truth(&self) -> Domain {
        match self.power {
            power if power >= 2.0 => Domain::Positive,
            power if power >= 1.0 => Domain::NonNegative,
            _ => Domain::Finite,
        }
    }

    fn prediction(&self) -> Domain {
        if self.power == 0.0 { Domain::Finite } else { Domain::Positive }
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if self.power.is_finite() && !(self.power > 0.0 && self.power < 1.0) {
            return Ok(());
        }
        let expected = "0, a negative number, or a finite number of at least 1: no distribution has a \
                        power between 0 and 1";
        Err(Error::number("power", self.power, expected))
    }
}

impl Elementwise for MeanTweedieDeviance {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let power = self.power;
        #[inline(always)]
        move |y: T, p: P| match power {
            0.0 => difference(y, p) * difference(y, p),
            1.0 => MeanPoissonDeviance.of_pair(y, p),
            2.0 => MeanGammaDeviance.of_pair(y, p),
            _ => tweedie(y.to_f64(), p.to_f64(), power),
        }
    }
}

#[inline(always)]
fn tweedie(y: f64, p: f64, power: f64) -> f64 {
    let (below_one, below_two) = (1.0 - power, 2.0 - power);
    // A power of 0 or of a negative truth is 0: only powers below 2 admit such a truth.
    let of_truth = if y > 0.0 { raised(y, below_two) } else { 0.0 };
    let (of_truth, of_both) =
        (of_truth / (below_one * below_two), y * raised(p, below_one) / below_one);
    at_least_zero(2.0 * (of_truth - of_both + raised(p, below_two) / below_two))
}

/// xᵃ for positive x, within 2 + 3·|a·ln x| ulp.
#[inline(always)]
fn raised(x: f64, a: f64) -> f64 {
    exp(a * ln(x))
}
