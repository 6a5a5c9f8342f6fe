//! Counts of samples, which weights are not.

use super::cells::of_counts;
use super::estimate::Estimate;
use super::sampled::{Reading, SampledBy};
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::Observer;
use crate::state::CountedCells;

/// Fills the state of another observer, and refuses weights other than 0 and 1: the observer of values of counts
/// with their standard errors. The number of samples is not known behind other weights.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Counted<O>(
    /// The observer of the state.
    pub O,
);

impl<O: Observer> Observer for Counted<O> {
    type State = O::State;

    fn empty(&self) -> O::State {
        self.0.empty()
    }

    fn layout(&self) -> Layout {
        self.0.layout()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut O::State,
    ) -> Result<(), Error> {
        let weights = block.all_weights()?.unwrap_or_default();
        match weights.iter().position(|&weight| weight != 0.0 && weight != 1.0) {
            Some(unit) => {
                Err(Error::NoCount { index: block.unit_index(unit), found: weights[unit] })
            }
            None => self.0.observe(block, state),
        }
    }

    fn finish(&self, state: &mut O::State) {
        self.0.finish(state);
    }

    fn check_state(&self, state: &O::State) -> Result<(), Error> {
        self.0.check_state(state)
    }
}

/// Standard errors from counts of samples by cell.
#[derive(Clone, Copy, Debug)]
pub struct ByCells;

impl<O: Observer<State: CountedCells>> SampledBy<O> for ByCells {
    type Samples = Counted<O>;

    fn samples(observer: &O) -> Counted<O> {
        Counted(observer.clone())
    }

    fn estimates(
        reading: &dyn Reading<O::State>,
        state: &O::State,
    ) -> Vec<Result<Estimate, Undefined>> {
        of_counts(reading, state)
    }
}
