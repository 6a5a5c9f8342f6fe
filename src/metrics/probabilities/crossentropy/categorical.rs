//! Rows of classes against one-hot or soft truth.

use ndarray::{ArrayRef, Dimension};

use super::{KERAS_EPSILON, LogProbability, check_epsilon, check_smoothing, prediction};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::rows::{self, GROUP};
use crate::mean::{MeanMeasure, PerRow, Rowwise, write_row_terms};
use crate::scale::{Scale, Unit};

/// The crossentropy of distributions over classes, for one-hot or soft truth.
///
/// −Σ y·ln p over the classes of a row, averaged over all rows ([Keras][k]). Probabilities are
/// divided by their row's sum, then clipped. From logits z: Σ y·(ln Σ e^z − z), with the largest
/// logit taken out. Smoothing s replaces y by y·(1 − s) + s/classes. A row's term is within
/// 2^-50 of Σ y·(1 − ln p) for up to a hundred classes.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`; labels in [0, 1];
///   probabilities in [0, 1], or logits, finite or −∞. The value is in nats.
/// - **Undefined:** without a weight above zero; where a logit of −∞, or an unclipped
///   probability of 0, meets a positive label.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, labels or probabilities outside [0, 1], NaN, a row
///   that sums to zero, an epsilon that vanishes in the prediction's type, a smoothing outside
///   [0, 1], bad weights.
///
/// Differs from Keras, where a row of zeros gives NaN and scores outside [0, 1] are clipped.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0, 1], [1, 0]], array![[0.5, 0.5], [0.25, 0.75]]);
/// let loss = CategoricalCrossentropy::default().evaluate(&y_true, &y_pred)?;
/// assert!((loss - 1.5 * 2_f64.ln()).abs() < 1e-15); // (ln 2 + ln 4)/2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/probabilistic_metrics/#categoricalcrossentropy-class
#[doc(alias = "cce")]
#[doc(alias = "categorical_cross_entropy")]
#[doc(alias = "softmax_crossentropy")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct CategoricalCrossentropy {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// How far labels are drawn towards 1/classes, in [0, 1]. 0 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub label_smoothing: f64,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default; 0.0 clips nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for CategoricalCrossentropy {
    fn default() -> Self {
        Self { from_logits: false, label_smoothing: 0.0, epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for CategoricalCrossentropy {
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
        check_smoothing(self.label_smoothing)?;
        check_epsilon::<P>(self.epsilon, self.from_logits)
    }
}

impl Rowwise for CategoricalCrossentropy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let smoothing = self.label_smoothing;
        let reading = LogProbability::<P>::new(self.epsilon, self.from_logits);
        #[inline(always)]
        move |labels, p| {
            // A single label needs a single logarithm; the others would add zeros.
            if smoothing == 0.0
                && let Some(class) = rows::one_row(|class| rows::single(labels, class))
            {
                return labels[class].to_f64() * reading.surprisal_of(class, p);
            }
            let norm = reading.norm(p);
            let floor = smoothing / labels.len() as f64;
            let term = rows::sum_of_pairs(
                labels,
                p,
                #[inline(always)]
                |y, p| {
                    let y = y.to_f64() * (1.0 - smoothing) + floor;
                    if y == 0.0 { 0.0 } else { y * reading.surprisal(p.to_f64(), norm) }
                },
            );
            if norm.0.is_nan() { f64::NAN } else { term }
        }
    }

    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        let row = p.len() / terms.len().max(1);
        let groups = y.chunks(GROUP * row).zip(p.chunks(GROUP * row));
        for ((y, p), terms) in groups.zip(terms.chunks_mut(GROUP)) {
            let mut classes = [0; GROUP];
            let classes = &mut classes[..terms.len()];
            if self.label_smoothing == 0.0 && rows::one_hot(y, classes) {
                LogProbability::<P>::new(self.epsilon, self.from_logits).write(classes, p, terms);
            } else {
                write_row_terms(self.domains(), y, p, terms, self.formula());
            }
        }
    }
}

/// [`CategoricalCrossentropy`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::categorical_crossentropy(&array![[0, 1]], &array![[0.5, 0.5]])?;
/// assert!((loss - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn categorical_crossentropy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CategoricalCrossentropy::default().evaluate(y_true, y_pred)
}
