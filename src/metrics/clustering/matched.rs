//! Samples in clusters that are matched.

use ndarray::{ArrayRef, Dimension};

use super::ClusterPairs;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ContingencyTable;

/// The share of the samples that are in the commonest class of their cluster; purity.
///
/// Σⱼ maxᵢ nᵢⱼ/n over the cells nᵢⱼ of the [`ContingencyTable`], with clusters j of the prediction ([definition][p]).
/// One sample in each cluster is of purity 1: [`ClusterAccuracy`] matches clusters one to one. Within 0.51 ulp.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is in (0, 1].
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// Neither Keras nor scikit-learn nor torchmetrics has such a metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // Of the clusters 0 and 1, two and one samples are of the commonest class.
/// assert_eq!(Purity.evaluate(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?, 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [p]: https://nlp.stanford.edu/IR-book/html/htmledition/evaluation-of-clustering-1.html
#[doc(alias = "purity_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Purity;

impl Measure for Purity {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.purity()
    }
}

/// The accuracy of clusters as classes, by the best one-to-one matching.
///
/// max Σ nᵢ,ₘ₍ᵢ₎/n over the one-to-one matchings m of clusters of the truth with clusters of the prediction
/// ([definition][a]); samples of a cluster without a match are wrong. The matching is Jonker and Volgenant's, in
/// whole numbers: the accuracy is within 0.51 ulp.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is in (0, 1]. The
///   numbers of clusters need not be equal.
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0; up to r²·c steps for r clusters
///   on the side of fewer and c on the other.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// It is torchmetrics' `ClusterAccuracy`, which wants the number of clusters. Keras and scikit-learn have no such
/// metric; users of scikit-learn call `scipy.optimize.linear_sum_assignment`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // The clusters 5 and 3 are those of the truth, but for one sample.
/// assert_eq!(ClusterAccuracy.evaluate(&array![0, 0, 0, 1, 1], &array![5, 5, 3, 3, 3])?, 0.8);
/// # Ok::<(), Error>(())
/// ```
///
/// [a]: https://doi.org/10.1109/TIP.2010.2049235
#[doc(alias = "clustering_accuracy")]
#[doc(alias = "hungarian_accuracy")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ClusterAccuracy;

impl Measure for ClusterAccuracy {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.cluster_accuracy()
    }
}

/// [`Purity`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::purity(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?, 0.75);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn purity<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Purity.evaluate(y_true, y_pred)
}

/// [`ClusterAccuracy`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::cluster_accuracy(&array![0, 0, 1, 1], &array![1, 1, 0, 2])?, 0.75);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn cluster_accuracy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    ClusterAccuracy.evaluate(y_true, y_pred)
}
