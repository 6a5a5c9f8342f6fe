//! The Brier score of several classes.

use ndarray::{ArrayRef, Dimension};

use super::crossentropy::prediction;
use super::distribution::Distribution;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::math::clamp;
use crate::kernel::rows::{one_row, single, sum_of};
use crate::mean::{Labelled, MeanMeasure, PerLabel, PerRow, Rowwise};
use crate::scale::{Direction, Scale};

/// [0, 2], or [0, 1] of half the score.
fn scale(scale_by_half: bool) -> Scale {
    let most = if scale_by_half { 1.0 } else { 2.0 };
    Scale::new(0.0, most, Direction::Lower)
}

#[inline(always)]
fn factor(scale_by_half: bool) -> f64 {
    if scale_by_half { 0.5 } else { 1.0 }
}

/// The squared distance of a row's probabilities from the class that occurred: (1 − p)² of that class
/// as the square of the other classes' sum, which does not cancel.
#[inline(always)]
fn distance<P: Element>(from_logits: bool, class: usize, row: &[P]) -> f64 {
    let distribution = Distribution::of(row, from_logits);
    let missed = distribution.sum_without(
        class,
        row,
        #[inline(always)]
        |p| p,
    );
    let squares = distribution.sum_without(
        class,
        row,
        #[inline(always)]
        |p| p * p,
    );
    // Rounding alone takes a distance out of its range.
    clamp(missed * missed + squares, 0.0, 2.0)
}

/// The squared distance of a row's probabilities from a soft label.
#[inline(always)]
fn soft_distance<T: Element, P: Element>(from_logits: bool, y: &[T], row: &[P]) -> f64 {
    let distribution = Distribution::of(row, from_logits);
    sum_of(
        y,
        #[inline(always)]
        |class, y| {
            let error = distribution.probability(row[class]) - y.to_f64();
            error * error
        },
    )
}

/// The squared distance of predicted from true distributions over classes, for one-hot or soft truth.
///
/// Σ(p − y)² over the classes of a row, averaged over all rows ([Brier 1950][b]). Probabilities are
/// divided by their row's sum; from logits they are the softmax. A row's term is within 2^-46 for up
/// to a hundred classes.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`; labels in [0, 1];
///   probabilities in [0, 1], rounding errors beyond it counting as 0 or 1, or logits, finite or −∞.
///   The value of one-hot truth is in [0, 2], or in [0, 1] if scaled by half; a soft label that does
///   not sum to 1 may lie farther.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, labels or probabilities outside [0, 1], NaN, a row
///   that sums to zero, bad weights.
///
/// Keras has no such metric. scikit-learn's `brier_score_loss` halves the score of two classes unless
/// `scale_by_half` says otherwise.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 0], [0, 1, 0]], array![[0.5, 0.25, 0.25], [0.0, 1.0, 0.0]]);
/// let score = CategoricalBrierScore::default();
/// assert_eq!(score.per_sample(&y_true, &y_pred)?, array![0.375, 0.0]); // 1/4 + 1/16 + 1/16
/// # Ok::<(), Error>(())
/// ```
///
/// [b]: https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct CategoricalBrierScore {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// Whether the score is halved, so that the score of two classes is the
    /// [`BrierScore`](crate::metrics::BrierScore) of one of them. `false` by default.
    pub scale_by_half: bool,
}

impl MeanMeasure for CategoricalBrierScore {
    type Unit = PerRow;

    /// Soft labels need not sum to 1.
    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }

    fn truth(&self) -> Domain {
        Domain::SoftLabel
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }
}

impl Rowwise for CategoricalBrierScore {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let (from_logits, factor) = (self.from_logits, factor(self.scale_by_half));
        #[inline(always)]
        move |y, p| {
            let class = one_row(|class| single(y, class)).filter(|&class| y[class].to_f64() == 1.0);
            factor
                * match class {
                    Some(class) => distance(from_logits, class, p),
                    None => soft_distance(from_logits, y, p),
                }
        }
    }
}

/// [`CategoricalBrierScore`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::categorical_brier_score(&array![[0, 1]], &array![[0.5, 0.5]])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn categorical_brier_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CategoricalBrierScore::default().evaluate(y_true, y_pred)
}

/// The squared distance of predicted distributions over classes from the classes that occurred, for
/// class labels.
///
/// (1 − p)² of the label's class plus Σp² over the other classes, averaged over all rows
/// ([Brier 1950][b]). Probabilities are divided by their row's sum; from logits they are the softmax.
/// A term is within 2^-46 for up to a hundred classes, and small ones do not cancel.
///
/// - **Shapes:** labels `[batch, ..]`, prediction `[batch, .., classes]`; labels whole numbers in
///   0..classes of any type; probabilities in [0, 1], rounding errors beyond it counting as 0 or 1,
///   or logits, finite or −∞. The value is in [0, 2], or in [0, 1] if scaled by half.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, no class axis, labels that name no class, probabilities outside
///   [0, 1], NaN, a row that sums to zero, bad weights.
///
/// Keras has no such metric. scikit-learn's `brier_score_loss` halves the score of two classes unless
/// `scale_by_half` says otherwise. The score of the classes' shares, predicted for every row, is
/// 1 − Σ share².
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 2];
/// let y_pred = array![[0.7, 0.2, 0.1], [0.1, 0.3, 0.6]];
/// let score = SparseCategoricalBrierScore::default().evaluate(&y_true, &y_pred)?;
/// assert!((score - 0.2).abs() < 1e-15); // (0.14 + 0.26)/2
/// # Ok::<(), Error>(())
/// ```
///
/// [b]: https://doi.org/10.1175/1520-0493(1950)078%3C0001:VOFEIT%3E2.0.CO;2
#[doc(alias = "multiclass_brier_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct SparseCategoricalBrierScore {
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
    /// Whether the score is halved, so that the score of two classes is the
    /// [`BrierScore`](crate::metrics::BrierScore) of one of them. `false` by default.
    pub scale_by_half: bool,
}

impl MeanMeasure for SparseCategoricalBrierScore {
    type Unit = PerLabel;

    fn value_scale(&self) -> Scale {
        scale(self.scale_by_half)
    }

    fn prediction(&self) -> Domain {
        prediction(self.from_logits)
    }
}

impl Labelled for SparseCategoricalBrierScore {
    #[inline(always)]
    fn formula<P: Element>(&self) -> impl Fn(usize, &[P]) -> f64 {
        let (from_logits, factor) = (self.from_logits, factor(self.scale_by_half));
        #[inline(always)]
        move |class, p| factor * distance(from_logits, class, p)
    }
}

/// [`SparseCategoricalBrierScore`] of one batch of probabilities.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::sparse_categorical_brier_score(&array![1], &array![[0.5, 0.5]])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sparse_categorical_brier_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SparseCategoricalBrierScore::default().evaluate(y_true, y_pred)
}
