//! Sorted runs of falling length, as a log-structured merge tree keeps them.

use std::borrow::Cow;

use super::order::Sortable;
use super::sort::{has_many_ties, merged, sorted, sorted_copy};

/// The most bytes of entries that are sorted at a time. The last-level cache holds twice as many.
const SORT_BYTES: usize = 1 << 23;

/// The most bytes of entries of ended batches that wait to be sorted. Each reading sorts them anew.
const WAITING_BYTES: usize = 1 << 20;

/// The number of entries from which an ended batch becomes a run of its own. Fewer entries wait for those
/// of later batches.
const MIN_RUN: usize = 1 << 13;

/// Entries in sorted runs, each at least twice as long as the next, and the latest entries, which wait to
/// be sorted. An entry is merged a number of times that grows with the logarithm of all entries, not with
/// their number.
#[derive(Clone, Debug)]
pub(in crate::state) struct SortedRuns<E> {
    /// In any order; with those that wait, fewer than [`SORT_BYTES`], unless they were gathered.
    latest: Vec<E>,
    /// None while all entries are among the latest, as those of a small group are: the state is small.
    more: Option<Box<More<E>>>,
}

/// The entries that are not among the latest.
#[derive(Clone, Debug)]
struct More<E> {
    /// The latest entries of other parts of a batch, as these were.
    waiting: Vec<Vec<E>>,
    runs: Vec<Vec<E>>,
    /// Runs whose entries could be added up if they were of another kind; see
    /// [`take_repetitive`](SortedRuns::take_repetitive).
    repetitive: Vec<Vec<E>>,
}

impl<E> Default for SortedRuns<E> {
    fn default() -> Self {
        Self { latest: vec![], more: None }
    }
}

impl<E> Default for More<E> {
    fn default() -> Self {
        Self { waiting: vec![], runs: vec![], repetitive: vec![] }
    }
}

impl<E> SortedRuns<E> {
    fn more(&mut self) -> &mut More<E> {
        self.more.get_or_insert_default()
    }

    fn runs(&self) -> &[Vec<E>] {
        self.more.as_ref().map_or(&[], |more| &more.runs)
    }

    fn waiting(&self) -> &[Vec<E>] {
        self.more.as_ref().map_or(&[], |more| &more.waiting)
    }
}

impl<E: Sortable> SortedRuns<E> {
    /// Returns the runs of a sorted list.
    pub(in crate::state) fn from_sorted(list: Vec<E>) -> Self {
        let mut runs = Self::default();
        if !list.is_empty() {
            runs.more().runs.push(list);
        }
        runs
    }

    /// Adds entries in any order; sorts them once they are many.
    pub(in crate::state) fn extend(&mut self, entries: impl Iterator<Item = E>) {
        self.latest.extend(entries);
        self.compact_from(SORT_BYTES / size_of::<E>());
    }

    /// Adds entries in any order, and sorts none.
    pub(in crate::state) fn gather(&mut self, entries: impl Iterator<Item = E>) {
        self.latest.extend(entries);
    }

    pub(in crate::state) fn is_empty(&self) -> bool {
        self.latest.is_empty() && self.waiting().is_empty() && self.runs().is_empty()
    }

    /// Returns the number of entries.
    pub(in crate::state) fn len(&self) -> usize {
        self.slices().map(<[E]>::len).sum()
    }

    /// Lists all entries, as the slices in which they lie.
    pub(in crate::state) fn slices(&self) -> impl Iterator<Item = &[E]> {
        self.runs().iter().chain(self.waiting()).chain([&self.latest]).map(Vec::as_slice)
    }

    /// Lists all entries, in the order of the runs.
    pub(in crate::state) fn iter(&self) -> impl Iterator<Item = E> {
        self.slices().flatten().copied()
    }

