//! A collection as a measure: one pass for all members, one state for each distinct observer.

use super::list::AnyObserver;
use super::{AnyState, Collection, Results};
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observer, check_shapes};
use crate::state::check_length;

/// The distinct observers of a [`Collection`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Observers(pub(super) Vec<AnyObserver>);

impl Observers {
    /// Returns the index of an observer, which is added unless an equal one is there.
    pub(super) fn place(&mut self, observer: AnyObserver) -> usize {
        let place = self.0.iter().position(|own| *own == observer);
        place.unwrap_or_else(|| {
            self.0.push(observer);
            self.0.len() - 1
        })
    }
}

impl Observer for Observers {
    type State = Vec<AnyState>;

    fn empty(&self) -> Vec<AnyState> {
        self.0.iter().map(Observer::empty).collect()
    }

    fn layout(&self) -> Layout {
        self.0.iter().map(Observer::layout).fold(Layout::BY_MEMBER, Layout::keeping)
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.iter().try_for_each(Observer::check_options::<P>)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.iter().try_for_each(|observer| check_shapes(observer, shapes))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        states: &mut Vec<AnyState>,
    ) -> Result<(), Error> {
        let observe = |(observer, state): (&AnyObserver, _)| {
            observer.observe(&block.laid_out(observer.layout()), state)
        };
        self.0.iter().zip(states).try_for_each(observe)
    }

    fn finish(&self, states: &mut Vec<AnyState>) {
        self.0.iter().zip(states).for_each(|(observer, state)| observer.finish(state));
    }

    fn check_state(&self, states: &Vec<AnyState>) -> Result<(), Error> {
        check_length(states, self.0.len())?;
        self.0.iter().zip(states).try_for_each(|(observer, state)| observer.check_state(state))
    }
}

impl Measure for Collection {
    type Observer = Observers;
    type Output = Results;

    fn observer(&self) -> Observers {
        self.observers.clone()
    }

    fn check(&self) -> Result<(), Error> {
        self.members().try_for_each(|(_, measure)| measure.check())
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
