//! The Brier score.

use ndarray::{ArrayRef, Dimension};

use super::crossentropy::prediction;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::math::sigmoid;
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::scale::Scale;

/// The mean squared difference of probabilities and outcomes.
///
/// (y − p)² averaged over all elements ([Brier 1950][b]), with p in [0, 1]; from logits z,
/// p = 1/(1 + e^−z), and 1 − p without cancellation. A term is within 2 ulp, from logits within 8.
/// Its parts (reliability, resolution, uncertainty) are read off
/// [`Reliability`](crate::state::Reliability) or [`RankedScores`](crate::state::RankedScores). For
/// rows of classes see [`SparseCategoricalBrierScore`](crate::metrics::SparseCategoricalBrierScore)
/// and [`CategoricalBrierScore`](crate::metrics::CategoricalBrierScore).
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels exactly 0 or 1 (or `bool`);
///   probabilities in [0, 1], rounding errors beyond it counting as 0 or 1, or logits, finite or
///   −∞. The value is in [0, 1], 0 for certain predictions that are right.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, probabilities outside [0, 1], NaN, bad
///   weights.
///
/// Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1], array![0.5, 0.75, 1.0]);
/// let score = BrierScore::default();
/// assert_eq!(score.evaluate(&y_true, &y_pred)?, (0.25 + 0.0625) / 3.0);
/// assert_eq!(score.per_sample(&y_true, &y_pred)?, array![0.25, 0.0625, 0.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// [b]: https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2
#[doc(alias = "brier")]
#[doc(alias = "brier_score_loss")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BrierScore {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
}

impl MeanMeasure for BrierScore {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::MISSED
    }

    fn truth(&self) -> Domain {
        Domain::Binary
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }
}

impl Elementwise for BrierScore {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let from_logits = self.from_logits;
        #[inline(always)]
        move |y, p| {
            let (y, p) = (y.to_f64(), p.to_f64());
            let error = match from_logits {
                // The probability of the outcome that did not occur.
                true => sigmoid(if y == 1.0 { -p } else { p }),
                false => y - p.clamp(0.0, 1.0),
            };
            error * error
        }
    }
}

/// [`BrierScore`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::brier_score(&array![true, false], &array![0.5, 0.5])?, 0.25);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn brier_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BrierScore::default().evaluate(y_true, y_pred)
}
