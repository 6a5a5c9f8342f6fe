//! The area under the ROC curve of a query.

use ndarray::{ArrayRef, Dimension};

use super::per_query::PerQuery;
use super::query::{Query, has_irrelevant, has_relevant};
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;

/// The area under the ROC curve of each query by itself, averaged over queries.
///
/// The share of a query's pairs of a relevant and an irrelevant item in which the relevant one scores higher
/// ([definition][s]); equal scores count ½. A term is within ½ ulp. The area of all samples as one ranking is
/// [`RocAuc`](crate::metrics::RocAuc).
///
/// - **Shapes:** truth and prediction alike, `[batch, .., items]`, a query in each row: relevances of at
///   least 0, relevant above 0, and scores, any numbers but NaN. The value is in [0, 1].
/// - **Undefined:** a query of relevant items alone or of irrelevant ones alone, which is left out of the mean unless
///   `zero_division` says what it counts: its value per sample is NaN, and [`LeftOut`](crate::mean::LeftOut) gives the
///   share of such queries. The mean of no other queries.
/// - **Weights:** for queries, or for leading axes; or, as a mask for padding, for items: an item of weight 0
///   is not there, and the others of a query have one weight, the query's.
/// - **Cost:** one pass, constant memory; a sort of each query.
/// - **Errors:** unequal shapes, no last axis, relevances that are negative or not finite, scores
///   that are NaN, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. torchmetrics counts a query without such pairs as 0. The user-weighted GAUC of
/// recommenders takes the number of a user's impressions as weight.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.5, 0.1]]);
/// assert_eq!(QueryRocAuc::default().per_sample(&y_true, &y_pred)?, array![0.5, 0.75]);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://doi.org/10.1145/3219819.3219823
#[doc(alias = "gauc")]
#[doc(alias = "group_auc")]
#[doc(alias = "retrieval_auroc")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct QueryRocAuc {
    /// What a query counts without a relevant and an irrelevant item. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl PerQuery for QueryRocAuc {
    fn zero_division(&self) -> Option<f64> {
        self.zero_division
    }

    fn value(&self, query: &mut Query) -> Option<f64> {
        let (all, relevant) = (query.all(), query.relevant());
        let ordered: u128 = query.blocks(all).map(|block| block.pairs(all - relevant)).sum();
        let pairs = 2 * relevant as u128 * (all - relevant) as u128;
        (pairs > 0).then(|| ordered as f64 / pairs as f64)
    }

    fn is_undefined<T: Element>(y: &[T]) -> bool {
        !(has_relevant(y) && has_irrelevant(y))
    }
}

/// [`QueryRocAuc`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 0, 1], [1, 0, 0]], array![[0.9, 0.8, 0.7], [0.5, 0.2, 0.1]]);
/// assert_eq!(metrics::query_roc_auc(&y_true, &y_pred)?, 0.75); // 1/2 and 1
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn query_roc_auc<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    QueryRocAuc::default().evaluate(y_true, y_pred)
}
