//! Sorted lists of falling size.

use std::borrow::Cow;

use super::entry::Entry;
use super::sort::{merged, sort};

/// Entries in sorted lists, each at least twice as long as the next: adding to them costs a share
/// of merging that grows with the logarithm of what is there, not with all of it.
#[derive(Clone, Debug)]
pub(super) struct Levels<E> {
    /// What was added since the last [`settle`](Self::settle), in any order.
    pending: Vec<E>,
    sorted: Vec<Vec<E>>,
}

impl<E> Default for Levels<E> {
    fn default() -> Self {
        Self { pending: Vec::new(), sorted: Vec::new() }
    }
}

impl<E: Entry> Levels<E> {
    pub(super) fn extend(&mut self, entries: impl Iterator<Item = E>) {
        self.pending.extend(entries);
    }

    pub(super) fn push(&mut self, entry: E) {
        self.pending.push(entry);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.pending.is_empty() && self.sorted.is_empty()
    }

    /// Sorts what was added.
    pub(super) fn settle(&mut self) {
        if !self.pending.is_empty() {
            let list = in_order(std::mem::take(&mut self.pending));
            self.add(Cow::Owned(list));
        }
    }

    pub(super) fn merge(&mut self, other: &Self) {
        self.settle();
        for list in &other.sorted {
            self.add(Cow::Borrowed(list));
        }
        if !other.pending.is_empty() {
            self.add(Cow::Owned(in_order(other.pending.clone())));
        }
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
        let pending = in_order(self.pending.clone());
        let lists = self.sorted.iter().rev().map(|list| Cow::Borrowed(&list[..]));
        let shorter_first = [Cow::Owned(pending)].into_iter().chain(lists);
        let join = |a: Cow<'_, [E]>, b: Cow<'_, [E]>| Cow::Owned(merged(&a, &b));
        shorter_first.filter(|list| !list.is_empty()).fold(Cow::Borrowed(&[][..]), |all, list| {
            if all.is_empty() { list } else { join(all, list) }
        })
    }
}

fn in_order<E: Entry>(mut entries: Vec<E>) -> Vec<E> {
    sort(&mut entries);
    E::compact(&mut entries);
    entries
}
