//! How strongly truth and prediction are associated, whichever label stands for which.

use super::confusion::Confusion;
#[cfg(feature = "serde")]
use super::written;
use crate::error::Undefined;
use crate::measure::Measure;
use crate::scale::{Direction, Scale};
use crate::state::ConfusionMatrix;

/// An association is a number in [0, 1]. It does not say whether predictions are right: labels that are
/// swapped throughout are as strongly associated.
pub(super) const ASSOCIATION: Scale = Scale::new(0.0, 1.0, Direction::Neither);

/// The association of truth and prediction; Cramér's V.
///
/// √(φ²/min(r − 1, c − 1)) with φ² = χ²/n = Σ(n·nᵢⱼ − tᵢpⱼ)²/(n²tᵢpⱼ), the total n, the cells nᵢⱼ,
/// and the totals tᵢ in truth and pⱼ in prediction, of which r and c are above 0 ([definition][c]).
/// Differences are exact, for any weights: within 4 ulp without correction.
///
/// - **Shapes:** as for [`BalancedAccuracy`](crate::metrics::BalancedAccuracy). The value is in
///   [0, 1].
/// - **Undefined:** without a weight above zero; if the truth is of one class, or the prediction;
///   with `bias_correction`, for too few samples.
/// - **Weights:** for labels, or for leading axes such as samples. With `bias_correction` a weight
///   of w counts as w samples, so that a common factor of all weights changes the value.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** as for [`BalancedAccuracy`](crate::metrics::BalancedAccuracy).
///
/// It is that of scipy's `contingency.association`, which takes whole numbers and refuses absent
/// classes; torchmetrics corrects by default.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1, 1], array![0, 0, 1, 1, 1, 0]);
/// let value = CramersV::new(2).evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, 1.0 / 3.0); // as (2·2 − 1·1)/√(3·3·3·3) for two classes
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: https://en.wikipedia.org/wiki/Cram%C3%A9r%27s_V
#[doc(alias = "cramer_v")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "written::CramersV", into = "written::CramersV")
)]
pub struct CramersV {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
    /// Whether the bias that few samples bring is corrected ([Bergsma 2013][b]); not with `new`.
    ///
    /// [b]: https://doi.org/10.1016/j.jkss.2012.10.002
    pub bias_correction: bool,
}

impl CramersV {
    /// Returns the measure of class labels on both sides, no class ignored, without correction.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for CramersV {
    fn from(confusion: Confusion) -> Self {
        Self { confusion, bias_correction: false }
    }
}

impl Measure for CramersV {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        ASSOCIATION
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.cramers_v(self.bias_correction)
    }
}

/// The association of truth and prediction, 1 only for as many classes on both sides; Tschuprow's
/// T.
///
/// √(φ²/√((r − 1)(c − 1))) with φ², r and c as for [`CramersV`] ([definition][t]). Within 4 ulp
/// without correction.
///
/// - **Shapes:** as for [`BalancedAccuracy`](crate::metrics::BalancedAccuracy). The value is in
///   [0, 1].
/// - **Undefined:** without a weight above zero; if the truth is of one class, or the prediction;
///   with `bias_correction`, for too few samples.
/// - **Weights:** for labels, or for leading axes such as samples. With `bias_correction` a weight
///   of w counts as w samples, so that a common factor of all weights changes the value.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** as for [`BalancedAccuracy`](crate::metrics::BalancedAccuracy).
///
/// It is that of scipy's `contingency.association`; torchmetrics corrects by default.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // Of three classes in the truth and two in the prediction.
/// let (y_true, y_pred) = (array![0, 0, 1, 1, 2, 2], array![0, 0, 1, 1, 1, 1]);
/// let value = TschuprowsT::new(3).evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, (1.0 / 2_f64.sqrt()).sqrt()); // φ² is 1, r is 3, c is 2
/// # Ok::<(), Error>(())
/// ```
///
/// [t]: https://en.wikipedia.org/wiki/Tschuprow%27s_T
#[doc(alias = "tschuprow_t")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(from = "written::TschuprowsT", into = "written::TschuprowsT")
)]
pub struct TschuprowsT {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
    /// Whether the bias that few samples bring is corrected ([Bergsma 2013][b]); not with `new`.
    ///
    /// [b]: https://doi.org/10.1016/j.jkss.2012.10.002
    pub bias_correction: bool,
}

impl TschuprowsT {
    /// Returns the measure of class labels on both sides, no class ignored, without correction.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for TschuprowsT {
    fn from(confusion: Confusion) -> Self {
        Self { confusion, bias_correction: false }
    }
}

impl Measure for TschuprowsT {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        ASSOCIATION
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.tschuprows_t(self.bias_correction)
    }
}

/// The association of truth and prediction, which depends on how many classes there are; Pearson's
/// contingency coefficient.
///
/// √(φ²/(1 + φ²)) with φ² as for [`CramersV`] ([definition][c]): at most √((k − 1)/k) if k classes
/// occur on the side of fewer. Within 4 ulp.
///
/// - **Shapes:** as for [`BalancedAccuracy`](crate::metrics::BalancedAccuracy). The value is in
///   [0, 1], and below 1.
/// - **Undefined:** without a weight above zero; if the truth is of one class, or the prediction.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass; memory for the cells of the [`ConfusionMatrix`] that are touched.
/// - **Errors:** as for [`BalancedAccuracy`](crate::metrics::BalancedAccuracy).
///
/// It is that of scipy's `contingency.association` and of torchmetrics.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // Of three classes in the truth and two in the prediction.
/// let (y_true, y_pred) = (array![0, 0, 1, 1, 2, 2], array![0, 0, 1, 1, 1, 1]);
/// let value = ContingencyCoefficient::new(3).evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, 0.5_f64.sqrt()); // φ² is 1
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: https://en.wikipedia.org/wiki/Contingency_table
#[doc(alias = "pearsons_contingency_coefficient")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct ContingencyCoefficient {
    /// The number of classes, which label is ignored, and which sides are class labels.
    pub confusion: Confusion,
}

impl ContingencyCoefficient {
    /// Returns the measure of class labels on both sides, no class ignored.
    #[must_use]
    pub fn new(num_classes: usize) -> Self {
        Confusion::new(num_classes).into()
    }
}

impl From<Confusion> for ContingencyCoefficient {
    fn from(confusion: Confusion) -> Self {
        Self { confusion }
    }
}

impl Measure for ContingencyCoefficient {
    type Observer = Confusion;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        ASSOCIATION
    }

    fn observer(&self) -> Confusion {
        self.confusion
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.contingency_coefficient()
    }
}
