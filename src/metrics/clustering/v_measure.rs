//! Whether clusters are pure, and whether classes are whole.

use ndarray::{ArrayRef, Dimension};

use super::ClusterPairs;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ContingencyTable;

/// The share of the truth's entropy that the clusters remove; homogeneity.
///
/// I/H(truth) with the mutual information I ([Rosenberg and Hirschberg 2007][r]): 1 if each cluster of the prediction
/// has samples of a single cluster of the truth, 0 if the prediction tells nothing of the truth. Within 24 ulp.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is in [0, 1].
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// It is scikit-learn's `homogeneity_score` and torchmetrics' `HomogeneityScore`.
/// [`TheilsU`](crate::metrics::TheilsU) is the same for any weights, and undefined for a truth of one class.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // The entropy of the truth is 3/2·ln 2, of which the prediction removes ln 2.
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// assert!((Homogeneity.evaluate(&y_true, &y_pred)? - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: https://aclanthology.org/D07-1043/
#[doc(alias = "homogeneity_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Homogeneity;

impl Measure for Homogeneity {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.homogeneity()
    }
}

/// The share of the prediction's entropy that the truth removes; completeness.
///
/// I/H(prediction) with the mutual information I ([Rosenberg and Hirschberg 2007][r]): 1 if each cluster of the truth
/// has samples of a single cluster of the prediction. Within 24 ulp.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is in [0, 1].
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
///
/// It is scikit-learn's `completeness_score` and torchmetrics' `CompletenessScore`. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // No cluster of the truth is torn apart.
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// assert_eq!(Completeness.evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: https://aclanthology.org/D07-1043/
#[doc(alias = "completeness_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Completeness;

impl Measure for Completeness {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.completeness()
    }
}

/// The weighted harmonic mean of homogeneity and completeness; the V-measure.
///
/// (1 + β)·h·c/(β·h + c) with the [`Homogeneity`] h and the [`Completeness`] c ([Rosenberg and Hirschberg 2007][r]),
/// and 0 if both are 0. With β = 1 it is [`NormalizedMutualInformation`](crate::metrics::NormalizedMutualInformation).
/// Within 24 ulp.
///
/// - **Shapes:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex). The value is in [0, 1].
/// - **Undefined:** without a weight above zero; for more than 2^62 samples.
/// - **Weights:** a mask, or whole numbers, as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex).
/// - **Cost:** one pass; memory for the cells of the [`ContingencyTable`] that are not 0.
/// - **Errors:** as for [`AdjustedRandIndex`](crate::metrics::AdjustedRandIndex); a `beta` that is negative or not
///   finite.
///
/// It is scikit-learn's `v_measure_score` and torchmetrics' `VMeasureScore`. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // Homogeneity is 2/3, completeness 1.
/// let (y_true, y_pred) = (array![0, 0, 1, 2], array![0, 0, 1, 1]);
/// assert_eq!(VMeasure::default().evaluate(&y_true, &y_pred)?, 0.8);
/// // A larger β counts completeness more.
/// assert!((VMeasure { beta: 3.0 }.evaluate(&y_true, &y_pred)? - 8.0 / 9.0).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: https://aclanthology.org/D07-1043/
#[doc(alias = "v_measure_score")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct VMeasure {
    /// How many times as much completeness counts as homogeneity. 1 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub beta: f64,
}

impl Default for VMeasure {
    fn default() -> Self {
        Self { beta: 1.0 }
    }
}

impl Measure for VMeasure {
    type Observer = ClusterPairs;
    type Output = Result<f64, Undefined>;

    fn check(&self) -> Result<(), Error> {
        if self.beta >= 0.0 && self.beta.is_finite() {
            return Ok(());
        }
        Err(Error::number("beta", self.beta, "a finite number of at least 0"))
    }

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClusterPairs {
        ClusterPairs
    }

    fn read(&self, table: &ContingencyTable) -> Result<f64, Undefined> {
        table.v_measure(self.beta)
    }
}

/// [`Homogeneity`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::homogeneity(&array![0, 0, 1, 1], &array![0, 1, 2, 2])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn homogeneity<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Homogeneity.evaluate(y_true, y_pred)
}

/// [`Completeness`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::completeness(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn completeness<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Completeness.evaluate(y_true, y_pred)
}

/// [`VMeasure`] of one batch, with β = 1.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::v_measure(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?, 0.8);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn v_measure<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    VMeasure::default().evaluate(y_true, y_pred)
}
