//! What is sorted, and what it is sorted by.

use std::fmt::Debug;

/// An entry of a sorted list.
pub(in crate::state) trait Sortable:
    Copy + Default + Send + Sync + 'static
{
    /// What entries are sorted by.
    type Order: Order;

    /// Whether one entry can hold several samples.
    const ADDS_UP: bool;

    /// The key that entries are sorted by.
    fn order(self) -> Self::Order;

    /// Whether two entries are of one score or pair.
    fn ties(self, other: Self) -> bool;

    /// Adds up the entries of one score and class in a sorted list.
    fn compact(_: &mut Vec<Self>) {}
}

/// A key whose bits, read as a whole number, are in its order.
pub(in crate::state) trait Order:
    Copy + Ord + Debug + Default + Send + Sync + 'static
{
    /// Sets a bit wherever two keys differ.
    fn differing(self, other: Self) -> u128;

    /// Returns the lowest bits above so many.
    fn above(self, bits: u32) -> u64;
}

impl Order for u64 {
    #[inline(always)]
    fn differing(self, other: Self) -> u128 {
        u128::from(self ^ other)
    }

    #[inline(always)]
    fn above(self, bits: u32) -> u64 {
        self >> (bits % u64::BITS)
    }
}

/// Returns a number's place in the order of all numbers but NaN. 0.0 and −0.0 have one place.
#[inline(always)]
pub(crate) fn place_of(number: f64) -> u64 {
    // Adding 0.0 makes 0.0 of −0.0.
    let bits = (number + 0.0).to_bits();
    bits ^ ((((bits as i64) >> 63) as u64) | 1 << 63)
}

/// Returns the number of a place.
#[inline(always)]
pub(in crate::state) fn number_at(place: u64) -> f64 {
    f64::from_bits(if place >> 63 == 1 { place ^ 1 << 63 } else { !place })
}
