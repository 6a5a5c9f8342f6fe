//! How many of the best items are relevant.

use ndarray::{ArrayRef, Dimension};

use super::per_query::PerQuery;
use super::query::Query;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;

/// The share of relevant items among the k items of a query with the highest scores, averaged over queries.
///
/// (relevant items at ranks up to k)/k ([definition][s]): divided by k also where a query has fewer items, and by the
/// number of items without k. Of equal scores, the mean over all orders: r·m/t of t equal scores with r relevant items,
/// of which m ranks count. A term is within 2 ulp.
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
/// items, divides by the number of items if that is less than k with `adaptive_k`, and counts a query without a
/// relevant item as 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.5, 0.1]]);
/// let two = PrecisionAtK { k: Some(2), ..Default::default() };
/// assert_eq!(two.per_sample(&y_true, &y_pred)?, array![0.5, 0.5]);
/// let one = PrecisionAtK { k: Some(1), ..Default::default() };
/// assert_eq!(one.per_sample(&y_true, &y_pred)?, array![1.0, 0.5]); // the first or the second of equal scores
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://en.wikipedia.org/wiki/Evaluation_measures_(information_retrieval)#Precision_at_k
#[doc(alias = "retrieval_precision")]
#[doc(alias = "top_k_precision")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct PrecisionAtK {
    /// How many items of the highest scores count, at least 1. None by default: all of them.
    pub k: Option<usize>,
    /// What a query counts without a relevant item. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl PerQuery for PrecisionAtK {
    fn k(&self) -> Option<usize> {
        self.k
    }

    fn zero_division(&self) -> Option<f64> {
        self.zero_division
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        let k = self.k.unwrap_or_else(|| query.all());
        (query.relevant() > 0).then(|| query.relevant_counted(k) / k as f64)
    }
}

/// The share of relevant items among as many items of a query as are relevant, averaged over queries.
///
/// (relevant items at ranks up to R)/R for the R relevant items of a query ([definition][s]). Of equal scores, the mean
/// over all orders: r·m/t of t equal scores with r relevant items, of which m ranks count. A term is within 2 ulp.
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
///   that are NaN, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. torchmetrics takes equal scores as they come, and counts a query without a relevant item
/// as 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.5, 0.1]]);
/// assert_eq!(RPrecision::default().per_sample(&y_true, &y_pred)?, array![0.5, 0.5]);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://en.wikipedia.org/wiki/Evaluation_measures_(information_retrieval)#R-precision
#[doc(alias = "retrieval_r_precision")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct RPrecision {
    /// What a query counts without a relevant item. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl PerQuery for RPrecision {
    fn zero_division(&self) -> Option<f64> {
        self.zero_division
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        let k = query.relevant();
        (k > 0).then(|| query.relevant_counted(k) / k as f64)
    }
}

/// [`RPrecision`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 0, 1, 1]], array![[0.9, 0.8, 0.7, 0.6]]);
/// assert_eq!(metrics::r_precision(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn r_precision<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RPrecision::default().evaluate(y_true, y_pred)
}
