//! How two clusterings of the same samples overlap: the one state of all that is read of their agreement.

mod chance;
mod counts;
mod excess;
mod grid;
mod information;
mod matching;
mod pairs;
mod table;

use std::fmt;

use super::State;
use super::pairs::entry::{Places, WeightedPair, places_of};
use super::scores::entry::Entry;
use super::scores::order::Sortable;
use super::scores::runs::SortedRuns;

use grid::Grid;
pub use information::EntropyMean;
pub use pairs::PairConfusion;

/// The samples that are in one cluster of the truth and in one cluster of the prediction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ContingencyCell {
    /// The cluster of the truth.
    pub truth: i64,
    /// The cluster of the prediction.
    pub prediction: i64,
    /// The number of samples, above 0; 2^64 − 1 for any larger number.
    pub count: u64,
}

/// How many samples are in each cluster of the truth and each cluster of the prediction: the state of every
/// metric that compares two clusterings.
///
/// Labels are any whole numbers from −2^63 to 2^63 − 1. They name clusters and mean nothing else: a clustering
/// is the same by other labels, and a label that never comes is no cluster. Counts are whole numbers, so that
/// equal samples give equal states and equal bits, in whatever order and batches they come.
///
/// | reading | |
/// |---|---|
/// | [`pair_confusion`](Self::pair_confusion), [`rand_index`](Self::rand_index), [`adjusted_rand_index`](Self::adjusted_rand_index), [`fowlkes_mallows`](Self::fowlkes_mallows) | pairs of samples |
/// | [`mutual_information`](Self::mutual_information), [`normalized_mutual_information`](Self::normalized_mutual_information), [`adjusted_mutual_information`](Self::adjusted_mutual_information), [`homogeneity`](Self::homogeneity), [`completeness`](Self::completeness), [`v_measure`](Self::v_measure) | information |
/// | [`purity`](Self::purity), [`cluster_accuracy`](Self::cluster_accuracy) | samples whose cluster is matched |
///
/// Memory grows with the cells that are not 0, not with samples or labels: 24 bytes for each cell, up to an
/// eighth more for repeated cells, and at most 8 MB for samples that wait to be sorted. A reading takes a pass over the
/// cells, and more where it says so.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let table = AdjustedRandIndex.state_of(&array![0, 0, 1, 2], &array![7, 7, -1, -1])?;
/// assert_eq!(table.samples(), 4);
/// assert_eq!(table.cells().len(), 3);
/// assert_eq!(table.adjusted_rand_index()?, 4.0 / 7.0);
/// assert_eq!(table.to_string(), "4 samples in 3 cells");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Default)]
pub struct ContingencyTable {
    /// Counts as whole `f64`s; a count that needs more than 53 bits is spread over several entries.
    runs: SortedRuns<WeightedPair>,
}

/// The most samples that a single entry adds: an exact `f64`.
const MOST: u64 = 1 << 53;

impl ContingencyTable {
    /// Returns every cell that is not 0: by rising label of the truth, then of the prediction.
    #[must_use]
    pub fn cells(&self) -> Vec<ContingencyCell> {
        self.runs.all().chunk_by(|a, b| a.ties(*b)).map(cell_of).collect()
    }

    /// Returns the number of samples; 2^64 − 1 for any larger number.
    #[must_use]
    pub fn samples(&self) -> u64 {
        let counts = self.runs.iter().map(|entry| entry.weight() as u128);
        counts.fold(0, u128::saturating_add).try_into().unwrap_or(u64::MAX)
    }

    /// Whether no sample was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Adds so many samples of one cluster of the truth and one cluster of the prediction.
    ///
    /// ```
    /// use ndarray_metrics::state::ContingencyTable;
    ///
    /// let mut table = ContingencyTable::default();
    /// for (truth, prediction, count) in [(0, 0, 2), (1, 1, 1), (2, 1, 1)] {
    ///     table.add(truth, prediction, count);
    /// }
    /// assert_eq!(table.rand_index(), Ok(5.0 / 6.0));
    /// ```
    pub fn add(&mut self, truth: i64, prediction: i64, count: u64) {
        let parts = [count % MOST, count - count % MOST];
        let parts = parts.into_iter().filter(|&part| part > 0);
        self.runs.extend(parts.map(|part| entry(truth, prediction, part as f64)));
    }

    /// Adds samples with their weights, which are whole numbers from 1 to 2^32, or 1 for each.
    pub(crate) fn extend(&mut self, truth: &[i64], prediction: &[i64], weights: Option<&[f64]>) {
        match Grid::of(truth, prediction) {
            Some(grid) => self.runs.extend(grid.counted(truth, prediction, weights)),
            None => {
                let weight = |i: usize| weights.map_or(1.0, |weights| weights[i]);
                let pairs = truth.iter().zip(prediction).enumerate();
                self.runs.extend(pairs.map(|(i, (&y, &p))| entry(y, p, weight(i))));
            }
        }
    }

    /// Sorts the samples of a batch, unless they are few.
    pub(crate) fn compact(&mut self) {
        self.runs.compact();
    }

    /// Returns the table of rising cells that are not 0.
    #[cfg(feature = "serde")]
    pub(super) fn from_cells(cells: &[ContingencyCell]) -> Self {
        let mut table = Self::default();
        cells.iter().for_each(|cell| table.add(cell.truth, cell.prediction, cell.count));
        table
    }
}

/// The place of a label in the order of all labels.
fn place(label: i64) -> u64 {
    label.cast_unsigned() ^ 1 << 63
}

/// Returns the label of a place.
fn label(place: u64) -> i64 {
    (place ^ 1 << 63).cast_signed()
}

fn entry(truth: i64, prediction: i64, count: f64) -> WeightedPair {
    WeightedPair::at(Places { first: place(truth), second: place(prediction) }, true, count)
}

/// Returns the cell of the entries of one pair.
fn cell_of(tied: &[WeightedPair]) -> ContingencyCell {
    let places = places_of(tied);
    let count = tied.iter().map(|entry| entry.weight() as u128).fold(0, u128::saturating_add);
    let count = count.try_into().unwrap_or(u64::MAX);
    ContingencyCell { truth: label(places.first), prediction: label(places.second), count }
}

impl State for ContingencyTable {
    fn merge(&mut self, other: &Self) {
        self.runs.merge(&other.runs);
    }
}

impl PartialEq for ContingencyTable {
    /// Whether both have seen the same samples, whatever runs they keep them in.
    fn eq(&self, other: &Self) -> bool {
        self.cells() == other.cells()
    }
}

impl fmt::Debug for ContingencyTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ContingencyTable").field(&self.cells()).finish()
    }
}

impl fmt::Display for ContingencyTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} samples in {} cells", self.samples(), self.cells().len())
    }
}
