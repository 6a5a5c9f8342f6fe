//! Standard errors of values that are read off sums, sample by sample.
//!
//! A sample is an index of the first axis. It may add to many sums: a row of labels to the counts of each label, an
//! image to the overlap of each class. What one sample adds depends on each other in ways of its own, which the
//! products of the parts hold ([`SampleProducts`]).
//!
//! ```text
//! observe a block:   fill the sums with the whole block
//!                    for each sample: fill empty sums with it alone, and add the products of these
//! ```

use super::estimate::{Basis, Estimate};
use super::sampled::{Reading, SampledBy};
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Input, Observer};
use crate::state::{SampleProducts, Summed};

/// Fills the sums of another observer, and the products of what each sample adds to them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct EachSample<O>(
    /// The observer of the sums.
    pub O,
);

impl<O: Observer<State: Summed>> Observer for EachSample<O> {
    type State = SampleProducts<O::State>;

    const INPUT: Input = O::INPUT;

    fn empty(&self) -> Self::State {
        SampleProducts::new(self.0.empty())
    }

    fn layout(&self) -> Layout {
        self.0.layout().whole_samples()
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
        state: &mut Self::State,
    ) -> Result<(), Error> {
        self.0.observe(block, &mut state.plain)?;
        each_sample(&self.0, block, |parts| state.add_sample(&parts))
    }

    fn finish(&self, state: &mut Self::State) {
        self.0.finish(&mut state.plain);
    }

    fn check_state(&self, state: &Self::State) -> Result<(), Error> {
        self.0.check_state(&state.plain)
    }
}

/// The most sums that one sample may add to: their products take 38 MB.
const MOST_PARTS: usize = 512;

/// Calls `each` with what every sample of a block adds to the sums.
pub(crate) fn each_sample<O: Observer<State: Summed>, T: Element, P: Element>(
    observer: &O,
    block: &Block<'_, T, P>,
    mut each: impl FnMut(Vec<(usize, f64)>),
) -> Result<(), Error> {
    for sample in block.samples(observer.layout()) {
        let mut state = observer.empty();
        observer.observe(&sample, &mut state)?;
        let parts = state.sums();
        if parts.len() > MOST_PARTS {
            return Err(Error::Undefined(Undefined::NoFormula));
        }
        each(parts);
    }
    Ok(())
}

/// Standard errors from sums over the samples.
#[derive(Clone, Copy, Debug)]
pub struct BySums;

impl<O: Observer<State: Summed>> SampledBy<O> for BySums {
    type Samples = EachSample<O>;

    fn samples(observer: &O) -> EachSample<O> {
        EachSample(observer.clone())
    }

    fn plain(state: &SampleProducts<O::State>) -> &O::State {
        state.plain()
    }

    fn estimates(
        reading: &Reading<'_, O::State>,
        state: &SampleProducts<O::State>,
    ) -> Vec<Result<Estimate, Undefined>> {
        of_sums(reading, state)
    }
}

/// Returns an estimate of each number that is read off sums.
fn of_sums<S: Summed>(
    reading: &Reading<'_, S>,
    state: &SampleProducts<S>,
) -> Vec<Result<Estimate, Undefined>> {
    let gradients = match reading.selects {
        true => Err(Undefined::NoFormula),
        false => state.gradients(reading.read),
    };
    let n = state.samples();
    let basis = || Basis::OnScale { freedom: n.saturating_sub(1) as f64 };
    let estimate = |(i, value): (usize, Result<f64, Undefined>)| {
        let gradients = gradients.as_ref().map_err(|&reason| reason);
        let error =
            gradients.and_then(|all| state.standard_error(all.get(i).ok_or(Undefined::NoFormula)?));
        Ok(Estimate::new(value?, error, n, basis(), reading.scale))
    };
    reading.numbers(state.plain()).into_iter().enumerate().map(estimate).collect()
}
