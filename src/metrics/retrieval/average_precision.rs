//! The precision at the ranks of relevant items.

use ndarray::{ArrayRef, Dimension};

use super::per_query::PerQuery;
use super::query::Query;
use super::sum::sum;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;

/// What the precisions at the relevant items of a query are divided by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum PrecisionDivisor {
    /// The number of all relevant items, as in `trec_eval`: what is not among the first k counts as missed.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "relevant"))]
    Relevant,
    /// The number of relevant items, but at most k, as in TensorFlow and on Kaggle: k relevant items first have 1.
    #[cfg_attr(feature = "serde", serde(alias = "relevant_up_to_k"))]
    RelevantUpToK,
}

/// The precision at the rank of each relevant item of a query, averaged over the query's relevant items and over
/// queries.
///
/// 1/R·Σ (relevant items up to the rank)/rank over the relevant items at ranks up to k ([definition][s]), where R is
/// the number of relevant items, or that number and at most k. Of equal scores, the mean over all orders:
/// Σ r/t·(R₀ + 1 + (j − 1)(r − 1)/(t − 1))/(s + j) over j from 1 to t, for t equal scores with r relevant items, after s others with
/// R₀. A term is within 2^-50.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., items]`, a query in each row: relevances of at
///   least 0, relevant above 0, and scores, any numbers but NaN. The value is in [0, 1].
/// - **Undefined:** a query without a relevant item, which is left out of the mean unless `zero_division` says
///   what it counts: its value per sample is NaN, and [`LeftOut`](crate::mean::LeftOut) gives the share of such
///   queries. The mean of no other queries.
/// - **Weights:** for queries, or for leading axes; or, as a mask for padding, for items: an item of weight 0
///   is not there, and the others of a query have one weight, the query's.
/// - **Cost:** one pass, constant memory; a sort of each query, or of its best items.
/// - **Errors:** unequal shapes, no last axis, relevances that are negative or not finite, scores
///   that are NaN, k = 0, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. torchmetrics takes equal scores as they come, scores of at most 0 as those of irrelevant
/// items, divides by the relevant items among the first k, and counts a query without a relevant item as 0. The average
/// precision of all samples as one ranking, where equal scores share one precision, is
/// [`AveragePrecision`](crate::metrics::AveragePrecision).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.5, 0.1]]);
/// let precisions = MeanAveragePrecision::default().per_sample(&y_true, &y_pred)?;
/// assert_eq!(precisions, array![(1.0 + 2.0 / 3.0) / 2.0, 0.75]);
///
/// let divisor = PrecisionDivisor::RelevantUpToK;
/// let one = MeanAveragePrecision { k: Some(1), divisor, ..Default::default() };
/// assert_eq!(one.per_sample(&y_true, &y_pred)?, array![1.0, 0.5]);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://en.wikipedia.org/wiki/Evaluation_measures_(information_retrieval)#Mean_average_precision
#[doc(alias = "map_at_k")]
#[doc(alias = "retrieval_map")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct MeanAveragePrecision {
    /// How many items of the highest scores count, at least 1. None by default: all of them.
    pub k: Option<usize>,
    /// What the sum of precisions is divided by: the number of all relevant items by default.
    pub divisor: PrecisionDivisor,
    /// What a query counts without a relevant item. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl PerQuery for MeanAveragePrecision {
    fn k(&self) -> Option<usize> {
        self.k
    }

    fn zero_division(&self) -> Option<f64> {
        self.zero_division
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        average_precision(query, self.k, self.divisor)
    }
}

/// [`MeanAveragePrecision`] of one batch, of all items.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 0, 1]], array![[0.9, 0.8, 0.7]]);
/// assert_eq!(metrics::mean_average_precision(&y_true, &y_pred)?, (1.0 + 2.0 / 3.0) / 2.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_average_precision<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanAveragePrecision::default().evaluate(y_true, y_pred)
}

/// Returns the expected average precision of the best `k` items; none without a relevant item.
fn average_precision(
    query: &mut Query,
    k: Option<usize>,
    divisor: PrecisionDivisor,
) -> Option<f64> {
    let (k, relevant) = (query.cut(k), query.relevant());
    let divisor = match divisor {
        PrecisionDivisor::Relevant => relevant,
        PrecisionDivisor::RelevantUpToK => relevant.min(k),
    };
    let total = sum(query.blocks(k).map(|block| block.precisions()));
    // Rounding alone takes a mean of shares out of their range.
    (divisor > 0).then(|| (total / divisor as f64).min(1.0))
}
