//! Numbers as text.

use std::fmt;

use crate::error::{Error, Undefined};
use crate::text::clean;

/// The number of decimals of a weight that is no whole number, unless the format says otherwise
/// (`{:.2}`).
pub(super) const DECIMALS: usize = 4;

/// The text of an undefined value; as wide as a column of scores.
const UNDEFINED: &str = "undefined";

/// Writes a number with some decimals, or [`UNDEFINED`].
pub(super) fn rounded(value: Result<f64, Undefined>, decimals: usize) -> String {
    value.map_or(UNDEFINED.into(), |value| format!("{value:.decimals$}"))
}

/// Writes a number with some significant digits: as a decimal fraction, or with an exponent where
/// the fraction would be long.
pub(super) fn significant(value: f64, digits: usize) -> String {
    let scientific = format!("{value:.0$e}", digits.max(1) - 1);
    let exponent = scientific.split_once('e').and_then(|(_, exponent)| exponent.parse().ok());
    match exponent {
        Some(exponent @ -5_i32..16) => {
            let decimals = usize::try_from(digits as i32 - 1 - exponent).unwrap_or(0);
            format!("{value:.decimals$}")
        }
        _ => scientific,
    }
}

/// Writes a total of weights; a whole number has no decimals.
pub(super) fn weight(total: Result<f64, Undefined>, decimals: usize) -> String {
    match total {
        Ok(value) if value.fract() == 0.0 && value < 1e15 => format!("{value}"),
        Ok(value) if (1e-3..1e15).contains(&value) => format!("{value:.decimals$}"),
        Ok(value) => format!("{value:.decimals$e}"),
        Err(_) => "overflow".into(),
    }
}

/// Writes a line for each reason why values are undefined, in the order of the values.
pub(super) fn write_reasons(
    f: &mut fmt::Formatter<'_>,
    values: impl Iterator<Item = Result<f64, Undefined>>,
) -> fmt::Result {
    let mut reasons = Vec::new();
    for reason in values.filter_map(Result::err) {
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if !reasons.is_empty() {
        writeln!(f)?;
    }
    reasons.iter().try_for_each(|reason| writeln!(f, "{UNDEFINED}: {reason}"))
}

/// Collects the names of classes.
///
/// # Errors
///
/// [`Error::Parameter`] unless there is one name for each class.
pub(super) fn names_of<N: Into<String>>(
    names: impl IntoIterator<Item = N>,
    classes: usize,
) -> Result<Vec<String>, Error> {
    let names: Vec<String> = names.into_iter().map(|name| clean(&name.into())).collect();
    if names.len() == classes {
        return Ok(names);
    }
    let found = format!("{} names for {classes} classes", names.len());
    Err(Error::parameter("names", found, "one name for each class"))
}
