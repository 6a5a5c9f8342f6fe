//! Values by size: the state of medians and other quantiles.

use std::fmt;

#[cfg(feature = "serde")]
use super::TiedScores;
use super::{ExactSum, RankedScores, State, Tally};
use crate::domain::Domain;
use crate::error::{Error, Undefined};
use crate::exact::digits::finite;
use crate::exact::product::product;

/// Every distinct value with its weight: the state of medians, of other quantiles and of their deviations.
///
/// The quantile of a level is the least value up to which the share of the weight reaches the level; where that
/// share is the level, it is the middle between this value and the next ([Hyndman and Fan 1996][h], definition
/// 2; `NumPy`'s `averaged_inverted_cdf`). So the median of an even number of values is the middle of the two in
/// between, a weight of 2 counts as the value twice, and a weight of 0 as none.
///
/// Weights add up exactly, and a share is rounded to `f64` once, as the level was: 9 of 10 values are 0.9 of
/// them. Equal multisets of (value, weight) give equal states and equal bits, in whatever order, batches and
/// merges they come.
///
/// Values are kept as `f64`; −0.0 and 0.0 are one value. Memory grows with the number of distinct values, as that
/// of [`RankedScores`] does: 8 bytes for each value without weights, 16 with weights, as much for the values of
/// the batch that is read, and at most 8 MB for values that wait to be sorted. A reading sorts nothing: it passes
/// over all values two or three times. Nor does one call on arrays.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let errors = MedianAbsoluteError.state_of(&array![0.0, 0.0, 0.0, 0.0], &array![1.0, -2.0, 3.0, 4.0])?;
/// assert_eq!(errors.median()?, 2.0); // of -2, 1, 3 and 4
/// assert_eq!(errors.quantile(0.25)?, -0.5);
/// assert_eq!((errors.minimum()?, errors.maximum()?), (-2.0, 4.0));
/// assert_eq!(errors.median_absolute_deviation()?, 1.5); // of 1, 1, 2 and 4
/// assert_eq!(errors.to_string(), "a weight of 4 on 4 values");
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.2307/2684934
#[derive(Clone, Default, PartialEq)]
pub struct RankedValues {
    /// The values as scores of one class, all of them positive.
    pub(super) scores: RankedScores,
}

impl RankedValues {
    /// Adds one value with its weight, 1 for values without weights.
    ///
    /// ```
    /// use ndarray_metrics::state::RankedValues;
    ///
    /// let mut errors = RankedValues::default();
    /// for (error, weight) in [(1.0, 3.0), (2.0, 1.0), (3.0, 1.0), (4.0, 1.0)] {
    ///     errors.add(error, weight)?;
    /// }
    /// assert_eq!(errors.median()?, 1.5); // as of 1, 1, 1, 2, 3 and 4
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a value that is NaN, [`Error::Weight`] for a weight that is negative or not finite;
    /// the state stays as it was.
    pub fn add(&mut self, value: f64, weight: f64) -> Result<(), Error> {
        if value.is_nan() {
            let (argument, expected) = ("value", Domain::Score);
            return Err(Error::Value { argument, index: vec![], found: value, expected });
        }
        self.scores.add(value, true, weight)
    }

    /// Adds values of weight 1 that are `f32`s.
    pub(crate) fn extend_singles(&mut self, values: &[f64]) {
        self.scores.extend_counted(values.iter().map(|&value| (value as f32, true)));
    }

    /// Adds values of weight 1, none of which is NaN.
    pub(crate) fn extend(&mut self, values: &[f64]) {
        self.scores.gather(values);
    }

    /// Adds values, none of which is NaN, with their weights. A value of weight 0 is none.
    pub(crate) fn extend_weighted(&mut self, values: &[f64], weights: &[f64]) {
        let samples = values.iter().zip(weights).map(|(&value, &weight)| (value, weight));
        self.scores.gather_weighted(samples.filter(|(_, weight)| *weight > 0.0));
    }

    /// Returns every distinct value with its weight, the least value first.
    #[must_use]
    pub fn values(&self) -> Vec<(f64, Tally)> {
        self.scores.runs().into_iter().map(|tied| (tied.score, tied.positives)).collect()
    }

    /// Returns the state of rising values. `None` if a weight is too far beyond the range of `f64`.
    #[cfg(feature = "serde")]
    pub(in crate::state) fn from_values(values: Vec<(f64, Tally)>) -> Option<Self> {
        let tied =
            |(score, positives)| TiedScores { score, positives, negatives: Tally::default() };
        let runs: Vec<_> = values.into_iter().map(tied).collect();
        RankedScores::from_runs(&runs).map(|scores| Self { scores })
    }

