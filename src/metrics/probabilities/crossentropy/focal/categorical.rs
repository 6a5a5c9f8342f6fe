//! The focal loss of rows of classes.

use ndarray::{ArrayRef, Dimension};

use super::super::{KERAS_EPSILON, LogProbability, check_epsilon, check_smoothing, prediction};
use super::{check_focus, power};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::math::exp_m1;
use crate::kernel::rows;
use crate::mean::{MeanMeasure, PerRow, Rowwise};
use crate::scale::{Scale, Unit};

/// The categorical crossentropy, weighed down where the prediction is right.
///
/// −Σ y·α·(1 − p)^γ·ln p over the classes of a row, averaged over all rows ([Keras][k],
/// [Lin et al. 2018](https://arxiv.org/abs/1708.02002)). Normalising, smoothing and clipping are
/// those of [`CategoricalCrossentropy`](crate::metrics::CategoricalCrossentropy). An addend is
/// within 8 + 3·γ·|ln(1 − p)| ulp of that of the normalised p.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`; labels in [0, 1];
///   probabilities in [0, 1], or logits, finite or −∞. The value is in nats.
/// - **Undefined:** without a weight above zero; where a logit of −∞, or an unclipped
///   probability of 0, meets a positive label.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, labels or probabilities outside [0, 1], NaN, a row
///   that sums to zero, options out of range, bad weights.
///
/// Differs from Keras for logits, which Keras turns into clipped probabilities first.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0, 1]], array![[0.5, 0.5]]);
/// let loss = CategoricalFocalCrossentropy::default().evaluate(&y_true, &y_pred)?;
/// assert!((loss - 0.0625 * 2_f64.ln()).abs() < 1e-15); // 1/4·(1/2)²·ln 2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/losses/probabilistic_losses/#categorical_focal_crossentropy-function
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct CategoricalFocalCrossentropy {
    /// The weight of every term, in [0, 1]. 0.25 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub alpha: f64,
    /// How strongly right predictions are weighed down, at least 0. 2 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub gamma: f64,
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// How far labels are drawn towards 1/classes, in [0, 1]. 0 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub label_smoothing: f64,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default; 0.0 clips nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for CategoricalFocalCrossentropy {
    fn default() -> Self {
        let (alpha, gamma, from_logits) = (0.25, 2.0, false);
        Self { alpha, gamma, from_logits, label_smoothing: 0.0, epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for CategoricalFocalCrossentropy {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Nats)
    }

    fn truth(&self) -> Domain {
        Domain::SoftLabel
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_focus(self.alpha, self.gamma)?;
        check_smoothing(self.label_smoothing)?;
        check_epsilon::<P>(self.epsilon, self.from_logits)
    }
}

impl Rowwise for CategoricalFocalCrossentropy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let Self { alpha, gamma, label_smoothing, .. } = *self;
        let reading = LogProbability::<P>::new(self.epsilon, self.from_logits);
        #[inline(always)]
        move |labels, p| {
            let norm = reading.norm(p);
            let floor = label_smoothing / labels.len() as f64;
            let term = rows::sum_of(
                labels,
                #[inline(always)]
                |class, y| {
                    let y = y.to_f64() * (1.0 - label_smoothing) + floor;
                    let surprisal = reading.surprisal(p[class].to_f64(), norm);
                    let wrong = -exp_m1(-surprisal);
                    let focus = y * alpha * power(wrong, gamma);
                    // A term of weight 0 is 0, even where the loss is infinite.
                    if focus == 0.0 { 0.0 } else { focus * surprisal }
                },
            );
            if norm.0.is_nan() { f64::NAN } else { term }
        }
    }
}

/// [`CategoricalFocalCrossentropy`] of one batch of probabilities, with Keras's defaults.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::categorical_focal_crossentropy(&array![[0, 1]], &array![[0.5, 0.5]])?;
/// assert!((loss - 0.0625 * 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn categorical_focal_crossentropy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CategoricalFocalCrossentropy::default().evaluate(y_true, y_pred)
}
