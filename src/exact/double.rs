//! Numbers of twice the precision, as the unevaluated sum of two `f64`s (Dekker 1971; the bounds
//! are those of Joldes, Muller and Popescu 2017).
//!
//! Sums and products are within 2^-102 of their value, and exact where they are whole and below
//! 2^100. Scaling by a power of two changes the exponents alone.

use super::twofold::{fast_two_sum, two_product, two_sum};
use super::{ExactSum, Tally};
use crate::error::Undefined;
use crate::kernel::bits::{exponent, power_of_two};
use crate::kernel::math::{ln, ln_of_sum};

/// `high + low`, where `low` is at most half an ulp of `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Double {
    pub(crate) high: f64,
    pub(crate) low: f64,
}

impl From<f64> for Double {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

impl From<u128> for Double {
    /// Exact below 2^106.
    fn from(count: u128) -> Self {
        if count < 1 << 53 {
            return Self::from(count as u64 as f64);
        }
        let high = count as f64;
        let low = (count as i128).wrapping_sub(high as i128) as f64;
        Self { high, low }
    }
}

impl From<u64> for Double {
    #[inline(always)]
    fn from(count: u64) -> Self {
        // A signed number becomes a float in one instruction.
        if count < 1 << 53 { (count as i64 as f64).into() } else { u128::from(count).into() }
    }
}

impl Double {
    /// Returns a total, rounded to twice the precision.
    pub(crate) fn from_tally(tally: &Tally) -> Result<Self, Undefined> {
        let high = tally.value()?;
        if *tally == Tally::from_checked(high) {
            return Ok(high.into());
        }
        let mut rest = tally.to_sum();
        // Only NaN is refused.
        let _ = rest.add(-high);
        Ok(Self { high, low: rest.value()? })
    }

    /// As [`from_tally`](Self::from_tally), if the number is the total.
    pub(crate) fn exactly(tally: &Tally) -> Option<Self> {
        let number = Self::from_tally(tally).ok()?;
        let mut rest = tally.to_sum();
        rest.subtract(&ExactSum::from_term(number.high));
        rest.subtract(&ExactSum::from_term(number.low));
        rest.is_zero().then_some(number)
    }

    /// Returns the sum with an `f64`, if the sum is exact.
    #[inline(always)]
    pub(crate) fn and_exactly(self, term: f64) -> Option<Self> {
        let (sum, rest) = two_sum(self.high, term);
        let (low, least) = two_sum(self.low, rest);
        let (high, low) = fast_two_sum(sum, low);
        // NaN, which an overflow leaves, is not 0.
        (least == 0.0).then_some(Self { high, low })
    }

    /// Returns the exact sum of two numbers, of which the first is larger or 0.
    #[inline(always)]
    pub(crate) fn of_parts(larger: f64, smaller: f64) -> Self {
        let (high, low) = fast_two_sum(larger, smaller);
        Self { high, low }
    }

    #[inline(always)]
    pub(crate) fn add(self, other: Self) -> Self {
        let (sum, rest) = two_sum(self.high, other.high);
        let (low, least) = two_sum(self.low, other.low);
        let (sum, rest) = fast_two_sum(sum, rest + low);
        let (high, low) = fast_two_sum(sum, rest + least);
        Self { high, low }
    }

    #[inline(always)]
    pub(crate) fn minus(self, other: Self) -> Self {
        self.add(Self { high: -other.high, low: -other.low })
    }

    #[inline(always)]
    pub(crate) fn times(self, other: Self) -> Self {
        let (product, rest) = two_product(self.high, other.high);
        let rest = rest + (self.high * other.low + self.low * other.high);
        let (high, low) = fast_two_sum(product, rest);
        Self { high, low }
    }

    /// Whether the number is below another.
    #[inline(always)]
    pub(crate) fn is_below(self, other: Self) -> bool {
        self.minus(other).high < 0.0
    }

    /// Returns the quotient in twice the precision.
    #[inline(always)]
    pub(crate) fn divided(self, other: Self) -> Self {
        let quotient = self.high / other.high;
        let product = other.times(Self::from(-quotient));
        let (high, low) = fast_two_sum(quotient, self.add(product).high / other.high);
        Self { high, low }
    }

    /// Returns the quotient, rounded to `f64`: at once where both numbers are `f64`s.
    #[inline(always)]
    pub(crate) fn over(self, other: Self) -> f64 {
        let are_short = (self.low == 0.0) & (other.low == 0.0);
        if are_short { self.high / other.high } else { self.divided(other).high }
    }

    /// Returns the natural logarithm of a number of at least 0, within 1 ulp; −∞ for 0.
    pub(crate) fn ln(self) -> f64 {
        if self.low == 0.0 { ln(self.high) } else { ln_of_sum(self.high, self.low) }
    }

    /// Returns the number times a power of two, which is given as two factors: one factor alone may be
    /// beyond `f64`.
    #[inline(always)]
    pub(crate) fn scaled(self, (first, second): (f64, f64)) -> Self {
        Self { high: self.high * first * second, low: self.low * first * second }
    }
}

/// Returns the two factors by which [`Double::scaled`] brings a positive normal number into [1, 2).
pub(crate) fn normalizing_factors(number: f64) -> (f64, f64) {
    let (all, half) = (-exponent(number), -exponent(number) / 2);
    (power_of_two(half), power_of_two(all - half))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A number of up to 106 bits.
    fn whole(Double { high, low }: Double) -> i128 {
        high as i128 + low as i128
    }

    fn numbers() -> impl Iterator<Item = u64> {
        (0..200_u64).map(|i| i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (i % 14 + 14))
    }

    #[test]
    fn whole_numbers_below_a_hundred_bits_are_exact() {
        for a in numbers() {
            for b in numbers().map(|b| b ^ a) {
                let (x, y) = (Double::from(a), Double::from(b));
                let (product, exact) = (x.times(y), u128::from(a) * u128::from(b));
                assert_eq!(whole(product), exact as i128, "{a} times {b}");
                assert_eq!(whole(product.add(x)), exact as i128 + i128::from(a));
                assert_eq!(whole(x.minus(product)), i128::from(a) - exact as i128);
                assert_eq!(whole(product.add(x.times(x))), (exact + u128::from(a).pow(2)) as i128);
            }
        }
    }

    #[test]
    fn counts_beyond_53_bits_are_exact() {
        for count in [(1 << 53) - 1, 1 << 53, (1 << 53) + 1, u64::MAX - 1, u64::MAX] {
            assert_eq!(whole(Double::from(count)), i128::from(count));
        }
    }
}
