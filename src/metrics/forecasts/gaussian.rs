//! Gaussian distributions.

use std::f64::consts::{FRAC_1_SQRT_2, FRAC_2_SQRT_PI, LN_2};

use ndarray::{ArrayRef, Dimension};

use super::columns::check_columns;
use crate::batch::Shapes;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::erf::erf;
use crate::kernel::math::{exp, ln};
use crate::mean::{MeanMeasure, PerTarget, Targeted};
use crate::scale::{Direction, Scale, Unit};
use crate::text::Found;

/// ln π.
const LN_PI: f64 = 1.144_729_885_849_400_2;

/// The continuous ranked probability score (CRPS) of Gaussian distributions.
///
/// σ·(z·(2Φ(z) − 1) + 2φ(z) − 1/√π) with z = (y − μ)/σ, and Φ and φ the distribution function and the
/// density of the standard normal distribution, averaged over all targets
/// ([Gneiting and Raftery 2007][g]). A term is within 8 ulp.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., 2]`, the mean μ and the standard deviation σ
///   for each target; any finite numbers, deviations above 0. The value is in units of the data.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, numbers that are not finite, deviations of 0 or less, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. It is `crps_normal` of scoringrules,
/// and `crps_gaussian` of properscoring.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let score = GaussianCrps.evaluate(&array![0.0], &array![[0.0, 2.0]])?;
/// assert!((score - 2.0 * 0.233_694_977_255_109).abs() < 1e-14); // 2·(√2 − 1)/√π
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1198/016214506000001437
#[doc(alias = "crps_normal")]
#[doc(alias = "crps_gaussian")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GaussianCrps;

impl MeanMeasure for GaussianCrps {
    type Unit = PerTarget;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        check_columns(shapes, 2, "the mean and the standard deviation")
    }
}

impl Targeted for GaussianCrps {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        #[inline(always)]
        |y, row| {
            let (error, deviation) = (difference(y, row[0]).abs(), row[1].to_f64());
            let root = error / deviation * FRAC_1_SQRT_2;
            let spread = FRAC_2_SQRT_PI * (FRAC_1_SQRT_2 * exp(-root * root) - 0.5);
            let score = error * erf(root) + deviation * spread;
            if deviation > 0.0 { score } else { f64::NAN }
        }
    }

    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, row: &[P]) -> Error {
        let deviation = Found(row[1].to_f64());
        let problem = format!(
            "a standard deviation of {deviation}, expected a number above 0; of a model that gives its \
             logarithm take the `exp`; a forecast without spread is one number, whose score is the \
             `MeanAbsoluteError`; or give such samples weight 0"
        );
        Error::Forecast { index, problem }
    }
}

/// [`GaussianCrps`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let far = metrics::gaussian_crps(&array![100.0], &array![[0.0, 1.0]])?;
/// assert!((far - (100.0 - 0.564_189_583_547_756)).abs() < 1e-13); // 100 − 1/√π
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn gaussian_crps<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    GaussianCrps.evaluate(y_true, y_pred)
}

/// The negative logarithm of the density that Gaussian distributions give the truth.
///
/// ½·(ln(2π·v) + (y − μ)²/v) with the mean μ and the variance v, averaged over all targets
/// ([Gneiting and Raftery 2007][g]). It is negative where a density exceeds 1. A term is within 8 ulp of
/// the largest of 1, |ln v| and (y − μ)²/v.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., 2]`, the mean and the variance for each
///   target; any finite numbers, variances above 0. In nats.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, numbers that are not finite, variances of 0 or less, bad weights.
///
/// It is `GaussianNLLLoss(full=True, eps=0)` of `PyTorch`. There by default the constant ½·ln(2π), which is
/// 0.918939, is left out (`full=False`), variances below 1e-6 are raised to it (`eps`), and a variance of 0
/// is accepted. Neither Keras, scikit-learn nor torchmetrics has such a metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0], array![[3.0, 4.0]]);
/// let loss = GaussianNegativeLogLikelihood.evaluate(&y_true, &y_pred)?;
/// assert!((loss - 0.5 * ((8.0 * std::f64::consts::PI).ln() + 1.0)).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1198/016214506000001437
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct GaussianNegativeLogLikelihood;

impl MeanMeasure for GaussianNegativeLogLikelihood {
    type Unit = PerTarget;

    fn value_scale(&self) -> Scale {
        Scale { direction: Direction::Lower, ..Scale::ANY }.in_unit(Unit::Nats)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        check_columns(shapes, 2, "the mean and the variance")
    }
}

impl Targeted for GaussianNegativeLogLikelihood {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        #[inline(always)]
        |y, row| {
            let variance = row[1].to_f64();
            let z = difference(y, row[0]) / variance.sqrt();
            let loss = 0.5 * (z * z + (ln(variance) + (LN_2 + LN_PI)));
            if variance > 0.0 { loss } else { f64::NAN }
        }
    }

    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, row: &[P]) -> Error {
        let variance = Found(row[1].to_f64());
        let problem = format!(
            "a variance of {variance}, expected a number above 0; of a model that gives its logarithm take \
             the `exp`, of one that gives standard deviations the square; or give such samples weight 0"
        );
        Error::Forecast { index, problem }
    }
}

/// [`GaussianNegativeLogLikelihood`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::gaussian_negative_log_likelihood(&array![0.0], &array![[0.0, 1.0]])?;
/// assert!((loss - 0.918_938_533_204_672_7).abs() < 1e-15); // ln(2π)/2
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn gaussian_negative_log_likelihood<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    GaussianNegativeLogLikelihood.evaluate(y_true, y_pred)
}
