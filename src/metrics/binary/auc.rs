//! Areas under curves on a grid of thresholds, as Keras computes them.

use ndarray::{ArrayRef, Dimension};

use super::area::{Curve, Summation, area};
use super::curve_counts::{CurveCounts, Thresholds};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::exact::double::normalizing_factors;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// The area under a curve on a grid of thresholds.
///
/// The curve's points at the thresholds, joined by the chosen summation ([Keras][k]; for
/// precision–recall the interpolation of [Davis and Goadrich 2006][d]). **An approximation**:
/// scores between two thresholds count as equal. The exact area, which needs no grid, is that of
/// `RocAuc`; take this metric for numbers that must agree with Keras.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together, or
///   `[batch, labels]` where `multi_label` is set; labels exactly 0 or 1; scores any finite
///   numbers or −∞; a score beyond [0, 1] counts as beyond the whole grid. The value is in [0, 1].
/// - **Undefined:** with samples of one class only; without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, 40 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, fewer than
///   two thresholds, label weights that are not one for each label or below 0, bad weights.
///
/// Differs from Keras, where an area with one class is 0 or 1, and `f32` scores equal to a
/// threshold may fall on its other side.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.0, 0.5, 0.3, 0.9]);
/// let coarse = Auc { thresholds: Thresholds::Even(3), ..Default::default() };
/// assert_eq!(coarse.evaluate(&y_true, &y_pred)?, 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#auc-class
/// [d]: https://doi.org/10.1145/1143844.1143874
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Auc {
    /// Which curve. ROC by default.
    pub curve: Curve,
    /// How points are joined. By interpolation by default.
    pub summation: Summation,
    /// The thresholds. An even grid of 200 by default.
    pub thresholds: Thresholds,
    /// Whether each column of the last axis has a curve of its own, whose areas are averaged.
    pub multi_label: bool,
    /// The weights of the columns: of their areas if `multi_label` is set, else of their elements.
    pub label_weights: Option<Vec<f64>>,
    /// Whether predictions are logits, which are turned into probabilities. `false` by default.
    pub from_logits: bool,
}

impl Default for Auc {
    fn default() -> Self {
        let (curve, summation) = (Curve::Roc, Summation::Interpolation);
        let (thresholds, multi_label) = (Thresholds::Even(200), false);
        Self { curve, summation, thresholds, multi_label, label_weights: None, from_logits: false }
    }
}

impl Measure for Auc {
    type Observer = CurveCounts;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        match self.curve {
            Curve::Roc | Curve::PrecisionRecall => Scale::SHARE,
            Curve::PrecisionRecallGain => Scale::SKILL,
        }
    }

    fn observer(&self) -> CurveCounts {
        let label_weights = self.label_weights.as_deref();
        CurveCounts::new(&self.thresholds, self.multi_label, label_weights, self.from_logits)
    }

    fn read(&self, curves: &Vec<ThresholdCounts>) -> Result<f64, Undefined> {
        let areas = curves.iter().map(|label| area(self.curve, self.summation, label));
        let areas = areas.collect::<Result<Vec<_>, _>>()?;
        let even = vec![1.0; areas.len()];
        let weights = self.label_weights.as_ref().filter(|_| self.multi_label).unwrap_or(&even);
        let most = weights.iter().copied().fold(0.0, f64::max);
        if areas.is_empty() || most == 0.0 {
            return Err(Undefined::NoSamples);
        }
        let (first, second) = normalizing_factors(most);
        let weights = || weights.iter().map(|weight| weight * first * second);
        let weighted: f64 = areas.iter().zip(weights()).map(|(area, weight)| area * weight).sum();
        Ok(self.scale().rounded(weighted / weights().sum::<f64>()))
    }
}

/// [`Auc`] of one batch: the area under the ROC curve on Keras's grid of 200 thresholds.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let area = metrics::auc(&array![0, 0, 1, 1], &array![0.1, 0.5, 0.3, 0.9])?;
/// assert_eq!(area, 0.75);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn auc<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Auc::default().evaluate(y_true, y_pred)
}
