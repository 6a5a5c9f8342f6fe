//! One probability per element.

use ndarray::{ArrayRef, Dimension};

use super::{KERAS_EPSILON, check_epsilon, check_smoothing, clip, prediction};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::logs::negated_logs;
use crate::kernel::math::{exp, ln, ln_1p, ln_of_sum};
use crate::mean::{Elementwise, MeanMeasure, PerElement, write_checked_terms, write_terms};
use crate::scale::{Scale, Unit};

/// The crossentropy of probabilities of one class, element by element.
///
/// −(y·ln p + (1 − y)·ln(1 − p)), averaged over all elements ([Keras][k]). From logits z:
/// |z|·w + ln(1 + e^−|z|), w being 1 − y for z > 0 and y otherwise, which does not saturate.
/// Smoothing s replaces y by y·(1 − s) + s/2. A term is within 3 ulp, with smoothing within 4.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels in [0, 1], hard or soft;
///   probabilities in [0, 1], or logits, finite or −∞. The value is in nats.
/// - **Undefined:** without a weight above zero; where a logit of −∞, or an unclipped
///   probability of 0, meets a positive label.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels or probabilities outside [0, 1], NaN, an epsilon that
///   vanishes in the prediction's type, a smoothing outside [0, 1], bad weights.
///
/// Differs from Keras, which clips scores outside [0, 1] in silence, and rounds 1 − p to the type
/// of p: with `f32`, a perfect negative costs 1.19e-7 there and 1e-7 here.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 0], array![0.5, 0.75]);
/// let loss = BinaryCrossentropy::default().evaluate(&y_true, &y_pred)?;
/// assert!((loss - 1.5 * 2_f64.ln()).abs() < 1e-15); // (ln 2 + ln 4)/2
///
/// let logits = BinaryCrossentropy { from_logits: true, ..Default::default() };
/// assert_eq!(logits.evaluate(&y_true, &array![-100.0, 100.0])?, 100.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/probabilistic_metrics/#binarycrossentropy-class
#[doc(alias = "bce")]
#[doc(alias = "log_loss")]
#[doc(alias = "logloss")]
#[doc(alias = "binary_cross_entropy")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryCrossentropy {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// How far labels are drawn towards 1/2, in [0, 1]. 0 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub label_smoothing: f64,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default; 0.0 clips nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for BinaryCrossentropy {
    fn default() -> Self {
        Self { from_logits: false, label_smoothing: 0.0, epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for BinaryCrossentropy {
    type Unit = PerElement;

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
        check_smoothing(self.label_smoothing)?;
        check_epsilon::<P>(self.epsilon, self.from_logits)
    }
}

impl Elementwise for BinaryCrossentropy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let (logistic, log) = (self.of_logit(), self.of_probability());
        let from_logits = self.from_logits;
        #[inline(always)]
        move |y, p| if from_logits { logistic(y, p) } else { log(y, p) }
    }

    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        let (hard, prediction) = (Domain::Binary.guard::<T>(), self.prediction().guard::<P>());
        if self.from_logits {
            write_checked_terms(self.domains(), y, p, terms, self.of_logit());
        } else if self.epsilon > 0.0
            && self.label_smoothing == 0.0
            && hard.admits_all(y)
            && prediction.admits_all(p)
        {
            write_hard_losses(self.epsilon, y, p, terms);
        } else {
            write_checked_terms(self.domains(), y, p, terms, self.of_probability());
        }
    }
}

impl BinaryCrossentropy {
    #[inline(always)]
    fn of_logit<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let smoothing = self.label_smoothing;
        #[inline(always)]
        move |y, p| logistic_loss(shares(y.to_f64(), smoothing), p.to_f64())
    }

    #[inline(always)]
    fn of_probability<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let (smoothing, clip) = (self.label_smoothing, clip::<P>(self.epsilon));
        #[inline(always)]
        move |y, p| log_loss(shares(y.to_f64(), smoothing), clip(p.to_f64()))
    }
}

/// Writes −ln of p or 1 − p, as a hard label says: the losses that [`log_loss`] gives for clipped probabilities.
///
/// The rounding error of 1 − p enters the logarithm. For `f32` it is zero, since a clipped p does not vanish beside 1:
/// the logarithms then have a loop of their own, in which the processor can look further ahead.
#[inline(always)]
pub(super) fn write_hard_losses<T: Element, P: Element>(
    epsilon: f64,
    y: &[T],
    p: &[P],
    losses: &mut [f64],
) {
    let clip = clip::<P>(epsilon);
    let asked = |y: T, p: P| {
        let (p, positive) = (clip(p.to_f64()), y.to_f64() == 1.0);
        let rest = 1.0 - p;
        if positive { (p, 0.0) } else { (rest, (1.0 - rest) - p) }
    };
    if P::INTEGER || size_of::<P>() != 4 {
        return write_terms(y, p, losses, |y, p| {
            let (high, low) = asked(y, p);
            -ln_of_sum(high, low)
        });
    }
    write_terms(y, p, losses, |y, p| asked(y, p).0);
    negated_logs(losses);
}

/// Returns a smoothed label and its complement: y·(1 − s) + s/2 and (1 − y)·(1 − s) + s/2. One
/// minus the label would lose digits of the complement.
#[inline(always)]
pub(super) fn shares(y: f64, smoothing: f64) -> (f64, f64) {
    let kept = 1.0 - smoothing;
    (y * kept + 0.5 * smoothing, (1.0 - y) * kept + 0.5 * smoothing)
}

/// Returns −(y·ln p + (1 − y)·ln(1 − p)), given y and 1 − y. A share of 0 costs nothing, even at an
/// infinite logarithm.
#[inline(always)]
pub(super) fn log_loss((one, zero): (f64, f64), p: f64) -> f64 {
    let cost = |share: f64, log: f64| if share == 0.0 { 0.0 } else { share * log };
    -(cost(one, ln(p)) + cost(zero, ln_1p(-p)))
}

/// Returns the log loss of p = 1/(1 + e^−z): |z| times the share of the outcome that z speaks
/// against, plus ln(1 + e^−|z|). A share of 0 costs nothing, even at a logit of −∞.
#[inline(always)]
pub(super) fn logistic_loss((one, zero): (f64, f64), z: f64) -> f64 {
    let against = if z > 0.0 { zero } else { one };
    let cost = if against == 0.0 { 0.0 } else { z.abs() * against };
    cost + ln_1p(exp(-z.abs()))
}

/// [`BinaryCrossentropy`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::binary_crossentropy(&array![true, false], &array![0.5, 0.5])?;
/// assert!((loss - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_crossentropy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryCrossentropy::default().evaluate(y_true, y_pred)
}
