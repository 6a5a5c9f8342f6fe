//! The observers of the moments that R² and the correlations read.

mod fill;
mod rows;
mod sampled;
mod strips;
mod wide;

use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observer};
use crate::state::{JointMoments, Moments, room_for};
use fill::add_columns;
#[cfg(feature = "collection")]
pub(crate) use sampled::of_moments;
pub use sampled::{ByPowers, MomentsAndPowers};

/// The joint moments of truth and prediction over all elements.
///
/// Means, variances and the covariance, as exact sums: the state that
/// [`PearsonCorrelation`](super::PearsonCorrelation) and
/// [`ConcordanceCorrelation`](super::ConcordanceCorrelation) read, as a value of its own.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is a
///   [`Moments`] of one column.
/// - **Undefined:** nothing; a number read off the moments may be.
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
/// - **Undefined:** nothing; a number read off the moments may be.
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

impl Observer for ElementMoments {
    type State = Moments;

    fn empty(&self) -> Moments {
        Moments::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Moments,
    ) -> Result<(), Error> {
        add_columns(block, 1, state)
    }

    fn finish(&self, state: &mut Moments) {
        state.finish();
    }
}

impl Measure for ElementMoments {
    type Observer = Self;
    type Output = Moments;

    fn observer(&self) -> Self {
        *self
    }

    fn read(&self, moments: &Moments) -> Moments {
        moments.clone()
    }
}

impl Observer for ColumnMoments {
    type State = Moments;

    fn empty(&self) -> Moments {
        Moments::default()
    }

    /// Whole rows, so that each is counted once.
    fn layout(&self) -> Layout {
        Layout::ELEMENTS.whole_samples()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        let shape = shapes.y_pred();
        if shape.len() > 2 {
            return Err(too_many_axes(shape));
        }
        if shape.iter().product::<usize>() > 0 {
            room_for::<JointMoments>(columns_of(&shape[1..]))?;
        }
        Ok(())
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Moments,
    ) -> Result<(), Error> {
        add_columns(block, columns_of(block.sample_shape()), state)
    }

    fn finish(&self, state: &mut Moments) {
        state.finish();
    }
}

impl Measure for ColumnMoments {
    type Observer = Self;
    type Output = Moments;

    fn observer(&self) -> Self {
        *self
    }

    fn read(&self, moments: &Moments) -> Moments {
        moments.clone()
    }
}

/// Returns the number of columns of a sample.
fn columns_of(sample: &[usize]) -> usize {
    sample.first().copied().unwrap_or(1)
}

fn too_many_axes(shape: &[usize]) -> Error {
    Error::SampleShape {
        argument: "y_pred".into(),
        expected: vec![None],
        found: shape.into(),
        advice: "; use `to_shape` on y_true and y_pred to turn the other axes into columns or \
                 samples"
            .into(),
    }
}
