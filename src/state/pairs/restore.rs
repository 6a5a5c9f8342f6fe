//! Feature `serde`: states from the pairs that were written.

use super::entry::{Places, SinglePair, WeightedPair};
use super::{RankedPairs, RisksAtTime, SurvivalRisks, TiedPairs};
use crate::state::Tally;
use crate::state::scores::restore::pieces;

/// Whether numbers are no NaN, and rise from pair to pair.
pub(in crate::state) fn are_rising(pairs: impl Iterator<Item = (f64, f64)> + Clone) -> bool {
    let numbers = pairs.clone().all(|(first, second)| !first.is_nan() && !second.is_nan());
    numbers && pairs.map(|(first, second)| Places::of(first, second)).is_sorted_by(|a, b| a < b)
}

impl RankedPairs {
    /// Returns the state of rising pairs that all have a weight. `None` if a weight is too far beyond the range
    /// of `f64`.
    pub(in crate::state) fn from_pairs(pairs: &[TiedPairs]) -> Option<Self> {
        let places = |tied: &TiedPairs| Places::of(tied.truth, tied.prediction);
        let one = Tally::from_checked(1.0);
        if pairs.iter().all(|tied| tied.weight == one) {
            return Some(Self::of_single(pairs.iter().map(|t| SinglePair(places(t))).collect()));
        }
        let mut list = Vec::new();
        for tied in pairs {
            extend(&mut list, places(tied), true, &tied.weight)?;
        }
        Some(Self::of_weighted(list))
    }
}

impl SurvivalRisks {
    /// Returns the state of rising times and risks that all have a weight. `None` if a weight is too far beyond
    /// the range of `f64`.
    pub(in crate::state) fn from_runs(runs: &[RisksAtTime]) -> Option<Self> {
        let mut list = Vec::new();
        for run in runs {
            let places = Places::of(run.time, run.risk);
            extend(&mut list, places, true, &run.events)?;
            extend(&mut list, places, false, &run.censored)?;
        }
        Some(Self::from_sorted(list))
    }
}

/// Adds the entries of one pair and class.
fn extend(
    list: &mut Vec<WeightedPair>,
    places: Places,
    positive: bool,
    weight: &Tally,
) -> Option<()> {
    list.extend(pieces(weight)?.into_iter().map(|w| WeightedPair::at(places, positive, w)));
    Some(())
}
