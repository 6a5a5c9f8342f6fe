//! A value with its standard error, and the intervals that follow.

use std::fmt;

use super::distributions::{beta, normal};
use super::interval::{Interval, check_level};
use super::link::Link;
use super::replicates::Replicates;
use crate::error::{Error, Undefined};
use crate::output::{OneNumber, Output};
use crate::scale::Scale;

/// A value with its standard error, from which intervals are read.
///
/// | what the value is | interval |
/// |---|---|
/// | a share k/n of samples | [Wilson (1927)][w]; [`clopper_pearson`](Self::clopper_pearson) besides |
/// | a mean over n samples | the mean ± t·SE, t of Student's distribution with n − 1 degrees of freedom |
/// | another reading of counts, or an area | ± z·SE on a scale without ends: ln(v/(1 − v)) for a value in [0, 1], artanh v for one in [−1, 1], ln v for one from 0 on, ln(1 − v) for one up to 1 |
/// | a reading of moments, such as R² or a correlation | ± t·SE on such a scale |
/// | anything, from replicates | the quantiles of the replicates |
///
/// An interval never leaves the range of the measure. It prints as `0.932 (95 %: 0.917 to 0.945)`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 1, 0, 0, 1, 0, 1, 1, 0, 1], array![1, 1, 0, 0, 1, 0, 1, 1, 1, 0]);
/// let accuracy = Accuracy.with_error().evaluate(&y_true, &y_pred)?; // 8 of 10
/// assert_eq!((accuracy.value, accuracy.samples), (0.8, 10));
/// assert_eq!(accuracy.to_string(), "0.800 (95 %: 0.490 to 0.943)");
/// # Ok::<(), Error>(())
/// ```
///
/// [w]: https://doi.org/10.1080/01621459.1927.10502953
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Estimate {
    /// The value of the measure.
    pub value: f64,
    /// The standard error of the value; [`Undefined::TooFewSamples`] where the samples are too few to tell.
    pub standard_error: Result<f64, Undefined>,
    /// The number of samples behind the value.
    pub samples: u64,
    basis: Basis,
    /// The least and the most that the value may be.
    range: [f64; 2],
}

/// What an interval is formed from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Basis {
    /// A number of samples that are right, of all.
    Share { hits: u64 },
    /// A mean, with the degrees of freedom of its variance.
    Mean { freedom: f64 },
    /// A value that is nearly normal on the scale of its range; the degrees of freedom of its variance, ∞ for
    /// a variance that follows from counts.
    OnScale { freedom: f64 },
    /// Values of the measure on resampled data.
    Replicates(Replicates),
}

impl Estimate {
    pub(crate) fn new(
        value: f64,
        standard_error: Result<f64, Undefined>,
        samples: u64,
        basis: Basis,
        scale: Scale,
    ) -> Self {
        Self { value, standard_error, samples, basis, range: [scale.least, scale.most] }
    }

    /// Returns the estimate of a share of samples, `None` if the value is not hits/samples but for rounding.
    pub(crate) fn of_share(value: f64, hits: u64, samples: u64) -> Option<Self> {
        let is_share = is_near(value, hits as f64 / samples as f64);
        is_share.then(|| Self::share(value, hits, samples))
    }

    fn share(value: f64, hits: u64, samples: u64) -> Self {
        let n = samples as f64;
        let error = (value * (1.0 - value) / n).sqrt();
        Self::new(value, Ok(error), samples, Basis::Share { hits }, Scale::SHARE)
    }

    /// Returns the interval that covers the true value with probability `level`, such as 0.95.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![0.0, 0.0, 0.0, 0.0, 0.0], array![0.0, 1.0, 2.0, 3.0, 4.0]);
    /// let error = MeanAbsoluteError.with_error().evaluate(&y_true, &y_pred)?;
    /// assert_eq!(error.standard_error, Ok(0.5_f64.sqrt()));
    /// let interval = error.interval(0.95)?; // 2 ± 2.776·√½
    /// assert!((interval.lower - 0.0367569).abs() < 1e-7 && (interval.upper - 3.9632431).abs() < 1e-7);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a level that is not between 0 and 1. [`Error::Undefined`] without a standard
    /// error; with [`Undefined::Replicates`] if more than one replicate in twenty has no value; with
    /// [`Undefined::NoSpread`] if the value is no share and the samples do not vary, as for an area
    /// of exactly 1: a standard error of 0 is then no certainty.
    pub fn interval(&self, level: f64) -> Result<Interval, Error> {
        check_level(level)?;
        let [lower, upper] = self.ends(level)?;
        let [least, most] = self.range;
        Ok(Interval { level, lower: lower.max(least), upper: upper.min(most) })
    }

    fn ends(&self, level: f64) -> Result<[f64; 2], Undefined> {
        let tail = 0.5 * (1.0 - level);
        match &self.basis {
            Basis::Share { hits } => Ok(wilson(*hits, self.samples, normal::upper_quantile(tail))),
            Basis::Replicates(replicates) => self.spread().and(replicates.ends(level)),
            Basis::Mean { freedom } => {
                let reach = self.spread()? * beta::student_quantile(1.0 - level, *freedom);
                Ok([self.value - reach, self.value + reach])
            }
            Basis::OnScale { freedom } => {
                let reach = self.spread()? * beta::student_quantile(1.0 - level, *freedom);
                Link::of(self.range, self.value).around(self.value, reach)
            }
        }
    }

