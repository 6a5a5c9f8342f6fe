//! Samples of one cell as sortable entries of eight bytes.

use crate::state::scores::order::Sortable;

/// The position of a cell, below 2^44, and in the lowest bits the number of its samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct CountedCell(u64);

const BITS: u32 = 20;
const COUNT: u64 = (1 << BITS) - 1;

impl CountedCell {
    /// Returns the entry of one sample.
    #[inline(always)]
    pub(super) fn one(position: usize) -> Self {
        Self((position as u64) << BITS | 1)
    }

    #[inline(always)]
    pub(super) fn position(self) -> usize {
        (self.0 >> BITS) as usize
    }

    #[inline(always)]
    pub(super) fn count(self) -> u32 {
        (self.0 & COUNT) as u32
    }
}

impl Sortable for CountedCell {
    type Order = u64;

    const ADDS_UP: bool = true;

    #[inline(always)]
    fn order(self) -> u64 {
        self.0 >> BITS
    }

    #[inline(always)]
    fn ties(self, other: Self) -> bool {
        self.order() == other.order()
    }

    /// A number of samples beyond 20 bits stays in two entries.
    fn compact(entries: &mut Vec<Self>) {
        entries.dedup_by(|next, last| {
            let fits = next.ties(*last) && u64::from(next.count() + last.count()) <= COUNT;
            last.0 += if fits { u64::from(next.count()) } else { 0 };
            fits
        });
    }
}

/// Returns the number of samples of each cell in a sorted list.
pub(super) fn by_cell(entries: &[CountedCell]) -> impl Iterator<Item = (usize, u64)> {
    let count = |tied: &[CountedCell]| tied.iter().map(|entry| u64::from(entry.count())).sum();
    entries.chunk_by(|a, b| a.ties(*b)).map(move |tied| (tied[0].position(), count(tied)))
}
