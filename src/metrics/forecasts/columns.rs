//! How many columns a row of forecasts has, and the levels of its columns.

use crate::batch::Shapes;
use crate::error::Error;
use crate::text::counted;

/// Refuses rows of another number of columns; `meaning` says what the columns are.
pub(super) fn check_columns(
    shapes: &Shapes<'_>,
    columns: usize,
    meaning: &str,
) -> Result<(), Error> {
    let found = shapes.y_pred();
    if found.last() == Some(&columns) {
        return Ok(());
    }
    let between = found.len().saturating_sub(2);
    let expected = std::iter::repeat_n(None, between).chain([Some(columns)]).collect();
    let advice = format!("; the {} of y_pred are {meaning}", counted(columns, "column"));
    Err(Error::SampleShape { argument: "y_pred".into(), expected, found: found.into(), advice })
}

const EXPECTED: &str = "numbers above 0 and below 1, at least one, each above the one before";

/// Refuses levels that are not in order within (0, 1).
pub(super) fn check_levels(option: &'static str, levels: &[f64]) -> Result<(), Error> {
    let inside = |level: f64| 0.0 < level && level < 1.0;
    let after = std::iter::once(0.0).chain(levels.iter().copied());
    let bad = levels.iter().zip(after).find(|&(&level, before)| !(inside(level) && before < level));
    match bad {
        Some((&bad, before)) if inside(bad) => {
            Err(Error::parameter(option, format!("{bad} after {before}"), EXPECTED))
        }
        Some((&bad, _)) => Err(Error::number(option, bad, EXPECTED)),
        None if levels.is_empty() => Err(Error::parameter(option, "none", EXPECTED)),
        None => Ok(()),
    }
}

/// Refuses a level that is not within (0, 1).
pub(super) fn check_level(option: &'static str, level: f64) -> Result<(), Error> {
    if 0.0 < level && level < 1.0 {
        return Ok(());
    }
    Err(Error::number(option, level, "a number above 0 and below 1"))
}
