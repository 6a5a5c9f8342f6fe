//! What a reading gives: a number or why there is none, or several of such.

use crate::error::{Error, Undefined};

/// What a measure reads off a state: a value or why there is none, or a tuple or list of such.
pub trait Output {
    /// What [`Evaluate::evaluate`](crate::Evaluate::evaluate) returns.
    type Value;

    /// Returns the value, or the reason why there is none as an error. A tuple or list is returned as
    /// it is: one member without a value does not hide the others.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`].
    fn into_result(self) -> Result<Self::Value, Error>;

    /// Returns every number, in order; for comparing and printing.
    fn numbers(&self) -> Vec<Result<f64, Undefined>>;
}

impl Output for Result<f64, Undefined> {
    type Value = f64;

    fn into_result(self) -> Result<f64, Error> {
        self.map_err(Error::Undefined)
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        vec![*self]
    }
}

/// A number for each of several thresholds, classes or columns.
impl Output for Vec<Result<f64, Undefined>> {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    fn numbers(&self) -> Self {
        self.clone()
    }
}
