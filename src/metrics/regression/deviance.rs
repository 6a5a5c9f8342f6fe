//! Deviances: losses of predicted means of counts, and of amounts.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::log_ratio::{OfLogRatio, write_of_log_ratios};
use crate::mean::{Elementwise, MeanMeasure, PerElement, refuse_pairs};
use crate::scale::Scale;

/// The mean deviance of predicted means of counts.
///
/// 2·(y·ln(y/p) − y + p), averaged over all elements ([scikit-learn][s]); 2·p where y is 0. A term is within
/// 2^-50 of y·|ln(y/p)| + y + p.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; the truth at least 0, the prediction above 0. The
///   value is in units of the data, 0 where truth and prediction are equal.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
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
pub(super) fn at_least_zero(deviance: f64) -> f64 {
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
