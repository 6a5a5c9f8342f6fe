//! States that are counts of samples by cell.

use super::{
    ConfusionMatrix, ContingencyTable, RankedPairs, RankedScores, RankedValues, State, Tally,
    ThresholdCounts, TiedScores,
};
use crate::error::Undefined;

/// A state that counts samples by cell: by true and predicted class, by label and decision, by label and score.
#[doc(hidden)]
pub trait CountedCells: State {
    /// Whether readings are smooth functions of the cells, so that they have derivatives. Not if they choose among
    /// thresholds or scores.
    fn is_smooth(&self) -> bool {
        false
    }

    /// The standard error of an area under the ROC curve, if the state has such an area.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoFormula`] for other states.
    fn roc_auc_error(&self) -> Result<f64, Undefined> {
        Err(Undefined::NoFormula)
    }

    /// Returns the weight of every cell above 0, in an order of their own.
    fn weights(&self) -> Vec<f64>;

    /// Returns the state with other weights for these cells.
    fn with_weights(&self, weights: &[f64]) -> Self;
}

fn number(tally: &Tally) -> f64 {
    tally.value().unwrap_or(f64::INFINITY)
}

/// Returns a total that is a weight.
fn tally(weight: f64) -> Tally {
    let mut tally = Tally::default();
    tally.add_checked(weight);
    tally
}

impl CountedCells for ConfusionMatrix {
    fn is_smooth(&self) -> bool {
        true
    }

    fn weights(&self) -> Vec<f64> {
        self.cells().map(|(_, _, tally)| number(&tally)).collect()
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        let mut matrix = self.without_samples();
        for ((truth, prediction, _), &weight) in self.cells().zip(weights) {
            let position = truth * self.num_classes() + prediction;
            matrix.change(position, |cell| cell.add_checked(weight));
        }
        matrix
    }
}

impl CountedCells for ThresholdCounts {
    fn is_smooth(&self) -> bool {
        self.thresholds.len() <= 1
    }

    fn weights(&self) -> Vec<f64> {
        self.positives.iter().chain(&self.negatives).map(number).filter(|&n| n > 0.0).collect()
    }

    fn with_weights(&self, weights: &[f64]) -> Self {
        let (mut state, mut weights) = (self.clone(), weights.iter());
        let all = state.positives.iter_mut().chain(&mut state.negatives);
        for (cell, &weight) in all.filter(|cell| !cell.is_zero()).zip(&mut weights) {
            *cell = tally(weight);
        }
        state
    }
}

/// The positives and the negatives of each score.
fn classes(tied: &TiedScores) -> [(f64, bool, f64); 2] {
    let TiedScores { score, positives, negatives } = tied;
    [(*score, true, number(positives)), (*score, false, number(negatives))]
}

impl CountedCells for RankedScores {
    fn roc_auc_error(&self) -> Result<f64, Undefined> {
        Self::roc_auc_error(self)
    }

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
