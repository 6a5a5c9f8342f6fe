//! Exact totals of weights: an `f64` wherever one is exact, an exact sum elsewhere.

use super::ExactSum;
use super::digits::finite;
use super::part::Part;
use super::twofold::two_sum;
use crate::error::Undefined;
use crate::kernel::bits::power_of_two;

/// The exact total of some weights, or the number of samples without weights.
///
/// Counts below 2^53 and single weights are exact `f64`s and are stored as such; only a total that no
/// `f64` can hold becomes an [`ExactSum`]. Equal totals are equal tallies, whatever the order of their
/// weights. 16 bytes, or 300 for a total that no `f64` can hold.
///
/// ```
/// use ndarray_metrics::state::Tally;
///
/// let mut tally = Tally::default();
/// tally.add(2_f64.powi(53))?;
/// tally.add(1.0)?; // 2^53 + 1 is no f64
/// tally.add(1.0)?;
/// assert_eq!(tally, Tally::try_from(2_f64.powi(53) + 2.0)?);
/// # Ok::<(), ndarray_metrics::state::NotAWeight>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Tally(Total);

#[derive(Clone, Debug, PartialEq)]
enum Total {
    Number(f64),
    Sum(Box<ExactSum>),
}

/// Counts up to this number are `f64`s.
const EXACT: u64 = 1 << f64::MANTISSA_DIGITS;

impl Default for Tally {
    fn default() -> Self {
        Self::from_checked(0.0)
    }
}

/// A number was no weight: it is negative, infinite or not a number.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{0} is no weight, expected a finite number of at least 0")]
pub struct NotAWeight(pub f64);

impl NotAWeight {
    /// Refuses a number that is no weight; makes 0.0 of −0.0.
    fn check(weight: f64) -> Result<f64, Self> {
        let admitted = (0.0..f64::INFINITY).contains(&weight);
        if admitted { Ok(weight + 0.0) } else { Err(Self(weight)) }
    }
}

/// The tally of one weight.
///
/// ```
/// use ndarray_metrics::state::{NotAWeight, Tally};
///
/// assert_eq!(Tally::try_from(2.5)?.value(), Ok(2.5));
/// assert_eq!(Tally::try_from(-1.0), Err(NotAWeight(-1.0)));
/// # Ok::<(), NotAWeight>(())
/// ```
impl TryFrom<f64> for Tally {
    type Error = NotAWeight;

    fn try_from(weight: f64) -> Result<Self, NotAWeight> {
        NotAWeight::check(weight).map(Self::from_checked)
    }
}

impl Tally {
    /// Returns the tally of one weight that is finite and not negative.
    pub(crate) const fn from_checked(weight: f64) -> Self {
        Self(Total::Number(weight))
    }

    /// Returns the tally of a part that is not negative.
    #[inline]
    pub(crate) fn from_part(part: Part) -> Self {
        let mut tally = Self::default();
        tally.add_part(part);
        tally
    }

    /// Returns the tally of samples without weights.
    #[inline]
    pub(crate) fn from_count(count: u64) -> Self {
        if count <= EXACT {
            return Self::from_checked(count as f64);
        }
        Self::from_part(Part::from(count))
    }

    /// Returns a total beyond all bounds.
    pub(crate) fn overflowed() -> Self {
        let mut sum = ExactSum::new();
        // An infinite term is remembered, not refused.
        let _ = sum.add(f64::INFINITY);
        Self::from_sum(sum)
    }

    /// Whether an `f64` holds the total.
    pub(crate) fn is_number(&self) -> bool {
        matches!(self.0, Total::Number(_))
    }

    /// Returns the total as it is stored, if an `f64` holds it.
    pub(crate) fn number(&self) -> Option<f64> {
        match self.0 {
            Total::Number(total) => Some(total),
            Total::Sum(_) => None,
        }
    }

    /// Adds a weight.
    ///
    /// # Errors
    ///
    /// [`NotAWeight`] for a number that is negative, infinite or NaN; the tally stays as it was.
    pub fn add(&mut self, weight: f64) -> Result<(), NotAWeight> {
        NotAWeight::check(weight).map(|weight| self.add_checked(weight))
    }

    /// Adds a weight that is finite and not negative.
    #[inline]
    pub(crate) fn add_checked(&mut self, weight: f64) {
        if let Total::Number(total) = &mut self.0 {
            let (sum, rest) = two_sum(*total, weight);
            if sum.is_finite() && rest == 0.0 {
                *total = sum;
                return;
            }
        }
        self.add_to_sum(&Self::from_checked(weight));
    }

