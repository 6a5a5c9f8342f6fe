//! Agreement of truth and prediction over all classes, whatever their sizes.

use super::confusion::Confusion;
#[cfg(feature = "serde")]
use super::written;
use crate::error::Undefined;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{ConfusionMatrix, KappaWeights};

/// The mean of the classes' recalls: the accuracy if all classes had equally many samples.
///
/// tp/(tp + fn) for each class, averaged over the classes that have samples ([scikit-learn][s]).
///
/// - **Shapes:** class labels `[batch, ..]` on both sides, whole numbers in `0..num_classes`; a
///   side that is not `sparse` has a last axis of one number for each class, of which the largest
///   counts, the lowest class among equals. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** other shapes, labels that name no class, a number of classes of 0 or above
///   2^22, bad weights.
///
/// Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 0, 1], array![0, 0, 0, 1, 1]);
/// assert_eq!(BalancedAccuracy::new(2).evaluate(&y_true, &y_pred)?, 0.875);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.balanced_accuracy_score.html
#[doc(alias = "balanced_accuracy_score")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct BalancedAccuracy {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl BalancedAccuracy {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for BalancedAccuracy {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for BalancedAccuracy {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.balanced_accuracy()
    }
}

/// Matthews's correlation of truth and prediction, for any number of classes.
///
/// (c·s − Σtₖpₖ)/√((s² − Σtₖ²)(s² − Σpₖ²)) with the total s, the right predictions c, and the
/// totals tₖ in truth and pₖ in prediction ([Gorodkin 2004][g]); all differences are exact, for any
/// weights. Within 3 ulp.
///
/// - **Shapes:** as for [`BalancedAccuracy`]. The value is in [−1, 1].
/// - **Undefined:** without a weight above zero; if the truth is of one class, or the prediction.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** as for [`BalancedAccuracy`].
///
/// Keras has no such metric; scikit-learn's is 0 where this one is undefined.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 1, 1, 0], array![1, 0, 1, 0]);
/// let expected = 2.0 / 12_f64.sqrt(); // (tp·tn − fp·fn)/√(3·1·2·2)
/// assert_eq!(MatthewsCorrelation::new(2).evaluate(&y_true, &y_pred)?, expected);
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1016/j.compbiolchem.2004.09.006
#[doc(alias = "mcc")]
#[doc(alias = "matthews_corrcoef")]
#[doc(alias = "matthews_corr_coef")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct MatthewsCorrelation {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl MatthewsCorrelation {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for MatthewsCorrelation {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for MatthewsCorrelation {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.matthews_correlation()
    }
}

/// Cohen's kappa, the agreement beyond what chance gives.
///
/// 1 − Σwᵢⱼoᵢⱼ/Σwᵢⱼeᵢⱼ with the observed cells o, the expected ones e = tᵢpⱼ/s from the totals of
/// truth and prediction, and the weight w of confusing the classes ([Cohen 1960][c]); all
/// differences are exact, for any weights. Within 2 ulp.
///
/// - **Shapes:** as for [`BalancedAccuracy`]. The value is at most 1.
/// - **Undefined:** without a weight above zero; if all truth and all predictions are of one class.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** as for [`BalancedAccuracy`].
///
/// Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 2, 2], array![0, 1, 2, 1]);
/// let kappa = CohenKappa::new(3);
/// assert_eq!(kappa.evaluate(&y_true, &y_pred)?, 1.0 - 4.0 / 11.0); // 1 − (1/4)/(11/16)
/// let graded = CohenKappa { weights: KappaWeights::Quadratic, ..kappa };
/// assert_eq!(graded.evaluate(&y_true, &y_pred)?, 0.8); // 1 − (1/4)/(20/16)
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: https://doi.org/10.1177/001316446002000104
#[doc(alias = "kappa")]
#[doc(alias = "cohen_kappa_score")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "written::CohenKappa", into = "written::CohenKappa")
)]
pub struct CohenKappa {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
    /// How much a confusion of two classes counts; all confusions alike with `new`.
    pub weights: KappaWeights,
}

impl CohenKappa {
    /// Returns the measure of class labels on both sides, no class ignored, all confusions alike.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for CohenKappa {
    fn from(confusion: Confusion) -> Self {
        Self { confusion, weights: KappaWeights::Unweighted }
    }
}

impl Measure for CohenKappa {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.cohen_kappa(self.weights)
    }
}
