//! The observer of a measure that is not in the list of this crate.

use std::any::Any;
use std::fmt::{self, Debug};
use std::sync::Arc;

use crate::batch::{Block, Layout, Shapes, Widest};
use crate::collection::state::AnyState;
use crate::element::{Element, rounds_to_f32};
use crate::error::Error;
use crate::measure::Observer;
use crate::state::State;

/// An observer of any type.
trait AnyOwnObserver: Debug + Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn AnyOwnObserver) -> bool;
    fn empty(&self) -> AnyState;
    fn layout(&self) -> Layout;
    fn check_single(&self) -> Result<(), Error>;
    fn check_double(&self) -> Result<(), Error>;
    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error>;
    fn observe(&self, block: &Widest<'_>, state: &mut AnyState) -> Result<(), Error>;
    fn finish(&self, state: &mut AnyState);
    fn check_state(&self, state: &AnyState) -> Result<(), Error>;
}

impl<O: Observer> AnyOwnObserver for O {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn AnyOwnObserver) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn empty(&self) -> AnyState {
        AnyState::of(Observer::empty(self))
    }

    fn layout(&self) -> Layout {
        Observer::layout(self)
    }

    fn check_single(&self) -> Result<(), Error> {
        self.check_options::<f32>()
    }

    fn check_double(&self) -> Result<(), Error> {
        self.check_options::<f64>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        Observer::check_shapes(self, shapes)
    }

    fn observe(&self, block: &Widest<'_>, state: &mut AnyState) -> Result<(), Error> {
        let Some(state) = state.downcast_mut() else {
            return AnyOwnObserver::empty(self).check_merge(state);
        };
        match block {
            Widest::Single(block) => Observer::observe(self, block, state),
            Widest::Double(block) => Observer::observe(self, block, state),
            Widest::Whole(block) => Observer::observe(self, block, state),
        }
    }

    fn finish(&self, state: &mut AnyState) {
        if let Some(state) = state.downcast_mut() {
            Observer::finish(self, state);
        }
    }

    fn check_state(&self, state: &AnyState) -> Result<(), Error> {
        match state.downcast_ref() {
            Some(state) => Observer::check_state(self, state),
            None => AnyOwnObserver::empty(self).check_merge(state),
        }
    }
}

/// The observer of a measure that is not in the list of this crate.
#[derive(Clone)]
pub struct OwnObserver(Arc<dyn AnyOwnObserver>);

impl OwnObserver {
    pub(in crate::collection) fn new<O: Observer>(observer: O) -> Self {
        Self(Arc::new(observer))
    }

    /// Returns the observer, if it is of type `O`.
    pub(in crate::collection) fn downcast_ref<O: Observer>(&self) -> Option<&O> {
        self.0.as_any().downcast_ref()
    }
}

impl Debug for OwnObserver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for OwnObserver {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&*other.0)
    }
}

impl Observer for OwnObserver {
    type State = AnyState;

    fn empty(&self) -> AnyState {
        self.0.empty()
    }

    fn layout(&self) -> Layout {
        self.0.layout()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if rounds_to_f32::<P>() { self.0.check_single() } else { self.0.check_double() }
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut AnyState,
    ) -> Result<(), Error> {
        block.widened(|block| self.0.observe(&block, state))
    }

    fn finish(&self, state: &mut AnyState) {
        self.0.finish(state);
    }

    fn check_state(&self, state: &AnyState) -> Result<(), Error> {
        self.0.check_state(state)
    }
}
