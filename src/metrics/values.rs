//! Values that are already computed, such as a loss per batch.

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::measure::{Measure, Observation, Observe, Output, observe};
use crate::metric::Streaming;
use crate::shape::Unit;
use crate::state::Average;
use crate::values::Values;

/// A measure of one array of values, without truth and prediction.
pub trait ValueMeasure: Observe<f64, f64> {
    /// What the values give.
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate`].
    fn of<V: Element, D: Dimension>(
        &self,
        values: &ArrayRef<V, D>,
    ) -> Result<<Self::Output as Output>::Value, Error>
    where
        Self: Observe<V, V>,
    {
        let state = observe(self, &Batch::new(values, values, None)).map_err(of_values)?;
        self.value(&state).into_result()
    }

    /// What the values give with weights or a mask, for values or for leading axes.
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate_weighted`].
    fn of_weighted<V: Element, D: Dimension, W: Element, F: Dimension>(
        &self,
        values: &ArrayRef<V, D>,
        weights: &ArrayRef<W, F>,
    ) -> Result<<Self::Output as Output>::Value, Error>
    where
        Self: Observe<V, V>,
    {
        let weights = Values::new(weights);
        let state =
            observe(self, &Batch::new(values, values, Some(&weights))).map_err(of_values)?;
        self.value(&state).into_result()
    }
}

impl<M: ValueMeasure> Streaming<M> {
    /// Adds values.
    ///
    /// # Errors
    ///
    /// As [`Metric::update`](crate::Metric::update).
    pub fn add<V: Element, D: Dimension>(&mut self, values: &ArrayRef<V, D>) -> Result<(), Error>
    where
        M: Observe<V, V>,
    {
        self.add_batch(&Batch::new(values, values, None)).map_err(of_values)
    }

    /// Adds values with weights or a mask.
    ///
    /// # Errors
    ///
    /// As [`Metric::update_weighted`](crate::Metric::update_weighted).
    pub fn add_weighted<V: Element, D: Dimension, W: Element, F: Dimension>(
        &mut self,
        values: &ArrayRef<V, D>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error>
    where
        M: Observe<V, V>,
    {
        self.add_batch(&Batch::new(values, values, Some(&Values::new(weights)))).map_err(of_values)
    }
}

/// The refusal with the name of the one argument, which is passed for truth and prediction.
fn of_values(error: Error) -> Error {
    match error {
        Error::NoBatchAxis { argument } if argument == "y_true" => {
            Error::NoBatchAxis { argument: "values".into() }
        }
        Error::Value { index, found, expected, .. } => {
            Error::Value { argument: "values", index, found, expected }
        }
        other => other,
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

impl MeanMeasure for Mean {
    type Unit = PerElement;

    fn observation(&self) -> Option<Observation> {
        Some(Observation::new::<Self>([0; 3]))
    }
}

impl Elementwise for Mean {
    const PROPAGATES: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        // What is given as truth counts nothing, but is refused like any other if it is not finite:
        // y − y is then NaN, and else 0.
        #[inline(always)]
        |y, value| value.to_f64() + (y.to_f64() - y.to_f64())
    }
}

impl ValueMeasure for Mean {}

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

impl Measure for Sum {
    type State = Average;
    type Output = Result<f64, Undefined>;

    const SCALES_WITH_WEIGHTS: bool = true;

    fn init(&self) -> Average {
        Mean.init()
    }

    fn observation(&self) -> Option<Observation> {
        Measure::observation(&Mean)
    }

    fn value(&self, state: &Average) -> Result<f64, Undefined> {
        if state.weight().is_zero() {
            return Err(Undefined::NoSamples);
        }
        state.total().value()
    }
}

impl<T: Element, P: Element> Observe<T, P> for Sum {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        Mean.check(batch)
    }

    fn unit(&self) -> Unit {
        Unit::Element
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut Average) -> Result<(), Error> {
        Mean.observe(block, state)
    }
}

impl ValueMeasure for Sum {}

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
