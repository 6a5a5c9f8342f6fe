//! Integers twice as wide as an exact sum: moments are differences of products of sums.

use super::digits::{add_digit, finite, leading, negated, quotient, span, subtract_digit};
use super::sum::{DIGITS, ExactSum};
use crate::error::Undefined;
use crate::kernel::bits::{self, LEAST_EXPONENT, power_of_two, scale};

/// A sum of products of two exact sums, in units of 2^-2148: two's complement, least significant
/// digit first.
#[derive(Clone, Debug)]
pub(crate) struct DoubleWidth([u64; 2 * DIGITS]);

impl DoubleWidth {
    /// Returns the product of two sums without infinite terms.
    #[inline]
    pub(crate) fn product(a: &ExactSum, b: &ExactSum) -> Self {
        Self::zero().plus_product(a, b)
    }

    /// Returns this number and the product of two sums without infinite terms.
    #[inline]
    pub(crate) fn plus_product(mut self, a: &ExactSum, b: &ExactSum) -> Self {
        self.add_product(a, b, false);
        self
    }

    /// Returns this number less the product of two sums without infinite terms.
    #[inline]
    pub(crate) fn minus_product(mut self, a: &ExactSum, b: &ExactSum) -> Self {
        self.add_product(a, b, true);
        self
    }

    /// Adds a product, or subtracts it, by schoolbook multiplication of the digits that are not 0: those of most sums
    /// are few.
    fn add_product(&mut self, a: &ExactSum, b: &ExactSum, negative: bool) {
        let negative = negative ^ a.is_negative() ^ b.is_negative();
        a.with_magnitude(|a| b.with_magnitude(|b| self.add_magnitudes(a, b, negative)));
    }

    fn add_magnitudes(&mut self, a: &[u64; DIGITS], b: &[u64; DIGITS], negative: bool) {
        let step = if negative { subtract_row } else { add_row };
        let (ours, theirs) = (span(a), span(b));
        for i in ours {
            step(&mut self.0[i + theirs.start..], a[i], &b[theirs.clone()]);
        }
    }

    pub(crate) const fn zero() -> Self {
        Self([0; 2 * DIGITS])
    }

    pub(crate) fn plus(self, other: &Self) -> Self {
        self.combined(other, add_digit)
    }

    pub(crate) fn minus(self, other: &Self) -> Self {
        self.combined(other, subtract_digit)
    }

    fn negated(&self) -> Self {
        Self(negated(&self.0))
    }

    fn combined(mut self, other: &Self, step: fn(u64, u64, bool) -> (u64, bool)) -> Self {
        let (mut carry, first) = (false, span(&other.0).start);
        for (digit, &theirs) in self.0[first..].iter_mut().zip(&other.0[first..]) {
            (*digit, carry) = step(*digit, theirs, carry);
        }
        self
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.0[2 * DIGITS - 1] >> 63 == 1
    }

    pub(crate) fn is_positive(&self) -> bool {
        !self.is_negative() && self.0.iter().fold(0, |any, digit| any | digit) != 0
    }

    /// Returns the number with its mantissa rounded once.
    pub(crate) fn scaled(&self) -> Floating {
        let (bits, exponent) = self.leading();
        Floating::new(self.signed(bits as f64), exponent + 2 * LEAST_EXPONENT)
    }

    /// Returns this number over another, which is above 0, within 0.51 ulp.
    pub(crate) fn over(&self, other: &Self) -> Floating {
        let ((above, exponent), (below, other)) = (self.leading(), other.leading());
        let bits = quotient(above, below);
        Floating::new(self.signed(bits), exponent - other - 63)
    }

    /// The 64 leading bits of the magnitude, and their exponent.
    fn leading(&self) -> (u64, i32) {
        if self.is_negative() { leading(&self.negated().0) } else { leading(&self.0) }
    }

    /// Returns a size with the number's sign.
    fn signed(&self, size: f64) -> f64 {
        if self.is_negative() { -size } else { size }
    }
}

fn add_row(out: &mut [u64], digit: u64, others: &[u64]) {
    combine_row(out, digit, others, add_digit);
}

fn subtract_row(out: &mut [u64], digit: u64, others: &[u64]) {
    combine_row(out, digit, others, subtract_digit);
}

