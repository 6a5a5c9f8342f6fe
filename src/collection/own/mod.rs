//! Measures of a user's own as members of a collection.

mod observer;
mod state;

use std::any::Any;
use std::fmt::{self, Debug};
use std::sync::Arc;

use super::list::{AnyMeasure, AnyObserver};
use super::state::AnyState;
use super::value::Value;
use crate::error::Error;
use crate::measure::{Measure, Observer};
use crate::scale::Scale;

pub use observer::OwnObserver;
pub use state::OwnState;

impl AnyMeasure {
    /// Returns a measure that is not in the list of this crate.
    ///
    /// A measure that reads a state of this crate can be written and restored with its collection; one
    /// that fills a state of its own cannot.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::collection::{AnyMeasure, Collection};
    /// use ndarray_metrics::prelude::*;
    ///
    /// let bias = MeanOf::new("bias", |y, p| p - y);
    /// let metrics = Collection::named(["mse"])?.with("bias", AnyMeasure::own(bias))?;
    /// let results = metrics.evaluate(&array![1.0, 2.0], &array![2.0, 2.0])?;
    /// assert_eq!(results.number("bias"), Some(Ok(0.5)));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn own<M: Measure<Output: Into<Value>>>(measure: M) -> Self {
        Self::Own(OwnMeasure(Arc::new(measure)))
    }
}

/// A measure of any type whose values a collection can hold.
trait AnyOwn: Debug + Send + Sync {
    fn as_any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn AnyOwn) -> bool;
    fn observer(&self) -> AnyObserver;
    fn check(&self) -> Result<(), Error>;
    fn scale(&self) -> Scale;
    fn scales_with_weights(&self) -> bool;
    fn read(&self, state: &AnyState) -> Value;
}

impl<M: Measure<Output: Into<Value>>> AnyOwn for M {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn AnyOwn) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn observer(&self) -> AnyObserver {
        AnyObserver::of(Measure::observer(self))
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

    fn read(&self, state: &AnyState) -> Value {
        match state.downcast_ref() {
            Some(state) => Measure::read(self, state).into(),
            None => Measure::read(self, &Observer::empty(&Measure::observer(self))).into(),
        }
    }
}

/// A measure that is not in the list of this crate; see [`AnyMeasure::own`].
#[derive(Clone)]
pub struct OwnMeasure(Arc<dyn AnyOwn>);

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
    type Observer = AnyObserver;
    type Output = Value;

    fn observer(&self) -> AnyObserver {
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

    fn read(&self, state: &AnyState) -> Value {
        self.0.read(state)
    }
}
