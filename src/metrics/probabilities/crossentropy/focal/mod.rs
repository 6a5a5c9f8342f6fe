//! Crossentropies in which good predictions weigh less.

mod binary;
mod categorical;

use crate::error::Error;
use crate::kernel::math::{exp, ln};

pub use binary::{BinaryFocalCrossentropy, binary_focal_crossentropy};
pub use categorical::{CategoricalFocalCrossentropy, categorical_focal_crossentropy};

/// Returns q^γ for q in [0, 1], within 2 + 3·γ·|ln q| ulp.
#[inline(always)]
fn power(q: f64, gamma: f64) -> f64 {
    if gamma == 0.0 { 1.0 } else { exp(gamma * ln(q)) }
}

fn check_focus(alpha: f64, gamma: f64) -> Result<(), Error> {
    if !(0.0..=1.0).contains(&alpha) {
        return Err(Error::number("alpha", alpha, "a number in [0, 1]"));
    }
    if !(0.0..f64::INFINITY).contains(&gamma) {
        return Err(Error::number("gamma", gamma, "a finite number of at least 0"));
    }
    Ok(())
}
