//! Sorting and merging entries.

use super::entry::Entry;
use super::parallel::{is_worth_two_tasks, join};

/// Bits of a digit. A pass over a digit writes to 2^11 places, which the second-level cache can hold.
pub(super) const DIGIT_BITS: usize = 11;

/// The number of values of a digit.
const DIGIT_VALUES: usize = 1 << DIGIT_BITS;

/// Below this number of entries, comparing is faster than counting digits.
const SMALL_SORT: usize = 1500;

/// The most bytes of entries that are sorted by digits. In a longer list, the places that a pass writes
/// to are too far apart, and merging two halves is faster.
const RADIX_BYTES: usize = 1 << 19;

/// Returns a list sorted by [`Entry::order`] and compacted.
pub(super) fn sorted<E: Entry>(mut entries: Vec<E>) -> Vec<E> {
    if entries.len() < SMALL_SORT {
        entries.sort_unstable_by_key(|entry| entry.order());
    } else {
        let mut room = vec![E::default(); entries.len()];
        sort(&mut entries, &mut room, false);
    }
    compacted(entries)
}

/// Returns two sorted lists as one, compacted.
pub(super) fn merged<E: Entry>(a: &[E], b: &[E]) -> Vec<E> {
    let mut all = vec![E::default(); a.len() + b.len()];
    merge_into(a, b, &mut all);
    compacted(all)
}

/// Adds up entries of one score and class if that may make the list shorter by an eighth, so that lists
/// grow with the number of distinct scores.
fn compacted<E: Entry>(mut entries: Vec<E>) -> Vec<E> {
    let ties = entries.windows(2).filter(|pair| pair[0].ties(pair[1])).count();
    if ties > entries.len() / 8 {
        E::compact(&mut entries);
        entries.shrink_to_fit();
    }
    entries
}

/// Sorts entries in their place or into `room`, which is as long as they are. A long list is halved: both
/// halves are sorted into the other slice, on two threads if there are, and merged back.
fn sort<E: Entry>(entries: &mut [E], room: &mut [E], into_room: bool) {
    if size_of_val(entries) <= RADIX_BYTES {
        return radix_sort(entries, room, into_room);
    }
    let half = entries.len() / 2;
    let (a, b) = entries.split_at_mut(half);
    let (a_room, b_room) = room.split_at_mut(half);
    join(|| sort(a, a_room, !into_room), || sort(b, b_room, !into_room));
    let (from, to) = if into_room { (entries, room) } else { (room, entries) };
    merge_into(&from[..half], &from[half..], to);
}

/// Sorts entries by their digits, the least significant digit first (Knuth 1998, 5.2.5). A digit that all
/// entries share needs no pass.
fn radix_sort<'a, E: Entry>(mut entries: &'a mut [E], mut room: &'a mut [E], mut into_room: bool) {
    let mut counts = vec![[0; DIGIT_VALUES]; E::DIGITS];
    for &entry in entries.iter() {
        for (digit, counts) in counts[..E::DIGITS].iter_mut().enumerate() {
            counts[digit_of(entry, digit)] += 1;
        }
    }
    for (digit, counts) in counts.iter_mut().enumerate() {
        if (counts[digit_of(entries[0], digit)] as usize) < entries.len() {
            distribute(entries, digit, counts, room);
            (entries, room, into_room) = (room, entries, !into_room);
        }
    }
    if into_room {
        room.copy_from_slice(entries);
    }
}

/// The value of an entry's digit.
#[inline(always)]
fn digit_of<E: Entry>(entry: E, digit: usize) -> usize {
    (entry.order() >> (digit * DIGIT_BITS)) as usize % DIGIT_VALUES
}

/// Writes the entries in the order of one digit; entries of equal digits keep their order.
fn distribute<E: Entry>(
    entries: &[E],
    digit: usize,
    counts: &mut [u32; DIGIT_VALUES],
    sorted: &mut [E],
) {
    let mut start = 0;
    for count in counts.iter_mut() {
        start += std::mem::replace(count, start);
    }
    for &entry in entries {
        let next = &mut counts[digit_of(entry, digit)];
        sorted[*next as usize] = entry;
        *next += 1;
    }
}

/// Merges two sorted lists into `out`, which is as long as both.
fn merge_into<E: Entry>(a: &[E], b: &[E], out: &mut [E]) {
    if is_worth_two_tasks(out.len()) { merge_halves(a, b, out) } else { merge_slices(a, b, out) }
}

/// Merges each half of the longer list with the entries of the shorter list that belong to it, as two
/// tasks.
fn merge_halves<E: Entry>(a: &[E], b: &[E], out: &mut [E]) {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let half = long.len() / 2;
    let below = short.partition_point(|entry| entry.order() < long[half].order());
    let ((a, c), (b, d)) = (long.split_at(half), short.split_at(below));
    let (lower, upper) = out.split_at_mut(half + below);
    join(|| merge_into(a, b, lower), || merge_into(c, d, upper));
}

/// Merges two lists from both ends at once, without a branch on the order: two chains of dependent steps
/// run side by side, 1 ns per entry. Once a list has fewer than two entries, the entries between the ends
/// are merged from below.
fn merge_slices<E: Entry>(mut a: &[E], mut b: &[E], mut out: &mut [E]) {
    while let ([x, .., last_x], [y, .., last_y]) = (a, b) {
        let [first, middle @ .., last] = out else { return };
        let (second, second_last) = (y.order() < x.order(), last_y.order() >= last_x.order());
        *first = if second { *y } else { *x };
        *last = if second_last { *last_y } else { *last_x };
        a = &a[usize::from(!second)..a.len() - usize::from(!second_last)];
        b = &b[usize::from(second)..b.len() - usize::from(second_last)];
        out = middle;
    }
    merge_upwards(a, b, out);
}

/// Merges two lists from their first entries on.
fn merge_upwards<E: Entry>(a: &[E], b: &[E], out: &mut [E]) {
    let (mut i, mut j) = (0, 0);
    let mut slots = out.iter_mut();
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        let second = y.order() < x.order();
        if let Some(slot) = slots.next() {
            *slot = if second { y } else { x };
        }
        i += usize::from(!second);
        j += usize::from(second);
    }
    slots.zip(a[i..].iter().chain(&b[j..])).for_each(|(slot, &entry)| *slot = entry);
}

#[cfg(test)]
mod tests {
    use super::super::entry::{CountedEntry, WeightedEntry, counted_entry};
    use super::*;

    /// Entries whose scores differ in all digits; few scores are equal.
    fn entries(count: usize) -> Vec<CountedEntry> {
        let mut x = 88_172_645_463_325_252_u64;
        let next = || {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            counted_entry(f32::from_bits((x >> 32) as u32 & !(1 << 30)), x & 1 == 1)
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    /// The lengths are such that lists are sorted by comparing, by digits, and merged from two, four and
    /// eight parts.
    #[test]
    fn lists_of_every_length_are_sorted() {
        for count in [0, 1, SMALL_SORT - 1, SMALL_SORT, 65_536, 65_537, 131_073, 300_001] {
            let mut expected = entries(count);
            expected.sort_by_key(|entry| entry.order());
            assert_eq!(sorted(entries(count)), expected, "{count}");
            let weighted = sorted(entries(count).into_iter().map(WeightedEntry::from).collect());
            assert!(weighted.is_sorted_by_key(|entry| entry.order()), "{count}");
            assert_eq!(weighted.len(), count);
        }
    }
}
