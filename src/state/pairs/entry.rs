//! Pairs as sortable entries: of sixteen bytes without weights, of 24 bytes with weights.

use crate::state::scores::entry::{Entry, Weighed};
use crate::state::scores::order::{Order, Sortable, number_at, place_of};

/// The places of two numbers, each in the order of all numbers. The first one decides.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::state) struct Places {
    pub(in crate::state) first: u64,
    pub(in crate::state) second: u64,
}

impl Places {
    #[inline(always)]
    pub(super) fn of(first: f64, second: f64) -> Self {
        Self { first: place_of(first), second: place_of(second) }
    }

    /// Returns the two numbers.
    pub(super) fn numbers(self) -> (f64, f64) {
        (number_at(self.first), number_at(self.second))
    }

    #[inline(always)]
    fn bits(self) -> u128 {
        u128::from(self.first) << 64 | u128::from(self.second)
    }
}

impl Order for Places {
    #[inline(always)]
    fn differing(self, other: Self) -> u128 {
        self.bits() ^ other.bits()
    }

    #[inline(always)]
    fn above(self, bits: u32) -> u64 {
        (self.bits() >> (bits % u128::BITS)) as u64
    }
}

/// One pair of weight 1.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SinglePair(pub(super) Places);

impl Sortable for SinglePair {
    type Order = Places;

    const ADDS_UP: bool = false;

    #[inline(always)]
    fn order(self) -> Places {
        self.0
    }

    #[inline(always)]
    fn ties(self, other: Self) -> bool {
        self.0 == other.0
    }
}

/// Equal pairs of one class, with their weight.
pub(in crate::state) type WeightedPair = Weighed<Places>;

impl From<SinglePair> for WeightedPair {
    fn from(pair: SinglePair) -> Self {
        Self::at(pair.0, true, 1.0)
    }
}

/// Returns the order of entries that tie.
pub(in crate::state) fn places_of<E: Entry<Order = Places>>(tied: &[E]) -> Places {
    tied[0].order()
}
