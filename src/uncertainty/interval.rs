//! An interval of numbers.

use std::fmt;

use crate::error::Error;

/// The numbers from `lower` to `upper`, which cover the true value with probability `level`.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Interval {
    /// The probability that intervals formed so cover the true value.
    pub level: f64,
    /// The lower end.
    pub lower: f64,
    /// The upper end.
    pub upper: f64,
}

impl Interval {
    /// Whether a number lies in the interval.
    #[must_use]
    pub fn contains(&self, number: f64) -> bool {
        (self.lower..=self.upper).contains(&number)
    }
}

/// Refuses a level that is no probability between 0 and 1.
pub(crate) fn check_level(level: f64) -> Result<(), Error> {
    if level > 0.0 && level < 1.0 {
        return Ok(());
    }
    Err(Error::number("level", level, "a number between 0 and 1, such as 0.95 for 95 %"))
}

/// The level in per cent and the ends, with the precision that is asked for, three decimals by default.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = f.precision().unwrap_or(3);
        // The level is decimal: 0.95 is 95 %, not 94.99999999999999 %.
        let per_cent = (self.level * 1e12).round() / 1e10;
        write!(f, "{per_cent} %: {:.digits$} to {:.digits$}", self.lower, self.upper)
    }
}
