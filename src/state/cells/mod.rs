//! The cells of a table: stores only touched cells, until enough are touched to count in all.

mod counted;
mod dense;

use std::collections::BTreeMap;

use self::counted::{CountedCell, by_cell};
pub(super) use self::dense::{Dense, can_be_allocated};
use super::Tally;
use super::scores::runs::SortedRuns;
use crate::kernel::weights::is_mask;

/// A table of up to this many cells becomes dense early, because a dense table is many times
/// faster. A larger table becomes dense late, because it needs much memory.
pub(super) const MODERATE: usize = 1 << 24;

/// Up to this many cells for each unit of a batch, a dense table pays for itself within the batch.
pub(super) const CELLS_PER_UNIT: usize = 8;

/// Returns how many of `size` cells are to be touched before a table becomes dense.
pub(super) fn worth_it(size: usize) -> usize {
    (size / if size <= MODERATE { 64 } else { 4 }).max(1)
}

/// Whether a table of `size` cells pays for itself within a batch of so many units.
pub(super) fn pays_within(units: usize, size: usize) -> bool {
    size <= MODERATE.min(units.saturating_mul(CELLS_PER_UNIT))
}

/// Tallies by position. Tables of equal content are equal, sparse or dense.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    Sparse(Sparse),
    Dense(Dense),
}

/// Touched cells alone. The total of a cell is the sum of both parts.
#[derive(Clone, Debug, Default)]
pub(super) struct Sparse {
    /// Samples without weights.
    counted: SortedRuns<CountedCell>,
    /// Weights.
    others: BTreeMap<usize, Tally>,
}

impl Default for Cells {
    fn default() -> Self {
        Self::Sparse(Sparse::default())
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        if let (Self::Dense(own), Self::Dense(other)) = (self, other)
            && let (Some(own), Some(other)) = (own.counts(), other.counts())
        {
            return own == other;
        }
        self.touched().eq(other.touched())
    }
}

impl Cells {
    /// Returns a table of cells that are not 0.
    #[cfg(feature = "serde")]
    pub(super) fn from_touched(cells: BTreeMap<usize, Tally>) -> Self {
        Self::Sparse(Sparse { others: cells, ..Sparse::default() })
    }

    /// Makes a table of `size` cells dense, if a batch of so many units will make up for its price.
    pub(super) fn expect(&mut self, units: usize, size: usize) {
        if pays_within(units, size) && matches!(self, Self::Sparse(_)) {
            self.densify(size);
        }
    }

    /// Adds units of a batch by position in a table of `size` cells, with their weights or, without, 1 for
    /// each. A position beyond the table counts nowhere.
    pub(super) fn add(&mut self, positions: &[u32], weights: Option<&[f64]>, size: usize) {
        match self {
            Self::Sparse(cells) => cells.add(positions, weights, size),
            Self::Dense(cells) => cells.add(positions, weights),
        }
    }

    /// Adds a total to the cell at a position of a table of `size` cells.
    #[inline]
    pub(super) fn add_tally(&mut self, position: usize, size: usize, tally: &Tally) {
        match self {
            Self::Dense(cells) => return cells.add_tally(position, tally),
            Self::Sparse(cells) => cells.add_tally(position, tally),
        }
        self.settle(size);
    }

    /// Adds the cells of another table of the same size.
    pub(super) fn merge(&mut self, other: &Self, size: usize) {
        if matches!(other, Self::Dense(_)) {
            self.densify(size);
        }
        match (&mut *self, other) {
            (Self::Dense(own), Self::Dense(other)) => own.merge(other),
            (Self::Dense(own), Self::Sparse(other)) => other.add_to(own),
            (Self::Sparse(own), Self::Sparse(other)) => {
                own.counted.merge(&other.counted);
                other.others.iter().for_each(|(&position, tally)| own.add_tally(position, tally));
                self.settle(size);
            }
            (Self::Sparse(_), Self::Dense(other)) => {
                other
                    .touched()
                    .for_each(|(position, tally)| self.add_tally(position, size, &tally));
            }
        }
    }

    /// Sorts the samples of a batch, unless they are few.
    pub(super) fn compact(&mut self) {
        if let Self::Sparse(cells) = self {
            cells.counted.compact();
        }
    }

