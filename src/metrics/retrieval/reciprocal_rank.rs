//! The rank of the first relevant item.

use ndarray::{ArrayRef, Dimension};

use super::per_query::PerQuery;
use super::query::Query;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;

/// The reciprocal of the rank of a query's first relevant item, averaged over queries.
///
/// 1/rank of the relevant item of the highest score, or 0 if k items have none ([definition][s]). Of equal scores, the
/// mean over all orders: Σ C(t − 1 − j, r − 1)/C(t, r)/(s + j + 1) over j from 0, for the first t equal scores with r
/// relevant items, after s others. A term is within 2^-46 for up to a hundred equal scores.
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
/// Keras has no such metric. torchmetrics takes equal scores as they come, so that constant scores may have 1, scores
/// of at most 0 as those of irrelevant items, and counts a query without a relevant item as 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0, 1, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.5, 0.1]]);
/// let reciprocals = MeanReciprocalRank::default().per_sample(&y_true, &y_pred)?;
/// assert_eq!(reciprocals, array![0.5, 0.75]); // the second rank, and the first or the second
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://en.wikipedia.org/wiki/Mean_reciprocal_rank
#[doc(alias = "mrr")]
#[doc(alias = "reciprocal_rank")]
#[doc(alias = "retrieval_mrr")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct MeanReciprocalRank {
    /// How many items of the highest scores count, at least 1. None by default: all of them.
    pub k: Option<usize>,
    /// What a query counts without a relevant item. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl PerQuery for MeanReciprocalRank {
    fn k(&self) -> Option<usize> {
        self.k
    }

    fn zero_division(&self) -> Option<f64> {
        self.zero_division
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        reciprocal_rank(query, self.k)
    }
}

/// [`MeanReciprocalRank`] of one batch, of all items.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[0, 0, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.1, 0.4]]);
/// assert_eq!(metrics::mean_reciprocal_rank(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_reciprocal_rank<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanReciprocalRank::default().evaluate(y_true, y_pred)
}

/// Returns the expected reciprocal of the first relevant item's rank, 0 beyond `k`; none without a relevant item.
fn reciprocal_rank(query: &mut Query, k: Option<usize>) -> Option<f64> {
    let (k, mut total) = (query.cut(k), 0.0);
    if query.relevant() == 0 {
        return None;
    }
    if let Some(block) = query.blocks(k).find(|block| block.relevant() > 0) {
        block.each_first_rank(|rank, probability| total += probability / rank);
    }
    Some(total.min(1.0))
}