    /// Lists the entries that tie with one, in no order.
    pub(in crate::state) fn tied(&self, entry: E) -> impl Iterator<Item = E> {
        let of_run = move |run: &'_ Vec<E>| {
            let start = run.partition_point(|other| other.order() < entry.order());
            start..run.partition_point(|other| other.order() <= entry.order())
        };
        let sorted = self.runs().iter().flat_map(move |run| run[of_run(run)].iter());
        let unsorted = self.waiting().iter().chain([&self.latest]).flatten();
        sorted.chain(unsorted.filter(move |other| other.ties(entry))).copied()
    }

    /// Sorts the latest entries at the end of a batch, unless they are few.
    pub(in crate::state) fn compact(&mut self) {
        self.compact_from(MIN_RUN);
    }

    /// The number of entries that are in no run.
    pub(in crate::state) fn unsorted(&self) -> usize {
        self.latest.len() + self.waiting().iter().map(Vec::len).sum::<usize>()
    }

    /// The number of entries in runs.
    pub(in crate::state) fn num_sorted(&self) -> usize {
        self.runs().iter().map(Vec::len).sum()
    }

    /// Sorts the latest entries if they are at least `min`.
    pub(in crate::state) fn compact_from(&mut self, min: usize) {
        if self.unsorted() >= min {
            let waiting = self.more.as_mut().map(|more| std::mem::take(&mut more.waiting));
            waiting.into_iter().flatten().for_each(|entries| self.latest.extend(entries));
            let run = sorted(std::mem::take(&mut self.latest));
            self.push(Cow::Owned(run));
        }
    }

    /// Adds the entries of other runs.
    pub(in crate::state) fn merge(&mut self, other: &Self) {
        for run in other.runs() {
            self.push(Cow::Borrowed(run));
        }
        for entries in other.waiting().iter().chain([&other.latest]) {
            self.latest.extend_from_slice(entries);
        }
        // `other` is an ended batch if few of its entries wait, and else a part of a batch, whose entries
        // are sorted at the end of the batch.
        let most = if other.unsorted() < MIN_RUN { WAITING_BYTES } else { SORT_BYTES };
        self.compact_from(most / size_of::<E>());
    }

    /// Adds the entries of other runs that are not needed any more, as they lie, and sorts none.
    pub(super) fn gather_all(&mut self, other: Self) {
        let more = other.more.map(|more| *more).unwrap_or_default();
        more.runs.into_iter().for_each(|run| self.push(Cow::Owned(run)));
        let unsorted = more.waiting.into_iter().chain([other.latest]);
        self.more().waiting.extend(unsorted.filter(|entries| !entries.is_empty()));
    }

    /// Adds a run, merged with every run that is less than twice as long.
    pub(in crate::state) fn push(&mut self, mut run: Cow<'_, [E]>) {
        let more = self.more();
        while let Some(last) = more.runs.pop_if(|last| last.len() < 2 * run.len()) {
            run = Cow::Owned(merged(&last, &run));
        }
        let repetitive = !E::ADDS_UP && has_many_ties(&run);
        let runs = if repetitive { &mut more.repetitive } else { &mut more.runs };
        runs.push(run.into_owned());
    }

    /// Returns the runs with many equal scores, of entries that hold one sample each. Entries of a kind
    /// that adds up take less memory for these.
    pub(in crate::state) fn take_repetitive(&mut self) -> Vec<Vec<E>> {
        self.more.as_mut().map(|more| std::mem::take(&mut more.repetitive)).unwrap_or_default()
    }

    /// Returns the only run, if all entries are in it.
    pub(in crate::state) fn only(&self) -> Option<&[E]> {
        match self.runs() {
            [run] if self.latest.is_empty() && self.waiting().is_empty() => Some(run),
            _ => None,
        }
    }

    /// Returns all entries in one sorted list.
    pub(in crate::state) fn all(&self) -> Cow<'_, [E]> {
        if self.more.is_none() {
            return Cow::Owned(sorted_copy(&self.latest));
        }
        let waiting = self.waiting().iter().chain([&self.latest]).flatten();
        let latest = Cow::Owned(sorted(waiting.copied().collect()));
        let runs = self.runs().iter().rev().map(|run| Cow::Borrowed(&run[..]));
        let lists = [latest].into_iter().chain(runs).filter(|list| !list.is_empty());
        lists.reduce(|shorter, longer| merged(&longer, &shorter).into()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::{CountedEntry, counted_entry};
    use super::*;

    fn batch(number: usize, entries: usize) -> impl Iterator<Item = CountedEntry> {
        (0..entries).map(move |i| counted_entry((number + 1000 * i) as f32, i % 2 == 0))
    }

    fn lengths(runs: &SortedRuns<CountedEntry>) -> Vec<usize> {
        runs.runs().iter().map(Vec::len).collect()
    }

    #[test]
    fn each_run_is_at_least_twice_as_long_as_the_next() {
        let mut runs = SortedRuns::default();
        for number in 0..37 {
            runs.extend(batch(number, MIN_RUN));
            runs.compact();
            assert!(runs.latest.is_empty() && !runs.is_empty());
            assert!(lengths(&runs).is_sorted_by(|long, short| *long >= 2 * short));
        }
        assert_eq!(lengths(&runs), [32 * MIN_RUN, 4 * MIN_RUN, MIN_RUN]);
        assert_eq!(runs.all().len(), 37 * MIN_RUN);
    }

    #[test]
    fn few_entries_wait() {
        let mut runs = SortedRuns::default();
        runs.extend(batch(0, MIN_RUN - 1));
        runs.compact();
        assert_eq!((runs.latest.len(), lengths(&runs)), (MIN_RUN - 1, vec![]));
    }

    #[test]
    fn a_long_batch_is_sorted_in_parts() {
        let (mut runs, most) = (SortedRuns::default(), SORT_BYTES / size_of::<CountedEntry>());
        runs.extend(batch(0, most - 1));
        assert!(lengths(&runs).is_empty());
        runs.extend(batch(1, 1));
        assert_eq!((runs.latest.len(), lengths(&runs)), (0, vec![most]));
    }

    /// The entries of small batches wait for those of later batches, up to a limit.
    #[test]
    fn merged_entries_wait_and_are_sorted() {
        let waiting = WAITING_BYTES / size_of::<CountedEntry>();
        let (mut few, mut runs) = (SortedRuns::default(), SortedRuns::default());
        few.extend(batch(0, MIN_RUN / 2));
        for merges in 1..=waiting / (MIN_RUN / 2) {
            runs.merge(&few);
            let waits = (merges * MIN_RUN / 2) % waiting;
            assert_eq!(runs.latest.len(), waits, "{merges}");
        }
        let mut part = SortedRuns::default();
        part.extend(batch(0, MIN_RUN));
        let mut runs = SortedRuns::default();
        for _ in 0..2 * waiting / MIN_RUN {
            runs.merge(&part);
        }
        assert_eq!((runs.latest.len(), lengths(&runs)), (2 * waiting, vec![]));
    }

    /// Gathered entries lie as they came until they are merged.
    #[test]
    fn gathered_entries_are_sorted_when_they_are_merged() {
        let most = SORT_BYTES / size_of::<CountedEntry>();
        let (mut part, mut whole) = (SortedRuns::default(), SortedRuns::default());
        part.gather(batch(0, most));
        whole.gather(batch(1, 5));
        whole.gather_all(part.clone());
        assert_eq!((whole.len(), lengths(&whole), whole.waiting().len()), (most + 5, vec![], 1));
        assert_eq!(whole.iter().count(), most + 5);
        assert!(!whole.is_empty() && whole.only().is_none());
        let mut merged = SortedRuns::default();
        merged.merge(&whole);
        assert_eq!((merged.unsorted(), lengths(&merged)), (0, vec![most + 5]));
        assert_eq!(merged.all(), whole.all());
    }
}
