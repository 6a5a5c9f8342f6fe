//! All cells of a table: a counter for each, and what no counter holds apart.

use std::collections::BTreeMap;
use std::hint::black_box;

use crate::exact::twofold::two_sum;
use crate::kernel::weights::is_mask;
use crate::state::Tally;

/// The total of every cell, as the sum of up to three parts.
#[derive(Clone, Debug)]
pub(in crate::state) struct Dense {
    /// Samples without weights.
    counts: Vec<u32>,
    /// Totals of weights that `f64`s hold; empty until a weight comes that is no count.
    numbers: Vec<f64>,
    /// All other weights.
    sums: BTreeMap<usize, Tally>,
}

/// Whether a list of some numbers fits into memory: tries to allocate it, and frees it untouched.
pub(in crate::state) fn can_be_allocated<A>(numbers: usize) -> bool {
    let mut list = Vec::<A>::new();
    black_box(&mut list).try_reserve_exact(numbers).is_ok()
}

impl Dense {
    /// Returns a table of so many cells without samples. `None` if it does not fit into memory.
    pub(in crate::state) fn new(size: usize) -> Option<Self> {
        let empty = || Self { counts: vec![0; size], numbers: vec![], sums: BTreeMap::new() };
        can_be_allocated::<u32>(size).then(empty)
    }

    /// The number of cells.
    pub(in crate::state) fn size(&self) -> usize {
        self.counts.len()
    }

    /// Adds units by position, with their weights or, without, 1 for each. A position beyond the table
    /// counts nowhere.
    pub(in crate::state) fn add(&mut self, positions: &[u32], weights: Option<&[f64]>) {
        match weights {
            None => positions.iter().for_each(|&position| self.add_count(position as usize, 1)),
            Some(weights) if is_mask(weights) => {
                let units = positions.iter().zip(weights);
                units.for_each(|(&i, &weight)| self.add_count(i as usize, weight as u32));
            }
            Some(weights) => {
                let units = positions.iter().zip(weights);
                units.for_each(|(&i, &weight)| self.add_weight(i as usize, weight));
            }
        }
    }

    /// Adds samples of weight 1 to a cell.
    #[inline(always)]
    pub(in crate::state) fn add_count(&mut self, position: usize, count: u32) {
        let Some(counter) = self.counts.get_mut(position) else { return };
        match counter.checked_add(count) {
            Some(sum) => *counter = sum,
            None => self.add_apart(position, f64::from(count)),
        }
    }

    /// Adds a weight to a cell.
    #[inline(always)]
    pub(in crate::state) fn add_weight(&mut self, position: usize, weight: f64) {
        if let Some(number) = self.numbers.get_mut(position) {
            let (sum, rest) = two_sum(*number, weight);
            if rest == 0.0 {
                *number = sum;
                return;
            }
        }
        self.add_elsewhere(position, weight);
    }

    /// Adds a weight that no number holds together with those before, if the numbers are there.
    #[cold]
    fn add_elsewhere(&mut self, position: usize, weight: f64) {
        if weight == weight as u32 as f64 {
            return self.add_count(position, weight as u32);
        }
        if self.numbers.is_empty() && can_be_allocated::<f64>(self.size()) {
            self.numbers = vec![0.0; self.size()];
            return self.add_weight(position, weight);
        }
        self.add_apart(position, weight);
    }

    #[cold]
    fn add_apart(&mut self, position: usize, weight: f64) {
        if position < self.size() {
            self.sums.entry(position).or_default().add_checked(weight);
        }
    }

    /// Adds a total to a cell.
    #[inline]
    pub(in crate::state) fn add_tally(&mut self, position: usize, tally: &Tally) {
        match tally.value() {
            Ok(number) if tally.is_number() => self.add_weight(position, number),
            _ => self.sums.entry(position).or_default().merge(tally),
        }
    }

    /// Adds the cells of a table of the same size.
    pub(in crate::state) fn merge(&mut self, other: &Self) {
        self.add_counts(&other.counts);
        for (position, &weight) in other.numbers.iter().enumerate().filter(|(_, w)| **w != 0.0) {
            self.add_weight(position, weight);
        }
        for (position, tally) in &other.sums {
            self.add_tally(*position, tally);
        }
    }

    /// Adds samples of weight 1 to every cell.
    fn add_counts(&mut self, counts: &[u32]) {
        let sums = self.counts.iter().zip(counts);
        if sums.fold(false, |any, (own, other)| any | own.overflowing_add(*other).1) {
            let counts = counts.iter().enumerate();
            return counts.for_each(|(position, &count)| self.add_count(position, count));
        }
        self.counts.iter_mut().zip(counts).for_each(|(own, other)| *own += other);
    }

    /// The total of a cell; 0 for a position beyond the table.
    #[inline]
    pub(in crate::state) fn get(&self, position: usize) -> Tally {
        let count = self.counts.get(position).copied().unwrap_or(0);
        let mut tally = Tally::from_checked(f64::from(count));
        if let Some(&number) = self.numbers.get(position) {
            tally.add_checked(number);
        }
        if let Some(sum) = (!self.sums.is_empty()).then(|| self.sums.get(&position)).flatten() {
            tally.merge(sum);
        }
        tally
    }

    /// The number of samples without weights of each cell, if there are no others.
    pub(in crate::state) fn counts(&self) -> Option<&[u32]> {
        (self.numbers.is_empty() && self.sums.is_empty()).then_some(&self.counts)
    }

    /// The cells above 0, by rising position.
    pub(in crate::state) fn touched(&self) -> impl Iterator<Item = (usize, Tally)> {
        let is_plain = self.counts().is_some();
        let touched = move |&(_, count): &(usize, &u32)| !is_plain || *count > 0;
        let cells = self.counts.iter().enumerate().filter(touched);
        cells.map(|(position, _)| (position, self.get(position))).filter(|(_, t)| !t.is_zero())
    }
}
