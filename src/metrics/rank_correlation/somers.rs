//! Somers' D.

use ndarray::{ArrayRef, Dimension};

use super::ElementPairs;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::RankedPairs;

/// Somers' D of the prediction with respect to the truth.
///
/// (C − D)/(n₀ − n₁) over all pairs of elements: C pairs that truth and prediction put in one order, D that they put
/// in opposite orders, as a share of the n₀ − n₁ pairs whose truths differ ([Somers 1962][s]). Ties of the prediction
/// count as neither, so that a coarse prediction is no better for its ties. Of binary labels it is
/// [`GiniCoefficient`](crate::metrics::GiniCoefficient). Within 1 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any numbers but NaN. The value is in [−1, 1],
///   0 for a constant prediction.
/// - **Undefined:** without a weight above zero; where the truth does not vary; where weights lie so far apart that
///   their products leave the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples. The weight of a pair is the product of both, so
///   that a sample of weight 2 counts as two equal ones.
/// - **Cost:** one pass and a radix sort, memory for every distinct pair; see [`RankedPairs`].
/// - **Errors:** unequal shapes, numbers that are NaN, integers that no `f64` holds, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. It is the statistic of
/// `scipy.stats.somersd(y_true, y_pred)`, which takes no weights, and gives NaN for a constant prediction.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 2, 2, 3], array![1, 2, 3, 3]);
/// assert_eq!(SomersD.evaluate(&y_true, &y_pred)?, 0.8); // 4 in order, of 5 pairs that differ
/// assert_eq!(SomersD.evaluate(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://doi.org/10.2307/2090408
#[doc(alias = "somersd")]
#[doc(alias = "somers_delta")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SomersD;

impl Measure for SomersD {
    type Observer = ElementPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> ElementPairs {
        ElementPairs
    }

    fn read(&self, pairs: &RankedPairs) -> Result<f64, Undefined> {
        pairs.somers_d()
    }
}

/// [`SomersD`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // Of three pairs two are out of order, and one is tied in the prediction.
/// assert_eq!(metrics::somers_d(&array![1, 2, 3], &array![4, 4, 3])?, -2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn somers_d<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SomersD.evaluate(y_true, y_pred)
}
