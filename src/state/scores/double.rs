//! Numbers of twice the precision, as the unevaluated sum of two `f64`s (Dekker 1971; the bounds
//! are those of Joldes, Muller and Popescu 2017).
//!
//! Sums and products are within 2^-102 of their value, and exact where they are whole and below
//! 2^100. Scaling by a power of two changes nothing but the exponents.

use crate::error::Undefined;
use crate::state::Tally;

/// `high + low`, where `low` is at most half an ulp of `high`.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Double {
    pub(super) high: f64,
    low: f64,
}

impl From<f64> for Double {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

impl From<u128> for Double {
    /// Exact below 2^106.
    fn from(count: u128) -> Self {
        let high = count as f64;
        let low = (count as i128).wrapping_sub(high as i128) as f64;
        Self { high, low }
    }
}

impl From<u64> for Double {
    #[inline(always)]
    fn from(count: u64) -> Self {
        if count < 1 << 53 { Self::from(count as f64) } else { Self::from(u128::from(count)) }
    }
}

impl Double {
    /// An exact total, rounded to twice the precision.
    pub(super) fn of(tally: &Tally) -> Result<Self, Undefined> {
        let high = tally.value()?;
        if *tally == Tally::one(high) {
            return Ok(high.into());
        }
        let mut rest = tally.to_sum();
        // A finite number is never refused.
        let _ = rest.add(-high);
        Ok(Self { high, low: rest.value()? })
    }

    #[inline(always)]
    pub(super) fn add(self, other: Self) -> Self {
        let (sum, rest) = two_sum(self.high, other.high);
        let (low, least) = two_sum(self.low, other.low);
        let (sum, rest) = fast_two_sum(sum, rest + low);
        let (high, low) = fast_two_sum(sum, rest + least);
        Self { high, low }
    }

    #[inline(always)]
    pub(super) fn minus(self, other: Self) -> Self {
        self.add(Self { high: -other.high, low: -other.low })
    }

    #[inline(always)]
    pub(super) fn times(self, other: Self) -> Self {
        let (product, rest) = two_product(self.high, other.high);
        let rest = rest + (self.high * other.low + self.low * other.high);
        let (high, low) = fast_two_sum(product, rest);
        Self { high, low }
    }

    /// The quotient in twice the precision.
    #[inline(always)]
    pub(super) fn divided(self, other: Self) -> Self {
        let quotient = self.high / other.high;
        let product = other.times(Self::from(-quotient));
        let (high, low) = fast_two_sum(quotient, self.add(product).high / other.high);
        Self { high, low }
    }

    /// The quotient, rounded to `f64`.
    #[inline(always)]
    pub(super) fn over(self, other: Self) -> f64 {
        self.divided(other).high
    }

    /// The number times 2^exponent, in two steps because one factor may not be an `f64`.
    #[inline(always)]
    pub(super) fn scaled(self, (first, second): (f64, f64)) -> Self {
        Self { high: self.high * first * second, low: self.low * first * second }
    }
}

/// The two factors for [`Double::scaled`] that bring a positive number to about 1.
pub(super) fn to_about_one(number: f64) -> (f64, f64) {
    let exponent = ((number.to_bits() >> 52) & 0x7ff) as i32 - 1023;
    let power = |exponent: i32| f64::from_bits(((1023 + exponent) as u64) << 52);
    (power(-exponent / 2), power(-exponent - -exponent / 2))
}

/// Knuth's sum of two numbers and what was rounded off.
#[inline(always)]
pub(super) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// The same for |a| ≥ |b|, or a = 0.
#[inline(always)]
fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// Dekker's product and what was rounded off, without a fused multiplication.
#[inline(always)]
fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    let ((a_high, a_low), (b_high, b_low)) = (halves(a), halves(b));
    let rest = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low;
    (product, rest)
}

/// Veltkamp's splitting into 26 bits and the rest.
#[inline(always)]
fn halves(a: f64) -> (f64, f64) {
    let c = 134_217_729.0 * a;
    let high = c - (c - a);
    (high, a - high)
}
