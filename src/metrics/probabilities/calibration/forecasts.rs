//! Adding a block's forecasts to the bins of a state.

use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::NotANumber;
use crate::kernel::vectorized;
use crate::metrics::binary::ladder::Ladder;
use crate::state::Reliability;

/// Outcomes and probabilities in [0, 1], each with a weight above zero, if there are weights.
pub(super) struct Forecasts {
    outcomes: Vec<bool>,
    probabilities: Vec<f64>,
    weights: Option<Vec<f64>>,
}

impl Forecasts {
    /// Takes the forecasts of a weight above 0 and all weights. A mask costs as much as no weights.
    pub(super) fn new(
        outcomes: Vec<bool>,
        probabilities: Vec<f64>,
        weights: Option<Vec<f64>>,
    ) -> Self {
        let present = weights.map(|weights| weights.into_iter().filter(|&w| w > 0.0).collect());
        let weights =
            present.filter(|weights: &Vec<_>| weights.iter().any(|&weight| weight != 1.0));
        Self { outcomes, probabilities, weights }
    }

    /// Adds the forecasts to their bins. The bounds of bins are rounded to the type of the
    /// predictions, or to `f64` for probabilities computed from logits.
    pub(super) fn add_to<P: Element>(
        &self,
        state: &mut Reliability,
        from_logits: bool,
    ) -> Result<(), Error> {
        let edges = state.edges();
        let ladder = match from_logits {
            true => Ladder::new::<f64>(&edges, true),
            false => Ladder::new::<P>(&edges, true),
        };
        let mut places = vec![0; self.probabilities.len()];
        vectorized!(|| {
            ladder.write_places(&self.probabilities, &mut places);
            places.iter_mut().for_each(|place| *place = place.saturating_sub(1));
        });
        let (order, ends) = by_bin(&places, edges.len() - 1);
        let mut start = 0;
        for (bin, end) in ends.into_iter().enumerate() {
            self.add_bin(&order[start..end], state, bin)
                .map_err(|NotANumber| Error::Undefined(Undefined::Overflow))?;
            start = end;
        }
        Ok(())
    }

    /// Adds the chosen forecasts to a bin.
    fn add_bin(
        &self,
        chosen: &[u32],
        state: &mut Reliability,
        bin: usize,
    ) -> Result<(), NotANumber> {
        if chosen.is_empty() {
            return Ok(());
        }
        let outcomes: Vec<_> = chosen.iter().map(|&i| self.outcomes[i as usize]).collect();
        let probabilities: Vec<_> =
            chosen.iter().map(|&i| self.probabilities[i as usize]).collect();
        let Some(weights) = &self.weights else {
            return state.bin(bin).add_outcomes(&outcomes, &probabilities);
        };
        let weights: Vec<_> = chosen.iter().map(|&i| weights[i as usize]).collect();
        let mut buffer = vec![0.0; chosen.len()];
        state.bin(bin).add_weighted(&weights, &[&outcomes], &[&probabilities], &mut buffer)
    }
}

/// Returns the forecasts in the order of their bins, and the end of each bin (a counting sort).
fn by_bin(places: &[u32], bins: usize) -> (Vec<u32>, Vec<usize>) {
    let mut next = vec![0; bins];
    places.iter().for_each(|&bin| next[bin as usize] += 1);
    let mut start = 0;
    for count in &mut next {
        start += std::mem::replace(count, start);
    }
    let mut order = vec![0; places.len()];
    for (i, &bin) in (0..).zip(places) {
        let next = &mut next[bin as usize];
        order[*next] = i;
        *next += 1;
    }
    (order, next)
}
