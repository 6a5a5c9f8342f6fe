//! What exact sums are made of: integers times powers of two.

use crate::kernel::bits::mantissa_and_exponent;

/// `steps` · 2^`exponent`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Part {
    pub(crate) steps: i128,
    pub(crate) exponent: i32,
}

impl Part {
    /// A finite number.
    #[inline(always)]
    pub(crate) fn of(number: f64) -> Self {
        let (mantissa, exponent) = mantissa_and_exponent(number);
        let steps = i128::from(mantissa);
        Self { steps: if number < 0.0 { -steps } else { steps }, exponent }
    }

    /// A count.
    #[inline(always)]
    pub(crate) fn count(count: u64) -> Self {
        Self { steps: i128::from(count), exponent: 0 }
    }
}
