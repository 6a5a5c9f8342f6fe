//! The state of a measure that is not in the list of this crate.

use std::any::{Any, type_name};
use std::fmt::{self, Debug};

use crate::error::Error;
use crate::state::State;

/// A state of any type.
trait AnyOwnState: Debug + Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn as_any_mut(&mut self) -> &mut dyn Any;
    fn kind(&self) -> &'static str;
    fn copy(&self) -> Box<dyn AnyOwnState>;
    fn equals(&self, other: &dyn AnyOwnState) -> bool;
    fn check(&self, other: &OwnState) -> Result<(), Error>;
    fn add(&mut self, other: &OwnState);
}

impl<S: State> AnyOwnState for S {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn as_any_mut(&mut self) -> &mut dyn Any {
        self
    }

    fn kind(&self) -> &'static str {
        type_name::<S>()
    }

    fn copy(&self) -> Box<dyn AnyOwnState> {
        Box::new(self.clone())
    }

    fn equals(&self, other: &dyn AnyOwnState) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn check(&self, other: &OwnState) -> Result<(), Error> {
        match other.0.as_any().downcast_ref() {
            Some(other) => State::check_merge(self, other),
            None => {
                let (ours, theirs) = (self.kind().into(), other.0.kind().into());
                Err(Error::Configuration { ours, theirs })
            }
        }
    }

    fn add(&mut self, other: &OwnState) {
        if let Some(other) = other.0.as_any().downcast_ref() {
            State::merge(self, other);
        }
    }
}

/// The state of a measure that is not in the list of this crate.
pub struct OwnState(Box<dyn AnyOwnState>);

impl OwnState {
    pub(in crate::collection) fn new<S: State>(state: S) -> Self {
        Self(Box::new(state))
    }

    pub(in crate::collection) fn kind(&self) -> &'static str {
        self.0.kind()
    }

    pub(in crate::collection) fn check(&self, other: &Self) -> Result<(), Error> {
        self.0.check(other)
    }

    pub(in crate::collection) fn add(&mut self, other: &Self) {
        self.0.add(other);
    }

    pub(in crate::collection) fn inner(&self) -> &dyn Any {
        self.0.as_any()
    }

    pub(in crate::collection) fn inner_mut(&mut self) -> &mut dyn Any {
        self.0.as_any_mut()
    }
}

impl Clone for OwnState {
    fn clone(&self) -> Self {
        Self(self.0.copy())
    }
}

impl Debug for OwnState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for OwnState {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&*other.0)
    }
}
