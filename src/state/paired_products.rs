//! Sums over the samples of two models, and the products of what each sample adds to them: the state of a comparison of
//! two functions of sums.

use super::sample_products::{Gradient, Products, SampleParts, SampleProducts, error_of_sum};
use super::{State, Summed};
use crate::error::{Error, Undefined};

/// The sums of two models on the same samples, and the products of what each sample adds to them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairedProducts<S> {
    pub(super) models: [SampleProducts<S>; 2],
    /// Of positions j in the first model and k in the second.
    pub(super) crossed: Products,
    /// The number of samples with a weight above 0 for either model.
    pub(super) samples: u64,
}

impl<S: Summed> PairedProducts<S> {
    pub(crate) fn new(first: S, second: S) -> Self {
        let models = [first, second].map(SampleProducts::new);
        Self { models, crossed: Products::default(), samples: 0 }
    }

    /// The sums of the first model and of the second.
    #[must_use]
    pub fn models(&self) -> &[SampleProducts<S>; 2] {
        &self.models
    }

    /// The number of samples with a weight above 0.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// Adds the products of one sample, whose parts the sums hold already.
    pub(crate) fn add_sample(&mut self, first: &[(usize, f64)], second: &[(usize, f64)]) {
        let counts = !first.is_empty() || !second.is_empty();
        self.samples = self.samples.saturating_add(u64::from(counts));
        self.models[0].add_sample(first);
        self.models[1].add_sample(second);
        let pairs = first.iter().flat_map(|&a| second.iter().map(move |&b| (a, b)));
        pairs.for_each(|(a, b)| self.crossed.add(a, b));
    }

    /// Returns the standard error of the difference of two numbers with these gradients: that of Σ(g·vᵢ − h·wᵢ).
    pub(crate) fn standard_error(&self, [g, h]: [&Gradient; 2]) -> Result<f64, Undefined> {
        let [first, second] = &self.models;
        let both = first.squares(g)? + second.squares(h)?;
        let squares = both - 2.0 * self.crossed.form(g, h, false)?;
        error_of_sum(self.samples, [squares, both], first.along(g) - second.along(h))
    }
}

impl<S: Summed> State for PairedProducts<S> {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        let mut models = self.models.iter().zip(&other.models);
        models.try_for_each(|(own, other)| own.check_merge(other))
    }

    fn merge(&mut self, other: &Self) {
        self.models.iter_mut().zip(&other.models).for_each(|(own, other)| own.merge(other));
        self.crossed.merge(&other.crossed);
        self.samples = self.samples.saturating_add(other.samples);
    }
}
