//! The focal loss of binary decisions.

use ndarray::{ArrayRef, Dimension};

use super::super::binary::{log_loss, logistic_loss, shares, write_hard_losses};
use super::super::{KERAS_EPSILON, check_epsilon, check_smoothing, clip, prediction};
use super::{check_focus, power};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::math::{clamp, sigmoid};
use crate::mean::{Elementwise, MeanMeasure, PerElement, write_checked_terms};
use crate::scale::{Scale, Unit};

/// The binary crossentropy, weighed down where the prediction is right.
///
/// (1 − q)^γ·crossentropy, where q = y·p + (1 − y)·(1 − p), averaged over all elements
/// ([Keras][k], [Lin et al. 2018](https://arxiv.org/abs/1708.02002)). With class balancing a term
/// is also multiplied by y·α + (1 − y)·(1 − α). Smoothing and clipping are those of
/// [`BinaryCrossentropy`](crate::metrics::BinaryCrossentropy); q is not clipped. A term is within
/// 8 + 3·γ·|ln(1 − q)| ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels in [0, 1]; probabilities in
///   [0, 1], or logits, finite or −∞. The value is in nats.
/// - **Undefined:** without a weight above zero; where a logit of −∞, or an unclipped
///   probability of 0, meets a positive label.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels or probabilities outside [0, 1], NaN, options out of range,
///   bad weights.
///
/// Differs from Keras for logits, which Keras turns into clipped probabilities first: its loss
/// stops at 16.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 0], array![0.5, 0.5]);
/// let loss = BinaryFocalCrossentropy::default().evaluate(&y_true, &y_pred)?;
/// assert!((loss - 0.25 * 2_f64.ln()).abs() < 1e-15); // (1/2)²·ln 2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/losses/probabilistic_losses/#binary_focal_crossentropy-function
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryFocalCrossentropy {
    /// Whether positive and negative labels are weighed by α and 1 − α. `false` by default.
    pub apply_class_balancing: bool,
    /// The weight of positive labels, in [0, 1]. 0.25 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub alpha: f64,
    /// How strongly right predictions are weighed down, at least 0. 2 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub gamma: f64,
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// How far labels are drawn towards 1/2, in [0, 1]. 0 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub label_smoothing: f64,
    /// Probabilities are clipped to [ε, 1 − ε] in the crossentropy. 1e-7 by default; 0.0 clips
    /// nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for BinaryFocalCrossentropy {
    fn default() -> Self {
        let (alpha, gamma, epsilon) = (0.25, 2.0, KERAS_EPSILON);
        let (apply_class_balancing, from_logits, label_smoothing) = (false, false, 0.0);
        Self { apply_class_balancing, alpha, gamma, from_logits, label_smoothing, epsilon }
    }
}

impl MeanMeasure for BinaryFocalCrossentropy {
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
        check_focus(self.alpha, self.gamma)?;
        check_smoothing(self.label_smoothing)?;
        check_epsilon::<P>(self.epsilon, self.from_logits)
    }
}

impl Elementwise for BinaryFocalCrossentropy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let (logit, probability) = (self.of_logit(), self.of_probability());
        let from_logits = self.from_logits;
        #[inline(always)]
        move |y, p| if from_logits { logit(y, p) } else { probability(y, p) }
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
            self.write_hard_terms(y, p, terms);
        } else {
            write_checked_terms(self.domains(), y, p, terms, self.of_probability());
        }
    }
}

impl BinaryFocalCrossentropy {
    #[inline(always)]
    fn of_logit<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let (smoothing, focused) = (self.label_smoothing, self.focused());
        #[inline(always)]
        move |y, p| {
            let (shares, p) = (shares(y.to_f64(), smoothing), p.to_f64());
            focused(shares, logistic_loss(shares, p), sigmoid(p), sigmoid(-p))
        }
    }

    #[inline(always)]
    fn of_probability<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let (smoothing, focused) = (self.label_smoothing, self.focused());
        let clip = clip::<P>(self.epsilon);
        #[inline(always)]
        move |y, p| {
            let (shares, p) = (shares(y.to_f64(), smoothing), p.to_f64());
            let right = clamp(p, 0.0, 1.0);
            focused(shares, log_loss(shares, clip(p)), right, 1.0 - right)
        }
    }

    /// Writes the terms of hard labels, for each of which one logarithm is the loss.
    #[inline(always)]
    fn write_hard_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_hard_losses(self.epsilon, y, p, terms);
        let focused = self.focused();
        for ((term, y), p) in terms.iter_mut().zip(y).zip(p) {
            let right = clamp(p.to_f64(), 0.0, 1.0);
            *term = focused(shares(y.to_f64(), 0.0), *term, right, 1.0 - right);
        }
    }

    /// Multiplies a loss by its weight, given the label's shares of the two outcomes and the
    /// probabilities of both.
    #[inline(always)]
    fn focused(&self) -> impl Fn((f64, f64), f64, f64, f64) -> f64 {
        let Self { apply_class_balancing, alpha, gamma, .. } = *self;
        #[inline(always)]
        move |(one, zero), loss, right, wrong| {
            let balance =
                if apply_class_balancing { one * alpha + zero * (1.0 - alpha) } else { 1.0 };
            let focus = balance * power(one * wrong + zero * right, gamma);
            // A term of weight 0 is 0, even where the loss is infinite.
            if focus == 0.0 { 0.0 } else { focus * loss }
        }
    }
}

/// [`BinaryFocalCrossentropy`] of one batch of probabilities, with Keras's defaults.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::binary_focal_crossentropy(&array![true], &array![0.5])?;
/// assert!((loss - 0.25 * 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_focal_crossentropy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryFocalCrossentropy::default().evaluate(y_true, y_pred)
}
