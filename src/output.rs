//! What a measure reads off a state: values, or the reasons why they are undefined.

use crate::error::{Error, Undefined};

/// What a measure reads off a state: a value or the reason why it is undefined, or a tuple or list
/// of these.
pub trait Output {
    /// What [`Evaluate::evaluate`](crate::Evaluate::evaluate) returns.
    type Value;

    /// Returns the value, or the reason why it is undefined as an error. Returns a tuple or list as
    /// it is, so that an undefined member does not hide the others.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`].
    fn into_result(self) -> Result<Self::Value, Error>;

    /// Returns every number, in order, for comparing and printing.
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
