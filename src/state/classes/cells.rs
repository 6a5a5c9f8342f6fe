//! The cells of a square table: stores only touched cells, until enough are touched to store all.

use std::collections::BTreeMap;

use crate::exact::twofold::two_sum;
use crate::state::Tally;

/// A table of up to this many cells becomes dense early, because a dense table is many times
/// faster. A larger table becomes dense late, because it needs much memory.
const MODERATE: usize = 1 << 24;

/// Up to this many cells for each unit of a batch, a dense table pays for itself within the batch.
const CELLS_PER_UNIT: usize = 16;

/// Whether a table of `size` cells, `touched` of them touched, is to become dense.
fn is_worth_it(touched: usize, size: usize) -> bool {
    touched >= size / if size <= MODERATE { 64 } else { 4 }
}

/// Tallies by position. Tables of equal content are equal, sparse or dense.
#[derive(Clone, Debug)]
pub(super) enum Cells {
    Sparse(BTreeMap<usize, Tally>),
    Dense(Dense),
}

/// All cells in 8 bytes each.
#[derive(Clone, Debug)]
pub(super) struct Dense {
    /// The totals; NaN for a total that no `f64` holds.
    numbers: Vec<f64>,
    /// The totals that no `f64` holds.
    sums: BTreeMap<usize, Tally>,
}

impl Default for Cells {
    fn default() -> Self {
        Self::Sparse(BTreeMap::new())
    }
}

impl PartialEq for Cells {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            // NaN stands for a sum: those are compared as they are.
            (Self::Dense(own), Self::Dense(other)) => {
                let alike = |(a, b): (&f64, &f64)| a == b || a.is_nan() && b.is_nan();
                own.sums == other.sums && own.numbers.iter().zip(&other.numbers).all(alike)
            }
            _ => self.touched().eq(other.touched()),
        }
    }
}

impl Cells {
    /// Makes a table of `size` cells dense, if a batch of so many units will make up for its price.
    pub(super) fn expect(&mut self, units: usize, size: usize) {
        let is_moderate = size <= MODERATE.min(units.saturating_mul(CELLS_PER_UNIT));
        if is_moderate && matches!(self, Self::Sparse(_)) {
            self.densify(size);
        }
    }

    /// Returns the table, if it is dense.
    pub(super) fn dense(&mut self) -> Option<&mut Dense> {
        match self {
            Self::Sparse(_) => None,
            Self::Dense(dense) => Some(dense),
        }
    }

    /// Changes the cell at a position of a table of `size` cells.
    #[inline]
    pub(super) fn change(&mut self, position: usize, size: usize, change: impl FnOnce(&mut Tally)) {
        if matches!(self, Self::Sparse(cells) if is_worth_it(cells.len(), size)) {
            self.densify(size);
        }
        match self {
            Self::Sparse(cells) => change(cells.entry(position).or_default()),
            Self::Dense(cells) => cells.change(position, change),
        }
    }

    /// Adds the touched cells of another table of the same size.
    pub(super) fn merge(&mut self, other: &Self, size: usize) {
        for (position, tally) in other.touched() {
            match (&mut *self, tally.value()) {
                (Self::Dense(cells), Ok(number)) if tally.is_number() => {
                    cells.add_one(position, number);
                }
                _ => self.change(position, size, |own| own.merge(&tally)),
            }
        }
    }

    pub(super) fn get(&self, position: usize) -> Tally {
        match self {
            Self::Sparse(cells) => cells.get(&position).cloned().unwrap_or_default(),
            Self::Dense(cells) => cells.get(position),
        }
    }

    /// The cells above 0, by rising position.
    pub(super) fn touched(&self) -> impl Iterator<Item = (usize, Tally)> {
        let (sparse, dense) = match self {
            Self::Sparse(cells) => (Some(cells), None),
            Self::Dense(cells) => (None, Some(cells)),
        };
        let sparse =
            sparse.into_iter().flatten().map(|(&position, tally)| (position, tally.clone()));
        let dense = dense.into_iter().flat_map(|cells| {
            let touched = |(_, number): &(usize, &f64)| **number != 0.0;
            let positions = cells.numbers.iter().enumerate().filter(touched);
            positions.map(|(position, _)| (position, cells.get(position)))
        });
        sparse.chain(dense).filter(|(_, tally)| !tally.is_zero())
    }

    /// Moves the cells to a dense table. Moves nothing if that does not fit into memory.
    fn densify(&mut self, size: usize) {
        let mut numbers = Vec::new();
        if numbers.try_reserve_exact(size).is_err() {
            return;
        }
        numbers.resize(size, 0.0);
        let mut dense = Dense { numbers, sums: BTreeMap::new() };
        if let Self::Sparse(cells) = std::mem::take(self) {
            cells.into_iter().for_each(|(position, tally)| dense.put(position, tally));
        }
        *self = Self::Dense(dense);
    }
}

