//! Overlap of two classes that scores decide on.

use std::ops::Range;

use ndarray::{ArrayRef, Dimension};

use super::iou::check_targets;
use super::pairs::{self, Pairs, REFUSED};
use crate::batch::{Batch, Block};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::at_best_level;
use crate::measure::{Measure, Observation, Observe};
use crate::shape::Unit;
use crate::state::ConfusionMatrix;

/// The mean intersection over union of two classes, by a threshold.
///
/// tp/(tp + fp + fn) for each target class, averaged over those that have samples or predictions
/// ([Keras][k]). A score is of class 1 if it is **at least** the threshold, here alone of all
/// metrics, as in Keras; the threshold is rounded to the prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels exactly 0 or 1 (or `bool`),
///   scores any finite numbers, so logits with `threshold: 0.0`. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; if no target class was seen on either side.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are not finite, a threshold
///   that is not finite, a target that is not 0 or 1 or named twice, bad weights.
///
/// Differs from Keras, where labels and weights are truncated to integers, unequal shapes are
/// flattened, and an epsilon is added to the denominators.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 0, 1], array![0.1, 0.2, 0.4, 0.7]);
/// let low = BinaryIou { threshold: 0.3, ..Default::default() };
/// assert_eq!(low.evaluate(&y_true, &y_pred)?, 1.0 / 3.0);
/// let positive = BinaryIou { target_class_ids: vec![1], ..Default::default() };
/// assert_eq!(positive.evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/segmentation_metrics/#binaryiou-class
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryIou {
    /// The classes whose values are averaged, 0 and 1 by default.
    pub target_class_ids: Vec<usize>,
    /// Scores of at least it are of class 1. 0.5 by default.
    pub threshold: f64,
}

impl Default for BinaryIou {
    fn default() -> Self {
        Self { target_class_ids: vec![0, 1], threshold: 0.5 }
    }
}

impl Measure for BinaryIou {
    type State = ConfusionMatrix;
    type Output = Result<f64, Undefined>;

    fn init(&self) -> ConfusionMatrix {
        ConfusionMatrix::new(2, None)
    }

    fn observation(&self) -> Option<Observation> {
        Some(Observation::new::<Self>([self.threshold.to_bits(), 0, 0]))
    }

    fn value(&self, state: &ConfusionMatrix) -> Result<f64, Undefined> {
        state.mean_iou_of(&self.target_class_ids)
    }
}

impl<T: Element, P: Element> Observe<T, P> for BinaryIou {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        check_targets(&self.target_class_ids, 2)?;
        if self.threshold.is_finite() {
            return batch.check(Unit::Element);
        }
        let found = self.threshold.to_string();
        Err(Error::Parameter { option: "threshold", found, expected: "a finite number" })
    }

    fn unit(&self) -> Unit {
        Unit::Element
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut ConfusionMatrix) -> Result<(), Error> {
        pairs::observe(self, block, state)
    }
}

impl<T: Element, P: Element> Pairs<T, P> for BinaryIou {
    fn unit(&self) -> Unit {
        Unit::Element
    }

    fn classes(&self) -> usize {
        2
    }

    fn truth(&self, block: &Block<'_, T, P>, units: Range<usize>, out: &mut [u32]) {
        write_decisions(&block.y_true()[units], Domain::Binary, 1.0, out);
    }

    fn prediction(&self, block: &Block<'_, T, P>, units: Range<usize>, out: &mut [u32]) {
        let threshold = P::rounded(self.threshold);
        write_decisions(&block.y_pred()[units], Domain::Finite, threshold, out);
    }

    fn explain(&self, block: &Block<'_, T, P>, unit: usize) -> Error {
        let (y, p) = (block.y_true()[unit], block.y_pred()[unit]);
        if !Domain::Binary.guard().admits(y) {
            let (index, found, expected) = (block.true_index(unit), y.to_f64(), Domain::Binary);
            return Error::Value { argument: "y_true", index, found, expected };
        }
        let (index, found, expected) = (block.pred_index(unit), p.to_f64(), Domain::Finite);
        Error::Value { argument: "y_pred", index, found, expected }
    }
}

/// 1 for numbers of at least a threshold, 0 for others.
#[inline(always)]
fn write_decisions<A: Element>(values: &[A], domain: Domain, threshold: f64, out: &mut [u32]) {
    at_best_level(
        #[inline(always)]
        move || {
            let guard = domain.guard::<A>();
            for (out, &value) in out.iter_mut().zip(values) {
                let class = u32::from(value.to_f64() >= threshold);
                *out = if guard.admits(value) { class } else { REFUSED };
            }
        },
    );
}

/// [`BinaryIou`] of one batch, of both classes, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Measure::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![true, false, false], array![0.5, 0.7, 0.1]);
/// assert_eq!(metrics::binary_iou(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_iou<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryIou::default().evaluate(y_true, y_pred)
}
