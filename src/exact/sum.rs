//! A sum of floating-point numbers that is never rounded.

use super::digits::{add_digit, finite, leading, negated, quotient, subtract_digit};
use super::part::Part;
use crate::error::Undefined;
use crate::kernel::bits::{LEAST_EXPONENT, scale};

/// The number of 64-bit digits: for places from 2^-1074 up to 2^1024, 64 more places for the sum of 2^64
/// terms, and the sign.
pub(crate) const DIGITS: usize = 34;

/// A term was not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

/// The exact sum of any `f64` terms: a fixed-point integer wide enough for all of them.
///
/// Since nothing is rounded, the order in which terms come and sums are merged cannot matter:
/// equal multisets of terms give equal sums, bit for bit. Reading the value rounds once, to
/// nearest. After an infinite term, the value is undefined.
///
/// 280 bytes. Adding a block of terms costs one pass over the terms (see the crate's documentation for
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
#[derive(Clone, Eq)]
pub struct ExactSum {
    /// Two's complement, least significant digit first, in units of 2^-1074.
    digits: [u64; DIGITS],
    overflow: bool,
}

impl PartialEq for ExactSum {
    /// After an infinite term, the finite terms do not matter.
    fn eq(&self, other: &Self) -> bool {
        self.overflow == other.overflow && (self.overflow || self.digits == other.digits)
    }
}

/// The value, which may be rounded: two sums that print alike may differ.
impl std::fmt::Debug for ExactSum {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.value() {
            Ok(value) => write!(f, "ExactSum({value:?})"),
            Err(_) => f.write_str("ExactSum(overflow)"),
        }
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
    /// Returns the empty sum, 0.
    #[must_use]
    pub const fn new() -> Self {
        Self { digits: [0; DIGITS], overflow: false }
    }

    /// Returns the sum of one finite term.
    pub(crate) fn from_term(term: f64) -> Self {
        let mut sum = Self::new();
        sum.add_part(Part::from(term));
        sum
    }

