//! Deviances: losses of predicted means of counts, of amounts, and of other positive numbers.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::log_ratio::{OfLogRatio, write_of_log_ratios};
use crate::kernel::math::{exp, ln};
use crate::mean::{Elementwise, MeanMeasure, PerElement, refuse_pairs};
use crate::scale::Scale;

/// The mean deviance of predicted means of counts.
///
/// 2·(y·ln(y/p) − y + p), averaged over all elements ([scikit-learn][s]); 2·p where y is 0. A term is within
/// 2^-50 of y·|ln(y/p)| + y + p.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; the truth at least 0, the prediction above 0. The
///   value is in units of the data, 0 where truth and prediction are equal.
/// - **Undefined:** without a weight above zero; where y/p exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, a negative truth, a prediction that is not above 0, numbers that are not
///   finite, bad weights.
///
/// Keras's [`Poisson`](crate::metrics::Poisson), p − y·ln p, differs from half of it by a number that depends
/// on the truth alone. torchmetrics has it as `TweedieDevianceScore(power=1)`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 1.0], array![0.5, 2.0]);
/// let deviance = MeanPoissonDeviance.evaluate(&y_true, &y_pred)?;
/// let second = 2.0 * (1.0 - 2_f64.ln());
/// assert!((deviance - (1.0 + second) / 2.0).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/model_evaluation.html#mean-tweedie-deviance
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MeanPoissonDeviance;

impl MeanMeasure for MeanPoissonDeviance {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(crate::scale::Unit::Data)
    }

    fn truth(&self) -> Domain {
        Domain::NonNegative
    }

    fn prediction(&self) -> Domain {
        Domain::Positive
    }
}

impl Elementwise for MeanPoissonDeviance {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| Self.of_pair(y, p)
    }

    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_of_log_ratios(y, p, terms, *self);
        refuse_pairs(self.domains(), y, p, terms);
    }
}

impl<T: Element, P: Element> OfLogRatio<T, P> for MeanPoissonDeviance {
    /// Returns y and p; beside a truth of 0, whose logarithm is not asked for, two ordinary numbers.
    #[inline(always)]
    fn operands(self, y: T, p: P) -> [f64; 2] {
        if y.to_f64() == 0.0 { [1.0, 1.0] } else { [y.to_f64(), p.to_f64()] }
    }

    #[inline(always)]
    fn term(self, y: T, p: P, logarithm: f64) -> f64 {
        let excess = y.to_f64() * logarithm - difference(y, p);
        at_least_zero(2.0 * if y.to_f64() == 0.0 { p.to_f64() } else { excess })
    }
}

/// A deviance is at least 0, where rounding may have taken it below. Infinite summands may have differed by
/// NaN.
#[inline(always)]
fn at_least_zero(deviance: f64) -> f64 {
    let own = if deviance < 0.0 { 0.0 } else { deviance };
    if own.is_nan() { f64::INFINITY } else { own }
}

/// The mean deviance of predicted means of positive amounts, which counts relative errors.
///
/// 2·(ln(p/y) + y/p − 1), averaged over all elements ([scikit-learn][s]). Both numbers in another unit give the
/// same value. A term is within 2^-50 of |ln(y/p)| + |y − p|/p.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, both above 0. The value is a pure number, 0 where
///   truth and prediction are equal.
/// - **Undefined:** without a weight above zero; where y/p exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not above 0 or not finite, bad weights.
///
/// Keras does not have it. torchmetrics has it as `TweedieDevianceScore(power=2)`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let deviance = MeanGammaDeviance.evaluate(&array![1.0, 3.0], &array![2.0, 3.0])?;
/// assert!((deviance - (2_f64.ln() - 0.5)).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/model_evaluation.html#mean-tweedie-deviance
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MeanGammaDeviance;

impl MeanMeasure for MeanGammaDeviance {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }

    fn truth(&self) -> Domain {
        Domain::Positive
    }

    fn prediction(&self) -> Domain {
        Domain::Positive
    }
}

impl Elementwise for MeanGammaDeviance {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| Self.of_pair(y, p)
    }

    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_of_log_ratios(y, p, terms, *self);
        refuse_pairs(self.domains(), y, p, terms);
    }
}

impl<T: Element, P: Element> OfLogRatio<T, P> for MeanGammaDeviance {
    #[inline(always)]
    fn operands(self, y: T, p: P) -> [f64; 2] {
        [y.to_f64(), p.to_f64()]
    }

    #[inline(always)]
    fn term(self, y: T, p: P, logarithm: f64) -> f64 {
        at_least_zero(2.0 * (difference(y, p) / p.to_f64() - logarithm))
    }
}

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

/// [`MeanPoissonDeviance`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::mean_poisson_deviance(&array![3, 7], &array![3, 7])?, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_poisson_deviance<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanPoissonDeviance.evaluate(y_true, y_pred)
}

/// [`MeanGammaDeviance`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::mean_gamma_deviance(&array![3, 7], &array![3, 7])?, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_gamma_deviance<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanGammaDeviance.evaluate(y_true, y_pred)
}
