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

    /// Returns the output with [`Undefined::Overflow`] for every number that is NaN or infinite: the last
    /// gate of every reading. An output of a type of its own is returned as it is.
    #[doc(hidden)]
    #[must_use]
    fn gated(self) -> Self
    where
        Self: Sized,
    {
        self
    }
}

/// An output that is one number, so that values of groups can be compared.
pub trait OneNumber: Output {
    /// Returns the number.
    ///
    /// # Errors
    ///
    /// The reason why it is undefined.
    fn number(&self) -> Result<f64, Undefined>;
}

impl OneNumber for Result<f64, Undefined> {
    fn number(&self) -> Self {
        *self
    }
}

/// Returns a number that is a value, or the reason why it is none.
fn gate(number: Result<f64, Undefined>) -> Result<f64, Undefined> {
    number.and_then(|value| if value.is_finite() { Ok(value) } else { Err(Undefined::Overflow) })
}

impl Output for Result<f64, Undefined> {
    type Value = f64;

    fn into_result(self) -> Result<f64, Error> {
        self.map_err(Error::Undefined)
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        vec![*self]
    }

    fn gated(self) -> Self {
        gate(self)
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

    fn gated(mut self) -> Self {
        self.iter_mut().for_each(|number| *number = gate(*number));
        self
    }
}
