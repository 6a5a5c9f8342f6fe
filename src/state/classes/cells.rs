//! The cells of a square table: those that were touched, or all of them once that is worth it.

use std::collections::BTreeMap;

use crate::state::Tally;

/// A table becomes dense when one cell in so many was touched.
const SHARE: usize = 16;

/// Tallies by position. Tables of equal content are equal, whatever their form.
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
    /// The cell at a position of a table of `size` cells, to add something to.
    #[inline]
    pub(super) fn cell(&mut self, position: usize, size: usize) -> &mut Tally {
        if let Self::Sparse(cells) = self
            && cells.len().saturating_mul(SHARE) >= size
        {
            *self = Self::Dense(densified(std::mem::take(cells), size));
        }
        match self {
            Self::Sparse(cells) => cells.entry(position).or_default(),
            Self::Dense(cells) => &mut cells[position],
        }
    }

    /// Adds all cells of another table of the same size; only those that it touched are looked at.
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

    /// The cells that are not zero, by position.
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

fn densified(cells: BTreeMap<usize, Tally>, size: usize) -> Vec<Tally> {
    let mut dense = vec![Tally::default(); size];
    for (position, tally) in cells {
        dense[position] = tally;
    }
    dense
}
