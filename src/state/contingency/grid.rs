//! Samples of few clusters, counted in an array of all cells before they become entries.

use super::entry;
use crate::state::pairs::entry::WeightedPair;

/// The most cells for each sample: with more, sorting the samples is faster.
const CELLS_PER_SAMPLE: u128 = 2;

/// All cells of the labels between the least and the largest.
pub(super) struct Grid {
    least: [i64; 2],
    /// The number of labels of the truth, and of the prediction.
    sides: [usize; 2],
}

impl Grid {
    /// Returns the cells of some samples. `None` if there are too many cells, or no samples.
    pub(super) fn of(truth: &[i64], prediction: &[i64]) -> Option<Self> {
        let [(y, rows), (p, columns)] = [span(truth)?, span(prediction)?];
        let most = CELLS_PER_SAMPLE * truth.len() as u128;
        let fits = rows.saturating_mul(columns) <= most;
        fits.then_some(Self { least: [y, p], sides: [rows as usize, columns as usize] })
    }

    /// Returns an entry for each cell that is not 0.
    pub(super) fn counted(
        &self,
        truth: &[i64],
        prediction: &[i64],
        weights: Option<&[f64]>,
    ) -> impl Iterator<Item = WeightedPair> {
        let [[y, p], [rows, columns]] = [self.least, self.sides.map(|side| side as i64)];
        let mut counts = vec![0.0; (rows * columns) as usize];
        for (i, (truth, prediction)) in truth.iter().zip(prediction).enumerate() {
            let cell = (truth - y) * columns + (prediction - p);
            counts[cell as usize] += weights.map_or(1.0, |weights| weights[i]);
        }
        let present = (0..).zip(counts).filter(|(_, count)| *count > 0.0);
        present.map(move |(cell, count)| entry(y + cell / columns, p + cell % columns, count))
    }
}

/// Returns the least label, and the number of labels from there to the largest.
fn span(labels: &[i64]) -> Option<(i64, u128)> {
    let (least, most) = (labels.iter().min()?, labels.iter().max()?);
    Some((*least, (i128::from(*most) - i128::from(*least)) as u128 + 1))
}
