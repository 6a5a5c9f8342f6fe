//! The β of an F-score: how many times as much recall counts as precision.

use crate::error::Error;
use crate::kernel::bits::power_of_two;

/// β² is clamped to these bounds, which stand for 0 and ∞: beyond them, the score is precision or recall.
const LEAST_SQUARE: f64 = power_of_two(-400);
const MOST_SQUARE: f64 = power_of_two(400);

/// Refuses a `beta` that is not a finite number above 0.
pub(crate) fn check_beta(beta: f64) -> Result<(), Error> {
    if beta > 0.0 && beta.is_finite() {
        return Ok(());
    }
    Err(Error::number("beta", beta, "a finite number above 0"))
}

/// Returns β², so that no product with a count leaves the range of `f64`.
pub(crate) fn square_of(beta: f64) -> f64 {
    (beta * beta).clamp(LEAST_SQUARE, MOST_SQUARE)
}
