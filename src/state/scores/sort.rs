//! Sorting and merging entries.

use super::order::{Order, Sortable};
use super::parallel::{is_worth_two_tasks, join};

/// Bits of a digit. A pass over a digit writes to 2^11 places, which the second-level cache can hold.
const DIGIT_BITS: u32 = 11;

/// The number of digits that are sorted by. Entries that agree in all of these are compared.
const DIGITS: usize = 3;

/// The number of values of a digit.
const DIGIT_VALUES: usize = 1 << DIGIT_BITS;

/// Below this number of entries, comparing is faster than counting digits.
const SMALL_SORT: usize = 1500;

/// Up to this number of entries, comparing all pairs is faster than sorting.
const FEW: usize = 16;

/// The most bytes of entries that are sorted by digits. In a longer list, the places that a pass writes
/// to are too far apart, and merging two halves is faster.
const RADIX_BYTES: usize = 1 << 19;

/// Returns a list sorted by [`Sortable::order`] and compacted.
pub(in crate::state) fn sorted<E: Sortable>(mut entries: Vec<E>) -> Vec<E> {
    if entries.len() < SMALL_SORT {
        entries.sort_unstable_by_key(|entry| entry.order());
    } else {
        let mut room = vec![E::default(); entries.len()];
        sort(&mut entries, &mut room, false);
    }
    compacted(entries)
}

/// Returns a copy of a list, sorted and compacted.
pub(in crate::state) fn sorted_copy<E: Sortable>(entries: &[E]) -> Vec<E> {
    if entries.len() > FEW { sorted(entries.to_vec()) } else { compacted(ranked(entries)) }
}

/// Returns few entries, each written to its rank: no branch depends on their order.
fn ranked<E: Sortable>(entries: &[E]) -> Vec<E> {
    let mut ranked = entries.to_vec();
    for (i, &entry) in entries.iter().enumerate() {
        let (before, after) = (&entries[..i], &entries[i..]);
        let not_above = before.iter().filter(|other| other.order() <= entry.order()).count();
        let below = after.iter().filter(|other| other.order() < entry.order()).count();
        ranked[not_above + below] = entry;
    }
    ranked
}

/// Returns two sorted lists as one, compacted.
pub(in crate::state) fn merged<E: Sortable>(a: &[E], b: &[E]) -> Vec<E> {
    let mut all = vec![E::default(); a.len() + b.len()];
    merge_into(a, b, &mut all);
    compacted(all)
}

/// Adds up entries of one score and class if that may make the list shorter by an eighth, so that lists
/// grow with the number of distinct scores.
pub(in crate::state) fn compacted<E: Sortable>(mut entries: Vec<E>) -> Vec<E> {
    if E::ADDS_UP && has_many_ties(&entries) {
        E::compact(&mut entries);
        entries.shrink_to_fit();
    }
    entries
}

/// Whether adding up entries of one score and class may make a sorted list shorter by an eighth.
pub(in crate::state) fn has_many_ties<E: Sortable>(entries: &[E]) -> bool {
    let ties = entries.windows(2).filter(|pair| pair[0].ties(pair[1])).count();
    ties > entries.len() / 8
}

/// Sorts entries in their place or into `room`, which is as long as they are. A long list is halved: both
/// halves are sorted into the other slice, on two threads if there are, and merged back.
fn sort<E: Sortable>(entries: &mut [E], room: &mut [E], into_room: bool) {
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

/// Sorts entries by the first digits in which they differ, the least significant digit first (Knuth 1998,
/// 5.2.5), and then the few that agree in these digits by comparing them. A digit that all entries share
/// needs no pass.
fn radix_sort<'a, E: Sortable>(
    mut entries: &'a mut [E],
    mut room: &'a mut [E],
    mut into_room: bool,
) {
    let digits = Digits::of(entries);
    let mut counts = digits.count(entries);
    for (digit, counts) in counts.iter_mut().enumerate() {
        if (counts[digits.digit(entries[0], digit)] as usize) < entries.len() {
            distribute(entries, |entry| digits.digit(entry, digit), counts, room);
            (entries, room, into_room) = (room, entries, !into_room);
        }
    }
    digits.sort_ties(entries);
    if into_room {
        room.copy_from_slice(entries);
    }
}

/// The number of times that each value of a digit occurs.
type Counts = [u32; DIGIT_VALUES];

/// Some digits of an entry's order.
#[derive(Clone, Copy)]
struct Digits {
    /// The number of bits below the digits.
    shift: u32,
}

impl Digits {
    /// Returns the first digits in which entries differ.
    fn of<E: Sortable>(entries: &[E]) -> Self {
        let first = entries[0].order();
        let differing = entries.iter().fold(0, |bits, entry| bits | entry.order().differing(first));
        let bits = u128::BITS - differing.leading_zeros();
        Self { shift: bits.saturating_sub(DIGITS as u32 * DIGIT_BITS) }
    }

