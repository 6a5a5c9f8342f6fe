//! Margins of decisions.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::rows;
use crate::mean::{Elementwise, MeanMeasure, PerElement, PerRow, Rowwise};
use crate::scale::Scale;

/// Returns max(1 − y·p, 0), where the labels 0 and −1 count as −1.
#[inline(always)]
fn shortfall<T: Element>(y: T, p: f64) -> f64 {
    let margin = if y.to_f64() > 0.0 { p } else { -p };
    if margin < 1.0 { 1.0 - margin } else { 0.0 }
}

/// The mean shortfall of margins below 1.
///
/// max(1 − y·p, 0) with y = ±1, averaged over all elements ([Keras][k]). A term is within half an
/// ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels 1 for positive, 0 or −1 for
///   negative; scores any finite numbers.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than −1, 0 and 1, scores that are not finite, bad
///   weights.
///
/// Differs from Keras, which reads a 0 as negative only if its batch holds nothing but 0 and 1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, -1], array![0.5, 0.5, -2.0]);
/// assert_eq!(Hinge.per_sample(&y_true, &y_pred)?, array![1.5, 0.5, 0.0]);
/// assert_eq!(Hinge.evaluate(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/hinge_metrics/#hinge-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Hinge;

impl MeanMeasure for Hinge {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }

    fn truth(&self) -> Domain {
        Domain::Margin
    }
}

impl Elementwise for Hinge {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| shortfall(y, p.to_f64())
    }
}

/// [`Hinge`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::hinge(&array![true, false], &array![2.0, -0.5])?, 0.25);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn hinge<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Hinge.evaluate(y_true, y_pred)
}

/// The mean squared shortfall of margins below 1.
///
/// max(1 − y·p, 0)² with y = ±1, averaged over all elements ([Keras][k]). A term is within 2 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; labels 1 for positive, 0 or −1 for
///   negative; scores any finite numbers.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than −1, 0 and 1, scores that are not finite, bad
///   weights.
///
/// Differs from Keras, which reads a 0 as negative only if its batch holds nothing but 0 and 1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1], array![0.5, 0.5]);
/// assert_eq!(SquaredHinge.per_sample(&y_true, &y_pred)?, array![2.25, 0.25]);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/hinge_metrics/#squaredhinge-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SquaredHinge;

impl MeanMeasure for SquaredHinge {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }

    fn truth(&self) -> Domain {
        Domain::Margin
    }
}

impl Elementwise for SquaredHinge {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| {
            let shortfall = shortfall(y, p.to_f64());
            shortfall * shortfall
        }
    }
}

/// [`SquaredHinge`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::squared_hinge(&array![1, -1], &array![2.0, 0.0])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn squared_hinge<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    SquaredHinge.evaluate(y_true, y_pred)
}

/// The mean shortfall of the right classes' scores over the best wrong one.
///
/// max(0, 1 + max (1 − y)·p − Σ y·p) over the classes of a row, averaged over all rows
/// ([Keras][k]); the maximum includes the 0 of a right class. A row's term is within 2^-50 of
/// 1 + Σ|p| for up to a hundred classes.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`; labels exactly 0 or 1; scores
///   any finite numbers.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, labels other than 0 and 1, scores that are not
///   finite, bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0, 1, 0], [1, 0, 0]], array![[0.5, 2.0, 0.25], [0.5, 1.0, 0.0]]);
/// assert_eq!(CategoricalHinge.per_sample(&y_true, &y_pred)?, array![0.0, 1.5]);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/hinge_metrics/#categoricalhinge-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CategoricalHinge;

impl MeanMeasure for CategoricalHinge {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }

    fn truth(&self) -> Domain {
        Domain::Binary
    }
}

impl Rowwise for CategoricalHinge {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        #[inline(always)]
        |y, p| {
            let [right, best] = rows::sum_and_largest(
                y,
                p,
                #[inline(always)]
                |y, p| [y.to_f64() * p.to_f64(), (1.0 - y.to_f64()) * p.to_f64()],
            );
            (1.0 + (best - right)).max(0.0)
        }
    }
}

/// [`CategoricalHinge`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let hinge = metrics::categorical_hinge(&array![[0, 1]], &array![[0.5, 1.0]])?;
/// assert_eq!(hinge, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn categorical_hinge<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CategoricalHinge.evaluate(y_true, y_pred)
}
