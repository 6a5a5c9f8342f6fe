//! How much of the truth's uncertainty a prediction removes.

use super::association::ASSOCIATION;
use super::confusion::Confusion;
use crate::error::Undefined;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ConfusionMatrix;

/// The share of the truth's entropy that the prediction removes; Theil's U, the uncertainty
/// coefficient.
///
/// Σnᵢⱼ·ln(n·nᵢⱼ/(tᵢpⱼ))/Σtᵢ·ln(n/tᵢ) with totals as for [`CramersV`](crate::metrics::CramersV)
/// ([definition][u]), which is U(truth | prediction). For U(prediction | truth) give the prediction
/// first. The error is at most 1e-15·(1 + 1/H) for the entropy H of the truth in nats.
///
/// - **Shapes:** as for [`BalancedAccuracy`](crate::metrics::BalancedAccuracy). The value is in
///   [0, 1]: 0 if the prediction tells nothing of the truth, 1 if it settles the truth.
/// - **Undefined:** without a weight above zero; if the truth is of one class.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** as for [`BalancedAccuracy`](crate::metrics::BalancedAccuracy).
///
/// It is scikit-learn's `homogeneity_score`, which is 1 for a truth of one class. torchmetrics's
/// `TheilsU` of `preds` and `target` is the other direction, U(preds | target).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // Of three classes in the truth and two in the prediction.
/// let (y_true, y_pred) = (array![0, 0, 1, 1, 2, 2], array![0, 0, 1, 1, 1, 1]);
/// // The entropy of the truth is ln 3; of the two classes that look alike, ln 2 is left for 4 of 6.
/// let value = TheilsU::new(3).evaluate(&y_true, &y_pred)?;
/// assert!((value - (1.0 - 4.0 / 6.0 * 2_f64.ln() / 3_f64.ln())).abs() < 1e-15);
/// // The truth settles the prediction.
/// assert_eq!(TheilsU::new(3).evaluate(&y_pred, &y_true)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [u]: https://en.wikipedia.org/wiki/Uncertainty_coefficient
#[doc(alias = "uncertainty_coefficient")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct TheilsU {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl TheilsU {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for TheilsU {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for TheilsU {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        ASSOCIATION
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.theils_u()
    }
}
