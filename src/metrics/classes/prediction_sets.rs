//! Sets of classes, as conformal prediction gives them.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{Labelled, MeanMeasure, PerLabel};
use crate::scale::{Direction, Scale};

/// Whether a class is in a set.
#[inline(always)]
pub(super) fn is_member<P: Element>(entry: P) -> bool {
    entry != P::ZERO
}

/// Counts the classes in a set.
#[inline(always)]
pub(super) fn size<P: Element>(set: &[P]) -> usize {
    set.iter().fold(0, |size, &entry| size + usize::from(is_member(entry)))
}

/// The share of sets that hold the label.
///
/// 1 if the label's class is in the set of its row, else 0, averaged over all rows
/// ([Angelopoulos and Bates 2021][a]): the empirical coverage, to be compared with the level that the
/// sets were made for. A set of all classes always covers; see [`PredictionSetSize`].
///
/// - **Shapes:** labels `[batch, ..]`, sets `[batch, .., classes]`; labels whole numbers in 0..classes
///   of any type; sets of `bool`, or of 0 and 1: whether each class is in the set. The value is in
///   [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, sets of other numbers than 0
///   and 1, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. MAPIE's is
/// `classification_coverage_score`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 1, 2];
/// let sets = array![[true, false, false], [true, true, false], [true, false, false]];
/// assert_eq!(PredictionSetCoverage.evaluate(&y_true, &sets)?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [a]: https://arxiv.org/abs/2107.07511
#[doc(alias = "marginal_coverage")]
#[doc(alias = "classification_coverage_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PredictionSetCoverage;

impl MeanMeasure for PredictionSetCoverage {
    type Unit = PerLabel;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

    fn prediction(&self) -> Domain {
        Domain::Member
    }
}

impl Labelled for PredictionSetCoverage {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        #[inline(always)]
        |class, set| f64::from(u8::from(is_member(set[class])))
    }
}

/// [`PredictionSetCoverage`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let sets = array![[1, 0, 0], [1, 1, 0], [1, 0, 0]];
/// assert_eq!(metrics::prediction_set_coverage(&array![0, 1, 2], &sets)?, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn prediction_set_coverage<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    PredictionSetCoverage.evaluate(y_true, y_pred)
}

/// The mean number of classes in a set.
///
/// The size of each row's set, averaged over all rows ([Angelopoulos and Bates 2021][a]). Of sets of
/// equal coverage the smaller ones say more. The labels have no part in it.
///
/// - **Shapes:** labels `[batch, ..]`, sets `[batch, .., classes]`; labels whole numbers in 0..classes
///   of any type; sets of `bool`, or of 0 and 1: whether each class is in the set. The value is in
///   [0, classes].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, sets of other numbers than 0
///   and 1, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. MAPIE's is
/// `classification_mean_width_score`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 1, 2];
/// let sets = array![[true, false, false], [true, true, false], [true, false, false]];
/// assert_eq!(PredictionSetSize.evaluate(&y_true, &sets)?, 4.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [a]: https://arxiv.org/abs/2107.07511
#[doc(alias = "mean_set_size")]
#[doc(alias = "classification_mean_width_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PredictionSetSize;

impl MeanMeasure for PredictionSetSize {
    type Unit = PerLabel;

    /// Smaller sets are better only where they cover as much.
    fn value_scale(&self) -> Scale {
        Scale::new(0.0, f64::INFINITY, Direction::Neither)
    }

    fn prediction(&self) -> Domain {
        Domain::Member
    }
}

impl Labelled for PredictionSetSize {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        #[inline(always)]
        |_, set| size(set) as f64
    }
}

/// [`PredictionSetSize`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let sets = array![[1, 0, 0], [1, 1, 0], [1, 0, 0]];
/// assert_eq!(metrics::prediction_set_size(&array![0, 1, 2], &sets)?, 4.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn prediction_set_size<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    PredictionSetSize.evaluate(y_true, y_pred)
}

/// The share of sets without a class.
///
/// 1 for an empty set, else 0, averaged over all rows ([Angelopoulos and Bates 2021][a]). An empty set
/// never covers: where there are many, the level was too low or the sample is unlike the others. The
/// labels have no part in it.
///
/// - **Shapes:** labels `[batch, ..]`, sets `[batch, .., classes]`; labels whole numbers in 0..classes
///   of any type; sets of `bool`, or of 0 and 1: whether each class is in the set. The value is in
///   [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, sets of other numbers than 0
///   and 1, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, sets) = (array![0, 1], array![[true, false], [false, false]]);
/// assert_eq!(EmptyPredictionSets.evaluate(&y_true, &sets)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [a]: https://arxiv.org/abs/2107.07511
#[doc(alias = "empty_set_rate")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct EmptyPredictionSets;

impl MeanMeasure for EmptyPredictionSets {
    type Unit = PerLabel;

    /// An empty set may say that the sample is unlike all others.
    fn value_scale(&self) -> Scale {
        Scale::new(0.0, 1.0, Direction::Neither)
    }

    fn prediction(&self) -> Domain {
        Domain::Member
    }
}

impl Labelled for EmptyPredictionSets {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        #[inline(always)]
        |_, set| f64::from(u8::from(size(set) == 0))
    }
}

/// [`EmptyPredictionSets`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::empty_prediction_sets(&array![0, 1], &array![[1, 0], [0, 0]])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn empty_prediction_sets<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    EmptyPredictionSets.evaluate(y_true, y_pred)
}
