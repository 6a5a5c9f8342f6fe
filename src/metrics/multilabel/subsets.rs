//! Labels of a row that are all right, and the share of labels that are wrong.

use ndarray::{ArrayRef, Dimension};

use super::overlap::{SCORES, TRUTH, check_threshold, overlap};
use crate::domain::Domain;
use crate::element::{Element, above};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement, PerRow, Rowwise};
use crate::scale::Scale;

/// The share of rows whose labels are all right.
///
/// 1 if the labels with p > threshold are exactly the true ones, else 0, averaged over all rows
/// ([scikit-learn][s]: `accuracy_score` of several labels). The threshold is rounded to the
/// prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers or −∞, so logits with `threshold: 0.0`. The value is in
///   [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are NaN or
///   +∞, a threshold that is not finite, bad weights.
///
/// Keras has no such metric. torchmetrics's is `MultilabelExactMatch`; its `MultilabelAccuracy`
/// counts each label by itself, as [`BinaryAccuracy`](crate::metrics::BinaryAccuracy) does.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 1, 0], [0, 1, 0]], array![[0.9, 0.2, 0.1], [0.1, 0.8, 0.3]]);
/// let measure = SubsetAccuracy::default();
/// assert_eq!(measure.per_sample(&y_true, &y_pred)?, array![0.0, 1.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.accuracy_score.html
#[doc(alias = "exact_match")]
#[doc(alias = "exact_match_ratio")]
#[doc(alias = "multilabel_exact_match")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SubsetAccuracy {
    /// Labels that score above the threshold are decided on. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
}

impl Default for SubsetAccuracy {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl MeanMeasure for SubsetAccuracy {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

    fn truth(&self) -> Domain {
        TRUTH
    }

    fn prediction(&self) -> Domain {
        SCORES
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_threshold(self.threshold)
    }
}

impl Rowwise for SubsetAccuracy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let overlap = overlap(self.threshold);
        #[inline(always)]
        move |y, p| f64::from(u8::from(overlap(y, p).is_exact()))
    }
}

/// [`SubsetAccuracy`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 0], [0, 1]], array![[0.9, 0.1], [0.6, 0.7]]);
/// assert_eq!(metrics::subset_accuracy(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn subset_accuracy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SubsetAccuracy::default().evaluate(y_true, y_pred)
}

/// The share of labels that are wrong.
///
/// 1 if (p > threshold) ≠ y, else 0, averaged over all elements ([scikit-learn][s]): 1 less
/// [`BinaryAccuracy`](crate::metrics::BinaryAccuracy). With weights for rows it is the
/// mean of |T △ D|/labels, for the true labels T and the decided ones D of a row. The threshold is
/// rounded to the prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels exactly 0 or 1 (or `bool`),
///   scores any finite numbers or −∞, so logits with `threshold: 0.0`. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// Keras has no such metric. Of labels of several classes, scikit-learn's `hamming_loss` is 1 less
/// [`Accuracy`](crate::metrics::Accuracy).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 1, 0], [0, 1, 0]], array![[0.9, 0.2, 0.1], [0.1, 0.8, 0.3]]);
/// assert_eq!(HammingLoss::default().evaluate(&y_true, &y_pred)?, 1.0 / 6.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.hamming_loss.html
#[doc(alias = "hamming")]
#[doc(alias = "hamming_distance")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct HammingLoss {
    /// Labels that score above the threshold are decided on. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
}

impl Default for HammingLoss {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl MeanMeasure for HammingLoss {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::MISSED
    }

    fn truth(&self) -> Domain {
        TRUTH
    }

    fn prediction(&self) -> Domain {
        SCORES
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_threshold(self.threshold)
    }
}

impl Elementwise for HammingLoss {
    const COUNTS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let above = above::<P>(self.threshold);
        #[inline(always)]
        move |y, p| f64::from(u8::from(above(p) != (y.to_f64() == 1.0)))
    }
}

/// [`HammingLoss`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 0], [0, 1]], array![[0.9, 0.1], [0.6, 0.7]]);
/// assert_eq!(metrics::hamming_loss(&y_true, &y_pred)?, 0.25);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn hamming_loss<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    HammingLoss::default().evaluate(y_true, y_pred)
}
