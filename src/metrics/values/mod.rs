//! Values that are already computed, such as a loss per batch, and the mean of a closure.

mod batches;
mod extremes;
mod mean_of;
mod quantiles;
mod samples;

use ndarray::{Array, ArrayRef, Dimension};

use crate::batch::Block;
use crate::element::{Element, NoTruth};
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement, Terms};
use crate::measure::{Input, Measure, Observer, Slope};
use crate::output::Output;
use crate::state::{SampleParts, Summed, WeightedMean};
use crate::uncertainty::EachSample;

pub use extremes::*;
pub use mean_of::MeanOf;
pub use quantiles::*;
pub use samples::SampledValues;

/// An observer of one array of values: that of every [`ValueMeasure`].
pub trait ValueObserver: Observer {}

impl ValueObserver for Values {}

impl<O, P> ValueObserver for EachSample<O, P>
where
    O: ValueObserver<State: Summed>,
    P: SampleParts<Sums = O::State>,
{
}

/// Tuples of measures of values, all of which read the same array.
macro_rules! tuples {
    ($($members:tt;)+) => { $(tuples!(one $members);)+ };
    (one ($($member:ident),+)) => {
        impl<$($member: ValueObserver),+> ValueObserver for ($($member,)+) {}
    };
}

tuples! {
    (A);
    (A, B);
    (A, B, C);
    (A, B, C, D);
    (A, B, C, D, E);
    (A, B, C, D, E, F);
    (A, B, C, D, E, F, G);
    (A, B, C, D, E, F, G, H);
}

/// A measure of one array of values, without truth and prediction.
pub trait ValueMeasure: Measure<Observer: ValueObserver> {
    /// Returns the value of one array.
    ///
    /// # Errors
    ///
    /// As [`Evaluate::evaluate`].
    fn of<V: Element, D: Dimension>(
        &self,
        values: &ArrayRef<V, D>,
    ) -> Result<<Self::Output as Output>::Value, Error> {
        self.evaluate(&no_truth(values), values).map_err(of_values)
    }

    /// Returns the value of one array with weights or a mask, for its elements or for leading axes.
    ///
    /// # Errors
    ///
    /// As [`Evaluate::evaluate_weighted`].
    fn of_weighted<V: Element, D: Dimension, W: Element, F: Dimension>(
        &self,
        values: &ArrayRef<V, D>,
        weights: &ArrayRef<W, F>,
    ) -> Result<<Self::Output as Output>::Value, Error> {
        self.evaluate_weighted(&no_truth(values), values, weights).map_err(of_values)
    }
}

impl<M: Measure<Observer: ValueObserver>> ValueMeasure for M {}

/// Returns one placeholder of a truth for each value.
fn no_truth<V, D: Dimension>(values: &ArrayRef<V, D>) -> Array<NoTruth, D> {
    Array::from_elem(values.raw_dim(), NoTruth)
}

/// Renames the argument of a refusal to `values`.
fn of_values(error: Error) -> Error {
    match error {
        Error::NoBatchAxis { argument } if argument == "y_true" => {
            Error::NoBatchAxis { argument: "values".into() }
        }
        Error::NoClassAxis { found } => Error::SampleShape {
            argument: "values".into(),
            expected: vec![None],
            found,
            advice: "; the last axis has a number for each category".into(),
        },
        Error::Value { index, found, expected, .. } => {
            Error::Value { argument: "values", index, found, expected }
        }
        Error::Member { member, error } => {
            Error::Member { member, error: Box::new(of_values(*error)) }
        }
        other => other,
    }
}

/// The values themselves, as terms.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Itself;

impl MeanMeasure for Itself {
    type Unit = PerElement;
}

impl Elementwise for Itself {
    const PROPAGATES: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |_, value| value.to_f64()
    }
}

/// Fills the weighted mean of values: the observer of [`Mean`] and [`Sum`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Values;

impl Observer for Values {
    type State = WeightedMean;

    const INPUT: Input = Input::Values;

    fn empty(&self) -> WeightedMean {
        WeightedMean::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut WeightedMean,
    ) -> Result<(), Error> {
        Terms(Itself).observe(block, state)?;
        // A term is an `f64`: what a 64-bit integer is above it is added as well.
        block.each_rest(|weight, rest| state.add_to_total(weight, rest))
    }
}

impl Measure for Mean {
    type Observer = Values;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Values {
        Values
    }

    fn read(&self, values: &WeightedMean) -> Result<f64, Undefined> {
        values.mean()
    }
}

impl Measure for Sum {
    type Observer = Values;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Values {
        Values
    }

    fn scales_with_weights(&self) -> bool {
        true
    }

    fn read(&self, values: &WeightedMean) -> Result<f64, Undefined> {
        values.sum()
    }

    /// The sum is so many times the mean as there is weight.
    fn slope(&self, values: &WeightedMean) -> Option<Slope> {
        Some(Slope::Linear(values.weight().value().ok()?))
    }
}

/// The mean of values.
///
/// Σw·v/Σw over all values ([Keras][k]), within 0.51 ulp of the quotient of the exact sums.
///
/// - **Shapes:** `[batch, ..]`, any finite numbers.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for values, or for leading axes.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** a scalar, numbers that are not finite, bad weights.
///
/// Differs from Keras, where a row weighs 1 whatever its length, and weights may be negative.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// assert_eq!(Mean.of_weighted(&array![1.0, 3.0, 5.0], &array![1.0, 1.0, 0.0])?, 2.0);
/// let mut losses = Mean.streaming();
/// losses.add(&array![0.5])?;
/// losses.add(&array![0.25, 0.75])?;
/// assert_eq!(losses.result()?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/reduction_metrics/#mean-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Mean;

/// The sum of values.
///
/// Σw·v over all values ([Keras][k]), rounded once: another reading of the state of [`Mean`].
///
/// - **Shapes:** `[batch, ..]`, any finite numbers.
/// - **Undefined:** without a weight above zero; beyond the range of `f64`.
/// - **Weights:** for values, or for leading axes.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** a scalar, numbers that are not finite, bad weights.
///
/// Differs from Keras, where the sum of nothing is 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// assert_eq!(Sum.of(&array![1e16, 1.0, -1e16])?, 1.0);
/// assert_eq!(Sum.of_weighted(&array![[1, 3], [5, 7]], &array![1.0, 0.5])?, 10.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/reduction_metrics/#sum-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Sum;

/// [`Mean`] of one array.
///
/// # Errors
///
/// As [`ValueMeasure::of`].
///
/// ```
/// assert_eq!(ndarray_metrics::metrics::mean(&ndarray::array![1, 3, 5, 7])?, 4.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean<V: Element, D: Dimension>(values: &ArrayRef<V, D>) -> Result<f64, Error> {
    Mean.of(values)
}

/// [`Sum`] of one array.
///
/// # Errors
///
/// As [`ValueMeasure::of`].
///
/// ```
/// assert_eq!(ndarray_metrics::metrics::sum(&ndarray::array![1, 3, 5, 7])?, 16.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn sum<V: Element, D: Dimension>(values: &ArrayRef<V, D>) -> Result<f64, Error> {
    Sum.of(values)
}