/// Adds the products of a digit and others, or subtracts them, then the carry as far as it runs.
#[inline(always)]
fn combine_row(
    out: &mut [u64],
    digit: u64,
    others: &[u64],
    step: impl Fn(u64, u64, bool) -> (u64, bool),
) {
    let (mut out, mut carry) = (out.iter_mut(), 0);
    for (&other, out) in others.iter().zip(&mut out) {
        let product = u128::from(digit) * u128::from(other) + u128::from(carry);
        let (combined, beyond) = step(*out, product as u64, false);
        // A product that fills its upper half leaves nothing in the lower half.
        (*out, carry) = (combined, (product >> 64) as u64 + u64::from(beyond));
    }
    for out in out {
        if carry == 0 {
            return;
        }
        let (combined, beyond) = step(*out, carry, false);
        (*out, carry) = (combined, u64::from(beyond));
    }
}

/// A number of any size: `mantissa`·2^`exponent`, the mantissa 0 or of a size in [1, 2).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Floating {
    pub(crate) mantissa: f64,
    pub(crate) exponent: i32,
}

impl Floating {
    /// Returns this number over another, which is not zero.
    pub(crate) fn over(self, other: Self) -> Self {
        Self::new(self.mantissa / other.mantissa, self.exponent - other.exponent)
    }

    /// Returns the root of a number that is not negative.
    pub(crate) fn root(self) -> Self {
        self.geometric_mean(Self { mantissa: 1.0, exponent: 0 })
    }

    /// Returns √(a·b) for numbers that are not negative.
    pub(crate) fn geometric_mean(self, other: Self) -> Self {
        let exponent = self.exponent + other.exponent;
        let odd = f64::from(exponent.rem_euclid(2));
        let root = (self.mantissa * other.mantissa * (1.0 + odd)).sqrt();
        Self::new(root, exponent.div_euclid(2))
    }

    /// Returns the sum of a few numbers, rounded once. Numbers below 2^-1000 of the largest are left out.
    pub(crate) fn sum(numbers: &[Self]) -> Self {
        let present = || numbers.iter().filter(|number| number.mantissa != 0.0);
        let top = present().map(|number| number.exponent).max().unwrap_or(0);
        let near = present().filter(|number| number.exponent >= top - 1000);
        let mut sum = ExactSum::new();
        for number in near {
            sum.merge(&ExactSum::from_term(number.mantissa * power_of_two(number.exponent - top)));
        }
        Self::new(sum.value().unwrap_or(f64::NAN), top)
    }

    /// Returns this number times another.
    pub(crate) fn times(self, other: Self) -> Self {
        Self::new(self.mantissa * other.mantissa, self.exponent + other.exponent)
    }

    /// Returns the number with the other sign.
    pub(crate) fn negated(self) -> Self {
        Self { mantissa: -self.mantissa, ..self }
    }

    /// Brings a mantissa that is 0 or a normal number to a size in [1, 2).
    pub(crate) fn new(mantissa: f64, exponent: i32) -> Self {
        if mantissa == 0.0 {
            return Self { mantissa, exponent: 0 };
        }
        let place = bits::exponent(mantissa);
        Self { mantissa: mantissa * power_of_two(-place), exponent: exponent + place }
    }

    /// Returns the number as an `f64`.
    pub(crate) fn value(self) -> Result<f64, Undefined> {
        finite(scale(self.mantissa, self.exponent))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sizes are such that products reach every digit.
    #[test]
    fn products_have_their_sign() {
        for exponent in -520..510 {
            let size = 1.75 * 2_f64.powi(exponent);
            for (a, b) in [(size, size), (-size, size), (size, -size), (-size, -size)] {
                let product =
                    DoubleWidth::product(&ExactSum::from_term(a), &ExactSum::from_term(b));
                assert_eq!(product.is_positive(), a == b, "{a:e} times {b:e}");
                assert_eq!(product.is_negative(), a != b, "{a:e} times {b:e}");
                let Floating { mantissa, exponent: found } = product.scaled();
                assert_eq!((mantissa.abs(), found), (3.0625 / 2.0, 2 * exponent + 1));
            }
        }
        let nothing = DoubleWidth::product(&ExactSum::new(), &ExactSum::from_term(1.0));
        assert!(!nothing.is_positive() && !nothing.is_negative());
    }

    /// The digits of one product are taken away again, through 0 and back.
    #[test]
    fn products_are_taken_away() {
        let (a, b) = (ExactSum::from_term(1.0 + 2_f64.powi(-52)), ExactSum::from_term(-3e-300));
        let product = DoubleWidth::product(&a, &b);
        assert_eq!(product.clone().minus_product(&a, &b).0, DoubleWidth::zero().0);
        let opposite = DoubleWidth::zero().minus_product(&a, &b);
        assert!(product.is_negative() && opposite.is_positive());
        assert_eq!(opposite.plus_product(&a, &b).0, DoubleWidth::zero().0);
    }
}
