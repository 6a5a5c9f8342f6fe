//! How many of the irrelevant items are among the best.

use super::per_query::PerQuery;
use super::query::{Query, has_irrelevant};
use crate::element::Element;
use crate::scale::Scale;

/// The share of a query's irrelevant items that are among the k items with the highest scores, averaged over queries.
///
/// (irrelevant items at ranks up to k)/N for the N irrelevant items of a query ([definition][s]). Of equal scores, the
/// mean over all orders: (t − r)·m/t of t equal scores with r relevant items, of which m ranks count. A term is within
/// 2 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., items]`, a query in each row: relevances of at
///   least 0, relevant above 0, and scores, any numbers but NaN. The value is in [0, 1].
/// - **Undefined:** a query without an irrelevant item, which is left out of the mean unless `zero_division` says
///   what it counts: its value per sample is NaN, and [`LeftOut`](crate::mean::LeftOut) gives the share of such
///   queries. The mean of no other queries.
/// - **Weights:** for queries, or for leading axes; or, as a mask for padding, for items: an item of weight 0
///   is not there, and the others of a query have one weight, the query's.
/// - **Cost:** one pass, constant memory; a sort of each query, or of its best items.
/// - **Errors:** unequal shapes, no last axis, relevances that are negative or not finite, scores
///   that are NaN, k = 0, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. torchmetrics takes equal scores as they come, and counts a query without an irrelevant
/// item as 1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 0], [1, 0, 1]], array![[0.9, 0.8, 0.7], [0.5, 0.5, 0.1]]);
/// let one = FallOutAtK { k: Some(1), ..Default::default() };
/// assert_eq!(one.per_sample(&y_true, &y_pred)?, array![0.0, 0.5]);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://en.wikipedia.org/wiki/Evaluation_measures_(information_retrieval)#Fall-out
#[doc(alias = "retrieval_fall_out")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct FallOutAtK {
    /// How many items of the highest scores count, at least 1. None by default: all of them.
    pub k: Option<usize>,
    /// What a query counts without an irrelevant item. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl PerQuery for FallOutAtK {
    const SCALE: Scale = Scale::MISSED;

    fn k(&self) -> Option<usize> {
        self.k
    }

    fn zero_division(&self) -> Option<f64> {
        self.zero_division
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        let (k, all) = (query.cut(self.k), query.all() - query.relevant());
        (all > 0).then(|| query.irrelevant_counted(k) / all as f64)
    }

    fn is_undefined<T: Element>(y: &[T]) -> bool {
        !has_irrelevant(y)
    }
}