    /// Whether the sum is exactly zero and no term was infinite.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        // Without a branch for each digit, so that registers of digits are tested at once.
        !self.overflow && self.digits.iter().fold(0, |any, digit| any | digit) == 0
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
            self.add_part(Part::from(term));
        }
        Ok(())
    }

    /// Adds a count.
    pub fn add_count(&mut self, count: u64) {
        self.add_part(Part::from(count));
    }

    /// Adds the terms of another sum.
    pub fn merge(&mut self, other: &Self) {
        self.combine(other, add_digit);
        self.overflow |= self.is_vast();
    }

    /// Adds the digits of another sum, or subtracts them. Terms are mostly alike in size, so that most digits are 0:
    /// pairs of zeros are passed over.
    #[inline(always)]
    fn combine(&mut self, other: &Self, step: impl Fn(u64, u64, bool) -> (u64, bool)) {
        self.overflow |= other.overflow;
        let mut carry = false;
        let theirs = other.digits.as_chunks::<2>().0;
        for (ours, theirs) in self.digits.as_chunks_mut::<2>().0.iter_mut().zip(theirs) {
            if carry | (theirs[0] | theirs[1] != 0) {
                (ours[0], carry) = step(ours[0], theirs[0], carry);
                (ours[1], carry) = step(ours[1], theirs[1], carry);
            }
        }
    }

    /// Whether the sum is beyond 2^1099 in size: more than 2^75 terms of any size. A sum that is not is
    /// far from wrapping around.
    pub(crate) fn is_vast(&self) -> bool {
        let top = self.digits[DIGITS - 1].cast_signed();
        (top ^ (top >> 63)) >> 61 != 0
    }

    /// Returns a sum that is not negative times a whole number.
    pub(crate) fn times(&self, factor: u64) -> Self {
        let (mut product, mut carry) = (self.clone(), 0);
        for digit in &mut product.digits {
            let all = u128::from(*digit) * u128::from(factor) + carry;
            (*digit, carry) = (all as u64, all >> 64);
        }
        product
    }

    /// Subtracts the terms of another sum, exactly.
    pub(crate) fn subtract(&mut self, other: &Self) {
        self.combine(other, subtract_digit);
    }

    /// Adds a part: its three digits, then the carry as far as it runs.
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

    /// Adds or subtracts three digits from the digit number `first` on.
    #[inline(always)]
    fn add_digits(
        &mut self,
        first: usize,
        theirs: [u64; 3],
        step: impl Fn(u64, u64, bool) -> (u64, bool),
    ) {
        let mut ours = self.digits[first..].iter_mut();
        let mut carry = false;
        for (theirs, ours) in theirs.into_iter().zip(&mut ours) {
            (*ours, carry) = step(*ours, theirs, carry);
        }
        for ours in ours {
            if !carry {
                return;
            }
            (*ours, carry) = step(*ours, 0, carry);
        }
    }

    /// Returns the sum, rounded to the nearest `f64`, ties to even.
    ///
    /// # Errors
    ///
    /// [`Undefined::Overflow`] if a term was infinite or the sum is beyond the range of `f64`.
    pub fn value(&self) -> Result<f64, Undefined> {
        let leading = self.leading()?;
        finite(leading.signed(scale(leading.bits as f64, leading.exponent)))
    }

    /// Returns this sum over another sum, as a mean is the sum of its terms over the sum of its weights.
    ///
    /// Within 0.51 ulp of the exact quotient, so that the mean of equal numbers is that number; a
    /// subnormal quotient is within 0.51 times the smallest number. The quotient may be finite where one of
    /// the sums is beyond `f64`.
    ///
    /// # Errors
    ///
    /// [`Undefined::Overflow`] as for [`value`](Self::value), and if the other sum is zero.
    pub fn ratio(&self, other: &Self) -> Result<f64, Undefined> {
        let (above, below) = (self.leading()?, other.leading()?);
        if below.bits == 0 {
            return Err(Undefined::Overflow);
        }
        let bits = quotient(above.bits, below.bits);
        let size = scale(bits, above.exponent - below.exponent - 63);
        finite(above.signed(below.signed(size)))
    }

    fn leading(&self) -> Result<Leading, Undefined> {
        if self.overflow {
            return Err(Undefined::Overflow);
        }
        let negative = self.is_negative();
        let (bits, exponent) =
            if negative { leading(&negated(&self.digits)) } else { leading(&self.digits) };
        Ok(Leading { negative, bits, exponent: exponent + LEAST_EXPONENT })
    }

    /// Whether the sum is below 0.
    pub(crate) fn is_negative(&self) -> bool {
        self.digits[DIGITS - 1] >> 63 == 1
    }

    /// Returns the sum with a sign and an absolute value, whose topmost bit is 0.
    #[cfg(feature = "serde")]
    pub(crate) fn from_magnitude(magnitude: [u64; DIGITS], negative: bool) -> Self {
        let digits = if negative { negated(&magnitude) } else { magnitude };
        Self { digits, overflow: false }
    }

    /// Returns the sum of these digits, in two's complement.
    pub(super) fn from_digits(digits: [u64; DIGITS], overflow: bool) -> Self {
        Self { digits, overflow }
    }

    /// Returns the absolute value of the sum, and whether the sum is negative.
    pub(crate) fn magnitude(&self) -> ([u64; DIGITS], bool) {
        (self.with_magnitude(|digits| *digits), self.is_negative())
    }

    /// Calls a closure with the digits of the absolute value, which are copied only if the sum is negative.
    #[inline]
    pub(crate) fn with_magnitude<R>(&self, each: impl FnOnce(&[u64; DIGITS]) -> R) -> R {
        if self.is_negative() { each(&negated(&self.digits)) } else { each(&self.digits) }
    }
}

/// A sum as ±`bits`·2^`exponent`. The topmost bit is 1 unless the sum is 0; the lowest bit is 1 if any
/// digit of the sum lies below it.
struct Leading {
    negative: bool,
    bits: u64,
    exponent: i32,
}

impl Leading {
    /// Returns a size with the sum's sign.
    fn signed(&self, size: f64) -> f64 {
        if self.negative { -size } else { size }
    }
}
