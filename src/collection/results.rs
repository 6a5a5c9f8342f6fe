//! The values of a collection.

use std::fmt;

use super::value::Value;
use crate::error::{Error, Undefined};
use crate::output::Output;
use crate::text::{clean, digits, padding, width};

/// The number of decimals in print, unless the format says otherwise (`{:.2}`).
const DECIMALS: usize = 6;

/// The values of a [`Collection`](super::Collection) by name, in order.
///
/// `Display` prints a table, with `{:.3}` to three decimals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    values: Vec<(String, Value)>,
}

impl Results {
    pub(super) fn new(values: Vec<(String, Value)>) -> Self {
        Self { values }
    }

    /// Lists the names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(name, value)| (&name[..], value))
    }

    /// Returns the value of a name, if a member has the name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.iter().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    /// Returns the number of a name; `None` if no member has the name, or its value is not a single
    /// number.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<Result<f64, Undefined>> {
        match self.get(name) {
            Some(Value::Number(number)) => Some(*number),
            _ => None,
        }
    }
}

/// One member without a value does not hide the others.
impl Output for Results {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    fn gated(self) -> Self {
        let gated = |(name, value): (String, Value)| (name, value.gated());
        Self { values: self.values.into_iter().map(gated).collect() }
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        self.values.iter().flat_map(|(_, value)| value.numbers()).collect()
    }
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = self.iter().map(|(name, _)| clean(name)).collect();
        let longest = names.iter().map(|name| width(name)).max().unwrap_or(0);
        let decimals = digits(f, DECIMALS);
        for (name, (_, value)) in names.iter().zip(self.iter()) {
            let texts: Vec<_> =
                value.numbers().into_iter().map(|number| text(number, decimals)).collect();
            writeln!(f, "{name}{}  {}", padding(name, longest), texts.join("  "))?;
        }
        Ok(())
    }
}

/// Writes a number, or why it is undefined.
fn text(number: Result<f64, Undefined>, decimals: usize) -> String {
    match number {
        Ok(0.0) => format!("{:.decimals$}", 0.0),
        Ok(x) if (1e-3..1e15).contains(&x.abs()) => format!("{x:.decimals$}"),
        Ok(x) => format!("{x:.decimals$e}"),
        Err(undefined) => format!("undefined ({undefined})"),
    }
}
