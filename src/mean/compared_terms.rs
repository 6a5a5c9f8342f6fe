//! How two models are compared by a mean: sample by sample.

use super::measure::MeanMeasure;
use super::observer::Terms;
use super::sample_terms::{ByTotals, SampleTerms, Totals};
use crate::batch::{Block, Layout, Shapes};
use crate::comparison::{Compared, ComparedBy, Comparison, Discordant};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Observer, Slope};
use crate::state::{PairedSums, SampleSums, State, WeightedMean};
use crate::uncertainty::{Basis, Estimate, Reading};

/// Fills the [`SampleSums`] of a measure's terms, and keeps the totals of the samples of one batch, in order.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptTerms<M>(SampleTerms<M>);

/// The sums of a batch and the totals of its samples, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeptSamples {
    sums: SampleSums,
    totals: Totals,
}

impl KeptSamples {
    /// Returns the number of samples with a term of 1, and the terms, if all are 0 or 1 and none has a weight.
    pub(crate) fn hits(&self) -> Option<&[f64]> {
        self.sums.hits().filter(|_| self.totals.weights.iter().all(|&w| w == 1.0))?;
        Some(&self.totals.terms)
    }

    /// Returns the sums of two models, given the samples of the second.
    ///
    /// # Errors
    ///
    /// None: a term that is no number was refused before.
    pub(crate) fn beside(self, second: &Self) -> Result<PairedSums, Error> {
        let weights = [&*self.totals.weights, &second.totals.weights];
        let terms = [&*self.totals.terms, &second.totals.terms];
        let sums = PairedSums::new([self.sums, second.sums.clone()], weights, terms);
        sums.map_err(|_| Error::Undefined(Undefined::Overflow))
    }
}

/// The samples of a batch come in order: tasks of one batch are put together in the order of their ranges.
impl State for KeptSamples {
    fn merge(&mut self, other: &Self) {
        self.sums.merge(&other.sums);
        self.totals.extend(&other.totals.weights, &other.totals.terms);
    }
}

impl<M: MeanMeasure> Observer for KeptTerms<M> {
    type State = KeptSamples;

    fn empty(&self) -> KeptSamples {
        KeptSamples::default()
    }

    fn layout(&self) -> Layout {
        self.0.layout()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut KeptSamples,
    ) -> Result<(), Error> {
        self.0.add_samples(block, &mut state.sums, Some(&mut state.totals))
    }
}

/// Every mean compares two models sample by sample.
impl<M: MeanMeasure> Compared for Terms<M> {
    type By = ByTotals;
}

impl<M: MeanMeasure> ComparedBy<Terms<M>> for ByTotals {
    type Each = KeptTerms<M>;
    type Both = PairedSums;

    fn each(observer: &Terms<M>) -> KeptTerms<M> {
        KeptTerms(SampleTerms(observer.0.clone()))
    }

    fn both(first: KeptSamples, second: KeptSamples) -> Result<PairedSums, Error> {
        first.beside(&second)
    }

    fn compare(
        reading: &dyn Reading<WeightedMean>,
        sums: &PairedSums,
    ) -> Result<Comparison, Undefined> {
        of_means(reading, sums)
    }
}

/// Compares two models by a value that is computed from a mean.
pub(crate) fn of_means(
    reading: &dyn Reading<WeightedMean>,
    sums: &PairedSums,
) -> Result<Comparison, Undefined> {
    let means = [sums.first(), sums.second()].map(SampleSums::mean);
    let [first, second] = means.map(|mean| reading.number(mean));
    let values = [first?, second?];
    let slopes = means.map(|mean| reading.slope(mean));
    let is_mean = means.map(WeightedMean::mean) == values.map(Ok);
    let (difference, error) = difference(sums, values, slopes, is_mean);
    let n = sums.first().samples();
    let basis = Basis::Mean { freedom: n.saturating_sub(1) as f64 };
    let scale = reading.scale();
    let difference = Estimate::new(difference, error, n, basis, scale.of_difference());
    let terms_in_unit = reading.is_within_unit() && is_mean;
    let discordant = terms_in_unit.then(|| sums.discordant()).flatten();
    let discordant = discordant.map(|counts| Discordant::new(counts, scale));
    Ok(Comparison::new(values, difference, discordant))
}

/// The difference of two values, and its standard error: that of the difference of the means, or what follows from
/// the slopes.
fn difference(
    sums: &PairedSums,
    [first, second]: [f64; 2],
    slopes: [Option<Slope>; 2],
    is_mean: bool,
) -> (f64, Result<f64, Undefined>) {
    let apart = first - second;
    match slopes {
        [None, None] if !is_mean => (apart, Err(Undefined::NoFormula)),
        [Some(Slope::Curved(a)), Some(Slope::Curved(b))] => (apart, curved(sums, apart, [a, b])),
        [Some(Slope::Linear(slope)), _] => {
            let difference = sums.difference().map_or(apart, |difference| slope * difference);
            (difference, sums.standard_error().map(|error| slope.abs() * error))
        }
        _ => (sums.difference().unwrap_or(apart), sums.standard_error()),
    }
}

/// The delta method: with the slopes a and b at the two means, their variances V and W and that of their difference D,
/// a²V + b²W − 2ab·cov, where 2·cov = V + W − D.
fn curved(sums: &PairedSums, apart: f64, [a, b]: [f64; 2]) -> Result<f64, Undefined> {
    let error = sums.standard_error()?;
    if apart == 0.0 && error == 0.0 {
        return Ok(0.0);
    }
    let [first, second] = [sums.first(), sums.second()].map(SampleSums::standard_error);
    let (first, second) = (first?, second?);
    let outer = (a - b) * (a * first * first - b * second * second);
    let variance = (outer + a * b * error * error).max(0.0);
    // The root of 0 has no slope.
    if variance.is_finite() { Ok(variance.sqrt()) } else { Err(Undefined::NoSpread) }
}
