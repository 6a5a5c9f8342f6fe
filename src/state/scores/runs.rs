//! Sorted lists of falling size.

use std::borrow::Cow;

use super::entry::Entry;
use super::sort::{in_order, merged};

/// Bytes of entries that are sorted at a time: what the last-level cache holds twice.
const AT_ONCE: usize = 1 << 23;

/// Bytes of entries of many batches that wait to be sorted: what a reading sorts each time.
const WAITING: usize = 1 << 20;

/// Entries of a batch that are worth a list of their own. Fewer wait for others, and are sorted by
/// each reading meanwhile.
const MANY: usize = 1 << 13;

/// Entries in sorted lists, each at least twice as long as the next, and a short list of those that
/// came last: adding to them costs a share of merging that grows with the logarithm of what is
/// there, not with all of it.
#[derive(Clone, Debug)]
pub(super) struct SortedRuns<E> {
    /// In any order, shorter than what is sorted at a time.
    latest: Vec<E>,
    sorted: Vec<Vec<E>>,
}

impl<E> Default for SortedRuns<E> {
    fn default() -> Self {
        Self { latest: Vec::new(), sorted: Vec::new() }
    }
}

impl<E: Entry> SortedRuns<E> {
    /// A list that is sorted already.
    #[cfg(feature = "serde")]
    pub(super) fn of(sorted: Vec<E>) -> Self {
        let sorted = if sorted.is_empty() { vec![] } else { vec![sorted] };
        Self { latest: Vec::new(), sorted }
    }

    pub(super) fn extend(&mut self, entries: impl Iterator<Item = E>) {
        self.latest.extend(entries);
        self.compact_from(AT_ONCE / size_of::<E>());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.latest.is_empty() && self.sorted.is_empty()
    }

    /// Sorts the latest entries, if they are many: after a batch.
    pub(super) fn compact(&mut self) {
        self.compact_from(MANY);
    }

    fn compact_from(&mut self, least: usize) {
        if self.latest.len() >= least {
            let list = in_order(std::mem::take(&mut self.latest));
            self.add(Cow::Owned(list));
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        for list in &other.sorted {
            self.add(Cow::Borrowed(list));
        }
        self.latest.extend_from_slice(&other.latest);
        // Of a batch that has ended few wait; a part of one is sorted with the rest, at its end.
        let most = if other.latest.len() < MANY { WAITING } else { AT_ONCE };
        self.compact_from(most / size_of::<E>());
    }

    /// Adds a sorted list, merged with all that it is not much shorter than.
    fn add(&mut self, mut list: Cow<'_, [E]>) {
        while let Some(last) = self.sorted.pop_if(|last| last.len() < 2 * list.len()) {
            list = Cow::Owned(merged(&last, &list));
        }
        self.sorted.push(list.into_owned());
    }

    /// Everything in one sorted list.
    pub(super) fn all(&self) -> Cow<'_, [E]> {
        let latest = Cow::Owned(in_order(self.latest.clone()));
        let sorted = self.sorted.iter().rev().map(|list| Cow::Borrowed(&list[..]));
        let lists = [latest].into_iter().chain(sorted).filter(|list| !list.is_empty());
        lists.reduce(|shorter, list| merged(&list, &shorter).into()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::{CountedEntry, narrow};
    use super::*;

    fn batch(number: usize, entries: usize) -> impl Iterator<Item = CountedEntry> {
        (0..entries).map(move |i| narrow((number + 1000 * i) as f32, i % 2 == 0))
    }

    fn lengths(runs: &SortedRuns<CountedEntry>) -> Vec<usize> {
        runs.sorted.iter().map(Vec::len).collect()
    }

    #[test]
    fn lists_at_least_halve() {
        let mut runs = SortedRuns::default();
        for number in 0..37 {
            runs.extend(batch(number, MANY));
            runs.compact();
            assert!(runs.latest.is_empty() && !runs.is_empty());
            assert!(lengths(&runs).is_sorted_by(|long, short| *long >= 2 * short));
        }
        assert_eq!(lengths(&runs), [32 * MANY, 4 * MANY, MANY]);
        assert_eq!(runs.all().len(), 37 * MANY);
    }

    #[test]
    fn few_entries_wait() {
        let mut runs = SortedRuns::default();
        runs.extend(batch(0, MANY - 1));
        runs.compact();
        assert_eq!((runs.latest.len(), lengths(&runs)), (MANY - 1, vec![]));
    }

    #[test]
    fn of_a_long_batch_much_is_sorted_at_a_time() {
        let (mut runs, at_once) = (SortedRuns::default(), AT_ONCE / size_of::<CountedEntry>());
        runs.extend(batch(0, at_once - 1));
        assert_eq!(lengths(&runs), []);
        runs.extend(batch(1, 1));
        assert_eq!((runs.latest.len(), lengths(&runs)), (0, vec![at_once]));
    }

    /// What few batches leave waits for others, but not for too many of them.
    #[test]
    fn merged_entries_wait_and_are_sorted() {
        let waiting = WAITING / size_of::<CountedEntry>();
        let (mut few, mut runs) = (SortedRuns::default(), SortedRuns::default());
        few.extend(batch(0, MANY / 2));
        for merges in 1..=waiting / (MANY / 2) {
            runs.merge(&few);
            let waits = (merges * MANY / 2) % waiting;
            assert_eq!(runs.latest.len(), waits, "{merges}");
        }
        let mut part = SortedRuns::default();
        part.extend(batch(0, MANY));
        let mut runs = SortedRuns::default();
        for _ in 0..2 * waiting / MANY {
            runs.merge(&part);
        }
        assert_eq!((runs.latest.len(), lengths(&runs)), (2 * waiting, vec![]));
    }
}
