//! Whether a relevant item is among the best.

use super::per_query::PerQuery;
use super::query::Query;

/// Whether a relevant item is among the k items of a query with the highest scores, averaged over queries.
///
/// 1 if a relevant item is at a rank up to k, else 0 ([definition][s]). Of equal scores, the mean over all orders: 1 −
/// C(t − r, m)/C(t, m) for t equal scores with r relevant items, of which m ranks count. A term is within 2^-46 for up
/// to a hundred equal scores.
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
/// Keras has no such metric. torchmetrics takes equal scores as they come, so that constant scores may have 1, and
/// counts a query without a relevant item as 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0, 1, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.5, 0.1]]);
/// let one = HitRateAtK { k: Some(1), ..Default::default() };
/// assert_eq!(one.per_sample(&y_true, &y_pred)?, array![0.0, 0.5]);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://lightning.ai/docs/torchmetrics/stable/retrieval/hit_rate.html
#[doc(alias = "hit_ratio")]
#[doc(alias = "retrieval_hit_rate")]
#[doc(alias = "success_at_k")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct HitRateAtK {
    /// How many items of the highest scores count, at least 1. None by default: all of them.
    pub k: Option<usize>,
    /// What a query counts without a relevant item. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl PerQuery for HitRateAtK {
    fn k(&self) -> Option<usize> {
        self.k
    }

    fn zero_division(&self) -> Option<f64> {
        self.zero_division
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        hit(query, self.k)
    }
}

/// Returns the probability that a relevant item is among the best `k`; none without a relevant item.
fn hit(query: &mut Query, k: Option<usize>) -> Option<f64> {
    let (k, mut total) = (query.cut(k), 0.0);
    if query.relevant() == 0 {
        return None;
    }
    if let Some(block) = query.blocks(k).find(|block| block.relevant() > 0) {
        // More ranks than irrelevant items: one of them has a relevant item.
        if block.counted() > block.all() - block.relevant() {
            return Some(1.0);
        }
        block.each_first_rank(|_, probability| total += probability);
    }
    Some(total.min(1.0))
}
