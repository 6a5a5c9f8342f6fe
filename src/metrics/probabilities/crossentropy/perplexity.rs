//! Readings of a mean crossentropy: perplexity, and bits.

use std::f64::consts::LN_2;

use ndarray::{ArrayRef, Dimension};

use super::{KERAS_EPSILON, SparseCategoricalCrossentropy};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::kernel::math::exp;
use crate::mean::{PerSample, Terms};
use crate::measure::{Measure, Slope};
use crate::scale::{Direction, Scale, Unit};
use crate::state::WeightedMean;

/// The number of equally likely classes that would be as hard to predict.
///
/// e^(mean of −ln p) over the probabilities p of the labels' classes
/// ([Jelinek et al. 1977][j]): one exponential of the mean over all labels of all batches, so that
/// neither the split into batches nor their padding, which has weight 0 or the label `ignore_class`,
/// changes it. It is read off the state of
/// [`SparseCategoricalCrossentropy`](crate::metrics::SparseCategoricalCrossentropy) with the same
/// options. Within 2 ulp beside the error of the mean.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type; probabilities in [0, 1], or logits, finite or −∞. The value is at least
///   1.
/// - **Undefined:** without a weight above zero; where the label's logit is −∞, or its unclipped
///   probability is 0; beyond the range of `f64`.
/// - **Weights:** for labels, or for leading axes such as samples. A label equal to `ignore_class`
///   counts nowhere, weighted or not.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, an epsilon that vanishes in the prediction's type, bad
///   weights.
///
/// Keras has no such metric. The `Perplexity` of torchmetrics takes logits: say
/// `from_logits: true`; that of keras-hub before 0.32 averages over batches.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, -1], array![[0.25, 0.75], [0.5, 0.5], [1.0, 0.0]]);
/// let measure = Perplexity { ignore_class: Some(-1), ..Default::default() };
/// let perplexity = measure.evaluate(&y_true, &y_pred)?;
/// assert!((perplexity - 8_f64.sqrt()).abs() < 1e-14); // of 1/4 and 1/2
/// # Ok::<(), Error>(())
/// ```
///
/// [j]: https://doi.org/10.1121/1.2016299
#[doc(alias = "ppl")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Perplexity {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// A label, in 0..classes or not, whose rows count nowhere. None by default.
    pub ignore_class: Option<i64>,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default; 0.0 clips nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for Perplexity {
    fn default() -> Self {
        Self { from_logits: false, ignore_class: None, epsilon: KERAS_EPSILON }
    }
}

impl Measure for Perplexity {
    type Observer = Terms<SparseCategoricalCrossentropy>;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(1.0, f64::INFINITY, Direction::Lower)
    }

    fn observer(&self) -> Terms<SparseCategoricalCrossentropy> {
        Terms(self.terms())
    }

    fn read(&self, losses: &WeightedMean) -> Result<f64, Undefined> {
        let perplexity = self.of_mean(losses.mean()?);
        if perplexity.is_finite() { Ok(perplexity) } else { Err(Undefined::Overflow) }
    }

    /// d(e^m)/dm.
    fn slope(&self, losses: &WeightedMean) -> Option<Slope> {
        Some(Slope::Curved(exp(losses.mean().ok()?)))
    }
}

impl PerSample for Perplexity {
    type Terms = SparseCategoricalCrossentropy;

    fn terms(&self) -> SparseCategoricalCrossentropy {
        let Self { from_logits, ignore_class, epsilon } = *self;
        SparseCategoricalCrossentropy { from_logits, ignore_class, epsilon }
    }

    fn of_mean(&self, mean: f64) -> f64 {
        exp(mean)
    }
}

/// [`Perplexity`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let perplexity = metrics::perplexity(&array![1_u8], &array![[0.25, 0.75]])?;
/// assert!((perplexity - 4.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn perplexity<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Perplexity::default().evaluate(y_true, y_pred)
}

/// The mean number of bits that it takes to tell a label, by the code that suits the predictions.
///
/// The mean of −log₂ p over the probabilities p of the labels' classes ([Shannon 1948][s]): the mean
/// crossentropy in bits, and the binary logarithm of the [`Perplexity`]. It is read off the state of
/// [`SparseCategoricalCrossentropy`](crate::metrics::SparseCategoricalCrossentropy) with the same
/// options. Within 1.5 ulp beside the error of the mean. Of tokens it is bits per token, of
/// characters bits per character.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type; probabilities in [0, 1], or logits, finite or −∞. In bits.
/// - **Undefined:** without a weight above zero; where the label's logit is −∞, or its unclipped
///   probability is 0.
/// - **Weights:** for labels, or for leading axes such as samples. A label equal to `ignore_class`
///   counts nowhere, weighted or not.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, an epsilon that vanishes in the prediction's type, bad
///   weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1], array![[0.25, 0.75], [0.5, 0.5]]);
/// let bits = BitsPerLabel::default().evaluate(&y_true, &y_pred)?;
/// assert!((bits - 1.5).abs() < 1e-15); // 2 and 1
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://doi.org/10.1002/j.1538-7305.1948.tb01338.x
#[doc(alias = "bits_per_token")]
#[doc(alias = "bits_per_character")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BitsPerLabel {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// A label, in 0..classes or not, whose rows count nowhere. None by default.
    pub ignore_class: Option<i64>,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default; 0.0 clips nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for BitsPerLabel {
    fn default() -> Self {
        Self { from_logits: false, ignore_class: None, epsilon: KERAS_EPSILON }
    }
}

impl Measure for BitsPerLabel {
    type Observer = Terms<SparseCategoricalCrossentropy>;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Bits)
    }

    fn observer(&self) -> Terms<SparseCategoricalCrossentropy> {
        Terms(self.terms())
    }

    fn read(&self, losses: &WeightedMean) -> Result<f64, Undefined> {
        let bits = self.of_mean(losses.mean()?);
        if bits.is_finite() { Ok(bits) } else { Err(Undefined::Overflow) }
    }

    fn slope(&self, _: &WeightedMean) -> Option<Slope> {
        Some(Slope::Linear(LN_2.recip()))
    }
}

impl PerSample for BitsPerLabel {
    type Terms = SparseCategoricalCrossentropy;

    fn terms(&self) -> SparseCategoricalCrossentropy {
        let Self { from_logits, ignore_class, epsilon } = *self;
        SparseCategoricalCrossentropy { from_logits, ignore_class, epsilon }
    }

    fn of_mean(&self, mean: f64) -> f64 {
        mean / LN_2
    }
}

/// [`BitsPerLabel`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let bits = metrics::bits_per_label(&array![1_u8], &array![[0.75, 0.25]])?;
/// assert!((bits - 2.0).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn bits_per_label<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BitsPerLabel::default().evaluate(y_true, y_pred)
}
