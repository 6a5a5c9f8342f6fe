//! The labels of a row in the order of their scores.

use std::cell::Cell;
use std::cmp::Ordering;

use crate::element::Element;

/// Labels of equal scores, or the labels of equal or higher ones: how many there are of each kind.
#[derive(Clone, Copy, Default)]
pub(super) struct Labels {
    pub(super) right: usize,
    pub(super) wrong: usize,
}

impl Labels {
    pub(super) fn all(self) -> usize {
        self.right + self.wrong
    }

    fn add(&mut self, is_right: bool) {
        self.right += usize::from(is_right);
        self.wrong += usize::from(!is_right);
    }
}

/// Counts the true labels of a row and the others.
#[inline(always)]
pub(super) fn count<T: Element>(y: &[T]) -> Labels {
    let right = y.iter().filter(|y| y.to_f64() == 1.0).count();
    Labels { right, wrong: y.len() - right }
}

/// Room for one row after the other.
pub(super) struct Ranking<P> {
    room: Cell<Vec<(P, bool)>>,
}

impl<P: Element> Ranking<P> {
    pub(super) fn new() -> Self {
        Self { room: Cell::default() }
    }

    /// Calls `each` with the labels of each score, from the highest score to the lowest, and with the
    /// labels so far, these included.
    #[inline(always)]
    pub(super) fn each_score<T: Element>(
        &self,
        y: &[T],
        p: &[P],
        mut each: impl FnMut(Labels, Labels),
    ) {
        let mut labels = self.room.take();
        labels.clear();
        labels.extend(p.iter().zip(y).map(|(&p, y)| (p, y.to_f64() == 1.0)));
        labels.sort_unstable_by(|(a, _), (b, _)| b.partial_cmp(a).unwrap_or(Ordering::Equal));
        let mut so_far = Labels::default();
        for tied in labels.chunk_by(|(a, _), (b, _)| a == b) {
            let mut own = Labels::default();
            tied.iter().for_each(|&(_, is_right)| own.add(is_right));
            so_far.right += own.right;
            so_far.wrong += own.wrong;
            each(own, so_far);
        }
        self.room.set(labels);
    }
}
