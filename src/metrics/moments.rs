//! The moments that R² and the correlations are read from, and how they are observed.

mod observe;

use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observation, Observe, Output};
use crate::shape::{SampleShape, Unit};
use crate::state::{JointSums, Moments, room_for};
use observe::observe_columns;

/// The joint moments of truth and prediction over all elements.
///
/// Means, variances and the covariance, each as its exact sums: the state that
/// [`PearsonCorrelation`](super::PearsonCorrelation) and
/// [`ConcordanceCorrelation`](super::ConcordanceCorrelation) read, as a value of its own.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is a
///   [`Moments`] of one column.
/// - **Undefined:** nothing; a reading may be.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let moments = ElementMoments.evaluate(&array![1.0, 3.0], &array![2.0, 6.0])?.pooled();
/// assert_eq!((moments.mean_pred(), moments.variance_pred()), (Ok(4.0), Ok(4.0)));
/// assert_eq!((moments.covariance(), moments.pearson_correlation()), (Ok(2.0), Ok(1.0)));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ElementMoments;

/// The joint moments of truth and prediction in each column.
///
/// The state that [`R2Score`](super::R2Score) reads, as a value of its own.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, columns]`, any finite numbers.
///   The value is a [`Moments`].
/// - **Undefined:** nothing; a reading may be.
/// - **Weights:** for samples or elements.
/// - **Cost:** one pass, memory for each column.
/// - **Errors:** unequal shapes, more than two axes, another number of columns than before, more
///   columns than memory has room for, numbers that are not finite, bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y = array![[1.0, 10.0], [3.0, 10.0]];
/// let moments = ColumnMoments.evaluate(&y, &y)?;
/// assert_eq!(moments.columns()[0].variance_true(), Ok(1.0));
/// assert_eq!(moments.columns()[1].variance_true(), Ok(0.0));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ColumnMoments;

impl Output for Moments {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    /// Means, variances and covariance, column by column.
    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        let numbers = |column: &JointSums| {
            [
                column.mean_true(),
                column.mean_pred(),
                column.variance_true(),
                column.variance_pred(),
                column.covariance(),
            ]
        };
        self.columns().iter().flat_map(numbers).collect()
    }
}

impl Measure for ElementMoments {
    type State = Moments;
    type Output = Moments;

    fn init(&self) -> Moments {
        Moments::default()
    }

    fn observation(&self) -> Option<Observation> {
        Some(Observation::new::<Self>([0; 3]))
    }

    fn value(&self, state: &Moments) -> Moments {
        state.clone()
    }
}

impl<T: Element, P: Element> Observe<T, P> for ElementMoments {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        batch.check(Unit::Element)
    }

    fn unit(&self) -> Unit {
        Unit::Element
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut Moments) -> Result<(), Error> {
        observe_columns(block, 1, state)
    }

    fn complete(&self, state: &mut Moments) {
        state.settle();
    }
}

impl Measure for ColumnMoments {
    type State = Moments;
    type Output = Moments;

    fn init(&self) -> Moments {
        Moments::default()
    }

    fn observation(&self) -> Option<Observation> {
        Some(Observation::new::<Self>([0; 3]))
    }

    fn value(&self, state: &Moments) -> Moments {
        state.clone()
    }
}

impl<T: Element, P: Element> Observe<T, P> for ColumnMoments {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        batch.check(Unit::Element)?;
        let shape = batch.shape();
        if shape.len() > 2 {
            return Err(too_many_axes(shape));
        }
        if batch.units(Unit::Element) > 0 {
            room_for(columns_of(&shape[1..]))?;
        }
        Ok(())
    }

    /// Whole rows, so that each is counted once.
    fn unit(&self) -> Unit {
        Unit::Sample
    }

    fn observe(&self, block: &Block<'_, T, P>, state: &mut Moments) -> Result<(), Error> {
        observe_columns(block, columns_of(block.sample_shape()), state)
    }

    fn complete(&self, state: &mut Moments) {
        state.settle();
    }
}

/// How many columns samples of a shape have.
fn columns_of(sample: &[usize]) -> usize {
    sample.first().copied().unwrap_or(1)
}

fn too_many_axes(shape: &[usize]) -> Error {
    Error::SampleShape {
        argument: "y_pred".into(),
        expected: SampleShape::new([None]),
        found: shape.into(),
        advice: "; use `to_shape` to make columns, or samples, of the other axes".into(),
    }
}
