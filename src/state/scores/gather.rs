//! Samples as they come, for readings that need no order. The entries of a batch are sorted once the batch is merged
//! into those of others, so that equal scores add up; one call on arrays merges nothing.

use super::RankedScores;
use super::entry::{Entry, Scored, SingleEntry, WeightedEntry, is_large, is_ordinary};
use crate::exact::{ExactSum, Tally};
use crate::state::State;

/// Entries whose weights are added at a time.
const CHUNK: usize = 1 << 10;

impl RankedScores {
    /// Adds positives of weight 1 with scores that are numbers, and sorts nothing.
    pub(in crate::state) fn gather(&mut self, scores: &[f64]) {
        if !scores.iter().fold(true, |all, score| all & is_ordinary(*score)) {
            return self.gather_weighted(scores.iter().map(|&score| (score, 1.0)));
        }
        self.settle();
        self.single.gather(scores.iter().map(|&score| SingleEntry::new(score, true)));
    }

    /// Adds positives with scores that are numbers and weights above zero, and sorts nothing.
    pub(in crate::state) fn gather_weighted(&mut self, samples: impl Iterator<Item = (f64, f64)>) {
        self.settle();
        let entries = samples.map(|(score, weight)| WeightedEntry::new(score, true, weight));
        self.weighted.gather(entries);
    }

    /// Adds the samples of another part of a batch, and sorts nothing.
    pub(in crate::state) fn gather_all(&mut self, other: Self) {
        if other.counted.iter().any(|entry| is_large(&entry)) || other.merged.get().is_some() {
            return self.merge(&other);
        }
        self.settle();
        self.counted.gather_all(other.counted);
        self.single.gather_all(other.single);
        self.weighted.gather_all(other.weighted);
        self.add_up_repetitive();
    }

    /// Calls a closure with score and weight of each entry.
    pub(in crate::state) fn each(&self, mut visit: impl FnMut(f64, f64)) {
        self.counted.iter().for_each(|entry| visit(entry.score(), entry.weight()));
        self.single.iter().for_each(|entry| visit(entry.score(), entry.weight()));
        self.weighted.iter().for_each(|entry| visit(entry.score(), entry.weight()));
    }

    /// Returns the weight of all samples.
    pub(in crate::state) fn total(&self) -> Tally {
        let mut total = ExactSum::new();
        total.add_count(self.single.len() as u64);
        self.counted.slices().for_each(|entries| add_weights(entries, &mut total));
        self.weighted.slices().for_each(|entries| add_weights(entries, &mut total));
        Tally::from_sum(total)
    }
}

/// Adds the weights of entries.
fn add_weights<E: Scored>(entries: &[E], total: &mut ExactSum) {
    for entries in entries.chunks(CHUNK) {
        let weights: Vec<_> = entries.iter().map(|entry| entry.weight()).collect();
        // No weight is NaN.
        let _ = total.add_terms(&weights);
    }
}
