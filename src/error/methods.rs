//! Refusals of options, and the argument that a refusal is about.

use std::borrow::Cow;
use std::fmt;

use super::Error;
use crate::text::Short;

impl Error {
    /// Refuses the value of an option: its name, the value, and the values that it may have.
    #[must_use]
    pub fn parameter(
        option: &'static str,
        found: impl ToString,
        expected: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::Parameter { option, found: found.to_string(), expected: expected.into() }
    }

    /// Refuses the value of an option that is a number.
    pub(crate) fn number(option: &'static str, found: f64, expected: &'static str) -> Self {
        Self::parameter(option, Short(found), expected)
    }

    /// Says that a member of a tuple or collection refused. A member that has members itself adds its own
    /// name before theirs.
    #[cold]
    pub(crate) fn of_member(self, member: impl ToString) -> Self {
        Self::Member { member: member.to_string(), error: Box::new(self) }
    }

    /// Returns the refusal itself, without the members of tuples and collections that it came through.
    #[must_use]
    pub fn refusal(&self) -> &Self {
        match self {
            Self::Member { error, .. } => error.refusal(),
            own => own,
        }
    }

    /// Returns the argument that was refused, if it is a single one: `y_true`, `y_pred`, `weights`,
    /// or the name of an input.
    #[must_use]
    pub fn argument(&self) -> Option<&str> {
        match self {
            Self::NoBatchAxis { argument } | Self::SampleShape { argument, .. } => Some(argument),
            Self::InputName { name, .. } => Some(name),
            Self::Value { argument, .. }
            | Self::Inexact { argument, .. }
            | Self::Class { argument, .. } => Some(argument),
            Self::NoClassAxis { .. }
            | Self::SeveralScores { .. }
            | Self::ZeroRow { .. }
            | Self::Forecast { .. } => Some("y_pred"),
            Self::Label { .. } => Some("y_true"),
            Self::Member { error, .. } => error.argument(),
            Self::WeightShape { .. } | Self::Weight { .. } | Self::UnevenWeight { .. } => {
                Some("weights")
            }
            _ => None,
        }
    }
}

/// The message: `fn main() -> Result<(), Error>` prints what `Debug` writes.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}
