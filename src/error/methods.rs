//! Refusals of options, and the argument that a refusal is about.

use std::borrow::Cow;

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

    /// Returns the argument that was refused, if it is a single one: `y_true`, `y_pred`, `weights`,
    /// or the name of an input.
    #[must_use]
    pub fn argument(&self) -> Option<&str> {
        match self {
            Self::NoBatchAxis { argument } | Self::SampleShape { argument, .. } => Some(argument),
            Self::InputName { name, .. } => Some(name),
            Self::Value { argument, .. } | Self::Class { argument, .. } => Some(argument),
            Self::NoClassAxis { .. } | Self::ZeroRow { .. } => Some("y_pred"),
            Self::Label { .. } => Some("y_true"),
            Self::WeightShape { .. } | Self::Weight { .. } => Some("weights"),
            _ => None,
        }
    }
}
