//! Adding a block's forecasts to the bins of a state: all sums of one at a time, as integers. What has no such
//! integers is sorted by bin and outcome, and then added part by part.

use crate::element::{Element, fits_f32};
use crate::error::{Error, Undefined};
use crate::exact::NotANumber;
use crate::exact::keyed::Units;
use crate::kernel::vectorized;
use crate::metrics::binary::ladder::Ladder;
use crate::state::{Forecasts, Reliability};

/// A block's outcomes and probabilities in [0, 1], each with a weight, if there are weights. Where the weight is 0,
/// the other numbers may be any.
pub(super) struct Batch {
    pub(super) outcomes: Vec<bool>,
    pub(super) probabilities: Vec<f64>,
    pub(super) weights: Option<Vec<f64>>,
}

impl Batch {
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
        self.add_by(&ladder, short, state)
    }

    fn add_by(&self, ladder: &Ladder, short: bool, state: &mut Reliability) -> Result<(), Error> {
        let (parts, count) = (self.parts(ladder), 2 * state.bins().len());
        let (numbers, weights) = (&self.probabilities[..], self.weights.as_deref());
        let rest = Units { keys: &parts, numbers, weights }.sums(count, |sums| {
            state.bin(sums.key / 2).add_sums(sums.key % 2 == 1, &sums);
        });
        if rest.is_empty() { Ok(()) } else { self.add_sorted(&rest, &parts, short, state) }
    }

    /// Adds the forecasts of some places.
    #[cold]
    fn add_sorted(
        &self,
        places: &[usize],
        parts: &[u32],
        short: bool,
        state: &mut Reliability,
    ) -> Result<(), Error> {
        let sorted = self.sorted(places, parts, 2 * state.bins().len());
        for (part, forecasts) in sorted.parts(short).enumerate() {
            if forecasts.probabilities.is_empty() {
                continue;
            }
            let added = state.bin(part / 2).add_forecasts(part % 2 == 1, &forecasts);
            added.map_err(|NotANumber| Error::Undefined(Undefined::Overflow))?;
        }
        Ok(())
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

    /// Returns probabilities and weights of some places in the order of their parts (a counting sort).
    fn sorted(&self, places: &[usize], parts: &[u32], count: usize) -> Sorted {
        let mut next = vec![0; count];
        places.iter().for_each(|&place| next[parts[place] as usize] += 1);
        let mut start = 0;
        for count in &mut next {
            start += std::mem::replace(count, start);
        }
        let mut probabilities = vec![0.0; places.len()];
        let mut weights = self.weights.as_ref().map(|_| vec![0.0; places.len()]);
        for &place in places {
            let next = &mut next[parts[place] as usize];
            probabilities[*next] = self.probabilities[place];
            if let (Some(sorted), Some(weights)) = (&mut weights, &self.weights) {
                sorted[*next] = weights[place];
            }
            *next += 1;
        }
        Sorted { ends: next, probabilities, weights }
    }
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
