//! The spherical score.

use ndarray::{ArrayRef, Dimension};

use super::crossentropy::prediction;
use super::distribution::Distribution;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::math::clamp;
use crate::kernel::rows::sum_of;
use crate::mean::{Labelled, MeanMeasure, PerLabel};
use crate::scale::Scale;

/// The cosine of the angle between a row's probabilities and the class that occurred.
///
/// p/√Σp² for the probability p of the label's class, averaged over all rows
/// ([Gneiting and Raftery 2007][g]): a proper score, higher ones better. A row may have any sum; from
/// logits its entries are the softmax. A term is within 2^-46 for up to a hundred classes.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type; probabilities in [0, 1], rounding errors beyond it counting as 0 or 1,
///   or logits, finite or −∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1], array![[0.6, 0.8, 0.0], [0.0, 1.0, 0.0]]);
/// let score = SphericalScore::default().evaluate(&y_true, &y_pred)?;
/// assert!((score - 0.8).abs() < 1e-15); // 0.6/1 and 1
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1198/016214506000001437
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SphericalScore {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
}

impl MeanMeasure for SphericalScore {
    type Unit = PerLabel;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }
}

impl Labelled for SphericalScore {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        let from_logits = self.from_logits;
        #[inline(always)]
        move |class, p| {
            let distribution = Distribution::of(p, from_logits);
            let squares = sum_of(
                p,
                #[inline(always)]
                |_, entry| {
                    let p = distribution.probability(entry);
                    p * p
                },
            );
            // Rounding alone takes a cosine out of its range.
            clamp(distribution.probability(p[class]) / squares.sqrt(), 0.0, 1.0)
        }
    }
}

/// [`SphericalScore`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let score = metrics::spherical_score(&array![1], &array![[0.5, 0.5]])?;
/// assert!((score - 0.5_f64.sqrt()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn spherical_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SphericalScore::default().evaluate(y_true, y_pred)
}
