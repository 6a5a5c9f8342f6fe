//! Integers times powers of two: the pieces that exact sums are handed.

use crate::kernel::bits::mantissa_and_exponent;

/// `steps` · 2^`exponent`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) steps: i128,
    pub(crate) exponent: i32,
}

impl Part {
    /// Returns the product of two parts of `f64`s, whose exponents add up to that of a number in range.
    #[inline]
    pub(crate) fn times(self, other: Self) -> Self {
        Self { steps: self.steps * other.steps, exponent: self.exponent + other.exponent }
    }
}

impl From<f64> for Part {
    /// Exact for every finite number.
    #[inline(always)]
    fn from(number: f64) -> Self {
        let (mantissa, exponent) = mantissa_and_exponent(number);
        let steps = i128::from(mantissa);
        Self { steps: if number < 0.0 { -steps } else { steps }, exponent }
    }
}

impl From<u64> for Part {
    #[inline(always)]
    fn from(count: u64) -> Self {
        Self { steps: i128::from(count), exponent: 0 }
    }
}
