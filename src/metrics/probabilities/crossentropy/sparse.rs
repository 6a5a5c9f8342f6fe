//! Rows of classes against class labels.

use ndarray::{ArrayRef, Dimension};

use super::{KERAS_EPSILON, LogProbability, check_epsilon, prediction};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{Labelled, MeanMeasure, PerLabel};
use crate::scale::{Scale, Unit};

/// The crossentropy of distributions over classes, for class labels.
///
/// −ln p of the label's class, averaged over all rows ([Keras][k]). Probabilities are divided by
/// their row's sum, then clipped. From logits z: ln Σ e^z − z, with the largest logit taken out. A
/// term is within 2^-50 of 1 − ln p for up to a hundred classes.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type; probabilities in [0, 1], or logits, finite or −∞. In nats.
/// - **Undefined:** without a weight above zero; where the label's logit is −∞, or its
///   unclipped probability is 0.
/// - **Weights:** for labels, or for leading axes such as samples. A label equal to `ignore_class`
///   counts nowhere, weighted or not.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, an epsilon that vanishes in the prediction's type, bad
///   weights.
///
/// Differs from Keras, where a label out of range costs 0, and ignored labels are counted unless
/// weights are passed; on TensorFlow probabilities are normalised once more after clipping, so that
/// a right and certain row costs (classes − 1)·ε there and ε here.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 0, -1], array![[0.5, 0.5], [0.25, 0.75], [1.0, 0.0]]);
/// let measure = SparseCategoricalCrossentropy { ignore_class: Some(-1), ..Default::default() };
/// let loss = measure.evaluate(&y_true, &y_pred)?;
/// assert!((loss - 1.5 * 2_f64.ln()).abs() < 1e-15); // (ln 2 + ln 4)/2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/probabilistic_metrics/#sparsecategoricalcrossentropy-class
#[doc(alias = "sparse_categorical_cross_entropy")]
#[doc(alias = "nll_loss")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SparseCategoricalCrossentropy {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// A label, in 0..classes or not, whose rows count nowhere. None by default.
    pub ignore_class: Option<i64>,
    /// Probabilities are clipped to [ε, 1 − ε]. 1e-7 by default; 0.0 clips nothing.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for SparseCategoricalCrossentropy {
    fn default() -> Self {
        Self { from_logits: false, ignore_class: None, epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for SparseCategoricalCrossentropy {
    type Unit = PerLabel;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Nats)
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_epsilon::<P>(self.epsilon, self.from_logits)
    }
}

impl Labelled for SparseCategoricalCrossentropy {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        let reading = LogProbability::<P>::new(self.epsilon, self.from_logits);
        #[inline(always)]
        move |class, p| reading.surprisal_of(class, p)
    }

    #[inline(always)]
    fn write_terms<P: Element>(&self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        LogProbability::<P>::new(self.epsilon, self.from_logits).write(classes, p, terms);
    }

    fn ignored(&self) -> Option<i64> {
        self.ignore_class
    }
}

/// [`SparseCategoricalCrossentropy`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::sparse_categorical_crossentropy(&array![1_u8], &array![[0.5, 0.5]])?;
/// assert!((loss - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sparse_categorical_crossentropy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SparseCategoricalCrossentropy::default().evaluate(y_true, y_pred)
}
