//! Items of one score: what is expected of them over all orders that they may come in.

use super::sum::sum;

/// An item: the place of its score in the order of all scores, and its relevance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Item {
    pub(super) place: u64,
    pub(super) relevance: f64,
}

/// Items of one score: t items, r of them relevant, after s others, R of which are relevant. Ranks up to k count, so
/// that the first m of the block do, whichever these are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    items: &'a [Item],
    before: usize,
    relevant_before: usize,
    relevant: usize,
    counted: usize,
}

impl<'a> Block<'a> {
    pub(super) fn new(items: &'a [Item], before: usize, relevant_before: usize, k: usize) -> Self {
        let relevant = items.iter().map(|item| usize::from(item.relevance > 0.0)).sum();
        let counted = k.saturating_sub(before).min(items.len());
        Self { items, before, relevant_before, relevant, counted }
    }

    /// The items, the most relevant first.
    pub(super) fn items(&self) -> &'a [Item] {
        self.items
    }

    pub(super) fn all(&self) -> usize {
        self.items.len()
    }

    pub(super) fn relevant(&self) -> usize {
        self.relevant
    }

    /// The number of items whose ranks count.
    pub(super) fn counted(&self) -> usize {
        self.counted
    }

    /// Returns how many relevant items are expected at ranks that count: r·m/t.
    pub(super) fn relevant_counted(&self) -> f64 {
        expected(self.relevant, self.counted, self.all())
    }

    /// Returns how many irrelevant items are expected at ranks that count: (t − r)·m/t.
    pub(super) fn irrelevant_counted(&self) -> f64 {
        expected(self.all() - self.relevant, self.counted, self.all())
    }

    /// Calls `each` with every rank that the first relevant item may have, and with the probability that it has it:
    /// C(t − 1 − j, r − 1)/C(t, r) at the rank s + j + 1. For a block with a relevant item.
    pub(super) fn each_first_rank(&self, mut each: impl FnMut(f64, f64)) {
        let [all, relevant, before] = [self.all(), self.relevant, self.before].map(|n| n as f64);
        let mut probability = relevant / all;
        for j in 0..self.counted.min(self.all() - self.relevant + 1) {
            let place = j as f64;
            each(before + place + 1.0, probability);
            probability *= (all - relevant - place) / (all - 1.0 - place);
        }
    }

    /// Returns the sum of the precisions that are expected at the relevant items: over the ranks s + j that count,
    /// r/t·(R + 1 + (j − 1)(r − 1)/(t − 1))/(s + j).
    pub(super) fn precisions(&self) -> f64 {
        let [all, relevant, before] = [self.all(), self.relevant, self.before].map(|n| n as f64);
        if self.relevant == 0 {
            return 0.0;
        }
        let (first, others) = (self.relevant_before as f64 + 1.0, (all - 1.0).max(1.0));
        let precision = |j: usize| {
            let found = first + (j - 1) as f64 * (relevant - 1.0) / others;
            relevant * found / (all * (before + j as f64))
        };
        sum((1..=self.counted).map(precision))
    }

    /// Returns twice the number of pairs of a relevant item of the block and an irrelevant one of no higher score;
    /// a pair of equal scores counts once. `irrelevant` is the number of irrelevant items of the query.
    pub(super) fn pairs(&self, irrelevant: usize) -> u128 {
        let own = self.all() - self.relevant;
        let above = self.before - self.relevant_before;
        self.relevant as u128 * (2 * (irrelevant - above - own) as u128 + own as u128)
    }
}

/// Returns how many of some kind are expected among `counted` of `all` items.
fn expected(kind: usize, counted: usize, all: usize) -> f64 {
    if counted == all { kind as f64 } else { kind as f64 * counted as f64 / all as f64 }
}