    /// Returns the value of an entry's digit.
    #[inline(always)]
    fn digit<E: Sortable>(self, entry: E, digit: usize) -> usize {
        let shift = self.shift + digit as u32 * DIGIT_BITS;
        entry.order().above(shift) as usize % DIGIT_VALUES
    }

    fn count<E: Sortable>(self, entries: &[E]) -> Vec<Counts> {
        let mut counts = vec![[0; DIGIT_VALUES]; DIGITS];
        for &entry in entries {
            for (digit, counts) in counts.iter_mut().enumerate() {
                counts[self.digit(entry, digit)] += 1;
            }
        }
        counts
    }

    /// Sorts the entries that agree in all digits and in the bits above, which lie side by side.
    fn sort_ties<E: Sortable>(self, entries: &mut [E]) {
        if self.shift == 0 {
            return;
        }
        let agree = |a: &E, b: &E| a.order().above(self.shift) == b.order().above(self.shift);
        for tied in entries.chunk_by_mut(agree) {
            if tied.len() > 1 {
                tied.sort_unstable_by_key(|entry| entry.order());
            }
        }
    }
}

/// Writes the entries in the order of one digit; entries of equal digits keep their order.
fn distribute<E: Sortable>(
    entries: &[E],
    digit: impl Fn(E) -> usize,
    counts: &mut Counts,
    sorted: &mut [E],
) {
    let mut start = 0;
    for count in counts.iter_mut() {
        start += std::mem::replace(count, start);
    }
    for &entry in entries {
        let next = &mut counts[digit(entry)];
        sorted[*next as usize] = entry;
        *next += 1;
    }
}

/// Merges two sorted lists into `out`, which is as long as both.
fn merge_into<E: Sortable>(a: &[E], b: &[E], out: &mut [E]) {
    if is_worth_two_tasks(out.len()) { merge_halves(a, b, out) } else { merge_slices(a, b, out) }
}

/// Merges each half of the longer list with the entries of the shorter list that belong to it, as two
/// tasks.
fn merge_halves<E: Sortable>(a: &[E], b: &[E], out: &mut [E]) {
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
fn merge_slices<E: Sortable>(mut a: &[E], mut b: &[E], mut out: &mut [E]) {
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
fn merge_upwards<E: Sortable>(a: &[E], b: &[E], out: &mut [E]) {
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
    use super::super::entry::{CountedEntry, SingleEntry, WeightedEntry, counted_entry};
    use super::*;

    /// Random bits, the same in each run.
    fn bits(count: usize) -> Vec<u64> {
        let mut x = 88_172_645_463_325_252_u64;
        let next = || {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            x
        };
        std::iter::repeat_with(next).take(count).collect()
    }

    /// Entries whose scores differ in all digits; few scores are equal.
    fn entries(count: usize) -> Vec<CountedEntry> {
        let entry =
            |x: u64| counted_entry(f32::from_bits((x >> 32) as u32 & !(1 << 30)), x & 1 == 1);
        bits(count).into_iter().map(entry).collect()
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

    /// Of five scores and both classes: entries tie from six on.
    #[test]
    fn few_entries_are_ranked_as_they_are_sorted() {
        for count in 0..=FEW + 1 {
            let entry = |i| SingleEntry::new((7 * i % 5) as f64, i % 2 == 0);
            let list: Vec<_> = (0..count).map(entry).collect();
            let order = |list: Vec<SingleEntry>| list.into_iter().map(Sortable::order);
            assert!(order(sorted_copy(&list)).eq(order(sorted(list))), "{count}");
        }
    }

    /// Scores that differ in their last digits only, in all digits, or in one place far above the others.
    #[test]
    fn scores_are_sorted_by_every_bit() {
        let close = |x: u64| 1.0 + (x % 50_000) as f64 * f64::EPSILON;
        let spread = |x: u64| f64::from_bits(x & !(1 << 62)).clamp(-1e150, 1e150);
        let apart = |x: u64| if x.is_multiple_of(5000) { -1e150 } else { 1.0 + x as f64 * 1e-30 };
        for score in [close, |x| x as f64 * 2_f64.powi(-64), apart, |x| (x % 7) as f64] {
            let list: Vec<_> = bits(20_000).into_iter().map(|x| (score(x), x % 3 == 0)).collect();
            check(list.iter().map(|&(score, class)| SingleEntry::new(score, class)).collect());
            check(list.iter().map(|&(s, class)| WeightedEntry::new(s, class, 1.0)).collect());
        }
        check(bits(20_000).into_iter().map(|x| WeightedEntry::new(spread(x), true, 1.0)).collect());
    }

    fn check<E: Sortable>(entries: Vec<E>) {
        let mut orders: Vec<_> = entries.iter().map(|entry| entry.order()).collect();
        orders.sort_unstable();
        let mut room = vec![E::default(); entries.len()];
        let mut sorted = entries;
        radix_sort(&mut sorted, &mut room, false);
        assert_eq!(sorted.iter().map(|entry| entry.order()).collect::<Vec<_>>(), orders);
    }
}
