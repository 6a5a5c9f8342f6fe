//! Rational numbers, exact however large.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

use num_bigint::BigInt;

/// A quotient of whole numbers; the divisor is above 0.
#[derive(Clone, Debug)]
pub(crate) struct Fraction {
    above: BigInt,
    below: BigInt,
}

impl Fraction {
    /// Shortens by common powers of two.
    fn new(above: BigInt, below: BigInt) -> Self {
        let shift =
            above.trailing_zeros().unwrap_or(u64::MAX).min(below.trailing_zeros().unwrap_or(0));
        Self { above: above >> shift, below: below >> shift }
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.above == BigInt::ZERO
    }

    pub(crate) fn abs(&self) -> Self {
        Self { above: self.above.magnitude().clone().into(), below: self.below.clone() }
    }

    /// Whether a number is as close as some ulp of a size.
    pub(crate) fn is_near(&self, found: f64, ulps: u64, size: &Self) -> bool {
        let off = (self.clone() - found.into()).abs();
        let allowed = size.abs() * (ulps as f64 * f64::EPSILON).into() + 5e-324.into();
        off <= allowed
    }
}

impl From<f64> for Fraction {
    fn from(x: f64) -> Self {
        assert!(x.is_finite(), "{x} is no fraction");
        let exponent = (x.abs().to_bits() >> 52) as i64;
        let bits = x.to_bits() & ((1 << 52) - 1);
        let mantissa = BigInt::from(if exponent == 0 { bits } else { bits | 1 << 52 });
        let mantissa = if x < 0.0 { -mantissa } else { mantissa };
        match exponent.max(1) - 1075 {
            power @ 0.. => Self::new(mantissa << power, 1.into()),
            power => Self::new(mantissa, BigInt::from(1) << -power),
        }
    }
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.above * &other.below + other.above * &self.below, self.below * other.below)
    }
}

impl Sub for Fraction {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + Self { above: -other.above, below: other.below }
    }
}

impl Mul for Fraction {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::new(self.above * other.above, self.below * other.below)
    }
}

/// The divisor is above 0.
impl Div for Fraction {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        assert!(other.above > BigInt::ZERO, "a divisor above 0");
        Self::new(self.above * other.below, self.below * other.above)
    }
}

impl PartialEq for Fraction {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (&self.above * &other.below).partial_cmp(&(&other.above * &self.below))
    }
}

impl std::iter::Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(numbers: I) -> Self {
        numbers.fold(0.0.into(), Add::add)
    }
}