    /// Whether every cell is stored.
    pub(super) fn is_dense(&self) -> bool {
        matches!(self, Self::Dense(_))
    }

    pub(super) fn get(&self, position: usize) -> Tally {
        match self {
            Self::Sparse(cells) => cells.get(position),
            Self::Dense(cells) => cells.get(position),
        }
    }

    /// The number of samples without weights of every cell, if all are stored and there are no others.
    pub(super) fn counts(&self) -> Option<&[u32]> {
        if let Self::Dense(cells) = self { cells.counts() } else { None }
    }

    /// The cells above 0, by rising position.
    pub(super) fn touched(&self) -> impl Iterator<Item = (usize, Tally)> {
        let (sparse, dense) = match self {
            Self::Sparse(cells) => (Some(cells.touched()), None),
            Self::Dense(cells) => (None, Some(cells)),
        };
        let dense = dense.into_iter().flat_map(Dense::touched);
        sparse.into_iter().flatten().chain(dense)
    }

    /// Makes a table of `size` cells dense, if enough of them are touched.
    #[inline]
    fn settle(&mut self, size: usize) {
        let Self::Sparse(cells) = self else { return };
        let enough = worth_it(size);
        if cells.counted.unsorted() >= enough {
            cells.counted.compact_from(enough);
        }
        if cells.counted.num_sorted() + cells.others.len() >= enough {
            self.densify(size);
        }
    }

    /// Moves the cells to a dense table. Moves nothing if that does not fit into memory.
    fn densify(&mut self, size: usize) {
        let Self::Sparse(cells) = self else { return };
        if let Some(mut dense) = Dense::new(size) {
            cells.add_to(&mut dense);
            *self = Self::Dense(dense);
        }
    }
}

impl Sparse {
    fn add(&mut self, positions: &[u32], weights: Option<&[f64]>, size: usize) {
        let units = positions.iter().map(|&position| position as usize).enumerate();
        let inside = units.filter(|&(_, position)| position < size);
        match weights {
            None => self.counted.extend(inside.map(|(_, position)| CountedCell::one(position))),
            Some(weights) if is_mask(weights) => {
                let present = inside.filter(|&(unit, _)| weights[unit] > 0.0);
                self.counted.extend(present.map(|(_, position)| CountedCell::one(position)));
            }
            Some(weights) => inside.for_each(|(unit, position)| {
                self.others.entry(position).or_default().add_checked(weights[unit]);
            }),
        }
    }

    fn add_tally(&mut self, position: usize, tally: &Tally) {
        if *tally == Tally::from_checked(1.0) {
            self.counted.extend(std::iter::once(CountedCell::one(position)));
        } else {
            self.others.entry(position).or_default().merge(tally);
        }
    }

    /// Adds the cells to a table of all cells.
    fn add_to(&self, dense: &mut Dense) {
        self.counted.iter().for_each(|cell| dense.add_count(cell.position(), cell.count()));
        self.others.iter().for_each(|(&position, tally)| dense.add_tally(position, tally));
    }

    fn get(&self, position: usize) -> Tally {
        let tied = self.counted.tied(CountedCell::one(position));
        let mut total = Tally::from_count(tied.map(|cell| u64::from(cell.count())).sum());
        self.others.get(&position).inspect(|tally| total.merge(tally));
        total
    }

    /// The cells above 0, by rising position.
    fn touched(&self) -> Vec<(usize, Tally)> {
        let counted = self.counted.all();
        let counted = by_cell(&counted).map(|(position, n)| (position, Tally::from_count(n)));
        let mut cells: Vec<_> = counted.collect();
        if !self.others.is_empty() {
            cells.extend(self.others.iter().map(|(&position, tally)| (position, tally.clone())));
            cells.sort_by_key(|(position, _)| *position);
            cells.dedup_by(|next, last| {
                let same = next.0 == last.0;
                if same {
                    last.1.merge(&next.1);
                }
                same
            });
        }
        cells.retain(|(_, tally)| !tally.is_zero());
        cells
    }
}

#[cfg(test)]
mod tests;
