//! Kendall's rank correlation.

use ndarray::{ArrayRef, Dimension};

use super::ElementPairs;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::RankedPairs;

/// Kendall's rank correlation `τ_b` of truth and prediction.
///
/// (C − D)/√((n₀ − n₁)(n₀ − n₂)) over all pairs of elements: C pairs that truth and prediction put in one order,
/// D that they put in opposite orders, n₀ all pairs, n₁ tied in the truth, n₂ tied in the prediction
/// ([Kendall 1945][k]). It depends on the order of the numbers alone. Within 4 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any numbers but NaN. The value is in [−1, 1].
/// - **Undefined:** without a weight above zero; where the truth or the prediction does not vary; where weights lie
///   so far apart that their products leave the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples. The weight of a pair is the product of both, so
///   that a sample of weight 2 counts as two equal ones.
/// - **Cost:** one pass and a radix sort, memory for every distinct pair; see [`RankedPairs`].
/// - **Errors:** unequal shapes, numbers that are NaN, integers that no `f64` holds, bad weights.
///
/// Keras and scikit-learn have no such metric. Differs from torchmetrics, which takes n² steps, and from
/// `scipy.stats.kendalltau`, which gives NaN for a constant side; neither takes weights. `scipy.stats.weightedtau`
/// weighs ranks, not samples.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 2, 2, 3], array![1, 2, 3, 3]);
/// assert_eq!(KendallTau.evaluate(&y_true, &y_pred)?, 0.8); // 4 in order, 1 tie on each side: 4/√(5·5)
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://doi.org/10.1093/biomet/33.3.239
#[doc(alias = "kendall")]
#[doc(alias = "kendalltau")]
#[doc(alias = "kendall_rank_corr_coef")]
#[doc(alias = "tau_b")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct KendallTau;

impl Measure for KendallTau {
    type Observer = ElementPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> ElementPairs {
        ElementPairs
    }

    fn read(&self, pairs: &RankedPairs) -> Result<f64, Undefined> {
        pairs.kendall_tau()
    }
}

/// [`KendallTau`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // Of three pairs two are in order.
/// assert_eq!(metrics::kendall_tau(&array![1, 2, 3], &array![1.5, 8.0, 4.0])?, 1.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn kendall_tau<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    KendallTau.evaluate(y_true, y_pred)
}
