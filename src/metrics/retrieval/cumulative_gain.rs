//! What the items of a query gain, discounted by their ranks.

use ndarray::{ArrayRef, Dimension};

use super::gains::Gain;
use super::per_query::PerQuery;
use super::query::Query;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::scale::{Direction, Scale};

/// What the items of a query gain, discounted by the logarithm of their ranks, averaged over queries.
///
/// Σ g(relevance)/log₂(rank + 1) over the items at ranks up to k, by falling score ([Järvelin and Kekäläinen
/// 2002][s]); of equal scores, the mean over all orders. The gain g is the relevance itself or 2^relevance − 1.
/// A term is within 2^-49.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., items]`, a query in each row: relevances of at
///   least 0, and scores, any numbers but NaN. The value is at least 0.
/// - **Undefined:** without a weight above zero. A query without a relevant item has 0.
/// - **Weights:** for queries, or for leading axes; or, as a mask for padding, for items: an item of weight 0
///   is not there, and the others of a query have one weight, the query's.
/// - **Cost:** one pass, constant memory; a sort of each query.
/// - **Errors:** unequal shapes, no last axis, relevances that are negative or not finite, scores
///   that are NaN, k = 0, bad weights.
///
/// Keras has no such metric. scikit-learn's `dcg_score` averages over the orders of equal scores, too.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.5, 0.1]]);
/// let dcg = Dcg::default();
/// assert_eq!(dcg.evaluate(&y_true.slice(ndarray::s![..1, ..]), &y_pred.slice(ndarray::s![..1, ..]))?, 1.5);
/// let tied = dcg.per_sample(&y_true, &y_pred)?[1];
/// assert!((tied - (1.0 + 1.0 / 3_f64.log2()) / 2.0).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://doi.org/10.1145/582415.582418
#[doc(alias = "dcg_score")]
#[doc(alias = "discounted_cumulative_gain")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Dcg {
    /// What an item gains by its relevance: the relevance itself by default.
    pub gain: Gain,
    /// How many items of the highest scores count, at least 1. None by default: all of them.
    pub k: Option<usize>,
}

impl PerQuery for Dcg {
    const SCALE: Scale = Scale::new(0.0, f64::INFINITY, Direction::Higher);
    const MAY_BE_UNDEFINED: bool = false;

    fn k(&self) -> Option<usize> {
        self.k
    }

    fn zero_division(&self) -> Option<f64> {
        None
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        Some(query.dcg(self.gain, self.k))
    }
}

/// [`Dcg`] of one batch, of all items.
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
/// assert_eq!(metrics::dcg(&y_true, &y_pred)?, 1.5); // 1 + 1/2
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn dcg<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Dcg::default().evaluate(y_true, y_pred)
}

/// What the items of a query gain, discounted by the logarithm of their ranks, as a share of what the best order
/// gains, averaged over queries.
///
/// [`Dcg`] over that of the same items by falling relevance, both cut after k items ([Järvelin and Kekäläinen
/// 2002][s]); of equal scores, the mean over all orders. A perfect ranking has exactly 1. A term is within 2^-48.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., items]`, a query in each row: relevances of at
///   least 0, and scores, any numbers but NaN. The value is in [0, 1].
/// - **Undefined:** a query without a relevant item, which is left out of the mean unless `zero_division` says
///   what it counts: its value per sample is NaN, and [`LeftOut`](crate::mean::LeftOut) gives the share of such
///   queries. The mean of no other queries.
/// - **Weights:** for queries, or for leading axes; or, as a mask for padding, for items: an item of weight 0
///   is not there, and the others of a query have one weight, the query's.
/// - **Cost:** one pass, constant memory; a sort of each query, or of its best items.
/// - **Errors:** unequal shapes, no last axis, relevances that are negative or not finite, scores
///   that are NaN, k = 0, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. scikit-learn and torchmetrics average over the orders of equal scores, too, but count a
/// query without a relevant item as 0; `XGBoost` and `LightGBM` count it as 1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 1], [0, 0, 0]], array![[0.9, 0.8, 0.7], [0.1, 0.2, 0.3]]);
/// let ndcg = Ndcg::default();
/// let value = ndcg.evaluate(&y_true, &y_pred)?; // 1.5/(1 + 1/log₂ 3); nothing is relevant to the second
/// assert!((value - 0.919_720_789_2).abs() < 1e-9);
/// assert_eq!(LeftOut(ndcg).evaluate(&y_true, &y_pred)?, 0.5);
/// assert_eq!(Ndcg { k: Some(1), ..ndcg }.evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://doi.org/10.1145/582415.582418
#[doc(alias = "ndcg_score")]
#[doc(alias = "normalized_discounted_cumulative_gain")]
#[doc(alias = "retrieval_normalized_dcg")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Ndcg {
    /// What an item gains by its relevance: the relevance itself by default.
    pub gain: Gain,
    /// How many items of the highest scores count, at least 1. None by default: all of them.
    pub k: Option<usize>,
    /// What a query counts without a relevant item. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl PerQuery for Ndcg {
    fn k(&self) -> Option<usize> {
        self.k
    }

    fn zero_division(&self) -> Option<f64> {
        self.zero_division
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        query.ndcg(self.gain, self.k)
    }

    /// Refuses a query whose gains are infinite.
    fn refusal(&self, _: Vec<usize>) -> Error {
        let expected = "`Linear` for relevances of 1024 or more, since 2^1024 is beyond `f64`";
        Error::parameter("gain", format!("{:?}", self.gain), expected)
    }
}

/// [`Ndcg`] of one batch, of all items.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[3, 1, 0]], array![[0.9, 0.8, 0.7]]);
/// assert_eq!(metrics::ndcg(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn ndcg<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Ndcg::default().evaluate(y_true, y_pred)
}
