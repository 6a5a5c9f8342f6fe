//! What the replicates of a bootstrap say: a standard error, an interval, and whether a difference is 0.

use crate::error::{Error, Undefined};
use crate::exact::digits::finite;
use crate::state::{ExactSum, RankedValues};
use crate::uncertainty::{Interval, check_level};

/// A value, and its values on resampled data.
///
/// Replicates without a value are left out and [counted](Self::undefined); where they are more than one in twenty,
/// neither standard error nor interval is given ([`Undefined::Replicates`]).
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Replicates {
    /// The value on the data as they are.
    pub value: Result<f64, Undefined>,
    /// The value of each replicate, in the order of their numbers.
    pub replicates: Vec<Result<f64, Undefined>>,
}

impl Replicates {
    /// Returns the number of replicates without a value.
    #[must_use]
    pub fn undefined(&self) -> usize {
        self.replicates.iter().filter(|replicate| replicate.is_err()).count()
    }

    /// Returns the values of the replicates that have one, if they are enough.
    fn values(&self) -> Result<Vec<f64>, Undefined> {
        self.value?;
        if 20 * self.undefined() > self.replicates.len() {
            return Err(Undefined::Replicates);
        }
        Ok(self.replicates.iter().filter_map(|replicate| replicate.ok()).collect())
    }

    /// Returns the standard deviation of the replicates, Σ(v − mean)² over their number less 1.
    ///
    /// # Errors
    ///
    /// The reason why there is no value; [`Undefined::Replicates`]; [`Undefined::TooFewSamples`] for a single
    /// replicate.
    pub fn standard_error(&self) -> Result<f64, Undefined> {
        let values = self.values()?;
        if values.len() < 2 {
            return Err(Undefined::TooFewSamples);
        }
        let mean = sum(values.iter().copied())? / values.len() as f64;
        let squares = sum(values.iter().map(|value| (value - mean) * (value - mean)))?;
        finite((squares / (values.len() - 1) as f64).sqrt())
    }

    /// Returns the percentile interval: the quantiles of the replicates at (1 − level)/2 and at (1 + level)/2, of
    /// Hyndman and Fan's definition 2, as [`RankedValues`] has them.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a level that is not between 0 and 1; [`Error::Undefined`] as for
    /// [`standard_error`](Self::standard_error).
    pub fn interval(&self, level: f64) -> Result<Interval, Error> {
        check_level(level)?;
        let (mut ranked, tail) = (RankedValues::default(), 0.5 * (1.0 - level));
        ranked.extend(&self.values()?);
        let (lower, upper) = (ranked.quantile_at(tail)?, ranked.quantile_at(1.0 - tail)?);
        Ok(Interval { level, lower, upper })
    }

    /// Returns the two-sided p-value of the hypothesis that the value is `expected`, such as 0 for a difference:
    /// twice the smaller of (1 + k)/(1 + B) for the k of B replicates on either side, at most 1
    /// ([Davison and Hinkley 1997](https://doi.org/10.1017/CBO9780511802843), section 4).
    ///
    /// # Errors
    ///
    /// As [`standard_error`](Self::standard_error).
    pub fn p_value(&self, expected: f64) -> Result<f64, Undefined> {
        let values = self.values()?;
        let at_least = values.iter().filter(|&&value| value >= expected).count();
        let at_most = values.iter().filter(|&&value| value <= expected).count();
        let share = (1 + at_least.min(at_most)) as f64 / (1 + values.len()) as f64;
        Ok((2.0 * share).min(1.0))
    }

    /// Returns the differences of two measures on the same resampled data.
    pub(super) fn minus(&self, other: &Self) -> Self {
        let less = |a: &Result<f64, _>, b: &Result<f64, _>| finite((*a)? - (*b)?);
        let pairs = self.replicates.iter().zip(&other.replicates);
        Self {
            value: less(&self.value, &other.value),
            replicates: pairs.map(|(a, b)| less(a, b)).collect(),
        }
    }
}

/// Adds exactly, and rounds once.
fn sum(values: impl Iterator<Item = f64>) -> Result<f64, Undefined> {
    let mut sum = ExactSum::new();
    for value in values {
        sum.add(value).map_err(|_| Undefined::Overflow)?;
    }
    sum.value()
}
