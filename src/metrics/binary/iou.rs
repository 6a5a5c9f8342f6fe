//! Overlap of two classes, decided by a threshold.

use ndarray::{ArrayRef, Dimension};

use crate::batch::Block;
use crate::comparison::Compared;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::{Measure, Observer};
use crate::metrics::classes::check_targets;
use crate::metrics::classes::pairs::Pairs;
use crate::metrics::classes::side::Side;
use crate::scale::Scale;
use crate::state::ConfusionMatrix;
use crate::uncertainty::{ByCells, BySums, Sampled};

/// The mean intersection over union of two classes, by a threshold.
///
/// tp/(tp + fp + fn) for each target class, averaged over the classes that have samples or
/// predictions ([Keras][k]). A score is of class 1 if it is **at least** the threshold, as in Keras
/// and unlike in all other metrics; the threshold is rounded to the prediction's type first. Of class 1
/// alone, `target_class_ids: vec![1]`, it is the critical success index, or threat score.
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
#[doc(alias = "binary_io_u")]
#[doc(alias = "binary_jaccard_index")]
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryIou {
    /// The classes whose values are averaged, 0 and 1 by default.
    pub target_class_ids: Vec<usize>,
    /// Scores of at least the threshold are of class 1. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
}

impl Default for BinaryIou {
    fn default() -> Self {
        Self { target_class_ids: vec![0, 1], threshold: 0.5 }
    }
}

impl Measure for BinaryIou {
    type Observer = ThresholdedPairs;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ThresholdedPairs {
        ThresholdedPairs { threshold: self.threshold }
    }

    fn check(&self) -> Result<(), Error> {
        check_targets(&self.target_class_ids, 2)
    }

    fn read(&self, matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
        matrix.mean_iou_of(&self.target_class_ids)
    }
}

/// Fills a [`ConfusionMatrix`] of two classes from 0/1 labels and scores: a score of **at least**
/// the threshold is of class 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ThresholdedPairs {
    /// Scores of at least the threshold are of class 1.
    pub threshold: f64,
}

impl Observer for ThresholdedPairs {
    type State = ConfusionMatrix;

    fn empty(&self) -> ConfusionMatrix {
        ConfusionMatrix::new(2, None)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if self.threshold.is_finite() {
            return Ok(());
        }
        Err(Error::number("threshold", self.threshold, "a finite number"))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ConfusionMatrix,
    ) -> Result<(), Error> {
        let truth = Side::AtLeast(1.0, Domain::Binary);
        let prediction = Side::AtLeast(self.threshold, Domain::Finite);
        Pairs { truth, prediction, classes: 2, ignored: None }.observe(block, state)
    }
}

impl Sampled for ThresholdedPairs {
    type By = ByCells;
}

impl Compared for ThresholdedPairs {
    type By = BySums;
}

/// [`BinaryIou`] of one batch, of both classes, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
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
