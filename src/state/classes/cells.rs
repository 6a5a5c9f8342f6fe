//! The cells of a square table: stores only touched cells, until enough are touched to store all.

use std::collections::BTreeMap;

use crate::state::Tally;

/// A table of up to this many cells becomes dense early, because a dense table is many times
/// faster. A larger table becomes dense late, because it needs much memory.
const MODERATE: usize = 1 << 24;

/// Whether a table of `size` cells, `touched` of them touched, is to become dense.
fn is_worth_it(touched: usize, size: usize) -> bool {
    touched >= size / if size <= MODERATE { 64 } else { 4 }
}

/// Tallies by position. Tables of equal content are equal, sparse or dense.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    Sparse(BTreeMap<usize, Tally>),
    Dense(Vec<Tally>),
}

impl Default for Cells {
    fn default() -> Self {
        Self::Sparse(BTreeMap::new())
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Dense(own), Self::Dense(cells)) => own == cells,
            _ => self.touched().eq(other.touched()),
        }
    }
}

impl Cells {
    /// Returns the cell at a position of a table of `size` cells, to add weight to it.
    #[inline]
    pub(super) fn cell(&mut self, position: usize, size: usize) -> &mut Tally {
        if let Self::Sparse(cells) = self
            && is_worth_it(cells.len(), size)
            && let Some(dense) = densified(cells, size)
        {
            *self = Self::Dense(dense);
        }
        match self {
            Self::Sparse(cells) => cells.entry(position).or_default(),
            Self::Dense(cells) => &mut cells[position],
        }
    }

    /// Adds the touched cells of another table of the same size.
    pub(super) fn merge(&mut self, other: &Self, size: usize) {
        for (position, tally) in other.touched() {
            self.cell(position, size).merge(tally);
        }
    }

    pub(super) fn get(&self, position: usize) -> Option<&Tally> {
        match self {
            Self::Sparse(cells) => cells.get(&position),
            Self::Dense(cells) => cells.get(position),
        }
    }

    /// The cells above 0, by rising position.
    pub(super) fn touched(&self) -> impl Iterator<Item = (usize, &Tally)> {
        let (sparse, dense) = match self {
            Self::Sparse(cells) => (Some(cells), None),
            Self::Dense(cells) => (None, Some(cells)),
        };
        let sparse = sparse.into_iter().flatten().map(|(&position, tally)| (position, tally));
        let dense = dense.into_iter().flatten().enumerate();
        sparse.chain(dense).filter(|(_, tally)| !tally.is_zero())
    }
}

/// Moves the cells to a dense table. Returns `None`, and moves nothing, if it does not fit into
/// memory.
fn densified(cells: &mut BTreeMap<usize, Tally>, size: usize) -> Option<Vec<Tally>> {
    let mut dense = Vec::new();
    dense.try_reserve_exact(size).ok()?;
    dense.resize(size, Tally::default());
    for (position, tally) in std::mem::take(cells) {
        dense[position] = tally;
    }
    Some(dense)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_cells_are_had_once_a_share_was_touched() {
        assert!(is_worth_it(16, 1024) && !is_worth_it(15, 1024));
        assert!(is_worth_it(1 << 18, 1 << 24) && !is_worth_it((1 << 18) - 1, 1 << 24));
        let large = 1 << 26;
        assert!(is_worth_it(large / 4, large) && !is_worth_it(large / 4 - 1, large));
    }

    #[test]
    fn tables_of_equal_content_are_equal() {
        let (size, mut dense, mut other) = (100, Cells::default(), Cells::default());
        for position in [3, 40, 77] {
            dense.cell(position, size).add_checked(1.0);
            other.cell(position, size).add_checked(1.0);
        }
        assert!(matches!(dense, Cells::Dense(_)) && dense == other);
        let touched = dense.touched().map(|(position, tally)| (position, tally.clone()));
        let sparse = Cells::Sparse(touched.collect());
        assert_eq!((&sparse, &dense), (&dense, &sparse));
        other.cell(40, size).add_checked(1.0);
        assert!(dense != other && other != sparse);
        assert!(Cells::default() != dense);
    }
}
