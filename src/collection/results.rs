//! What a collection reads.

use std::fmt;

use crate::error::{Error, Undefined};
use crate::measure::Output;

/// Decimals that are printed, unless the format says otherwise (`{:.2}`).
const DECIMALS: usize = 6;

/// What a measure of any kind reads.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// One number, or why there is none.
    Number(Result<f64, Undefined>),
    /// A number for each class, label or column.
    Numbers(Vec<Result<f64, Undefined>>),
}

impl From<Result<f64, Undefined>> for Reading {
    fn from(number: Result<f64, Undefined>) -> Self {
        Self::Number(number)
    }
}

impl From<Vec<Result<f64, Undefined>>> for Reading {
    fn from(numbers: Vec<Result<f64, Undefined>>) -> Self {
        Self::Numbers(numbers)
    }
}

impl Output for Reading {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        match self {
            Self::Number(Err(undefined)) => Err(undefined.into()),
            defined => Ok(defined),
        }
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        match self {
            Self::Number(number) => vec![*number],
            Self::Numbers(numbers) => numbers.clone(),
        }
    }
}

/// The readings of a [`Collection`](super::Collection) by name, in order.
///
/// `Display` prints a table, with `{:.3}` to three decimals.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    readings: Vec<(String, Reading)>,
}

impl Results {
    pub(super) fn new(readings: Vec<(String, Reading)>) -> Self {
        Self { readings }
    }

    /// The names and readings, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Reading)> {
        self.readings.iter().map(|(name, reading)| (&name[..], reading))
    }

    /// The reading of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Reading> {
        self.iter().find(|(own, _)| *own == name).map(|(_, reading)| reading)
    }

    /// The one number of a name; none for a name of several, or of nothing.
    #[must_use]
    pub fn number(&self, name: &str) -> Option<Result<f64, Undefined>> {
        match self.get(name) {
            Some(Reading::Number(number)) => Some(*number),
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

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        self.readings.iter().flat_map(|(_, reading)| reading.numbers()).collect()
    }
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
        let decimals = f.precision().unwrap_or(DECIMALS);
        for (name, reading) in self.iter() {
            let texts: Vec<_> =
                reading.numbers().into_iter().map(|number| text(number, decimals)).collect();
            writeln!(f, "{name:width$}  {}", texts.join("  "))?;
        }
        Ok(())
    }
}

/// A number, or why there is none.
fn text(number: Result<f64, Undefined>, decimals: usize) -> String {
    match number {
        Ok(0.0) => format!("{:.decimals$}", 0.0),
        Ok(x) if (1e-3..1e15).contains(&x.abs()) => format!("{x:.decimals$}"),
        Ok(x) => format!("{x:.decimals$e}"),
        Err(undefined) => format!("undefined ({undefined})"),
    }
}
