//! What two clusterings tell of each other.

use ndarray::{ArrayRef, Dimension};

use super::ClusterPairs;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Direction, Scale, Unit};
use crate::state::{ContingencyTable, EntropyMean};

/// What two clusterings tell of each other, in nats; the mutual information.
///
/// Σ(nᵢⱼ/n)·ln(n·nᵢⱼ/(aᵢbⱼ)) over the cells nᵢⱼ of the [`ContingencyTable`], with its total n, and its totals aᵢ of
/// the truth and bⱼ of the prediction ([definition][m]). It is added up from terms of at least 0: within 16 ulp, for
/// nearly independent clusterings too.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is at least 0, and at most the smaller of
///   both entropies.
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// It is scikit-learn's `mutual_info_score` and torchmetrics' `MutualInfoScore`. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// assert_eq!(MutualInformation.evaluate(&y_true, &y_pred)?, 2_f64.ln());
/// assert_eq!(MutualInformation.evaluate(&array![0, 0, 1, 1], &array![0, 1, 0, 1])?, 0.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [m]: https://en.wikipedia.org/wiki/Mutual_information
#[doc(alias = "mutual_info_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MutualInformation;

impl Measure for MutualInformation {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, f64::INFINITY, Direction::Higher).in_unit(Unit::Nats)
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.mutual_information()
    }
}

/// What two clusterings tell of each other, as a share of a mean of their entropies.
///
/// I/H with the [`MutualInformation`] I and, by default, H = (H(truth) + H(prediction))/2 ([Vinh et al. 2010][v]).
/// It is 1 if both sides have a single cluster, and 0 if one of them has. It grows with the number of clusters even
/// for random ones, which [`AdjustedMutualInformation`] takes off. Within 24 ulp.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is in [0, 1].
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// It is scikit-learn's `normalized_mutual_info_score` and torchmetrics' `NormalizedMutualInfoScore`. Keras has no such
/// metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // I is ln 2, and the entropies are 3/2·ln 2 and ln 2.
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// assert_eq!(NormalizedMutualInformation::default().evaluate(&y_true, &y_pred)?, 0.8);
/// let of_smaller = NormalizedMutualInformation { mean: EntropyMean::Min };
/// assert_eq!(of_smaller.evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [v]: https://jmlr.org/papers/v11/vinh10a.html
#[doc(alias = "normalized_mutual_info_score")]
#[doc(alias = "nmi")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct NormalizedMutualInformation {
    /// The mean of the entropies that is divided by. The arithmetic one by default.
    pub mean: EntropyMean,
}

impl Measure for NormalizedMutualInformation {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.normalized_mutual_information(self.mean)
    }
}

/// What two clusterings tell of each other beyond chance.
///
/// (I − E)/(H − E) with the [`MutualInformation`] I, its expectation E for random clusterings with the same sizes of
/// clusters, and, by default, H = (H(truth) + H(prediction))/2 ([Vinh et al. 2010][v]): 1 for equal clusterings, 0 on
/// average for random ones. It is 0 for two different clusterings of which one has a single cluster, or one sample in
/// each cluster. The error is at most 1e-14·(1 + H)/(H − E).
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is at most 1.
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0; a few steps for each two
///   distinct sizes of clusters.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// It is scikit-learn's `adjusted_mutual_info_score` and torchmetrics' `AdjustedMutualInfoScore`, which take the
/// steps for each two clusters. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // I is ln 2, and over all orders of the prediction E is 5/6·ln 2.
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// let value = AdjustedMutualInformation::default().evaluate(&y_true, &y_pred)?;
/// assert!((value - 4.0 / 7.0).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [v]: https://jmlr.org/papers/v11/vinh10a.html
#[doc(alias = "adjusted_mutual_info_score")]
#[doc(alias = "ami")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct AdjustedMutualInformation {
    /// The mean of the entropies that is the most there is. The arithmetic one by default.
    pub mean: EntropyMean,
}

impl Measure for AdjustedMutualInformation {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.adjusted_mutual_information(self.mean)
    }
}

/// [`MutualInformation`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::mutual_information(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?;
/// assert_eq!(value, 2_f64.ln());
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mutual_information<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MutualInformation.evaluate(y_true, y_pred)
}

/// [`NormalizedMutualInformation`] of one batch, by the arithmetic mean of the entropies.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::normalized_mutual_information(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?;
/// assert_eq!(value, 0.8);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn normalized_mutual_information<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    NormalizedMutualInformation::default().evaluate(y_true, y_pred)
}

/// [`AdjustedMutualInformation`] of one batch, by the arithmetic mean of the entropies.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::adjusted_mutual_information(&array![0, 0, 1, 2], &array![5, 5, 0, 3])?;
/// assert_eq!(value, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn adjusted_mutual_information<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    AdjustedMutualInformation::default().evaluate(y_true, y_pred)
}
