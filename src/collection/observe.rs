//! A collection as a measure: one pass for all members.

use super::{AnyMeasure, AnyState, Collection, Results};
use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observe};
use crate::shape::Unit;
use crate::state::check_length;

impl Collection {
    fn measures(&self) -> impl Iterator<Item = &AnyMeasure> {
        self.members.iter().map(|(_, measure)| measure)
    }

    /// For each member, the first earlier one that observes the same.
    fn shared<'a>(&'a self, states: &'a [AnyState]) -> impl Iterator<Item = Option<usize>> + 'a {
        let observed: Vec<_> = self.measures().map(Measure::observation).collect();
        (0..states.len().min(observed.len())).map(move |member| {
            observed[member]?;
            (0..member).find(|&earlier| {
                let same_kind = states[earlier].check_kind(&states[member]).is_ok();
                same_kind && observed[earlier] == observed[member]
            })
        })
    }
}

impl Measure for Collection {
    type State = Vec<AnyState>;
    type Output = Results;

    fn init(&self) -> Vec<AnyState> {
        self.measures().map(Measure::init).collect()
    }

    fn check_state(&self, states: &Vec<AnyState>) -> Result<(), Error> {
        check_length(states, self.members.len())?;
        self.measures().zip(states).try_for_each(|(measure, state)| measure.check_state(state))
    }

    fn value(&self, states: &Vec<AnyState>) -> Results {
        let read = |((name, measure), state): (&(String, AnyMeasure), _)| {
            (name.clone(), measure.value(state))
        };
        Results::new(self.members.iter().zip(states).map(read).collect())
    }
}

impl<T: Element, P: Element> Observe<T, P> for Collection {
    fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        self.measures().try_for_each(|measure| measure.check(batch))
    }

    fn unit(&self) -> Unit {
        let units = self.measures().map(Observe::<T, P>::unit);
        units.fold(Unit::Element, Unit::coarser)
    }

    fn observe(&self, block: &Block<'_, T, P>, states: &mut Vec<AnyState>) -> Result<(), Error> {
        let shared: Vec<_> = self.shared(states).collect();
        for ((measure, state), shared) in self.measures().zip(states).zip(shared) {
            if shared.is_none() {
                measure.observe(block, state)?;
            }
        }
        Ok(())
    }

    fn complete(&self, states: &mut Vec<AnyState>) {
        for (measure, state) in self.measures().zip(states.iter_mut()) {
            Observe::<T, P>::complete(measure, state);
        }
        let shared: Vec<_> = self.shared(states).collect();
        for (member, shared) in shared.into_iter().enumerate() {
            if let Some(earlier) = shared {
                states[member] = states[earlier].clone();
            }
        }
    }
}
