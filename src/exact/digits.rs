//! Integers of many 64-bit digits, the least significant digit first.

use std::ops::Range;

use crate::error::Undefined;
use crate::kernel::bits::power_of_two;

/// One step of an addition: the digit of the sum, and the next carry.
#[inline(always)]
pub(crate) fn add_digit(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(u64::from(carry));
    (sum, first | second)
}

/// One step of a subtraction: the digit of the difference, and the next borrow.
#[inline(always)]
pub(crate) fn subtract_digit(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(u64::from(borrow));
    (difference, first | second)
}

/// Returns 0 − x in two's complement.
pub(crate) fn negated<const N: usize>(digits: &[u64; N]) -> [u64; N] {
    let (mut out, mut borrow) = ([0; N], false);
    for (out, &digit) in out.iter_mut().zip(digits) {
        (*out, borrow) = subtract_digit(0, digit, borrow);
    }
    out
}

/// Returns a magnitude as bits·2^exponent: the 64 bits from the topmost 1 on, with the lowest bit set to 1
/// if a bit below is 1. Converting these bits to `f64` rounds the magnitude once, to nearest even.
pub(crate) fn leading(digits: &[u64]) -> (u64, i32) {
    let top = end(digits).saturating_sub(1);
    let shift = digits[top].leading_zeros() % 64;
    let next = top.checked_sub(1).map_or(0, |i| digits[i]);
    let both = (u128::from(digits[top]) << 64 | u128::from(next)) << shift;
    let below = both as u64 != 0
        || digits[..top.saturating_sub(1)].iter().fold(0, |any, digit| any | digit) != 0;
    ((both >> 64) as u64 | u64::from(below), 64 * top as i32 - shift as i32)
}

/// How many digits are tested for 0 at once: most digits of most sums are 0.
const SEVERAL: usize = 8;

fn are_zero(digits: &[u64; SEVERAL]) -> bool {
    digits.iter().fold(0, |any, digit| any | digit) == 0
}

/// The place behind the topmost digit that is not 0; 0 if all are.
fn end(digits: &[u64]) -> usize {
    let mut end = digits.len();
    while digits[..end].last_chunk().is_some_and(are_zero) {
        end -= SEVERAL;
    }
    while end > 0 && digits[end - 1] == 0 {
        end -= 1;
    }
    end
}

/// The places from the first digit that is not 0 to the last.
pub(crate) fn span(digits: &[u64]) -> Range<usize> {
    let (mut start, end) = (0, end(digits));
    while digits[start..end].first_chunk().is_some_and(are_zero) {
        start += SEVERAL;
    }
    while start < end && digits[start] == 0 {
        start += 1;
    }
    start..end
}

/// The bits of a number of 64 that an `f64` has no room for.
const BEYOND_F64: u64 = (1 << (64 - f64::MANTISSA_DIGITS)) - 1;

/// Returns a/b in units of 2^-63, within 0.51 ulp, of numbers whose topmost bits are 1, or of an a of 0.
pub(crate) fn quotient(a: u64, b: u64) -> f64 {
    if (a | b) & BEYOND_F64 == 0 {
        // Both are floats, and a division of floats rounds as the conversion below does.
        return a as f64 / b as f64 * power_of_two(63);
    }
    let (dividend, divisor) = (u128::from(a) << 63, u128::from(b));
    // The lowest bit says whether there is a rest.
    ((dividend / divisor) as u64 | u64::from(dividend % divisor != 0)) as f64
}

/// Refuses a value beyond the range of `f64`.
pub(crate) fn finite(value: f64) -> Result<f64, Undefined> {
    if value.is_finite() { Ok(value) } else { Err(Undefined::Overflow) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::random::Random;

    #[test]
    fn floats_divide_as_integers_do() {
        let mut random = Random::new(3);
        for _ in 0..1000 {
            let [a, b] = [(); 2].map(|()| (random.next() | 1 << 63) & !BEYOND_F64);
            let (dividend, divisor) = (u128::from(a) << 63, u128::from(b));
            let below = u64::from(!dividend.is_multiple_of(divisor));
            let by_integers = (dividend / divisor) as u64 | below;
            assert_eq!(quotient(a, b), by_integers as f64, "{a} over {b}");
        }
        assert_eq!(quotient(1 << 63, 1 << 63), power_of_two(63));
        assert_eq!(quotient(0, 1 << 63), 0.0);
    }

    #[test]
    fn digits_that_are_not_zero() {
        for (first, last) in [(0, 0), (0, 31), (7, 8), (8, 23), (9, 9), (31, 31)] {
            let mut digits = [0; 32];
            (digits[first], digits[last]) = (5, 3);
            assert_eq!(span(&digits), first..last + 1);
        }
        assert_eq!(span(&[0; 32]), 0..0);
    }
}