    /// Adds the weights of another tally.
    pub fn merge(&mut self, other: &Self) {
        match &other.0 {
            Total::Number(weight) => self.add_checked(*weight),
            Total::Sum(_) => self.add_to_sum(other),
        }
    }

    #[cold]
    fn add_to_sum(&mut self, other: &Self) {
        self.change(|sum| sum.merge(&other.to_sum()));
    }

    /// Returns the tally of a sum: an `f64` if the sum is equal to one.
    pub(crate) fn from_sum(sum: impl Into<Box<ExactSum>>) -> Self {
        let sum = sum.into();
        match sum.value() {
            Ok(rounded) if ExactSum::from_term(rounded) == *sum => Self(Total::Number(rounded)),
            _ => Self(Total::Sum(sum)),
        }
    }

    /// Adds a part that is not negative: the exact total of several weights.
    #[inline(always)]
    pub(crate) fn add_part(&mut self, part: Part) {
        if part.exponent == 0 && part.steps < 1 << 53 {
            self.add_checked(part.steps as u64 as f64);
        } else {
            self.add_scaled(part);
        }
    }

    /// Adds a part as an `f64` if the part is one.
    fn add_scaled(&mut self, part: Part) {
        let zeros = part.steps.trailing_zeros() as i32 % 128;
        let (odd, exponent) = (part.steps >> zeros, part.exponent + zeros);
        if odd < 1 << 53 && (-1022..900).contains(&exponent) {
            return self.add_checked(odd as u64 as f64 * power_of_two(exponent));
        }
        self.change(|sum| sum.add_part(part));
    }

    /// Changes the total as an exact sum; a total that is an exact sum already is changed in its place.
    fn change(&mut self, change: impl FnOnce(&mut ExactSum)) {
        let mut sum = match std::mem::replace(&mut self.0, Total::Number(0.0)) {
            Total::Number(total) => Box::new(ExactSum::from_term(total)),
            Total::Sum(sum) => sum,
        };
        change(&mut sum);
        *self = Self::from_sum(sum);
    }

    /// Returns this total without a part of it. For readings alone: states never subtract.
    pub(crate) fn minus(&self, part: &Self) -> Self {
        if let (Total::Number(total), Total::Number(part)) = (&self.0, &part.0) {
            let (difference, rest) = two_sum(*total, -part);
            if rest == 0.0 && difference.is_finite() {
                return Self::from_checked(difference);
            }
        }
        let mut rest = self.clone();
        rest.change(|sum| sum.subtract(&part.to_sum()));
        rest
    }

    /// Returns the total as an exact sum.
    #[must_use]
    pub fn to_sum(&self) -> ExactSum {
        match &self.0 {
            Total::Number(total) => ExactSum::from_term(*total),
            Total::Sum(sum) => sum.as_ref().clone(),
        }
    }

    /// Returns the total, rounded to nearest.
    ///
    /// # Errors
    ///
    /// [`Undefined::Overflow`] beyond the range of `f64`.
    #[inline]
    pub fn value(&self) -> Result<f64, Undefined> {
        match &self.0 {
            Total::Number(total) => Ok(*total),
            Total::Sum(sum) => sum.value(),
        }
    }

    /// Returns a total that is a whole number; 2^64 − 1 for any larger number.
    pub(crate) fn to_count(&self) -> u64 {
        let rounded = self.value().unwrap_or(f64::INFINITY);
        if self.is_number() || rounded.is_infinite() {
            return rounded as u64;
        }
        let mut rest = self.to_sum();
        rest.subtract(&ExactSum::from_term(rounded));
        let count = (rounded as i128).saturating_add(rest.value().unwrap_or(0.0) as i128);
        count.try_into().unwrap_or(u64::MAX)
    }

    /// Whether no weight above 0 was added.
    #[must_use]
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Total::Number(0.0))
    }

    /// Returns the sum of tallies.
    #[must_use]
    pub fn total<'a>(tallies: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut total = Self::default();
        tallies.into_iter().for_each(|tally| total.merge(tally));
        total
    }

    /// Returns this total over another total, within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] if the other total is zero.
    pub fn ratio(&self, other: &Self) -> Result<f64, Undefined> {
        if other.is_zero() {
            return Err(Undefined::ZeroDenominator);
        }
        match (&self.0, &other.0) {
            (Total::Number(above), Total::Number(below)) => finite(above / below),
            _ => self.to_sum().ratio(&other.to_sum()),
        }
    }
}