    /// Returns the standard error, unless it is 0.
    pub(crate) fn spread(&self) -> Result<f64, Undefined> {
        let error = self.standard_error?;
        if error > 0.0 { Ok(error) } else { Err(Undefined::NoSpread) }
    }

    /// Returns the interval of [Clopper and Pearson (1934)](https://doi.org/10.1093/biomet/26.4.404) of a share
    /// k/n: it covers the true share with probability `level` at least. Its ends are exactly 0 for k = 0
    /// and exactly 1 for k = n.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![1, 0, 1, 1], array![1, 0, 1, 1]);
    /// let accuracy = Accuracy.with_error().evaluate(&y_true, &y_pred)?;
    /// let interval = accuracy.clopper_pearson(0.9375)?; // from (1/32)^(1/4), since 1 − level = 1/16
    /// assert!((interval.lower - (1.0_f64 / 32.0).powf(0.25)).abs() < 1e-12);
    /// assert_eq!(interval.upper, 1.0);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`interval`](Self::interval); [`Undefined::NoShare`] if the value is no share of samples.
    pub fn clopper_pearson(&self, level: f64) -> Result<Interval, Error> {
        check_level(level)?;
        let Basis::Share { hits } = self.basis else { return Err(Undefined::NoShare.into()) };
        let (k, n, tail) = (hits as f64, self.samples as f64, 0.5 * (1.0 - level));
        let lower = if hits == 0 { 0.0 } else { beta::quantile(tail, k, n - k + 1.0) };
        let upper = match hits == self.samples {
            true => 1.0,
            false => 1.0 - beta::quantile(tail, n - k, k + 1.0),
        };
        Ok(Interval { level, lower, upper })
    }

    /// Returns the probability of a value at least as far from `value` as this one, if `value` were true: the
    /// two-sided p-value of Student's t for a mean, of the standard normal distribution on the scale of the
    /// interval otherwise.
    ///
    /// # Errors
    ///
    /// [`Undefined`] as [`interval`](Self::interval). A value with a standard error of 0 has p-value 1 if it is
    /// `value`.
    pub fn p_value(&self, value: f64) -> Result<f64, Undefined> {
        if self.value == value && self.standard_error.is_ok() {
            return Ok(1.0);
        }
        let distance = (self.value - value) / self.spread()?;
        match self.basis {
            Basis::Mean { freedom } | Basis::OnScale { freedom } => {
                Ok(beta::student_two_sided(distance, freedom))
            }
            _ => Ok(normal::two_sided(distance)),
        }
    }
}

/// Whether numbers in [0, 1] differ by rounding alone.
pub(super) fn is_near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-15
}

/// The interval of Wilson: the shares p for which k/n is less than z standard errors √(p(1 − p)/n) away.
fn wilson(hits: u64, samples: u64, z: f64) -> [f64; 2] {
    let (n, p) = (samples as f64, hits as f64 / samples as f64);
    let square = z * z / n;
    let centre = p + 0.5 * square;
    let reach = (p * (1.0 - p) * square + 0.25 * square * square).sqrt();
    let ends = [centre - reach, centre + reach].map(|end| end / (1.0 + square));
    [if hits == 0 { 0.0 } else { ends[0] }, if hits == samples { 1.0 } else { ends[1] }]
}

/// The value with three decimals, or more if the interval is narrow, and the interval of 95 %.
impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let interval = match self.interval(0.95) {
            Ok(interval) => interval,
            Err(Error::Undefined(reason)) => return write!(f, "{:.3} ({reason})", self.value),
            Err(error) => return write!(f, "{:.3} ({error})", self.value),
        };
        let (width, digits) = (interval.upper - interval.lower, f.precision());
        let digits = digits.unwrap_or_else(|| decimals(width));
        write!(f, "{:.digits$} ({interval:.digits$})", self.value)
    }
}

/// Returns how many decimals show an interval of some width: two digits of the width at least, three decimals
/// at least and seventeen at most.
fn decimals(width: f64) -> usize {
    (3..17).find(|&digits| width * 10_f64.powi(digits) >= 10.0).unwrap_or(17) as usize
}

impl OneNumber for Result<Estimate, Undefined> {
    fn number(&self) -> Result<f64, Undefined> {
        self.as_ref().map(|estimate| estimate.value).map_err(|&reason| reason)
    }
}

impl Output for Result<Estimate, Undefined> {
    type Value = Estimate;

    fn into_result(self) -> Result<Estimate, Error> {
        self.map_err(Error::Undefined)
    }

    /// The value. A standard error follows other laws: two samples tell more than one sample of weight 2.
    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        vec![self.as_ref().map(|estimate| estimate.value).map_err(|reason| *reason)]
    }
}

/// An estimate for each of several thresholds, classes or columns.
impl Output for Vec<Result<Estimate, Undefined>> {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        self.iter().flat_map(Output::numbers).collect()
    }
}
