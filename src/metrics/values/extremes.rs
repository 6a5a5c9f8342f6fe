//! The least and the largest of values, in constant memory.

use ndarray::{ArrayRef, Dimension};

use super::{Itself, ValueMeasure, ValueObserver};
use crate::batch::Block;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::mean::each_number;
use crate::measure::{Input, Measure, Observer};
use crate::scale::{Scale, Unit};
use crate::state::Extremes;

/// Fills the [`Extremes`] of one array: the observer of [`Minimum`] and [`Maximum`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExtremeValues;

impl ValueObserver for ExtremeValues {}

impl Observer for ExtremeValues {
    type State = Extremes;

    const INPUT: Input = Input::Values;

    fn empty(&self) -> Extremes {
        Extremes::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Extremes,
    ) -> Result<(), Error> {
        each_number(&Itself, block, &mut |weights, values| match weights {
            Some(weights) => state.extend_weighted(values, weights),
            None => state.extend(values),
        })
    }
}

/// The least of values.
///
/// min v over all values of a weight above 0 ([`NumPy`][n]); −0.0 counts as 0.0.
///
/// - **Shapes:** `[batch, ..]`, any finite numbers; an integer that no `f64` holds is rounded to one.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for values, or for leading axes; only whether a weight is above 0 matters.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** a scalar, numbers that are not finite, bad weights.
///
/// It is torchmetrics' `MinMetric`, which skips NaN with a warning. Keras and scikit-learn have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut losses = Minimum.streaming();
/// losses.add(&array![0.5, 0.25])?;
/// losses.push(0.75)?;
/// assert_eq!(losses.result()?, 0.25);
/// # Ok::<(), Error>(())
/// ```
///
/// [n]: https://numpy.org/doc/stable/reference/generated/numpy.min.html
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Minimum;

impl Measure for Minimum {
    type Observer = ExtremeValues;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::ANY.in_unit(Unit::Data)
    }

    fn observer(&self) -> ExtremeValues {
        ExtremeValues
    }

    fn read(&self, values: &Extremes) -> Result<f64, Undefined> {
        values.minimum()
    }
}

/// [`Minimum`] of one array.
///
/// # Errors
///
/// As [`ValueMeasure::of`].
///
/// ```
/// assert_eq!(ndarray_metrics::metrics::minimum(&ndarray::array![7, 1, 3])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn minimum<V: Element, D: Dimension>(values: &ArrayRef<V, D>) -> Result<f64, Error> {
    Minimum.of(values)
}

/// The largest of values.
///
/// max v over all values of a weight above 0 ([`NumPy`][n]); −0.0 counts as 0.0.
///
/// - **Shapes:** `[batch, ..]`, any finite numbers; an integer that no `f64` holds is rounded to one.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for values, or for leading axes; only whether a weight is above 0 matters.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** a scalar, numbers that are not finite, bad weights.
///
/// It is torchmetrics' `MaxMetric`, which skips NaN with a warning. Keras and scikit-learn have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut losses = Maximum.streaming();
/// losses.add(&array![0.5, 0.25])?;
/// losses.push(0.75)?;
/// assert_eq!(losses.result()?, 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [n]: https://numpy.org/doc/stable/reference/generated/numpy.max.html
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Maximum;

impl Measure for Maximum {
    type Observer = ExtremeValues;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::ANY.in_unit(Unit::Data)
    }

    fn observer(&self) -> ExtremeValues {
        ExtremeValues
    }

    fn read(&self, values: &Extremes) -> Result<f64, Undefined> {
        values.maximum()
    }
}

/// [`Maximum`] of one array.
///
/// # Errors
///
/// As [`ValueMeasure::of`].
///
/// ```
/// assert_eq!(ndarray_metrics::metrics::maximum(&ndarray::array![7, 1, 3])?, 7.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn maximum<V: Element, D: Dimension>(values: &ArrayRef<V, D>) -> Result<f64, Error> {
    Maximum.of(values)
}
