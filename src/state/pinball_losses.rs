//! The losses of predicted quantiles, and the truth by size.

use std::fmt;

use super::{RankedValues, State, WeightedMean};
use crate::error::{Error, Undefined};
use crate::exact::digits::finite;

/// The mean pinball loss of predictions, and the truth by size, in which the best constant prediction is found.
///
/// Both have the same weights. Memory is that of [`RankedValues`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let state = D2AbsoluteErrorScore.state_of(&array![1.0, 2.0, 3.0], &array![1.0, 3.0, 3.0])?;
/// assert_eq!(state.losses().mean()?, 0.5 / 3.0); // half of the absolute error
/// assert_eq!(state.truth().median()?, 2.0);
/// assert_eq!(state.explained(0.5)?, 0.5); // of losses of 1/2, 0 and 1/2 for a constant 2
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PinballLosses {
    pub(crate) losses: WeightedMean,
    pub(crate) truth: RankedValues,
}

impl PinballLosses {
    /// The mean loss of the predictions.
    #[must_use]
    pub fn losses(&self) -> &WeightedMean {
        &self.losses
    }

    /// The truth.
    #[must_use]
    pub fn truth(&self) -> &RankedValues {
        &self.truth
    }

    /// Returns the share of the loss of the truth's own quantile that the predictions save.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without samples, [`Undefined::Constant`] if the truth does not vary,
    /// [`Undefined::Overflow`] beyond the range of `f64`.
    pub fn explained(&self, level: f64) -> Result<f64, Undefined> {
        let constant = self.truth.quantile_at(level)?;
        let least = self.truth.sum_of(|y| pinball(level, y - constant));
        if least.is_zero() {
            return Err(Undefined::Constant);
        }
        finite(1.0 - self.losses.total().ratio(&least)?)
    }

    /// Returns the loss of the predictions, relative to that of the truth's mean, of losses of level ½.
    ///
    /// # Errors
    ///
    /// As [`explained`](Self::explained).
    pub(crate) fn relative_absolute_error(&self) -> Result<f64, Undefined> {
        if self.truth.is_empty() {
            return Err(Undefined::NoSamples);
        }
        let weight = self.truth.weight().to_sum();
        let mean = |of: &dyn Fn(f64) -> f64| self.truth.sum_of(of).ratio(&weight);
        let high = mean(&|y| y)?;
        // What the mean is beside its 53 digits.
        let low = mean(&|y| y - high)?;
        let about = self.truth.sum_of(|y| pinball(0.5, (y - high) - low));
        if about.is_zero() {
            return Err(Undefined::Constant);
        }
        finite(self.losses.total().ratio(&about)?)
    }
}

/// The loss of a quantile, given how far the truth lies above it.
#[inline(always)]
pub(crate) fn pinball(level: f64, above: f64) -> f64 {
    if above >= 0.0 { level * above } else { (level - 1.0) * above }
}

impl State for PinballLosses {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        self.truth.check_merge(&other.truth)
    }

    fn merge(&mut self, other: &Self) {
        self.losses.merge(&other.losses);
        self.truth.merge(&other.truth);
    }

    fn absorb(&mut self, other: Self) {
        self.losses.absorb(other.losses);
        self.truth.absorb(other.truth);
    }
}

impl fmt::Display for PinballLosses {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}; truth: {}", self.losses, self.truth)
    }
}
