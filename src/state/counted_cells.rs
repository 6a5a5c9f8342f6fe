//! States that are counts of samples by cell.

use super::{
    ConfusionMatrix, ContingencyTable, RankedPairs, RankedScores, RankedValues, RisksAtTime, State,
    Summed, SurvivalRisks, Tally, ThresholdCounts, TiedScores,
};

/// A state that counts samples by cell: by true and predicted class, by label and decision, by label and score.
#[doc(hidden)]
pub trait CountedCells: State {
    /// Whether readings are smooth functions of the cells, so that they have derivatives. Not if they choose among
    /// thresholds or scores.
    fn is_smooth(&self) -> bool {
        false
    }

    /// Returns the weight of every cell above 0, in an order of their own.
    fn weights(&self) -> Vec<f64>;

    /// Returns the state with other weights for these cells.
    fn with_weights(&self, weights: &[f64]) -> Self;
}

pub(super) fn number(tally: &Tally) -> f64 {
    tally.value().unwrap_or(f64::INFINITY)
}

/// Returns a total that is a weight.
pub(super) fn tally(weight: f64) -> Tally {
    let mut tally = Tally::default();
    tally.add_checked(weight);
    tally
}

/// The sums of a state whose sums are counts.
fn counts(state: &impl Summed) -> Vec<f64> {
    state.sums().into_iter().map(|(_, count)| count).collect()
}

/// Returns the state with other counts in the places of its own.
fn with_counts<S: Summed>(state: &S, counts: &[f64]) -> S {
    let places = state.sums().into_iter().zip(counts);
    state.with_sums(&places.map(|((place, _), &count)| (place, count)).collect::<Vec<_>>())
}

impl CountedCells for ConfusionMatrix {
    fn is_smooth(&self) -> bool {
        Summed::is_smooth(self)
    }

    fn weights(&self) -> Vec<f64> {
        counts(self)
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        with_counts(self, weights)
    }
}

impl CountedCells for ThresholdCounts {
    fn is_smooth(&self) -> bool {
        Summed::is_smooth(self)
    }

    fn weights(&self) -> Vec<f64> {
        counts(self)
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        with_counts(self, weights)
    }
}

/// The positives and the negatives of each score.
fn classes(tied: &TiedScores) -> [(f64, bool, f64); 2] {
    let TiedScores { score, positives, negatives } = tied;
    [(*score, true, number(positives)), (*score, false, number(negatives))]
}

impl CountedCells for RankedScores {
    fn weights(&self) -> Vec<f64> {
        let cells = self.runs();
        cells.iter().flat_map(classes).map(|(_, _, n)| n).filter(|&n| n > 0.0).collect()
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        let (cells, mut state) = (self.runs(), Self::default());
        let present = cells.iter().flat_map(classes).filter(|&(_, _, n)| n > 0.0);
        let samples = present.zip(weights).filter(|&(_, &weight)| weight > 0.0);
        state.extend_weighted(samples.map(|((score, positive, _), &w)| (score, positive, w)));
        state.compact();
        state
    }
}

impl CountedCells for RankedValues {
    fn weights(&self) -> Vec<f64> {
        self.scores.weights()
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        Self { scores: self.scores.with_weights(weights) }
    }
}

impl CountedCells for RankedPairs {
    fn weights(&self) -> Vec<f64> {
        self.pairs().iter().map(|pair| number(&pair.weight)).collect()
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        let (pairs, mut state) = (self.pairs(), Self::default());
        let drawn = pairs.iter().zip(weights).filter(|&(_, &weight)| weight > 0.0);
        state.extend_weighted(drawn.map(|(pair, &w)| (pair.truth, pair.prediction, w)));
        state.compact();
        state
    }
}

impl CountedCells for SurvivalRisks {
    fn weights(&self) -> Vec<f64> {
        let events = |run: &RisksAtTime| [number(&run.events), number(&run.censored)];
        self.runs().iter().flat_map(events).filter(|&n| n > 0.0).collect()
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        let (runs, mut state) = (self.runs(), Self::default());
        let cells = runs.iter().flat_map(|run| {
            let cell = |event, n: &Tally| (run.time, event, run.risk, number(n));
            [cell(true, &run.events), cell(false, &run.censored)]
        });
        let drawn = cells.filter(|cell| cell.3 > 0.0).zip(weights).filter(|&(_, &w)| w > 0.0);
        state.extend(drawn.map(|((time, event, risk, _), &w)| (time, event, risk, w)));
        state.compact();
        state
    }
}

impl CountedCells for ContingencyTable {
    fn weights(&self) -> Vec<f64> {
        self.cells().iter().map(|cell| cell.count as f64).collect()
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        let mut table = Self::default();
        let cells = self.cells().into_iter().zip(weights);
        cells.for_each(|(cell, &n)| table.add(cell.truth, cell.prediction, n as u64));
        table
    }
}