impl Dense {
    /// Adds units by position, with their weights or, without, 1 for each. A position beyond the table
    /// counts nowhere.
    pub(super) fn add(&mut self, positions: &[u32], weights: Option<&[f64]>) {
        match weights {
            None => positions.iter().for_each(|&position| self.add_one(position as usize, 1.0)),
            Some(weights) => positions
                .iter()
                .zip(weights)
                .for_each(|(&position, &weight)| self.add_one(position as usize, weight)),
        }
    }

    #[inline(always)]
    fn add_one(&mut self, position: usize, weight: f64) {
        let Some(number) = self.numbers.get_mut(position) else { return };
        let (sum, rest) = two_sum(*number, weight);
        if rest == 0.0 {
            *number = sum;
        } else {
            self.change(position, |tally| tally.add_checked(weight));
        }
    }

    #[cold]
    fn change(&mut self, position: usize, change: impl FnOnce(&mut Tally)) {
        let mut tally = self.get(position);
        change(&mut tally);
        self.put(position, tally);
    }

    fn get(&self, position: usize) -> Tally {
        let number = self.numbers.get(position).copied().unwrap_or(0.0);
        if number.is_nan() {
            self.sums.get(&position).cloned().unwrap_or_default()
        } else {
            Tally::from_checked(number)
        }
    }

    fn put(&mut self, position: usize, tally: Tally) {
        if let (Ok(number), true) = (tally.value(), tally.is_number()) {
            self.numbers[position] = number;
            self.sums.remove(&position);
        } else {
            self.numbers[position] = f64::NAN;
            self.sums.insert(position, tally);
        }
    }
}

/// Returns the total weight of some cells.
pub(super) fn total_of(cells: impl Iterator<Item = (usize, usize, Tally)>) -> Tally {
    let mut total = Tally::default();
    cells.for_each(|(_, _, tally)| total.merge(&tally));
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(cells: &mut Cells, position: usize, weight: f64) {
        cells.change(position, 100, |tally| tally.add_checked(weight));
    }

    #[test]
    fn all_cells_are_had_once_a_share_was_touched() {
        assert!(is_worth_it(16, 1024) && !is_worth_it(15, 1024));
        assert!(is_worth_it(1 << 18, 1 << 24) && !is_worth_it((1 << 18) - 1, 1 << 24));
        let large = 1 << 26;
        assert!(is_worth_it(large / 4, large) && !is_worth_it(large / 4 - 1, large));
    }

    #[test]
    fn a_large_batch_makes_a_table_dense() {
        let is_dense = |units, size| {
            let mut cells = Cells::default();
            cells.expect(units, size);
            cells.dense().is_some()
        };
        assert!(is_dense(64, 1024) && !is_dense(63, 1024));
        assert!(is_dense(1 << 30, 1 << 24) && !is_dense(1 << 30, (1 << 24) + 1));
    }

    #[test]
    fn tables_of_equal_content_are_equal() {
        let (mut dense, mut other) = (Cells::default(), Cells::default());
        for position in [3, 40, 77] {
            add(&mut dense, position, 1.0);
            add(&mut other, position, 1.0);
        }
        assert!(matches!(dense, Cells::Dense(_)) && dense == other);
        let sparse = Cells::Sparse(dense.touched().collect());
        assert_eq!((&sparse, &dense), (&dense, &sparse));
        add(&mut other, 40, 1.0);
        assert!(dense != other && other != sparse);
        assert!(Cells::default() != dense);
    }

    /// Totals that no `f64` holds stand apart, and come back.
    #[test]
    fn a_total_of_many_digits() {
        let (mut dense, mut sparse) = (Cells::default(), Cells::default());
        dense.expect(100, 100);
        let weights = [1.0, 2_f64.powi(-60), 0.0, 3.0, f64::MAX, f64::MAX];
        let positions = [5, 5, 100, 7, 5, 9];
        dense.dense().expect("dense").add(&positions, Some(&weights));
        dense.dense().expect("dense").add(&[5, 7, 100], None);
        for (position, weight) in positions.into_iter().zip(weights).filter(|(p, _)| *p < 100) {
            sparse.change(position as usize, 1 << 20, |tally| tally.add_checked(weight));
        }
        for position in [5, 7] {
            sparse.change(position, 1 << 20, |tally| tally.add_checked(1.0));
        }
        assert_eq!((&sparse, &dense), (&dense, &sparse));
        assert_eq!(dense.get(7).value(), Ok(4.0));
        assert!(!dense.get(5).is_number() && dense.get(8).is_zero());
        let mut both = dense.clone();
        both.merge(&sparse, 100);
        sparse.merge(&dense, 1 << 20);
        assert_eq!(both, sparse);
    }
}
