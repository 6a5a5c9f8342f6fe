//! Makes every mean a measure, whose observer adds up the terms.

use std::fmt::{self, Debug};

use super::chunks::{each_checked_chunk, refusal};
use super::measure::MeanMeasure;
use super::units::Unit;
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observer};
use crate::scale::Scale;
use crate::state::WeightedMean;

/// Fills the weighted mean of a measure's terms: the observer of every [`MeanMeasure`].
#[derive(Clone, Copy, Default, PartialEq)]
pub struct Terms<M>(
    /// The measure whose terms are added up.
    pub M,
);

/// The measure: a refusal names it.
impl<M: Debug> Debug for Terms<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M: MeanMeasure> Observer for Terms<M> {
    type State = WeightedMean;

    fn empty(&self) -> WeightedMean {
        WeightedMean::default()
    }

    fn layout(&self) -> Layout {
        M::Unit::LAYOUT
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    /// Refuses a mean that no terms have: one outside the range that the measure states.
    fn check_state(&self, state: &WeightedMean) -> Result<(), Error> {
        check_mean(state, self.0.value_scale(), &|mean| self.0.finish(mean))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut WeightedMean,
    ) -> Result<(), Error> {
        if M::Unit::NARROWS && (T::WIDE || P::WIDE) {
            return block.each_narrowed(
                state,
                |part, state| self.add(part, state),
                |part, state| self.add(part, state),
            );
        }
        self.add(block, state)
    }
}

/// Refuses the state of a mean outside a range.
fn check_mean(
    state: &WeightedMean,
    scale: Scale,
    finish: &dyn Fn(f64) -> f64,
) -> Result<(), Error> {
    // The mean of finite terms is finite.
    let finite_terms = !state.total.has_overflowed() && !state.weight.has_overflowed();
    let theirs = match state.mean() {
        Ok(mean) if !scale.contains(finish(mean)) => format!("a mean of {mean}"),
        Err(Undefined::Overflow) if finite_terms => "a mean beyond the range of `f64`".into(),
        _ => return Ok(()),
    };
    let ours = format!("a mean of at least {} and at most {}", scale.least, scale.most);
    Err(Error::Configuration { ours, theirs })
}

impl<M: MeanMeasure> Terms<M> {
    /// Adds the terms of a block.
    fn add<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut WeightedMean,
    ) -> Result<(), Error> {
        let Self(measure) = self;
        M::Unit::check(block)?;
        if let Some(done) = M::Unit::add_all(measure, block, &mut state.total) {
            done.map_err(|_| refusal(measure, block))?;
            state.weight.add_count(block.units() as u64);
            return Ok(());
        }
        each_checked_chunk(measure, block, &mut |weights, terms| {
            let done = match weights {
                Some(weights) => state.add_weighted(weights, terms),
                None => state.add_unweighted(terms),
            };
            done.map_err(|_| refusal(measure, block))
        })
    }
}

impl<M: MeanMeasure> Measure for M {
    type Observer = Terms<M>;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Terms<M> {
        Terms(self.clone())
    }

    fn scale(&self) -> Scale {
        self.value_scale()
    }

    fn read(&self, state: &WeightedMean) -> Result<f64, Undefined> {
        state.mean().map(|mean| self.finish(mean))
    }
}
