//! Adding a block's forecasts to the bins of a state: sorted by bin and outcome, and then part by part.

use crate::element::{Element, fits_f32};
use crate::error::{Error, Undefined};
use crate::exact::NotANumber;
use crate::exact::keyed::sums_of_keys;
use crate::kernel::vectorized;
use crate::metrics::binary::ladder::Ladder;
use crate::state::{Forecasts, Reliability};

/// A block's outcomes and probabilities in [0, 1], each with a weight above zero, if there are weights.
pub(super) struct Batch {
    outcomes: Vec<bool>,
    probabilities: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl Batch {
    /// Takes all forecasts and keeps those of a weight above 0. A mask costs as much as no weights.
    pub(super) fn new(
        outcomes: Vec<bool>,
        probabilities: Vec<f64>,
        weights: Option<Vec<f64>>,
    ) -> Self {
        let Some(weights) = weights else { return Self { outcomes, probabilities, weights } };
        let (outcomes, probabilities) = (kept(outcomes, &weights), kept(probabilities, &weights));
        let weights = kept(weights.clone(), &weights);
        let are_all_one = weights.iter().all(|&weight| weight == 1.0);
        Self { outcomes, probabilities, weights: (!are_all_one).then_some(weights) }
    }

    /// Adds the forecasts to their bins. The bounds of bins are rounded to the type of the
    /// predictions, or to `f64` for probabilities computed from logits.
    pub(super) fn add_to<P: Element>(
        &self,
        state: &mut Reliability,
        from_logits: bool,
    ) -> Result<(), Error> {
        let edges = state.edges();
        let (ladder, short) = match from_logits {
            true => (Ladder::new::<f64>(&edges, true), false),
            false => (Ladder::new::<P>(&edges, true), fits_f32::<P>()),
        };
        let (parts, count) = (self.parts(&ladder), 2 * (edges.len() - 1));
        if self.weights.is_none() && self.add_by_part(&parts, count, state) {
            return Ok(());
        }
        for (part, forecasts) in self.sorted(&parts, count).parts(short).enumerate() {
            if forecasts.probabilities.is_empty() {
                continue;
            }
            let added = state.bin(part / 2).add_forecasts(part % 2 == 1, &forecasts);
            added.map_err(|NotANumber| Error::Undefined(Undefined::Overflow))?;
        }
        Ok(())
    }

    /// Adds forecasts without weights, unsorted. Returns false, and adds nothing, if they are few beside the parts,
    /// or some are too small.
    fn add_by_part(&self, parts: &[u32], count: usize, state: &mut Reliability) -> bool {
        parts.len() >= count
            && sums_of_keys(parts, &self.probabilities, count, |sums| {
                state.bin(sums.key / 2).add_sums(sums.key % 2 == 1, &sums);
            })
    }

    /// Returns twice the bin of each forecast, and one more if the event came true.
    fn parts(&self, ladder: &Ladder) -> Vec<u32> {
        let mut parts = vec![0; self.probabilities.len()];
        vectorized!(|| {
            ladder.write_places(&self.probabilities, &mut parts);
            for (part, &outcome) in parts.iter_mut().zip(&self.outcomes) {
                *part = 2 * part.saturating_sub(1) + u32::from(outcome);
            }
        });
        parts
    }

    /// Returns probabilities and weights in the order of their parts (a counting sort).
    fn sorted(&self, parts: &[u32], count: usize) -> Sorted {
        let mut next = vec![0; count];
        parts.iter().for_each(|&part| next[part as usize] += 1);
        let mut start = 0;
        for count in &mut next {
            start += std::mem::replace(count, start);
        }
        let mut place = |part: u32| {
            let next = &mut next[part as usize];
            *next += 1;
            *next - 1
        };
        let mut probabilities = vec![0.0; parts.len()];
        let mut weights = self.weights.as_ref().map(|weights| vec![0.0; weights.len()]);
        for (i, (&part, &probability)) in parts.iter().zip(&self.probabilities).enumerate() {
            let place = place(part);
            probabilities[place] = probability;
            if let (Some(sorted), Some(weights)) = (&mut weights, &self.weights) {
                sorted[place] = weights[i];
            }
        }
        Sorted { ends: next, probabilities, weights }
    }
}

/// Returns the values of a weight above 0. No branch depends on the weights.
fn kept<A: Copy>(mut values: Vec<A>, weights: &[f64]) -> Vec<A> {
    let mut kept = 0;
    for (i, &weight) in weights.iter().enumerate() {
        values[kept] = values[i];
        kept += usize::from(weight > 0.0);
    }
    values.truncate(kept);
    values
}

/// Forecasts in the order of their parts: of the bins, and in each bin of the outcomes.
struct Sorted {
    ends: Vec<usize>,
    probabilities: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl Sorted {
    /// Lists the forecasts of each part.
    fn parts(&self, short: bool) -> impl Iterator<Item = Forecasts<'_>> {
        let starts = std::iter::once(&0).chain(&self.ends);
        starts.zip(&self.ends).map(move |(&start, &end)| Forecasts {
            probabilities: &self.probabilities[start..end],
            weights: self.weights.as_ref().map(|weights| &weights[start..end]),
            short,
        })
    }
}
