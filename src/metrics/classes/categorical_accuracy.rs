//! Shares of rows whose largest score is in the right class.

use ndarray::{ArrayRef, Dimension};

use super::hits::{write_hits, write_hits_of_rows};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::rows::one_row;
use crate::mean::{Labelled, MeanMeasure, PerLabel, PerRow, Rowwise};
use crate::scale::Scale;

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

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

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
#[doc(alias = "multiclass_accuracy")]
#[doc(alias = "top_1")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SparseCategoricalAccuracy;

impl MeanMeasure for SparseCategoricalAccuracy {
    type Unit = PerLabel;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

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
