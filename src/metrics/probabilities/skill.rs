//! Skills of probabilities against the shares of the classes.

use ndarray::{ArrayRef, Dimension};

use super::categorical_brier::SparseCategoricalBrierScore;
use super::class_losses::{ClassLosses, Losses};
use super::crossentropy::SparseCategoricalCrossentropy;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::kernel::math::{ln, ln_1p};
use crate::measure::Measure;
use crate::metrics::epsilon::KERAS_EPSILON;
use crate::scale::Scale;
use crate::state::WeightedMean;

/// The share of the classes' entropy that the probabilities explain.
///
/// 1 − L/H ([scikit-learn][s]), where L is the mean of −ln p over the probabilities p of the labels'
/// classes, as in [`SparseCategoricalCrossentropy`](crate::metrics::SparseCategoricalCrossentropy), and
/// H = −Σ s·ln s of the classes' shares s in the labels, the least loss of one and the same row for all
/// samples. So 1 is perfect, 0 no better than the shares, and below 0 worse. Within 2^-44 of
/// max(1, L/H) for up to a hundred classes.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type; probabilities in [0, 1], or logits, finite or −∞. The value is at most 1.
/// - **Undefined:** without a weight above zero; with labels of one class; where the label's logit is
///   −∞, or its unclipped probability is 0.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, 560 bytes a class.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, an epsilon that vanishes in the prediction's type, bad
///   weights.
///
/// Neither Keras nor torchmetrics has such a metric. scikit-learn clips at the epsilon of the
/// prediction's type, and gives −10^15 for labels of one class.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1], array![[0.5, 0.5], [0.25, 0.75]]);
/// let skill = D2LogLossScore::default().evaluate(&y_true, &y_pred)?;
/// let loss = (2_f64.ln() + (4_f64 / 3.0).ln()) / 2.0;
/// assert!((skill - (1.0 - loss / 2_f64.ln())).abs() < 1e-15);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.d2_log_loss_score.html
#[doc(alias = "d2_log_loss")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct D2LogLossScore {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default; 0.0 clips nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for D2LogLossScore {
    fn default() -> Self {
        Self { from_logits: false, epsilon: KERAS_EPSILON }
    }
}

impl Measure for D2LogLossScore {
    type Observer = ClassLosses;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> ClassLosses {
        let Self { from_logits, epsilon } = *self;
        let ignore_class = None;
        ClassLosses::Crossentropy(SparseCategoricalCrossentropy {
            from_logits,
            ignore_class,
            epsilon,
        })
    }

    fn read(&self, classes: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        Losses::of(classes)?.skill(|share| share.own * surprisal(share.own, share.others))
    }
}

/// −ln of a share; of a share near 1 from the rest, which has more digits. 0 of a share of 0, which counts
/// 0 times.
fn surprisal(share: f64, rest: f64) -> f64 {
    match share {
        0.0 => 0.0,
        _ if share > 0.5 => -ln_1p(-rest),
        _ => -ln(share),
    }
}

/// [`D2LogLossScore`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let rows = array![[0.5, 0.5], [0.5, 0.5]];
/// assert_eq!(metrics::d2_log_loss_score(&array![0, 1], &rows)?, 0.0); // no better than the shares
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn d2_log_loss_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    D2LogLossScore::default().evaluate(y_true, y_pred)
}

/// The share of the classes' variance that the probabilities explain; the Brier skill score.
///
/// 1 − B/V ([scikit-learn][s]), where B is the
/// [`SparseCategoricalBrierScore`](crate::metrics::SparseCategoricalBrierScore), and V = Σ s·(1 − s) of
/// the classes' shares s in the labels, the least score of one and the same row for all samples. So 1
/// is perfect, 0 no better than the shares, and below 0 worse. Within 2^-44 of max(1, B/V) for up to a
/// hundred classes.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type; probabilities in [0, 1], rounding errors beyond it counting as 0 or 1,
///   or logits, finite or −∞. The value is at most 1.
/// - **Undefined:** without a weight above zero; with labels of one class.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, 560 bytes a class.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, bad weights.
///
/// Neither Keras nor torchmetrics has such a metric. scikit-learn gives −∞ for labels of one class.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1], array![[0.5, 0.5], [0.25, 0.75]]);
/// let skill = D2BrierScore::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(skill, 0.375); // 1 − 0.3125/0.5
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.d2_brier_score.html
#[doc(alias = "brier_skill_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct D2BrierScore {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
}

impl Measure for D2BrierScore {
    type Observer = ClassLosses;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> ClassLosses {
        let (from_logits, scale_by_half) = (self.from_logits, false);
        ClassLosses::Brier(SparseCategoricalBrierScore { from_logits, scale_by_half })
    }

    fn read(&self, classes: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        Losses::of(classes)?.skill(|share| share.own * share.others)
    }
}

/// [`D2BrierScore`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let rows = array![[1.0, 0.0], [0.5, 0.5]];
/// assert_eq!(metrics::d2_brier_score(&array![0, 1], &rows)?, 0.5); // 1 − 0.25/0.5
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn d2_brier_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    D2BrierScore::default().evaluate(y_true, y_pred)
}
