//! Spearman's rank correlation.

use ndarray::{ArrayRef, Dimension};

use super::ElementPairs;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::RankedPairs;

/// Spearman's rank correlation of truth and prediction: Pearson's correlation of their ranks.
///
/// Σw(rᵧ − r̄ᵧ)(rₚ − r̄ₚ)/√(Σw(rᵧ − r̄ᵧ)²·Σw(rₚ − r̄ₚ)²) over all elements together, where the rank r of a number is the
/// weight below it and half of the weight at it: the mean of the ranks that equal numbers share
/// ([Spearman 1904][s]). It depends on the order of the numbers alone. Within 4 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any numbers but NaN. The value is in [−1, 1].
/// - **Undefined:** without a weight above zero; where the truth or the prediction does not vary; where weights lie
///   so far apart that their products leave the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples. A sample of weight 2 counts as two equal ones.
/// - **Cost:** one pass and a radix sort, memory for every distinct pair; see [`RankedPairs`].
/// - **Errors:** unequal shapes, numbers that are NaN, integers that no `f64` holds, bad weights.
///
/// Keras and scikit-learn have no such metric. Differs from torchmetrics, which adds ε to the denominator, so that a
/// constant side gives 0, and computes in `f32`; and from `scipy.stats.spearmanr`, which gives NaN there. Neither
/// takes weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0], array![0.1, 50.0, 7.0]);
/// assert_eq!(SpearmanCorrelation.evaluate(&y_true, &y_pred)?, 0.5); // of 1, 2, 3 and 1, 3, 2
/// let growing = y_true.mapv(f64::exp);
/// assert_eq!(SpearmanCorrelation.evaluate(&y_true, &growing)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://doi.org/10.2307/1412159
#[doc(alias = "spearman")]
#[doc(alias = "spearmanr")]
#[doc(alias = "spearman_corr_coef")]
#[doc(alias = "spearmans_rho")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SpearmanCorrelation;

impl Measure for SpearmanCorrelation {
    type Observer = ElementPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> ElementPairs {
        ElementPairs
    }

    fn read(&self, pairs: &RankedPairs) -> Result<f64, Undefined> {
        pairs.spearman_correlation()
    }
}

/// [`SpearmanCorrelation`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::spearman_correlation(&array![1, 2, 3], &array![30, 20, 10])?, -1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn spearman_correlation<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SpearmanCorrelation.evaluate(y_true, y_pred)
}
