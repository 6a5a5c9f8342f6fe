//! Shares of right labels and binary decisions.

use ndarray::{ArrayRef, Dimension};

use crate::domain::{Domain, is_finite_number, is_small_whole, is_whole_number};
use crate::element::{Element, above, equal};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::count;
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::scale::Scale;

/// The share of predictions that equal the truth.
///
/// 1 if y = p as numbers, else 0, averaged over all elements ([Keras][k]).
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers, such as predicted
///   labels. Where the truth is a whole number, so is the prediction. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, a fraction predicted for a whole
///   number (a score, which [`BinaryAccuracy`] or [`SparseCategoricalAccuracy`][s] takes), bad
///   weights.
///
/// Differs from Keras, where the truth is converted to the prediction's type: 1.9 equals 1 there;
/// and where the accuracy of labels against probabilities is 0.
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
/// [s]: crate::metrics::SparseCategoricalAccuracy
/// [k]: https://keras.io/api/metrics/accuracy_metrics/#accuracy-class
#[doc(alias = "accuracy_score")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Accuracy;

impl MeanMeasure for Accuracy {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }
}

impl Elementwise for Accuracy {
    const COUNTS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| {
            let [is_one, fits] = same_label(y, p);
            if fits { f64::from(u8::from(is_one)) } else { f64::NAN }
        }
    }

    #[inline(always)]
    fn outcome<T: Element, P: Element>(&self) -> impl Fn(T, P) -> [bool; 2] {
        same_label
    }

    /// Whole numbers, which are nearly all labels, are told in a third of the steps.
    #[inline(always)]
    fn count_ordinary<T: Element, P: Element>(&self, y: &[T], p: &[P]) -> Option<u64> {
        count::ones(
            y,
            p,
            #[inline(always)]
            |y, p| [equal(y, p), is_finite_number(y) & is_small_whole(p)],
            #[inline(always)]
            |_, _| true,
        )
    }

    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, p: P) -> Error {
        Error::Value { argument: "y_pred", index, found: p.to_f64(), expected: Domain::Label }
    }
}

/// Whether both numbers are the same label, and whether they may be compared: a prediction that is no label is
/// refused beside one.
#[inline(always)]
fn same_label<T: Element, P: Element>(y: T, p: P) -> [bool; 2] {
    [equal(y, p), is_whole_number(p) | !is_whole_number(y)]
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
#[doc(alias = "binary_acc")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryAccuracy {
    /// Scores above the threshold are positive. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
}

impl Default for BinaryAccuracy {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl MeanMeasure for BinaryAccuracy {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

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
