//! Two totals for each sample: of its weights and of its weighted terms.

use std::fmt::{self, Debug};

use super::chunks::{each_chunk, refusal};
use super::compensated::Compensated;
use super::measure::MeanMeasure;
use super::observer::Terms;
use super::units::Unit;
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::NotANumber;
use crate::measure::{Observer, Slope};
use crate::scale::Scale;
use crate::state::{SampleSums, WeightedMean};
use crate::uncertainty::{Basis, Estimate, Reading, Sampled, SampledBy};

/// Fills the [`SampleSums`] of a measure's terms: the observer of a mean with its standard error.
///
/// A sample is an index of the first axis. Shapes, domains and weights are those of the measure.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct SampleTerms<M>(
    /// The measure whose terms are added up.
    pub M,
);

/// The measure: a refusal names it.
impl<M: Debug> Debug for SampleTerms<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M: MeanMeasure> Observer for SampleTerms<M> {
    type State = SampleSums;

    fn empty(&self) -> SampleSums {
        SampleSums::default()
    }

    fn layout(&self) -> Layout {
        M::Unit::LAYOUT.whole_samples()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    fn check_state(&self, state: &SampleSums) -> Result<(), Error> {
        Terms(self.0.clone()).check_state(state.mean())
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut SampleSums,
    ) -> Result<(), Error> {
        self.add_samples(block, state, None)
    }
}

impl<M: MeanMeasure> SampleTerms<M> {
    /// Adds the samples of a block, and keeps their totals if asked to.
    pub(super) fn add_samples<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut SampleSums,
        kept: Option<&mut Totals>,
    ) -> Result<(), Error> {
        let size: usize = block.sample_shape().iter().product();
        let samples = block.y_pred().len() / size.max(1);
        let mut open = (Samples::new(block.units() / samples.max(1), kept), state);
        if M::Unit::NARROWS && (T::WIDE || P::WIDE) {
            return block.each_narrowed(
                &mut open,
                |part, (open, state)| self.add(part, open, state),
                |part, (open, state)| self.add(part, open, state),
            );
        }
        self.add(block, &mut open.0, open.1)
    }

    /// Adds the terms of a part of a block. A sample may go on in the next part.
    fn add<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        open: &mut Samples<'_>,
        state: &mut SampleSums,
    ) -> Result<(), Error> {
        each_chunk(&self.0, block, &mut |weights, terms| {
            open.add(weights, terms, state).map_err(|_| refusal(&self.0, block))
        })
    }
}

/// The weight and the weighted terms of each sample, in the order in which the samples come.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Totals {
    pub(super) weights: Vec<f64>,
    pub(super) terms: Vec<f64>,
}

impl Totals {
    pub(super) fn extend(&mut self, weights: &[f64], terms: &[f64]) {
        self.weights.extend_from_slice(weights);
        self.terms.extend_from_slice(terms);
    }
}

/// The totals of the sample whose terms come next, and those of the samples before it.
struct Samples<'a> {
    units: usize,
    seen: usize,
    weight: Compensated,
    total: Compensated,
    /// The totals of the samples of a chunk.
    weights: Vec<f64>,
    totals: Vec<f64>,
    /// Those of all samples, if they are kept.
    kept: Option<&'a mut Totals>,
}

impl<'a> Samples<'a> {
    fn new(units: usize, kept: Option<&'a mut Totals>) -> Self {
        let (weight, total) = Default::default();
        Self { units, seen: 0, weight, total, weights: Vec::new(), totals: Vec::new(), kept }
    }

    fn add(
        &mut self,
        weights: Option<&[f64]>,
        terms: &[f64],
        state: &mut SampleSums,
    ) -> Result<(), NotANumber> {
        if weights.is_none() && self.units == 1 {
            if let Some(kept) = &mut self.kept {
                kept.extend(&vec![1.0; terms.len()], terms);
            }
            return state.add_single(terms);
        }
        state.add_terms(weights, terms)?;
        match weights {
            None => terms.iter().for_each(|&term| self.push(1.0, term)),
            Some(weights) => weights.iter().zip(terms).for_each(|(&w, &term)| self.push(w, term)),
        }
        let added = state.add_samples(&self.weights, &self.totals);
        if let Some(kept) = &mut self.kept {
            kept.extend(&self.weights, &self.totals);
        }
        self.weights.clear();
        self.totals.clear();
        added
    }

    fn push(&mut self, weight: f64, term: f64) {
        self.weight.add(1.0, weight);
        self.total.add(weight, term);
        self.seen += 1;
        if self.seen == self.units {
            self.weights.push(self.weight.total());
            self.totals.push(self.total.total());
            (self.seen, self.weight, self.total) = Default::default();
        }
    }
}

/// Every mean has a standard error, each sample taken as independent of the others.
impl<M: MeanMeasure> Sampled for Terms<M> {
    type By = ByTotals;
}

/// Standard errors from the two totals of each sample.
#[derive(Clone, Copy, Debug)]
pub struct ByTotals;

impl<M: MeanMeasure> SampledBy<Terms<M>> for ByTotals {
    type Samples = SampleTerms<M>;

    fn samples(observer: &Terms<M>) -> SampleTerms<M> {
        SampleTerms(observer.0.clone())
    }

    fn estimates(
        reading: &dyn Reading<WeightedMean>,
        state: &SampleSums,
    ) -> Vec<Result<Estimate, Undefined>> {
        of_totals(reading, state)
    }
}

/// Returns an estimate of each number that is computed from a mean.
pub(crate) fn of_totals(
    reading: &dyn Reading<WeightedMean>,
    state: &SampleSums,
) -> Vec<Result<Estimate, Undefined>> {
    let numbers = reading.numbers(state.mean()).into_iter();
    numbers.map(|value| Ok(estimate(reading, state, value?))).collect()
}

/// Returns the mean of numbers on a scale, with its standard error.
pub(crate) fn estimate_of_mean(state: &SampleSums, scale: Scale) -> Result<Estimate, Undefined> {
    Ok(estimate(&MeanOn(scale), state, state.mean().mean()?))
}

/// A mean of numbers on a scale.
struct MeanOn(Scale);

impl Reading<WeightedMean> for MeanOn {
    fn numbers(&self, mean: &WeightedMean) -> Vec<Result<f64, Undefined>> {
        vec![mean.mean()]
    }

    fn scale(&self) -> Scale {
        self.0
    }
}

/// A mean of terms 0 and 1 is a share of the samples. The standard error of a value that is computed from the mean is
/// that of the mean times the slope.
fn estimate(reading: &dyn Reading<WeightedMean>, state: &SampleSums, value: f64) -> Estimate {
    let n = state.samples();
    let hits = state.hits().filter(|_| reading.is_within_unit());
    let mut either = hits.into_iter().flat_map(|hits| [hits, n.saturating_sub(hits)]);
    if let Some(share) = either.find_map(|hits| Estimate::of_share(value, hits, n)) {
        return share;
    }
    let freedom = n.saturating_sub(1) as f64;
    let (slope, basis) = match reading.slope(state.mean()) {
        None => (1.0, Basis::Mean { freedom }),
        Some(Slope::Linear(slope)) => (slope, Basis::Mean { freedom }),
        Some(Slope::Curved(slope)) => (slope, Basis::OnScale { freedom }),
    };
    let error = state.standard_error().map(|error| error * slope.abs());
    Estimate::new(value, error, n, basis, reading.scale())
}
