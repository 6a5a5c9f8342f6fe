//! Counts below and from every distinct score up, the highest score first, without a list of them.

use std::borrow::Cow;

use super::curves::counts;
use super::entry::Unweighted;

/// A walk down a sorted list of samples without weights.
#[derive(Clone, Debug)]
pub(super) struct Descent<'a, E: Unweighted> {
    list: Cow<'a, [E]>,
    /// The entries that are not passed yet: those of lower scores.
    rest: usize,
    /// The negatives and the positives below, and those passed.
    below: [u64; 2],
    above: [u64; 2],
}

impl<'a, E: Unweighted> Descent<'a, E> {
    pub(super) fn new(list: Cow<'a, [E]>) -> Self {
        Self { rest: list.len(), below: counts(&list), above: [0; 2], list }
    }
}

impl<E: Unweighted> Iterator for Descent<'_, E> {
    /// A score, and the negatives and the positives below it and from it up.
    type Item = (f64, [[u64; 2]; 2]);

    #[inline]
    fn next(&mut self) -> Option<Self::Item> {
        let (&highest, lower) = self.list[..self.rest].split_last()?;
        let tied = 1 + lower.iter().rev().take_while(|entry| entry.ties(highest)).count();
        let start = self.rest - tied;
        let [negatives, positives] = counts(&self.list[start..self.rest]);
        self.rest = start;
        self.below = [self.below[0] - negatives, self.below[1] - positives];
        self.above = [self.above[0] + negatives, self.above[1] + positives];
        Some((highest.score(), [self.below, self.above]))
    }
}
