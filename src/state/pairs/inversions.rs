//! Counting pairs of entries that are out of order, by a merge sort.
//!
//! **Idea.** Entries come in the order of one number. Sorting them by another one by merging, every entry of the left
//! half that is taken has passed all entries of the right half that were taken before it: those are below it, and
//! were above it (Knight 1966, <https://doi.org/10.1080/01621459.1966.10480879>). A step adds the product of a weight
//! and a sum of weights.
//!
//! ```text
//! for each entry taken, the lowest first, of equal ones that of the left half first:
//!     from the right half:   taken += weight
//!     from the left half:    products += taken * weight
//! ```
//!
//! **Deviation.** A step has no branch on the order: it adds a zero to the one sum or to the other.

use super::amount::Amount;
use crate::state::scores::parallel::{is_worth_two_tasks, join};

/// An entry that is sorted.
pub(super) trait Item: Copy + Default + Send + Sync + 'static {
    type Weight: Amount;

    /// What the entry is sorted by.
    fn place(self) -> u64;

    /// The weight of the entry as the first of two.
    fn as_first(self) -> Self::Weight;

    /// The weight of the entry as the second of two.
    fn as_second(self) -> Self::Weight;
}

/// Sums of products of weights.
type Products<I> = <<I as Item>::Weight as Amount>::Products;

/// Below this number of entries, inserting is faster than merging.
const SMALL: usize = 12;

/// Sorts entries by their places; equal ones stay in order. Returns the sum of the products of the weights of
/// every two entries that were out of order.
pub(super) fn inversions<I: Item>(items: &mut [I]) -> Products<I> {
    sort(items, &mut vec![I::default(); items.len()], false)
}

/// Sorts entries in their place or into `room`, which is as long as they are: both halves into the other slice,
/// on two threads if there are, and merged back.
fn sort<I: Item>(items: &mut [I], room: &mut [I], into_room: bool) -> Products<I> {
    if items.len() <= SMALL {
        let sum = insert(items);
        if into_room {
            room.copy_from_slice(items);
        }
        return sum;
    }
    let (half, parallel) = (items.len() / 2, is_worth_two_tasks(items.len()));
    let (a, b) = items.split_at_mut(half);
    let (a_room, b_room) = room.split_at_mut(half);
    let (left, right) = if parallel {
        join(|| sort(a, a_room, !into_room), || sort(b, b_room, !into_room))
    } else {
        (sort(a, a_room, !into_room), sort(b, b_room, !into_room))
    };
    let (from, to) = if into_room { (items, room) } else { (room, items) };
    let across = merge(&from[..half], &from[half..], to);
    I::Weight::both(I::Weight::both(left, right), across)
}

/// Sorts a few entries by insertion.
fn insert<I: Item>(items: &mut [I]) -> Products<I> {
    let mut sum = Products::<I>::default();
    for end in 1..items.len() {
        let (item, mut at) = (items[end], end);
        let mut passed = Default::default();
        while at > 0 && items[at - 1].place() > item.place() {
            passed = I::Weight::plus(passed, items[at - 1].as_first());
            items[at] = items[at - 1];
            at -= 1;
        }
        items[at] = item;
        I::Weight::add_product(&mut sum, passed, item.as_second());
    }
    sum
}

/// Merges two sorted lists into `out`, which is as long as both.
fn merge<I: Item>(a: &[I], b: &[I], out: &mut [I]) -> Products<I> {
    let (mut sum, mut taken) = (Products::<I>::default(), Default::default());
    let (mut i, mut j) = (0, 0);
    let mut slots = out.iter_mut();
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        let second = y.place() < x.place();
        if let Some(slot) = slots.next() {
            *slot = if second { y } else { x };
        }
        let zero = I::Weight::default();
        taken = I::Weight::plus(taken, if second { y.as_second() } else { zero });
        I::Weight::add_product(&mut sum, taken, if second { zero } else { x.as_first() });
        i += usize::from(!second);
        j += usize::from(second);
    }
    for (slot, &item) in slots.zip(a[i..].iter().chain(&b[j..])) {
        *slot = item;
    }
    a[i..].iter().for_each(|item| I::Weight::add_product(&mut sum, taken, item.as_first()));
    sum
}

#[cfg(test)]
mod tests {
    use super::super::comparisons::Prediction;
    use super::*;

    /// Places of which many tie, with weights of 0 to 6.
    fn items(count: u64) -> Vec<Prediction<u64>> {
        let place = |i: u64| i.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54;
        (0..count).map(|i| Prediction { place: place(i), weight: i % 7 }).collect()
    }

    /// The lengths are such that lists are sorted by insertion and by merging, on one thread and on two.
    #[test]
    fn every_two_entries_out_of_order_are_counted() {
        for count in [0, 1, 2, 12, 13, 100, 3000] {
            let mut list = items(count);
            let inverted = |(i, a): (usize, &Prediction<u64>)| {
                let below = list[i + 1..].iter().filter(|b| b.place < a.place);
                below.map(|b| u128::from(a.weight * b.weight)).sum::<u128>()
            };
            let expected: u128 = list.iter().enumerate().map(inverted).sum();
            let mut sorted = list.clone();
            sorted.sort_by_key(|item| item.place);
            let found = u64::sum(inversions(&mut list));
            assert_eq!(found.value(), Ok(expected as f64), "{count}");
            assert_eq!(list, sorted);
        }
    }

    /// Of a list in falling order, every two entries are out of order.
    #[test]
    fn long_lists_are_sorted_in_parallel() {
        let count = 300_000;
        let mut list: Vec<_> =
            (0..count).map(|i| Prediction { place: count - i, weight: 1_u64 }).collect();
        let found = u64::sum(inversions(&mut list));
        assert_eq!(found.value(), Ok((count * (count - 1) / 2) as f64));
        assert!(list.is_sorted_by_key(|item| item.place));
    }
}
