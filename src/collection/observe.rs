//! A collection as a measure: one pass for all members, one state for each distinct observer.

use super::list::AnyObserver;
use super::{AnyState, Collection, Results};
use crate::batch::{Block, Layout, Shapes, Widest};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observer, check_shapes};
use crate::state::check_length;

/// The distinct observers of a [`Collection`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observers {
    list: Vec<AnyObserver>,
    /// The name of the first member that reads each observer's state.
    names: Vec<String>,
}

impl Observers {
    /// Returns the index of an observer, which is added unless an equal one is there.
    pub(super) fn place(&mut self, observer: AnyObserver, name: &str) -> usize {
        let place = self.list.iter().position(|own| *own == observer);
        place.unwrap_or_else(|| {
            self.list.push(observer);
            self.names.push(name.into());
            self.list.len() - 1
        })
    }

    /// Asks each observer; a refusal says whose it is.
    fn each(
        &self,
        mut ask: impl FnMut(usize, &AnyObserver) -> Result<(), Error>,
    ) -> Result<(), Error> {
        for (i, (observer, name)) in self.list.iter().zip(&self.names).enumerate() {
            ask(i, observer).map_err(|error| error.of_member(format_args!("metric `{name}`")))?;
        }
        Ok(())
    }
}

impl Observer for Observers {
    type State = Vec<AnyState>;

    fn empty(&self) -> Vec<AnyState> {
        self.list.iter().map(Observer::empty).collect()
    }

    fn layout(&self) -> Layout {
        self.list.iter().map(Observer::layout).fold(Layout::BY_MEMBER, Layout::keeping)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.each(|_, observer| observer.check_options::<P>())
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.each(|_, observer| check_shapes(observer, shapes))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        states: &mut Vec<AnyState>,
    ) -> Result<(), Error> {
        block.widened(|block| self.observe_widest(&block, states))
    }

    fn finish(&self, states: &mut Vec<AnyState>) {
        self.list.iter().zip(states).for_each(|(observer, state)| observer.finish(state));
    }

    fn check_state(&self, states: &Vec<AnyState>) -> Result<(), Error> {
        check_length(states, self.list.len())?;
        self.each(|i, observer| observer.check_state(&states[i]))
    }
}

impl Observers {
    fn observe_widest(&self, block: &Widest<'_>, states: &mut [AnyState]) -> Result<(), Error> {
        self.each(|i, observer| match states.get_mut(i) {
            Some(state) => observer.observe_widest(block, state),
            None => Ok(()),
        })
    }
}

impl Measure for Collection {
    type Observer = Observers;
    type Output = Results;

    fn observer(&self) -> Observers {
        self.observers.clone()
    }

    fn check(&self) -> Result<(), Error> {
        self.members().try_for_each(|(name, measure)| {
            measure.check().map_err(|error| error.of_member(format_args!("metric `{name}`")))
        })
    }

    /// Each member reads the state of its observer, or an empty state where the list is too short.
    fn read(&self, states: &Vec<AnyState>) -> Results {
        let read = |member: &super::Named| match states.get(member.state) {
            Some(state) => member.measure.read(state),
            None => member.measure.read(&member.measure.observer().empty()),
        };
        Results::new(self.members.iter().map(|own| (own.name.clone(), read(own))).collect())
    }
}
