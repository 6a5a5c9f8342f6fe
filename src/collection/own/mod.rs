//! Measures of a user's own as members of a collection.

mod observer;
mod without_formula;

use std::any::Any;
use std::fmt::{self, Debug};
use std::sync::Arc;

use super::state::AnyState;
use super::value::Value;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observer, Slope};
use crate::scale::Scale;
use crate::state::Influence;

pub use observer::OwnObserver;
pub(super) use without_formula::WithoutFormula;

/// A measure of any type whose values a collection can hold.
trait AnyOwn: Debug + Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn AnyOwn) -> bool;
    fn observer(&self) -> OwnObserver;
    fn check(&self) -> Result<(), Error>;
    fn scale(&self) -> Scale;
    fn scales_with_weights(&self) -> bool;
    fn slope(&self, state: &AnyState) -> Option<Slope>;
    fn influences(&self, state: &AnyState) -> Vec<Result<Influence, Undefined>>;
    fn standard_error(&self, state: &AnyState) -> Option<Result<f64, Undefined>>;
    fn selects(&self) -> bool;
    fn areas(&self) -> Option<f64>;
    fn read(&self, state: &AnyState) -> Value;
}

impl<M: Measure<Output: Into<Value>>> AnyOwn for M {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn AnyOwn) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn observer(&self) -> OwnObserver {
        OwnObserver::new(Measure::observer(self))
    }

    fn check(&self) -> Result<(), Error> {
        Measure::check(self)
    }

    fn scale(&self) -> Scale {
        Measure::scale(self)
    }

    fn scales_with_weights(&self) -> bool {
        Measure::scales_with_weights(self)
    }

    fn slope(&self, state: &AnyState) -> Option<Slope> {
        state.downcast_ref().and_then(|state| Measure::slope(self, state))
    }

    fn influences(&self, state: &AnyState) -> Vec<Result<Influence, Undefined>> {
        state.downcast_ref().map_or_else(Vec::new, |state| Measure::influences(self, state))
    }

    fn standard_error(&self, state: &AnyState) -> Option<Result<f64, Undefined>> {
        state.downcast_ref().and_then(|state| Measure::standard_error(self, state))
    }

    fn selects(&self) -> bool {
        Measure::selects(self)
    }

    fn areas(&self) -> Option<f64> {
        Measure::areas(self)
    }

    fn read(&self, state: &AnyState) -> Value {
        match state.downcast_ref() {
            Some(state) => Measure::read(self, state).into(),
            None => Measure::read(self, &Observer::empty(&Measure::observer(self))).into(),
        }
    }
}

/// A measure that is not in the list of this crate; see [`AnyMeasure::own`](super::AnyMeasure::own).
#[derive(Clone)]
pub struct OwnMeasure(Arc<dyn AnyOwn>);

impl OwnMeasure {
    pub(super) fn new<M: Measure<Output: Into<Value>>>(measure: M) -> Self {
        Self(Arc::new(measure))
    }
}

impl Debug for OwnMeasure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl PartialEq for OwnMeasure {
    fn eq(&self, other: &Self) -> bool {
        self.0.equals(&*other.0)
    }
}

impl Measure for OwnMeasure {
    type Observer = OwnObserver;
    type Output = Value;

    fn observer(&self) -> OwnObserver {
        self.0.observer()
    }

    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }

    fn scale(&self) -> Scale {
        self.0.scale()
    }

    fn scales_with_weights(&self) -> bool {
        self.0.scales_with_weights()
    }

    fn slope(&self, state: &AnyState) -> Option<Slope> {
        self.0.slope(state)
    }

    fn influences(&self, state: &AnyState) -> Vec<Result<Influence, Undefined>> {
        self.0.influences(state)
    }

    fn standard_error(&self, state: &AnyState) -> Option<Result<f64, Undefined>> {
        self.0.standard_error(state)
    }

    fn selects(&self) -> bool {
        self.0.selects()
    }

    fn areas(&self) -> Option<f64> {
        self.0.areas()
    }

    fn read(&self, state: &AnyState) -> Value {
        self.0.read(state)
    }
}
