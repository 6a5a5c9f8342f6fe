//! The terms of two models on the same samples: the state of a comparison of two means.

use super::{JointMoments, SampleSums, State};
use crate::error::Undefined;
use crate::exact::NotANumber;

/// The sums of each of two models, and the exact sums of the differences of their totals of each sample.
///
/// With the weight wᵢ of sample i, its weighted terms uᵢ of the first and vᵢ of the second model, and dᵢ = uᵢ − vᵢ,
/// the difference of the means is Δ = Σdᵢ/Σwᵢ, and its standard error √(n/(n − 1)·Σ(dᵢ − Δwᵢ)²)/Σwᵢ over the n samples
/// with a weight above zero. 6 kB, however many samples there are.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PairedSums {
    first: SampleSums,
    second: SampleSums,
    /// Of the samples' weights as truth and of their differences as prediction. `None` if a sample has another weight
    /// for the first model than for the second.
    differences: Option<JointMoments>,
}

impl Default for PairedSums {
    fn default() -> Self {
        let [first, second] = Default::default();
        Self { first, second, differences: Some(JointMoments::default()) }
    }
}

impl PairedSums {
    /// Returns the sums of one batch, given the weights and the weighted terms of each sample, first model first.
    pub(crate) fn new(
        [first, second]: [SampleSums; 2],
        [w, v]: [&[f64]; 2],
        [a, b]: [&[f64]; 2],
    ) -> Result<Self, NotANumber> {
        if w != v {
            return Ok(Self { first, second, differences: None });
        }
        let mut differences = JointMoments::default();
        let d: Vec<f64> = a.iter().zip(b).map(|(&a, &b)| difference(a, b)).collect();
        let count = w.iter().filter(|&&weight| weight > 0.0).count() as u64;
        differences.add_unweighted(count, w, &d)?;
        Ok(Self { first, second, differences: Some(differences) })
    }

    /// The sums of the first model.
    #[must_use]
    pub fn first(&self) -> &SampleSums {
        &self.first
    }

    /// The sums of the second model.
    #[must_use]
    pub fn second(&self) -> &SampleSums {
        &self.second
    }

    /// The mean of the first model's terms, less that of the second's, from the exact difference of the totals.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Unpaired`] if the models leave out different samples;
    /// [`Undefined::Overflow`].
    pub fn difference(&self) -> Result<f64, Undefined> {
        let [first, second] = [&self.first, &self.second].map(SampleSums::mean);
        first.mean()?;
        self.paired()?;
        let mut total = first.total().clone();
        total.subtract(second.total());
        total.ratio(first.weight())
    }

    /// The standard error of [`difference`](Self::difference), each sample taken as independent of the others.
    ///
    /// # Errors
    ///
    /// As [`difference`](Self::difference), and [`Undefined::TooFewSamples`] for one sample.
    pub fn standard_error(&self) -> Result<f64, Undefined> {
        self.paired()?.error_of_quotient()
    }

    /// Returns the samples with a term of 1 for the first model and 0 for the second, and those the other way round,
    /// if every sample has one term, which is 0 or 1, and no weight or weight 0 or 1. The terms must lie in [0, 1].
    pub(crate) fn discordant(&self) -> Option<[u64; 2]> {
        let _both = (self.first.hits()?, self.second.hits()?);
        let [_, d, _, dd] = self.paired().ok()?.sums();
        let (d, dd) = (d.value().ok()?, dd.value().ok()?);
        Some([0.5 * (dd + d), 0.5 * (dd - d)].map(|count| count as u64))
    }

    fn paired(&self) -> Result<&JointMoments, Undefined> {
        self.differences.as_ref().ok_or(Undefined::Unpaired)
    }
}

/// The difference of two totals. Two that are infinite have an infinite one, which is remembered as no number.
fn difference(a: f64, b: f64) -> f64 {
    let difference = a - b;
    if difference.is_nan() { f64::INFINITY } else { difference }
}

impl State for PairedSums {
    fn merge(&mut self, other: &Self) {
        self.first.merge(&other.first);
        self.second.merge(&other.second);
        match (&mut self.differences, &other.differences) {
            (Some(own), Some(other)) => own.merge(other),
            (own, _) => *own = None,
        }
    }
}
