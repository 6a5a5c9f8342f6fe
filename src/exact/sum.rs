//! A sum of floating-point numbers that is never rounded.

use super::digits::{add_digit, finite, leading, negated, subtract_digit};
use super::part::Part;
use crate::error::Undefined;
use crate::kernel::bits::{LEAST_EXPONENT, scale};

/// 64-bit digits: 2^-1074 up to 2^1024, 64 more binary places for 2^64 terms, and the sign.
pub(crate) const LIMBS: usize = 34;

/// A term was not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

/// The exact sum of any `f64` terms: a fixed-point integer wide enough for all of them.
///
/// Since nothing is rounded, the order in which terms come and sums are merged cannot matter:
/// equal multisets of terms give equal sums, bit for bit. Reading the value rounds once, to
/// nearest. A term that is infinite is remembered, and the value is then undefined.
///
/// 280 bytes. Adding a block of terms costs one pass over them (see the crate's documentation for
/// the speed); merging and reading take constant time.
///
/// ```
/// use ndarray_metrics::state::ExactSum;
///
/// let mut sum = ExactSum::new();
/// for term in [0.75, 2_f64.powi(80), -2_f64.powi(80), 1e-300] {
///     sum.add(term)?;
/// }
/// assert_eq!(sum.value(), Ok(0.75));
/// # Ok::<(), ndarray_metrics::state::NotANumber>(())
/// ```
#[derive(Clone, Debug, Eq)]
pub struct ExactSum {
    /// Two's complement, least significant digit first, in units of 2^-1074.
    limbs: [u64; LIMBS],
    overflow: bool,
}

impl PartialEq for ExactSum {
    /// After an infinite term, the finite ones do not matter any more.
    fn eq(&self, other: &Self) -> bool {
        self.overflow == other.overflow && (self.overflow || self.limbs == other.limbs)
    }
}

impl Default for ExactSum {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Display for NotANumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a term is NaN")
    }
}

impl std::error::Error for NotANumber {}

impl ExactSum {
    /// The empty sum, 0.
    #[must_use]
    pub const fn new() -> Self {
        Self { limbs: [0; LIMBS], overflow: false }
    }

    /// The sum of one finite term.
    pub(crate) fn of(term: f64) -> Self {
        let mut sum = Self::new();
        sum.add_part(Part::of(term));
        sum
    }

