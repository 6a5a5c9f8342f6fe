//! A queue of states whose merge is asked again and again.

use std::collections::VecDeque;

use crate::error::Error;
use crate::state::State;

/// Two stacks: the older chunks as merges with all older-but-newer ones, the newer ones as they came. Each chunk
/// is merged twice before it leaves, and nothing is ever subtracted.
#[derive(Clone, Debug)]
pub(super) struct Chunks<S> {
    /// The oldest chunk is last, merged with all others of this stack.
    older: Vec<S>,
    newer: VecDeque<S>,
    /// The merge of `newer`.
    merged: S,
    empty: S,
}

impl<S: State> Chunks<S> {
    pub(super) fn new(empty: S) -> Self {
        Self { older: vec![], newer: VecDeque::new(), merged: empty.clone(), empty }
    }

    pub(super) fn len(&self) -> usize {
        self.older.len() + self.newer.len()
    }

    /// Refuses a state that does not merge with those that are here.
    pub(super) fn check(&self, state: &S) -> Result<(), Error> {
        self.older
            .last()
            .into_iter()
            .chain([&self.merged])
            .try_for_each(|own| own.check_merge(state))
    }

    pub(super) fn push(&mut self, chunk: S) {
        self.merged.merge(&chunk);
        self.newer.push_back(chunk);
    }

    /// Forgets the oldest chunk.
    pub(super) fn pop(&mut self) {
        if self.older.is_empty() {
            self.turn();
        }
        self.older.pop();
    }

    /// Moves the newer chunks to the stack of the older ones.
    fn turn(&mut self) {
        self.merged = self.empty.clone();
        let mut all = self.empty.clone();
        while let Some(mut chunk) = self.newer.pop_back() {
            std::mem::swap(&mut all, &mut chunk);
            all.merge(&chunk);
            self.older.push(all.clone());
        }
    }

    /// Returns the merge of all chunks.
    pub(super) fn all(&self) -> S {
        let mut all = self.merged.clone();
        self.older.last().into_iter().for_each(|older| all.merge(older));
        all
    }
}

impl<S: State> Chunks<S> {
    /// Returns the merge of the newest chunk, of the two newest, and so on.
    fn tails(&self) -> impl Iterator<Item = S> {
        let mut tail = self.empty.clone();
        let newer = self.newer.iter().rev().map(move |chunk| {
            tail.merge(chunk);
            tail.clone()
        });
        let with_newer = |older: &S| {
            let mut all = self.merged.clone();
            all.merge(older);
            all
        };
        newer.chain(self.older.iter().map(with_newer))
    }
}

impl<S: State> PartialEq for Chunks<S> {
    /// Whether both hold the same chunks, in whichever stacks.
    fn eq(&self, other: &Self) -> bool {
        self.tails().eq(other.tails())
    }
}

#[cfg(test)]
mod tests {
    use super::Chunks;
    use crate::state::{State as _, WeightedMean};

    #[test]
    fn the_merge_is_that_of_the_chunks_that_are_left() {
        let mut chunks = Chunks::new(WeightedMean::default());
        let of = |number: u32| {
            let mut state = WeightedMean::default();
            state.add_term(1.0, number.into()).expect("a number");
            state
        };
        for number in 0..40_u32 {
            chunks.push(of(number));
            if chunks.len() > 1 + number as usize % 7 {
                chunks.pop();
            }
            let mut tail = WeightedMean::default();
            let len = chunks.len() as u32;
            (number + 1 - len..=number).for_each(|i| tail.merge(&of(i)));
            assert_eq!(chunks.all(), tail);
            let mut alike = Chunks::new(WeightedMean::default());
            (number + 1 - len..=number).for_each(|i| alike.push(of(i)));
            assert_eq!(chunks, alike);
            alike.push(of(number));
            assert_ne!(chunks, alike);
        }
    }
}
