//! Two totals for each sample: the state of a mean with its standard error.

use super::{ExactSum, JointMoments, NotANumber, State, WeightedMean};
use crate::error::Undefined;

/// The mean of terms, and the exact sums of squares and products of two totals of each sample: its weight
/// wᵢ = Σw and its weighted terms uᵢ = Σw·ℓ.
///
/// The mean Σuᵢ/Σwᵢ is a quotient of totals of independent samples, whose standard error is
/// √(n/(n − 1)·Σ(uᵢ − μwᵢ)²)/Σwᵢ over the n samples with a weight above zero. For one term of weight 1 in each
/// sample it is s/√n, s the standard deviation with n − 1. The terms of a sample may depend on each other.
///
/// The sums are those of [`JointMoments`]. 2 kB.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 0.0, 0.0, 0.0, 0.0], array![0.0, 1.0, 2.0, 3.0, 4.0]);
/// let weights = array![1.0, 2.0, 1.0, 3.0, 1.0];
/// let errors = MeanAbsoluteError.with_error().state_of_weighted(&y_true, &y_pred, &weights)?;
/// assert_eq!((errors.samples(), errors.mean().mean()?), (5, 2.125));
/// assert_eq!(errors.standard_error()?, 0.625);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SampleSums {
    mean: WeightedMean,
    /// Of the samples' weights as truth and of their weighted terms as prediction.
    samples: JointMoments,
}

impl SampleSums {
    /// The mean of the terms of all samples.
    #[must_use]
    pub fn mean(&self) -> &WeightedMean {
        &self.mean
    }

    /// The number of samples with a weight above zero.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.samples.weight().value().map_or(u64::MAX, |count| count as u64)
    }

    /// The standard error of the mean, each sample taken as independent of the others.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::TooFewSamples`] for one sample; [`Undefined::Overflow`].
    pub fn standard_error(&self) -> Result<f64, Undefined> {
        self.samples.error_of_quotient()
    }

    /// Returns the number of samples with term 1, if every sample has one term, which is 0 or 1, and no weight or
    /// weight 0 or 1. Terms in [0, 1] are 0 or 1 if their squares have the same sum.
    pub(crate) fn hits(&self) -> Option<u64> {
        let n = self.samples.weight();
        let [w, u, ww, uu] = self.samples.sums();
        let hits = (w == n && ww == n && u == uu).then(|| u.value().ok())?;
        hits.map(|hits| hits as u64)
    }

    /// Adds samples of one term each, without weights.
    pub(crate) fn add_single(&mut self, terms: &[f64]) -> Result<(), NotANumber> {
        let mut total = ExactSum::new();
        total.add_terms(terms)?;
        self.mean.total.merge(&total);
        self.mean.weight.add_count(terms.len() as u64);
        self.samples.add_beside_constant(1, &total, terms)
    }

    /// Adds what a term that was added is less than its value, to the mean alone.
    pub(crate) fn add_to_total(&mut self, weight: f64, rest: f64) {
        self.mean.add_to_total(weight, rest);
    }

    /// Adds the terms of a group as those of one sample.
    pub(crate) fn add_group(&mut self, group: &WeightedMean) -> Result<(), Undefined> {
        self.mean.merge(group);
        let (w, u) = (group.weight().value()?, group.total().value()?);
        self.add_samples(&[w], &[u]).map_err(|_| Undefined::Overflow)
    }

    /// Adds terms to the mean, weights or none beside them.
    pub(crate) fn add_terms(
        &mut self,
        weights: Option<&[f64]>,
        terms: &[f64],
    ) -> Result<(), NotANumber> {
        match weights {
            Some(weights) => self.mean.add_weighted(weights, terms),
            None => self.mean.add_unweighted(terms),
        }
    }

    /// Adds samples by their weights and weighted terms, 0 of both for a sample that does not count.
    pub(crate) fn add_samples(&mut self, w: &[f64], u: &[f64]) -> Result<(), NotANumber> {
        let count = w.iter().filter(|&&weight| weight > 0.0).count() as u64;
        self.samples.add_unweighted(count, w, u)
    }
}

impl State for SampleSums {
    fn merge(&mut self, other: &Self) {
        self.mean.merge(&other.mean);
        self.samples.merge(&other.samples);
    }
}
