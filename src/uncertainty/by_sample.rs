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

use std::marker::PhantomData;

use super::estimate::{Basis, Estimate};
use super::sampled::{Reading, SampledBy};
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Input, Observer};
use crate::state::{SampleParts, SampleProducts, Summed};

/// Fills the sums of another observer, and what `P` keeps of the parts that each sample adds to them: their products,
/// or for a comparison the parts themselves.
#[derive(Clone, Debug, PartialEq)]
pub struct EachSample<O, P>(O, PhantomData<P>);

impl<O: Observer<State: Summed>, P: SampleParts<Sums = O::State>> EachSample<O, P> {
    /// Returns the observer of each sample, given that of the sums.
    pub(crate) fn new(observer: &O) -> Self {
        Self(observer.clone(), PhantomData)
    }
}

impl<O: Observer<State: Summed>, P: SampleParts<Sums = O::State>> Observer for EachSample<O, P> {
    type State = P;

    const INPUT: Input = O::INPUT;

    fn empty(&self) -> P {
        P::new(self.0.empty())
    }

    fn layout(&self) -> Layout {
        self.0.layout().whole_samples()
    }

    fn check_options<Y: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<Y>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    fn observe<T: Element, Y: Element>(
        &self,
        block: &Block<'_, T, Y>,
        state: &mut P,
    ) -> Result<(), Error> {
        self.0.observe(block, state.plain_mut())?;
        for sample in block.samples(self.0.layout()) {
            let mut one = self.0.empty();
            self.0.observe(&sample, &mut one)?;
            let parts = one.sums();
            if parts.len() > MOST_PARTS {
                return Err(Error::Undefined(Undefined::NoFormula));
            }
            state.add_sample(&parts);
        }
        Ok(())
    }

    fn finish(&self, state: &mut P) {
        self.0.finish(state.plain_mut());
    }

    fn check_state(&self, state: &P) -> Result<(), Error> {
        self.0.check_state(state.plain())
    }
}

/// The most sums that one sample may add to: their products take 38 MB.
const MOST_PARTS: usize = 512;

/// Standard errors from sums over the samples.
#[derive(Clone, Copy, Debug)]
pub struct BySums;

impl<O: Observer<State: Summed>> SampledBy<O> for BySums {
    type Samples = EachSample<O, SampleProducts<O::State>>;

    fn samples(observer: &O) -> Self::Samples {
        EachSample::new(observer)
    }

    fn estimates(
        reading: &dyn Reading<O::State>,
        state: &SampleProducts<O::State>,
    ) -> Vec<Result<Estimate, Undefined>> {
        of_sums(reading, state)
    }
}

/// Returns an estimate of each number that is read off sums.
pub(crate) fn of_sums<S: Summed>(
    reading: &dyn Reading<S>,
    state: &SampleProducts<S>,
) -> Vec<Result<Estimate, Undefined>> {
    let gradients = match reading.selects() {
        true => Err(Undefined::NoFormula),
        false => state.gradients(&|sums| reading.numbers(sums)),
    };
    let n = state.samples();
    let basis = || Basis::OnScale { freedom: n.saturating_sub(1) as f64 };
    let estimate = |(i, value): (usize, Result<f64, Undefined>)| {
        let gradients = gradients.as_ref().map_err(|&reason| reason);
        let error =
            gradients.and_then(|all| state.standard_error(all.get(i).ok_or(Undefined::NoFormula)?));
        Ok(Estimate::new(value?, error, n, basis(), reading.scale()))
    };
    reading.numbers(state.plain()).into_iter().enumerate().map(estimate).collect()
}
