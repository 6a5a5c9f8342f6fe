//! The ranked probability score.

use ndarray::{ArrayRef, Dimension};

use super::crossentropy::prediction;
use super::distribution::Distribution;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{Labelled, MeanMeasure, PerLabel};
use crate::scale::Scale;

/// The squared distance of predicted from true cumulative distributions over ordered classes.
///
/// 1/(K − 1)·Σ(F(c) − [label ≤ c])² over c < K − 1 of K classes, with F(c) the probability of the
/// classes up to c, averaged over all rows ([Epstein 1969][e]). So a miss by one class costs less than a miss
/// by two. Probabilities are divided by their row's sum; from logits they are the softmax. Above the
/// label 1 − F(c) is the sum of the classes behind c, which does not cancel: a term is within 2^-44 for
/// up to a hundred classes.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`, the classes in their order;
///   labels whole numbers in 0..classes of any type; probabilities in [0, 1], rounding errors beyond
///   it counting as 0 or 1, or logits, finite or −∞. The value is in [0, 1], and 0 of a single class.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. Some libraries give the sum
/// without 1/(K − 1): this value times K − 1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 2], array![[0.5, 0.25, 0.25], [0.5, 0.25, 0.25]]);
/// let score = RankedProbabilityScore::default();
/// assert_eq!(score.per_sample(&y_true, &y_pred)?, array![0.15625, 0.40625]);
/// # Ok::<(), Error>(())
/// ```
///
/// [e]: https://doi.org/10.1175/1520-0450(1969)008%3C0985:ASSFPF%3E2.0.CO;2
#[doc(alias = "rps")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct RankedProbabilityScore {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
}

impl MeanMeasure for RankedProbabilityScore {
    type Unit = PerLabel;

    fn value_scale(&self) -> Scale {
        Scale::MISSED
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }
}

impl Labelled for RankedProbabilityScore {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        let from_logits = self.from_logits;
        #[inline(always)]
        move |class, p| {
            let distribution = Distribution::of(p, from_logits);
            let (below, above) = (p[..class].iter(), p[class + 1..].iter().rev());
            let total = squares(distribution, below) + squares(distribution, above);
            let score = total / (p.len() - 1).max(1) as f64;
            // Rounding alone takes a score out of its range.
            if distribution.is_none() { f64::NAN } else { score.min(1.0) }
        }
    }
}

/// Returns the squares of cumulated probabilities, added up.
#[inline(always)]
fn squares<'a, P: Element>(distribution: Distribution, part: impl Iterator<Item = &'a P>) -> f64 {
    let (mut cumulated, mut total) = (0.0, 0.0);
    for &entry in part {
        cumulated += distribution.probability(entry);
        total += cumulated * cumulated;
    }
    total
}

/// [`RankedProbabilityScore`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let rows = array![[0.5, 0.25, 0.25]];
/// assert_eq!(metrics::ranked_probability_score(&array![0], &rows)?, 0.15625); // (1/4 + 1/16)/2
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn ranked_probability_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RankedProbabilityScore::default().evaluate(y_true, y_pred)
}
