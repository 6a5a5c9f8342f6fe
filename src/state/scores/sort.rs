//! Sorting and merging entries.

use super::entry::Entry;
use super::tasks::{are_worth_sharing, both};

/// Bits of a digit: 2048 places to write to at once, which is what a second-level cache can follow.
pub(super) const DIGIT: usize = 11;

const PLACES: usize = 1 << DIGIT;

/// Entries below which comparing is faster than counting digits.
const FEW: usize = 1500;

/// Bytes of entries that are sorted by their digits: places all over a longer list are far apart, and
/// writing to them takes longer than merging.
const NEAR: usize = 1 << 19;

/// A list sorted by [`Entry::order`], and shortened.
pub(super) fn in_order<E: Entry>(mut entries: Vec<E>) -> Vec<E> {
    if entries.len() < FEW {
        entries.sort_unstable_by_key(|entry| entry.order());
    } else {
        let mut room = vec![E::default(); entries.len()];
        sort(&mut entries, &mut room, false);
    }
    shortened(entries)
}

/// Two sorted lists as one, shortened.
pub(super) fn merged<E: Entry>(a: &[E], b: &[E]) -> Vec<E> {
    let mut all = vec![E::default(); a.len() + b.len()];
    merge_into(a, b, &mut all);
    shortened(all)
}

/// Entries of one score and class are added up where that may make the list shorter by an eighth,
/// so that lists grow with the number of distinct scores.
fn shortened<E: Entry>(mut entries: Vec<E>) -> Vec<E> {
    let ties = entries.windows(2).filter(|pair| pair[0].ties(pair[1])).count();
    if ties > entries.len() / 8 {
        E::compact(&mut entries);
        entries.shrink_to_fit();
    }
    entries
}

/// Sorts entries in their place or into `room`, which is as long: halves are sorted into the other of
/// the two, on two threads if there are, and merged back.
fn sort<E: Entry>(entries: &mut [E], room: &mut [E], into_room: bool) {
    if size_of_val(entries) <= NEAR {
        return sort_near(entries, room, into_room);
    }
    let half = entries.len() / 2;
    let (a, b) = entries.split_at_mut(half);
    let (a_room, b_room) = room.split_at_mut(half);
    both(|| sort(a, a_room, !into_room), || sort(b, b_room, !into_room));
    let (from, to) = if into_room { (entries, room) } else { (room, entries) };
    merge_into(&from[..half], &from[half..], to);
}

/// Sorts a short list: least significant digit first, digits that all entries share left out (Knuth
/// 1998, 5.2.5).
fn sort_near<'a, E: Entry>(mut entries: &'a mut [E], mut room: &'a mut [E], mut into_room: bool) {
    let mut counts = vec![[0; PLACES]; E::DIGITS];
    for &entry in entries.iter() {
        for (digit, counts) in counts[..E::DIGITS].iter_mut().enumerate() {
            counts[place(entry, digit)] += 1;
        }
    }
    for (digit, counts) in counts.iter_mut().enumerate() {
        if (counts[place(entries[0], digit)] as usize) < entries.len() {
            distribute(entries, digit, counts, room);
            (entries, room, into_room) = (room, entries, !into_room);
        }
    }
    if into_room {
        room.copy_from_slice(entries);
    }
}

#[inline(always)]
fn place<E: Entry>(entry: E, digit: usize) -> usize {
    (entry.order() >> (digit * DIGIT)) as usize % PLACES
}

/// Writes the entries in the order of one digit, equal digits in the order they come.
fn distribute<E: Entry>(entries: &[E], digit: usize, counts: &mut [u32; PLACES], sorted: &mut [E]) {
    let mut start = 0;
    for count in counts.iter_mut() {
        start += std::mem::replace(count, start);
    }
    for &entry in entries {
        let next = &mut counts[place(entry, digit)];
        sorted[*next as usize] = entry;
        *next += 1;
    }
}

/// Merges into `out`, which has room for all.
fn merge_into<E: Entry>(a: &[E], b: &[E], out: &mut [E]) {
    if are_worth_sharing(out.len()) { merge_halves(a, b, out) } else { merge_slices(a, b, out) }
}

/// The lower and the upper half of the longer list, each with its part of the other.
fn merge_halves<E: Entry>(a: &[E], b: &[E], out: &mut [E]) {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let half = long.len() / 2;
    let below = short.partition_point(|entry| entry.order() < long[half].order());
    let ((a, c), (b, d)) = (long.split_at(half), short.split_at(below));
    let (lower, upper) = out.split_at_mut(half + below);
    both(|| merge_into(a, b, lower), || merge_into(c, d, upper));
}

/// Merges from both ends at once, without a branch on the order: two chains of dependent steps run
/// side by side, 1 ns per entry. What is left in the middle once a list is nearly used up is merged
/// from below.
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
    slots.zip(a[i..].iter().chain(&b[j..])).for_each(|(slot, &rest)| *slot = rest);
}

#[cfg(test)]
mod tests {
    use super::super::entry::{CountedEntry, WeightedEntry, narrow};
    use super::*;

    /// Scores that differ in all digits, few of them equal.
    fn entries(count: usize) -> Vec<CountedEntry> {
        let mut x = 88_172_645_463_325_252_u64;
        let next = || {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            narrow(f32::from_bits((x >> 32) as u32 & !(1 << 30)), x & 1 == 1)
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    /// Lists that are compared, counted, and merged from two, four and eight parts.
    #[test]
    fn lists_of_every_length_are_sorted() {
        for count in [0, 1, FEW - 1, FEW, 65_536, 65_537, 131_073, 300_001] {
            let mut expected = entries(count);
            expected.sort_by_key(|entry| entry.order());
            assert_eq!(in_order(entries(count)), expected, "{count}");
            let wide = in_order(entries(count).into_iter().map(WeightedEntry::from).collect());
            assert!(wide.is_sorted_by_key(|entry| entry.order()) && wide.len() == count, "{count}");
        }
    }
}
