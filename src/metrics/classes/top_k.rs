//! Accuracy among the k best classes.

use ndarray::{ArrayRef, Dimension};

use super::hits::{write_hits, write_hits_of_rows};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::rows::one_row;
use crate::mean::{Labelled, MeanMeasure, PerLabel, PerRow, Rowwise, write_class_terms};
use crate::scale::Scale;

fn check_k(k: usize) -> Result<(), Error> {
    if k > 0 {
        return Ok(());
    }
    Err(Error::parameter("k", k, "at least 1"))
}

/// The share of rows whose right class is among the k best, for one-hot truth.
///
/// 1 if fewer than k classes score higher than the class argmax y, or as high at a lower index;
/// averaged over all rows ([Keras][k]). With k of at least the number of classes it is 1.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`; one-hot or soft labels in
///   [0, 1], scores any finite numbers or −∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, labels outside [0, 1], scores that are NaN or +∞,
///   k = 0, bad weights.
///
/// Differs from Keras, where every class that ties with the k-th counts: constant scores are all
/// right there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[0, 0, 1], [0, 1, 0]];
/// let y_pred = array![[0.1, 0.9, 0.8], [0.05, 0.0, 0.95]];
/// let measure = TopKCategoricalAccuracy { k: 2 };
/// assert_eq!(measure.per_sample(&y_true, &y_pred)?, array![1.0, 0.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/accuracy_metrics/#topkcategoricalaccuracy-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct TopKCategoricalAccuracy {
    /// The number of best classes among which a hit counts, at least 1. 5 by default.
    pub k: usize,
}

impl Default for TopKCategoricalAccuracy {
    fn default() -> Self {
        Self { k: 5 }
    }
}

impl MeanMeasure for TopKCategoricalAccuracy {
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

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_k(self.k)
    }
}

impl Rowwise for TopKCategoricalAccuracy {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let k = self.k;
        #[inline(always)]
        move |y, p| one_row(|term| write_hits_of_rows(y, p, k, term))
    }

    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_hits_of_rows(y, p, self.k, terms);
    }
}

/// [`TopKCategoricalAccuracy`] of one batch, with k = 5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[0, 0, 0, 0, 0, 1]], array![[0.9, 0.8, 0.7, 0.6, 0.5, 0.4]]);
/// assert_eq!(metrics::top_k_categorical_accuracy(&y_true, &y_pred)?, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn top_k_categorical_accuracy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    TopKCategoricalAccuracy::default().evaluate(y_true, y_pred)
}

/// The share of rows whose right class is among the k best, for class labels.
///
/// 1 if fewer than k classes score higher than the label's class, or as high at a lower index;
/// averaged over all rows ([Keras][k]). From sorted ids: 1 if the label is one of a row's first k
/// numbers, which are then class ids, the best first.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes (any whole number of at least 0 from sorted ids); scores any finite numbers or −∞.
///   The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, scores that are NaN or +∞,
///   ids that are not whole numbers of at least 0, k = 0, bad weights.
///
/// Differs from Keras, where every class that ties with the k-th counts: constant scores are all
/// right there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![2, 1], array![[0.1, 0.9, 0.8], [0.05, 0.0, 0.95]]);
/// let measure = SparseTopKCategoricalAccuracy { k: 2, ..Default::default() };
/// assert_eq!(measure.per_sample(&y_true, &y_pred)?, array![1.0, 0.0]);
///
/// let sorted = SparseTopKCategoricalAccuracy { k: 2, from_sorted_ids: true };
/// assert_eq!(sorted.per_sample(&array![7, 1], &array![[9, 7, 3], [0, 2, 1]])?, array![1.0, 0.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/accuracy_metrics/#sparsetopkcategoricalaccuracy-class
#[doc(alias = "top_k")]
#[doc(alias = "top_k_accuracy")]
#[doc(alias = "top_k_accuracy_score")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SparseTopKCategoricalAccuracy {
    /// The number of best classes among which a hit counts, at least 1. 5 by default.
    pub k: usize,
    /// Whether predictions are class ids, the best first. `false` by default: scores.
    pub from_sorted_ids: bool,
}

impl Default for SparseTopKCategoricalAccuracy {
    fn default() -> Self {
        Self { k: 5, from_sorted_ids: false }
    }
}

impl MeanMeasure for SparseTopKCategoricalAccuracy {
    type Unit = PerLabel;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

    fn prediction(&self) -> Domain {
        if self.from_sorted_ids { Domain::Whole } else { Domain::Logit }
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_k(self.k)
    }
}

impl Labelled for SparseTopKCategoricalAccuracy {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        let Self { k, from_sorted_ids } = *self;
        #[inline(always)]
        move |class, p| {
            if !from_sorted_ids {
                return one_row(|term| write_hits(&[class], p, k, term));
            }
            let named = p.iter().take(k).any(|id| id.class(usize::MAX) == Some(class));
            f64::from(u8::from(named))
        }
    }

    #[inline(always)]
    fn write_terms<P: Element>(&self, classes: &[usize], p: &[P], terms: &mut [f64]) {
        if self.from_sorted_ids {
            write_class_terms(self.prediction(), classes, p, terms, self.formula());
        } else {
            write_hits(classes, p, self.k, terms);
        }
    }

    fn classes(&self, row: usize) -> usize {
        if self.from_sorted_ids { usize::MAX } else { row }
    }
}

/// [`SparseTopKCategoricalAccuracy`] of one batch, with k = 5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![5], array![[0.9, 0.8, 0.7, 0.6, 0.5, 0.4]]);
/// assert_eq!(metrics::sparse_top_k_categorical_accuracy(&y_true, &y_pred)?, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sparse_top_k_categorical_accuracy<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SparseTopKCategoricalAccuracy::default().evaluate(y_true, y_pred)
}