    /// Whether the sum is exactly zero, with no infinite term.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        !self.overflow && self.limbs.iter().all(|&limb| limb == 0)
    }

    /// Whether a term was infinite.
    #[must_use]
    pub fn has_overflowed(&self) -> bool {
        self.overflow
    }

    /// Adds one term.
    ///
    /// # Errors
    ///
    /// [`NotANumber`] for NaN; the sum stays as it was.
    pub fn add(&mut self, term: f64) -> Result<(), NotANumber> {
        if term.is_nan() {
            return Err(NotANumber);
        }
        self.overflow |= term.is_infinite();
        if term.is_finite() {
            self.add_part(Part::of(term));
        }
        Ok(())
    }

    /// Adds a count.
    pub fn add_count(&mut self, count: u64) {
        self.add_part(Part::count(count));
    }

    /// Adds all that another sum holds.
    pub fn merge(&mut self, other: &Self) {
        self.overflow |= other.overflow;
        let mut carry = false;
        // Most digits are 0, since a sum's terms are mostly alike in size: they are passed over.
        let theirs = other.limbs.as_chunks::<2>().0;
        for (ours, theirs) in self.limbs.as_chunks_mut::<2>().0.iter_mut().zip(theirs) {
            if carry | (theirs[0] | theirs[1] != 0) {
                (ours[0], carry) = add_digit(ours[0], theirs[0], carry);
                (ours[1], carry) = add_digit(ours[1], theirs[1], carry);
            }
        }
    }

    /// Takes away all that another sum holds; exact, as everything here.
    pub(crate) fn subtract(&mut self, other: &Self) {
        self.overflow |= other.overflow;
        let mut borrow = false;
        for (limb, &theirs) in self.limbs.iter_mut().zip(&other.limbs) {
            (*limb, borrow) = subtract_digit(*limb, theirs, borrow);
        }
    }

    /// Adds `steps`·2^`exponent`: three digits, then the carry as far as it runs.
    #[inline]
    pub(crate) fn add_part(&mut self, part: Part) {
        let place = (part.exponent - LEAST_EXPONENT) as usize;
        let (first, shift) = (place / 64, place % 64);
        let steps = part.steps.unsigned_abs();
        let low = steps << shift;
        let high = if shift == 0 { 0 } else { (steps >> (128 - shift)) as u64 };
        let digits = [low as u64, (low >> 64) as u64, high];
        if part.steps < 0 {
            self.add_digits(first, digits, subtract_digit);
        } else {
            self.add_digits(first, digits, add_digit);
        }
    }

    #[inline(always)]
    fn add_digits(
        &mut self,
        first: usize,
        digits: [u64; 3],
        step: impl Fn(u64, u64, bool) -> (u64, bool),
    ) {
        let mut limbs = self.limbs[first..].iter_mut();
        let mut carry = false;
        for (digit, limb) in digits.into_iter().zip(&mut limbs) {
            (*limb, carry) = step(*limb, digit, carry);
        }
        for limb in limbs {
            if !carry {
                return;
            }
            (*limb, carry) = step(*limb, 0, carry);
        }
    }

    /// The sum, rounded to the nearest `f64`, ties to even.
    ///
    /// # Errors
    ///
    /// [`Undefined::Overflow`] if a term was infinite or the sum is beyond the range of `f64`.
    pub fn value(&self) -> Result<f64, Undefined> {
        let leading = self.leading()?;
        finite(leading.signed(scale(leading.bits as f64, leading.exponent)))
    }

    /// This sum over another, as a mean is over its weights; the other must not be zero.
    ///
    /// Within 0.51 ulp of the exact quotient (of the smallest number, where that is subnormal), so
    /// that the mean of equal numbers is that number. The quotient may be finite where the sums
    /// are not.
    ///
    /// # Errors
    ///
    /// [`Undefined::Overflow`] as for [`value`](Self::value).
    pub fn ratio(&self, other: &Self) -> Result<f64, Undefined> {
        let (above, below) = (self.leading()?, other.leading()?);
        if below.bits == 0 {
            return Err(Undefined::Overflow);
        }
        let (dividend, divisor) = (u128::from(above.bits) << 63, u128::from(below.bits));
        let bits = (dividend / divisor) as u64 | u64::from(dividend % divisor != 0);
        let size = scale(bits as f64, above.exponent - below.exponent - 63);
        finite(above.signed(below.signed(size)))
    }

    fn leading(&self) -> Result<Leading, Undefined> {
        if self.overflow {
            return Err(Undefined::Overflow);
        }
        let (magnitude, negative) = self.magnitude();
        let (bits, exponent) = leading(&magnitude);
        Ok(Leading { negative, bits, exponent: exponent + LEAST_EXPONENT })
    }

    /// Whether the sum is below zero.
    pub(crate) fn is_negative(&self) -> bool {
        self.limbs[LIMBS - 1] >> 63 == 1
    }

    /// The sum of a sign and an absolute value, whose topmost bit is not set.
    #[cfg(feature = "serde")]
    pub(crate) fn from_magnitude(magnitude: [u64; LIMBS], negative: bool) -> Self {
        let limbs = if negative { negated(&magnitude) } else { magnitude };
        Self { limbs, overflow: false }
    }

    /// The absolute value of the sum, and whether it is negative.
    pub(crate) fn magnitude(&self) -> ([u64; LIMBS], bool) {
        let negative = self.is_negative();
        (if negative { negated(&self.limbs) } else { self.limbs }, negative)
    }
}

/// The leading digits of a sum: ±`bits`·2^`exponent`, where the topmost of the 64 bits is set
/// unless the sum is 0, and the lowest one if anything lies below.
struct Leading {
    negative: bool,
    bits: u64,
    exponent: i32,
}

impl Leading {
    /// A size with the sum's sign.
    fn signed(&self, size: f64) -> f64 {
        if self.negative { -size } else { size }
    }
}