    /// Returns the weight of all values; without weights, their number.
    #[must_use]
    pub fn weight(&self) -> Tally {
        self.scores.total()
    }

    /// Whether no value of a weight above 0 was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.scores.is_empty()
    }

    /// Returns the quantile of a level; 0 is the minimum, 1 the maximum.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a level outside [0, 1]; [`Error::Undefined`] as for [`median`](Self::median).
    pub fn quantile(&self, level: f64) -> Result<f64, Error> {
        check_level(level)?;
        Ok(self.quantile_at(level)?)
    }

    /// As [`quantile`](Self::quantile), of a level that was checked.
    pub(crate) fn quantile_at(&self, level: f64) -> Result<f64, Undefined> {
        self.scores.quantile(level, |value| value)
    }

    /// Returns the quantile of the sizes of all values, |value|, of a level that was checked.
    pub(crate) fn quantile_of_sizes(&self, level: f64) -> Result<f64, Undefined> {
        self.scores.quantile(level, f64::abs)
    }

    /// Returns the median.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without values, [`Undefined::Overflow`] if the median is infinite, or weights
    /// exceed the range of `f64` by far.
    pub fn median(&self) -> Result<f64, Undefined> {
        self.quantile_at(0.5)
    }

    /// Returns the least value.
    ///
    /// # Errors
    ///
    /// As [`median`](Self::median).
    pub fn minimum(&self) -> Result<f64, Undefined> {
        self.quantile_at(0.0)
    }

    /// Returns the largest value.
    ///
    /// # Errors
    ///
    /// As [`median`](Self::median).
    pub fn maximum(&self) -> Result<f64, Undefined> {
        self.quantile_at(1.0)
    }

    /// Returns the largest value less the least, rounded once.
    ///
    /// # Errors
    ///
    /// As [`median`](Self::median).
    pub fn range(&self) -> Result<f64, Undefined> {
        self.width([0.0, 1.0])
    }

    /// Returns the quantile of level ¾ less that of level ¼.
    ///
    /// # Errors
    ///
    /// As [`median`](Self::median).
    pub fn interquartile_range(&self) -> Result<f64, Undefined> {
        self.width([0.25, 0.75])
    }

    /// Returns the distance of two quantiles.
    fn width(&self, [low, high]: [f64; 2]) -> Result<f64, Undefined> {
        finite(self.quantile_at(high)? - self.quantile_at(low)?)
    }

    /// Returns the median of the distances from the median, each rounded to `f64`.
    ///
    /// # Errors
    ///
    /// As [`median`](Self::median).
    pub fn median_absolute_deviation(&self) -> Result<f64, Undefined> {
        let median = self.median()?;
        self.scores.quantile(0.5, |value| (value - median).abs())
    }

    /// Returns the share of the weight whose values are of a size of at most a tolerance.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without values, [`Undefined::Overflow`] for weights far beyond `f64`.
    pub fn share_within(&self, tolerance: f64) -> Result<f64, Undefined> {
        if self.is_empty() {
            return Err(Undefined::NoSamples);
        }
        self.sum_of(|value| f64::from(value.abs() <= tolerance)).ratio(&self.weight().to_sum())
    }

    /// Returns Σw·ℓ of a loss of each value, exactly.
    pub(in crate::state) fn sum_of(&self, loss: impl Fn(f64) -> f64) -> ExactSum {
        let (mut losses, mut weights, mut sum) = (Vec::new(), Vec::new(), ExactSum::new());
        self.scores.each(|value, weight| {
            losses.push(loss(value));
            weights.push(weight);
        });
        let added = sum.add_pairs(&weights, &losses, product, product);
        if added.and_then(|()| sum.add_product_errors(&weights, &losses)).is_err() {
            // A weight beyond the range times a loss of 0.
            return ExactSum::from_term(f64::INFINITY);
        }
        sum
    }
}

/// Refuses a level that no quantile has.
pub(crate) fn check_level(level: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&level) {
        return Ok(());
    }
    Err(Error::number("level", level, "a number of at least 0 and at most 1"))
}

impl State for RankedValues {
    fn merge(&mut self, other: &Self) {
        self.scores.merge(&other.scores);
    }

    fn absorb(&mut self, other: Self) {
        self.scores.gather_all(other.scores);
    }
}

impl fmt::Debug for RankedValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RankedValues").field(&self.values()).finish()
    }
}

impl fmt::Display for RankedValues {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a weight of {} on {} values", self.weight(), self.values().len())
    }
}
