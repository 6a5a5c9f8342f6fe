//! The observer of means of values with their standard errors.

use super::{Itself, ValueObserver, Values};
use crate::batch::{Block, Layout};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::mean::{ByTotals, SampleTerms, of_totals};
use crate::measure::{Input, Observer};
use crate::state::{SampleSums, WeightedMean};
use crate::uncertainty::{Estimate, Reading, Sampled, SampledBy};

/// Fills the [`SampleSums`] of values: the observer of [`Mean`](super::Mean) and [`Sum`](super::Sum) with their
/// standard errors. A sample is an index of the first axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SampledValues;

impl ValueObserver for SampledValues {}

impl Observer for SampledValues {
    type State = SampleSums;

    const INPUT: Input = Input::Values;

    fn empty(&self) -> SampleSums {
        SampleSums::default()
    }

    fn layout(&self) -> Layout {
        SampleTerms(Itself).layout()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut SampleSums,
    ) -> Result<(), Error> {
        SampleTerms(Itself).observe(block, state)?;
        // As for the mean alone.
        block.each_rest(|weight, rest| state.add_to_total(weight, rest))
    }
}

impl Sampled for Values {
    type By = ByTotals;
}

impl SampledBy<Values> for ByTotals {
    type Samples = SampledValues;

    fn samples(_: &Values) -> SampledValues {
        SampledValues
    }

    fn estimates(
        reading: &dyn Reading<WeightedMean>,
        state: &SampleSums,
    ) -> Vec<Result<Estimate, Undefined>> {
        of_totals(reading, state)
    }
}
