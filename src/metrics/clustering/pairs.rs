//! Agreement of two clusterings on pairs of samples.

use ndarray::{ArrayRef, Dimension};

use super::ClusterPairs;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Direction, Scale};
use crate::state::{ContingencyTable, PairConfusion};

/// How far two clusterings agree beyond chance, by pairs of samples; the adjusted Rand index.
///
/// 2(tp·tn − fn·fp)/((tp + fn)(fn + tn) + (tp + fp)(fp + tn)) with the pairs of samples that are together in truth
/// and prediction, tp, in the truth alone, fn, in the prediction alone, fp, and in neither, tn
/// ([Hubert and Arabie 1985][h]): 1 for equal clusterings, 0 on average for random ones of the same sizes. It is 1
/// where no pair is together on one side alone, as in two clusterings of a single cluster, or of one sample in each
/// cluster. All counts are whole numbers of any size: within 0.51 ulp.
///
/// - **Shapes:** labels of clusters `[batch, ..]` on both sides, any whole numbers, which name clusters and mean
///   nothing else. The value is in [−1/2, 1].
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** for labels, or for leading axes such as samples: a mask, or whole numbers up to 2^32 that say how
///   many samples each one stands for.
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** unequal shapes, numbers that are no whole ones, weights that are no whole numbers.
///
/// It is scikit-learn's `adjusted_rand_score` and torchmetrics' `AdjustedRandScore`. torchmetrics multiplies counts of
/// pairs in 64 bits, as scikit-learn did before 1.0: from some 100,000 samples on a product may not fit, and the score
/// may lie outside [−1, 1] ([scikit-learn][s], [cuML][c]). Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // Of six pairs one is together on both sides, one in the prediction alone, four are apart.
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// assert_eq!(AdjustedRandIndex.evaluate(&y_true, &y_pred)?, 4.0 / 7.0); // 2·(1·4 − 0·1)/(1·4 + 2·5)
/// assert_eq!(AdjustedRandIndex.evaluate(&y_true, &array![-7, -7, 9, 4])?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.1007/BF01908075
/// [s]: https://github.com/scikit-learn/scikit-learn/issues/20305
/// [c]: https://github.com/rapidsai/cuml/issues/7120
#[doc(alias = "adjusted_rand_score")]
#[doc(alias = "ari")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct AdjustedRandIndex;

impl Measure for AdjustedRandIndex {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(-0.5, 1.0, Direction::Higher)
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.adjusted_rand_index()
    }
}

/// The share of the pairs of samples on which two clusterings agree; the Rand index.
///
/// (tp + tn)/(tp + fp + fn + tn) with pairs as for [`AdjustedRandIndex`] ([Rand 1971][r]), and 1 for a single sample.
/// Random clusterings of many clusters agree on most pairs, which are apart: [`AdjustedRandIndex`] takes that off.
/// Within 0.51 ulp.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is in [0, 1].
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// It is scikit-learn's `rand_score` and torchmetrics' `RandScore`. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// assert_eq!(RandIndex.evaluate(&y_true, &y_pred)?, 5.0 / 6.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: https://doi.org/10.1080/01621459.1971.10482356
#[doc(alias = "rand_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct RandIndex;

impl Measure for RandIndex {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.rand_index()
    }
}

/// The geometric mean of precision and recall of the pairs of samples; the Fowlkes–Mallows index.
///
/// tp/√((tp + fp)(tp + fn)) with pairs as for [`AdjustedRandIndex`] ([Fowlkes and Mallows 1983][f]). Within 2 ulp.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is in [0, 1].
/// - **Undefined:** without a weight above zero; if truth or prediction has one sample in each cluster, so that no
///   pair is together; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// It is scikit-learn's `fowlkes_mallows_score` and torchmetrics' `FowlkesMallowsIndex`, which are 0 where this one is
/// undefined. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// assert_eq!(FowlkesMallows.evaluate(&y_true, &y_pred)?, 0.5_f64.sqrt()); // 1/√(2·1)
/// # Ok::<(), Error>(())
/// ```
///
/// [f]: https://doi.org/10.1080/01621459.1983.10478008
#[doc(alias = "fowlkes_mallows_score")]
#[doc(alias = "fowlkes_mallows_index")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct FowlkesMallows;

impl Measure for FowlkesMallows {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.fowlkes_mallows()
    }
}

/// [`AdjustedRandIndex`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::adjusted_rand_index(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?;
/// assert_eq!(value, 4.0 / 7.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn adjusted_rand_index<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    AdjustedRandIndex.evaluate(y_true, y_pred)
}

/// [`RandIndex`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::rand_index(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?, 5.0 / 6.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn rand_index<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RandIndex.evaluate(y_true, y_pred)
}

/// [`FowlkesMallows`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let value = metrics::fowlkes_mallows(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?;
/// assert_eq!(value, 0.5_f64.sqrt());
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn fowlkes_mallows<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    FowlkesMallows.evaluate(y_true, y_pred)
}

/// How many pairs of samples are together in truth and prediction: the [`PairConfusion`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let pairs = metrics::pair_confusion(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?;
/// assert_eq!((pairs.true_positives, pairs.false_positives, pairs.true_negatives), (1, 1, 4));
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn pair_confusion<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<PairConfusion, Error> {
    Ok(AdjustedRandIndex.state_of(y_true, y_pred)?.pair_confusion()?)
}
