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
use super::cells::{MODERATE, pays_within, worth_it};
use super::pairs::entry::{Places, WeightedPair, places_of};
use super::scores::entry::Entry;
use super::scores::order::Sortable;
use super::scores::runs::SortedRuns;

use grid::{Grid, Span};
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
/// eighth more for repeated cells, and at most 8 MB for samples that wait to be sorted. Where samples are many beside
/// the cells between the least and the largest label, all these cells take 4 bytes each. A reading takes a pass over
/// the cells, and more where it says so.
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
    /// The samples whose labels the grid spans, if there is one.
    grid: Option<Box<Grid>>,
    /// All others. Counts as whole `f64`s; a count that needs more than 53 bits is spread over several entries.
    runs: SortedRuns<WeightedPair>,
    /// The span of these.
    span: Option<Span>,
}

/// The most samples that a single entry adds: an exact `f64`.
const MOST: u64 = 1 << 53;

impl ContingencyTable {
    /// Returns every cell that is not 0: by rising label of the truth, then of the prediction.
    #[must_use]
    pub fn cells(&self) -> Vec<ContingencyCell> {
        let entries = self.runs.all();
        let mut cells: Vec<_> = entries.chunk_by(|a, b| a.ties(*b)).map(cell_of).collect();
        let Some(grid) = &self.grid else { return cells };
        let (others, place) = (cells.len(), |cell: &ContingencyCell| (cell.truth, cell.prediction));
        grid.each(|truth, prediction, count| {
            cells.push(ContingencyCell { truth, prediction, count });
        });
        if others > 0 {
            cells.sort_by_key(place);
            cells.dedup_by(|next, last| {
                let same = place(next) == place(last);
                last.count = last.count.saturating_add(if same { next.count } else { 0 });
                same
            });
        }
        cells
    }

    /// Returns the number of samples; 2^64 − 1 for any larger number.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.cells().iter().map(|cell| cell.count).fold(0, u64::saturating_add)
    }

    /// Whether no sample was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty() && self.grid.is_none()
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
        if count == 0 {
            return;
        }
        match &mut self.grid {
            Some(grid) if grid.has(truth, prediction) => grid.add(truth, prediction, count),
            _ => self.add_apart(truth, prediction, count),
        }
    }

    /// Adds samples that the grid does not span.
    fn add_apart(&mut self, truth: i64, prediction: i64, count: u64) {
        let parts = [count % MOST, count - count % MOST];
        let parts = parts.into_iter().filter(|&part| part > 0);
        self.runs.extend(parts.map(|part| entry(truth, prediction, part as f64)));
        self.widen(Some(Span::of_pair(truth, prediction)));
    }

    fn widen(&mut self, span: Option<Span>) {
        self.span = self.span.zip(span).map(|(own, other)| own.and(other)).or(self.span).or(span);
    }

    /// Adds samples of a batch of so many with their weights, which are whole numbers from 1 to 2^32, or 1 for
    /// each.
    pub(crate) fn extend(
        &mut self,
        truth: &[i64],
        prediction: &[i64],
        weights: Option<&[f64]>,
        batch: usize,
    ) {
        let Some(span) = Span::of(truth, prediction) else { return };
        if self.grid.is_none() && pays_within(batch, span.cells()) {
            self.grid = Grid::new(span).map(Box::new);
        }
        if let Some(grid) = self.reaching(span, batch) {
            return grid.extend(truth, prediction, weights);
        }
        let weight = |i: usize| weights.map_or(1.0, |weights| weights[i]);
        let pairs = truth.iter().zip(prediction).enumerate();
        self.runs.extend(pairs.map(|(i, (&y, &p))| entry(y, p, weight(i))));
        self.widen(Some(span));
    }

    /// Returns the grid if it spans some cells, or does once it has grown for so many more units.
    fn reaching(&mut self, span: Span, units: usize) -> Option<&mut Grid> {
        let grid = self.grid.as_deref_mut()?;
        grid.reaches(span, units).then_some(grid)
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
#[inline]
fn cell_of(tied: &[WeightedPair]) -> ContingencyCell {
    let places = places_of(tied);
    let count = tied.iter().map(|entry| entry.weight() as u128).fold(0, u128::saturating_add);
    let count = count.try_into().unwrap_or(u64::MAX);
    ContingencyCell { truth: label(places.first), prediction: label(places.second), count }
}

impl ContingencyTable {
    /// Adds the samples of another table's grid.
    fn merge_grid(&mut self, other: &Grid) {
        if self.grid.is_none() {
            self.grid = Some(Box::new(other.clone()));
        } else if let Some(grid) = self.reaching(other.span(), other.units()) {
            other.each(|truth, prediction, count| grid.add(truth, prediction, count));
        } else {
            other.each(|truth, prediction, count| self.add_apart(truth, prediction, count));
        }
    }

    /// Adds the samples that another table keeps apart.
    fn merge_runs(&mut self, other: &Self) {
        let Some(span) = other.span else { return };
        if let Some(grid) = self.reaching(span, other.runs.len()) {
            return other.runs.iter().map(|entry| cell_of(&[entry])).for_each(|cell| {
                grid.add(cell.truth, cell.prediction, cell.count);
            });
        }
        self.runs.merge(&other.runs);
        self.widen(Some(span));
    }

    /// Makes a grid of the samples that are kept apart, if they are many.
    fn settle(&mut self) {
        let Some(span) = self.span.filter(|span| span.cells() <= MODERATE) else { return };
        let enough = worth_it(span.cells());
        if self.runs.unsorted() >= enough {
            self.runs.compact_from(enough);
        }
        if self.grid.is_some() || self.runs.num_sorted() < enough {
            return;
        }
        if let Some(grid) = Grid::new(span) {
            let apart =
                std::mem::replace(self, Self { grid: Some(Box::new(grid)), ..Self::default() });
            self.merge_runs(&apart);
        }
    }
}

impl State for ContingencyTable {
    fn merge(&mut self, other: &Self) {
        if let Some(theirs) = &other.grid {
            self.merge_grid(theirs);
        }
        self.merge_runs(other);
        self.settle();
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

#[cfg(test)]
mod tests;
