//! What a row counts whose value is undefined.

use crate::error::Error;

/// Refuses what a row is to count, if it is no share.
pub(super) fn check_zero_division(zero_division: Option<f64>) -> Result<(), Error> {
    match zero_division {
        Some(score) if !(0.0..=1.0).contains(&score) => {
            let expected = "a number in [0, 1], or none to leave such rows out";
            Err(Error::number("zero_division", score, expected))
        }
        _ => Ok(()),
    }
}
