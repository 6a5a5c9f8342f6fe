//! Numbers as text.

use std::fmt;

use crate::error::{Error, Undefined};

/// Decimals of a weight that is no whole number, unless the format says otherwise (`{:.2}`).
pub(super) const DECIMALS: usize = 4;

/// What stands for a value that there is not; as wide as a column of scores.
const UNDEFINED: &str = "undefined";

/// A number with so many decimals.
pub(super) fn rounded(value: Result<f64, Undefined>, decimals: usize) -> String {
    value.map_or(UNDEFINED.into(), |value| format!("{value:.decimals$}"))
}

/// A number with so many significant digits: as a decimal fraction, or, where that would be long,
/// with an exponent.
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

/// A total of weights; a number of samples has no decimals.
pub(super) fn weight(total: Result<f64, Undefined>, decimals: usize) -> String {
    match total {
        Ok(value) if value.fract() == 0.0 && value < 1e15 => format!("{value}"),
        Ok(value) if (1e-3..1e15).contains(&value) => format!("{value:.decimals$}"),
        Ok(value) => format!("{value:.decimals$e}"),
        Err(_) => "overflow".into(),
    }
}

/// The width of a text in columns, as far as letters are one column each.
pub(super) fn width(text: &str) -> usize {
    text.chars().count()
}

/// Why values are undefined, a line for each reason, in the order in which they are met first.
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

/// Names for so many classes.
///
/// # Errors
///
/// [`Error::Parameter`] for more or fewer.
pub(super) fn names_of<N: Into<String>>(
    names: impl IntoIterator<Item = N>,
    classes: usize,
) -> Result<Vec<String>, Error> {
    let names: Vec<String> = names.into_iter().map(Into::into).collect();
    if names.len() == classes {
        return Ok(names);
    }
    let found = format!("{} names for {classes} classes", names.len());
    Err(Error::parameter("names", found, "one name for each class"))
}
