//! Shares of right answers.

use ndarray::{ArrayRef, Dimension};

use super::hits::{write_hits, write_hits_of_rows};
use crate::domain::Domain;
use crate::element::{Element, above, equal};
use crate::error::Error;
use crate::kernel::rows::one_row;
use crate::mean::{Elementwise, Labelled, MeanMeasure, PerElement, PerLabel, PerRow, Rowwise};
use crate::metric::Evaluate;

/// The share of predictions that equal the truth.
///
/// 1 if y = p as numbers, else 0, averaged over all elements ([Keras][k]).
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers, such as predicted
///   labels. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from Keras, where the truth is converted to the prediction's type: 1.9 equals 1 there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// assert_eq!(Accuracy.evaluate(&array![1, 2, 3, 4], &array![0, 2, 3, 4])?, 0.75);
/// assert_eq!(Accuracy.evaluate(&array![1.9], &array![1])?, 0.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/accuracy_metrics/#accuracy-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Accuracy;

impl MeanMeasure for Accuracy {
    type Unit = PerElement;
}

impl Elementwise for Accuracy {
    const COUNTS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| f64::from(u8::from(equal(y, p)))
    }
}

/// [`Accuracy`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::accuracy(&array![1_u8, 7], &array![1_i64, 263])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn accuracy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Accuracy.evaluate(y_true, y_pred)
}

/// The share of elements on the right side of a threshold.
///
/// 1 if (p > threshold) = y, else 0, averaged over all elements ([Keras][k]). The threshold is
/// rounded to the prediction's type first, as in Keras; a score equal to it is negative.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels exactly 0 or 1 (or `bool`),
///   scores any finite numbers, so logits with `threshold: 0.0`. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are not finite, a threshold
///   that is not finite, bad weights.
///
/// Differs from Keras, where a label other than 0 and 1 never matches, a NaN score is negative, and
/// the threshold is rounded to `f32` even for `f64` scores.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 0], array![0.2, 0.8, 0.4, 0.6]);
/// assert_eq!(BinaryAccuracy::default().evaluate(&y_true, &y_pred)?, 0.5);
/// assert_eq!(BinaryAccuracy { threshold: 0.7 }.evaluate(&y_true, &y_pred)?, 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/accuracy_metrics/#binaryaccuracy-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryAccuracy {
    /// Scores above the threshold are positive. 0.5 by default.
    pub threshold: f64,
}

impl Default for BinaryAccuracy {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl MeanMeasure for BinaryAccuracy {
    type Unit = PerElement;

    fn truth(&self) -> Domain {
        Domain::Binary
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if self.threshold.is_finite() {
            return Ok(());
        }
        Err(Error::number("threshold", self.threshold, "a finite number"))
    }
}

impl Elementwise for BinaryAccuracy {
    const COUNTS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let above = above::<P>(self.threshold);
        #[inline(always)]
        move |y, p| f64::from(u8::from(above(p) == (y.to_f64() == 1.0)))
    }
}

/// [`BinaryAccuracy`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let accuracy = metrics::binary_accuracy(&array![true, false], &array![0.9_f32, 0.6])?;
/// assert_eq!(accuracy, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_accuracy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryAccuracy::default().evaluate(y_true, y_pred)
}

/// The share of rows whose largest score is in the right class, for one-hot truth.
///
/// 1 if argmax y = argmax p, else 0, averaged over all rows ([Keras][k]). Among equal scores the
/// lowest class wins.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`; one-hot or soft labels in
///   [0, 1], scores any finite numbers or −∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, labels outside [0, 1], scores that are NaN or +∞,
///   bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[0, 0, 1], [0, 1, 0]];
/// let y_pred = array![[0.1, 0.9, 0.8], [0.05, 0.95, 0.0]];
/// assert_eq!(CategoricalAccuracy.evaluate(&y_true, &y_pred)?, 0.5);
/// assert_eq!(CategoricalAccuracy.per_sample(&y_true, &y_pred)?, array![0.0, 1.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/accuracy_metrics/#categoricalaccuracy-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CategoricalAccuracy;

impl MeanMeasure for CategoricalAccuracy {
    type Unit = PerRow;

    fn truth(&self) -> Domain {
        Domain::SoftLabel
    }

    fn prediction(&self) -> Domain {
        Domain::Logit
    }
}

impl Rowwise for CategoricalAccuracy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        #[inline(always)]
        |y, p| one_row(|term| write_hits_of_rows(y, p, 1, term))
    }

    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_hits_of_rows(y, p, 1, terms);
    }
}

/// [`CategoricalAccuracy`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[0, 1], [1, 0]], array![[0.3, 0.7], [0.4, 0.6]]);
/// assert_eq!(metrics::categorical_accuracy(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn categorical_accuracy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CategoricalAccuracy.evaluate(y_true, y_pred)
}

/// The share of rows whose largest score is in the right class, for class labels.
///
/// 1 if y = argmax p, else 0, averaged over all rows ([Keras][k]). Among equal scores the lowest
/// class wins.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type, scores any finite numbers or −∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, scores that are NaN or +∞,
///   bad weights.
///
/// Differs from Keras, where a label out of range counts as wrong, and labels are rounded to the
/// prediction's type.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![2, 1], array![[0.1, 0.6, 0.3], [0.05, 0.95, 0.0]]);
/// assert_eq!(SparseCategoricalAccuracy.evaluate(&y_true, &y_pred)?, 0.5);
/// let weights = array![0.75, 0.25];
/// assert_eq!(SparseCategoricalAccuracy.evaluate_weighted(&y_true, &y_pred, &weights)?, 0.25);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/accuracy_metrics/#sparsecategoricalaccuracy-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SparseCategoricalAccuracy;

impl MeanMeasure for SparseCategoricalAccuracy {
    type Unit = PerLabel;

    fn prediction(&self) -> Domain {
        Domain::Logit
    }
}

impl Labelled for SparseCategoricalAccuracy {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        #[inline(always)]
        |class, p| one_row(|term| write_hits(&[class], p, 1, term))
    }

    #[inline(always)]
    fn write_terms<P: Element>(&self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        write_hits(classes, p, 1, terms);
    }
}

/// [`SparseCategoricalAccuracy`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![1_u8, 0], array![[0.3, 0.7], [0.4, 0.6]]);
/// assert_eq!(metrics::sparse_categorical_accuracy(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sparse_categorical_accuracy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SparseCategoricalAccuracy.evaluate(y_true, y_pred)
}
