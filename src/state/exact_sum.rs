//! A sum of floating-point numbers that is never rounded.

use crate::error::Undefined;
use crate::kernel::at_best_level;
use crate::kernel::sum::{
    Grid, LEAST_EXPONENT, MOST_TERMS, Part, largest, power_of_two, split_off, split_pairs,
};

/// 64-bit digits: 2^-1074 up to 2^1024, 64 more binary places for 2^64 terms, and the sign.
const LIMBS: usize = 34;

/// Terms of one piece when a block is done again in a buffer.
const PIECE: usize = 512;

/// Binary places of headroom over the first terms of a block when its grid is guessed.
const SPARE: i32 = 8;

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExactSum {
    /// Two's complement, least significant digit first, in units of 2^-1074.
    limbs: [u64; LIMBS],
    overflow: bool,
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
        sum.add_finite(term);
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
            self.add_finite(term);
        }
        Ok(())
    }

    fn add_finite(&mut self, term: f64) {
        let exponent = ((term.to_bits() >> 52) & 0x7ff) as i32;
        let mantissa = (term.to_bits() & ((1 << 52) - 1)) | u64::from(exponent > 0) << 52;
        let steps = if term < 0.0 { -i128::from(mantissa) } else { i128::from(mantissa) };
        self.add_part(Part { steps, exponent: LEAST_EXPONENT + (exponent - 1).max(0) });
    }

    /// Adds a count.
    pub fn add_count(&mut self, count: u64) {
        self.add_part(Part { steps: i128::from(count), exponent: 0 });
    }

    /// Adds every term of a slice.
    ///
    /// # Errors
    ///
    /// [`NotANumber`] for a NaN among them; the sum stays as it was.
    pub fn add_slice(&mut self, terms: &[f64]) -> Result<(), NotANumber> {
        let mut sum = self.clone();
        sum.add_terms(terms)?;
        *self = sum;
        Ok(())
    }

    /// Adds every term of a slice; of no use after an error.
    pub(crate) fn add_terms(&mut self, terms: &[f64]) -> Result<(), NotANumber> {
        self.add_pairs(terms, terms, first, first)
    }

    /// Adds the term of every pair; of no use after an error. The slices have equal lengths.
    ///
    /// `quick` may differ from `term` where it gives NaN or an infinity.
    #[inline]
    pub(crate) fn add_pairs<T: Copy, P: Copy>(
        &mut self,
        y: &[T],
        p: &[P],
        quick: impl Fn(T, P) -> f64,
        term: impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        let mut blocks = y.chunks(MOST_TERMS).zip(p.chunks(MOST_TERMS));
        blocks.try_for_each(|(y, p)| self.add_block(y, p, &quick, &term))
    }

    /// One block by a guess at its grid; if that fails, by its largest term; if that fails too,
    /// because small terms reach below the second grid, in pieces.
    #[inline]
    fn add_block<T: Copy, P: Copy>(
        &mut self,
        y: &[T],
        p: &[P],
        quick: &impl Fn(T, P) -> f64,
        term: &impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        let split = at_best_level(
            #[inline(always)]
            || split_pairs(y, p, quick, guess(y, p, quick)?),
        );
        match split.or_else(|| split_by_largest(y, p, term)) {
            Some(parts) => parts.into_iter().for_each(|part| self.add_part(part)),
            None => self.add_pieces(y, p, term)?,
        }
        Ok(())
    }

    /// The block again, in pieces that are buffered and split until nothing is left.
    #[cold]
    fn add_pieces<T: Copy, P: Copy>(
        &mut self,
        y: &[T],
        p: &[P],
        term: &impl Fn(T, P) -> f64,
    ) -> Result<(), NotANumber> {
        let mut buffer = [0.0; PIECE];
        for (y, p) in y.chunks(PIECE).zip(p.chunks(PIECE)) {
            let terms = &mut buffer[..y.len()];
            for ((out, &y), &p) in terms.iter_mut().zip(y).zip(p) {
                *out = term(y, p);
            }
            self.add_buffer(terms)?;
        }
        Ok(())
    }

    fn add_buffer(&mut self, terms: &mut [f64]) -> Result<(), NotANumber> {
        for term in terms.iter_mut() {
            if Grid::reaching(term.abs(), 0).is_none() {
                self.add(std::mem::take(term))?;
            }
        }
        at_best_level(
            #[inline(always)]
            || loop {
                let most = largest(terms, terms, first);
                match Grid::reaching(most, 0) {
                    Some(grid) if most > 0.0 => self.add_part(split_off(terms, grid)),
                    _ => return,
                }
            },
        );
        Ok(())
    }

    /// Adds all that another sum holds.
    pub fn merge(&mut self, other: &Self) {
        self.overflow |= other.overflow;
        let mut carry = false;
        for (limb, &theirs) in self.limbs.iter_mut().zip(&other.limbs) {
            (*limb, carry) = add_digit(*limb, theirs, carry);
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
    pub(crate) fn add_part(&mut self, part: Part) {
        let place = (part.exponent - LEAST_EXPONENT) as usize;
        let (first, shift) = (place / 64, place % 64);
        let steps = part.steps.unsigned_abs();
        let low = steps << shift;
        let high = if shift == 0 { 0 } else { (steps >> (128 - shift)) as u64 };
        let digits = [low as u64, (low >> 64) as u64, high];
        let step = if part.steps < 0 { subtract_digit } else { add_digit };
        let mut carry = false;
        for (i, limb) in self.limbs[first..].iter_mut().enumerate() {
            let digit = digits.get(i).copied().unwrap_or(0);
            if i >= digits.len() && !carry {
                return;
            }
            (*limb, carry) = step(*limb, digit, carry);
        }
    }

    /// The sum, rounded to the nearest `f64`, ties to even.
    ///
    /// # Errors
    ///
    /// [`Undefined::Overflow`] if a term was infinite or the sum is beyond the range of `f64`.
    pub fn value(&self) -> Result<f64, Undefined> {
        let leading = self.leading()?;
        finite(leading.signed(scale(leading.bits, leading.exponent)))
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
        let size = scale(bits, above.exponent - below.exponent - 63);
        finite(above.signed(below.signed(size)))
    }

    fn leading(&self) -> Result<Leading, Undefined> {
        if self.overflow {
            return Err(Undefined::Overflow);
        }
        let negative = self.limbs[LIMBS - 1] >> 63 == 1;
        let magnitude = if negative { negated(&self.limbs) } else { self.limbs };
        let top = magnitude.iter().rposition(|&limb| limb != 0).unwrap_or(0);
        let (bits, exponent) = leading(&magnitude, top);
        Ok(Leading { negative, bits, exponent })
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

/// A term that is there already.
#[inline(always)]
fn first(term: f64, _: f64) -> f64 {
    term
}

/// The grid for a block from the size of its first terms; any guess will do if nothing strays.
#[inline(always)]
fn guess<T: Copy, P: Copy>(y: &[T], p: &[P], term: impl Fn(T, P) -> f64) -> Option<Grid> {
    let first = y.len().min(8);
    let most = largest(&y[..first], &p[..first], term);
    Grid::reaching(if most > 0.0 { most } else { 1.0 }, SPARE)
}

#[cold]
fn split_by_largest<T: Copy, P: Copy>(
    y: &[T],
    p: &[P],
    term: impl Fn(T, P) -> f64,
) -> Option<[Part; 2]> {
    at_best_level(
        #[inline(always)]
        || {
            let grid = Grid::reaching(largest(y, p, &term), 0)?;
            split_pairs(y, p, &term, grid)
        },
    )
}

#[inline(always)]
fn add_digit(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(u64::from(carry));
    (sum, first | second)
}

#[inline(always)]
fn subtract_digit(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(u64::from(borrow));
    (difference, first | second)
}

fn negated(limbs: &[u64; LIMBS]) -> [u64; LIMBS] {
    let (mut out, mut borrow) = ([0; LIMBS], false);
    for (out, &limb) in out.iter_mut().zip(limbs) {
        (*out, borrow) = subtract_digit(0, limb, borrow);
    }
    out
}

/// The 64 bits from the topmost one on, and the exponent of the last of them.
fn leading(limbs: &[u64; LIMBS], top: usize) -> (u64, i32) {
    let shift = limbs[top].leading_zeros() % 64;
    let next = top.checked_sub(1).map_or(0, |i| limbs[i]);
    let both = (u128::from(limbs[top]) << 64 | u128::from(next)) << shift;
    let below = both as u64 != 0 || limbs[..top.saturating_sub(1)].iter().any(|&limb| limb != 0);
    let bits = (both >> 64) as u64 | u64::from(below);
    (bits, LEAST_EXPONENT + 64 * top as i32 - shift as i32)
}

/// bits·2^exponent: the conversion rounds to nearest even, for which the lowest bit stands for all
/// below it; then come an exact step and one that may round again, among the subnormals, or
/// overflow.
fn scale(bits: u64, exponent: i32) -> f64 {
    let half = (exponent / 2).clamp(-1000, 1000);
    bits as f64 * power_of_two(half) * power_of_two((exponent - half).clamp(-1000, 1000))
}

fn finite(value: f64) -> Result<f64, Undefined> {
    if value.is_finite() { Ok(value) } else { Err(Undefined::Overflow) }
}
