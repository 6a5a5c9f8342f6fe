//! The items of a query in the order of their scores.

use std::cell::Cell;

use super::block::{Block, Item};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::state::place_of;

pub(super) const RELEVANCE: Domain = Domain::NonNegative;
pub(super) const SCORES: Domain = Domain::Score;

/// Refuses a cutoff of no items.
pub(super) fn check_k(k: Option<usize>) -> Result<(), Error> {
    match k {
        Some(0) => Err(Error::parameter("k", 0, "at least 1, or none for all items")),
        _ => Ok(()),
    }
}

/// Whether a query has an item that is relevant.
#[inline(always)]
pub(super) fn has_relevant<T: Element>(y: &[T]) -> bool {
    y.iter().any(|y| y.to_f64() > 0.0)
}

/// Whether a query has an item that is not relevant.
#[inline(always)]
pub(super) fn has_irrelevant<T: Element>(y: &[T]) -> bool {
    y.iter().any(|y| y.to_f64() == 0.0)
}

/// Whether all numbers of a query are admitted. A query that is left out is checked like any other.
#[inline(always)]
pub(super) fn admits<T: Element, P: Element>(y: &[T], p: &[P]) -> bool {
    RELEVANCE.guard().admits_all(y) && SCORES.guard().admits_all(p)
}

/// Returns the formula of a term, given the value of a query and what a query counts that has none.
pub(super) fn of_query<T: Element, P: Element>(
    undefined: Option<f64>,
    value: impl Fn(&mut Query) -> Option<f64>,
) -> impl Fn(&[T], &[P]) -> f64 {
    let (room, undefined) = (Cell::<Query>::default(), undefined.unwrap_or_default());
    move |y, p| {
        let mut query = room.take();
        query.fill(y, p);
        let found = value(&mut query);
        room.set(query);
        found.unwrap_or(undefined)
    }
}

/// The items of a query, and room for what is computed of them.
#[derive(Debug, Default)]
pub(super) struct Query {
    items: Vec<Item>,
    relevant: usize,
    pub(super) gains: Vec<f64>,
    pub(super) ideal: Vec<f64>,
}

impl Query {
    /// Takes in the items of a query.
    #[inline(never)]
    fn fill<T: Element, P: Element>(&mut self, y: &[T], p: &[P]) {
        let relevances = y.iter().map(|y| y.to_f64() + 0.0);
        self.items.clear();
        if P::WIDE {
            let places = places_of_whole(p);
            let items = places.into_iter().zip(relevances);
            self.items.extend(items.map(|(place, relevance)| Item { place, relevance }));
        } else {
            let items = p.iter().map(|p| place_of(p.to_f64())).zip(relevances);
            self.items.extend(items.map(|(place, relevance)| Item { place, relevance }));
        }
        self.relevant = self.items.iter().map(|item| usize::from(item.relevance > 0.0)).sum();
    }

    /// The number of items.
    pub(super) fn all(&self) -> usize {
        self.items.len()
    }

    /// The number of relevant items.
    pub(super) fn relevant(&self) -> usize {
        self.relevant
    }

    /// The number of items that are looked at.
    pub(super) fn cut(&self, k: Option<usize>) -> usize {
        k.unwrap_or(usize::MAX).min(self.all())
    }

    /// The relevances, in the order in which the items lie.
    pub(super) fn relevances(&self) -> impl Iterator<Item = f64> {
        self.items.iter().map(|item| item.relevance)
    }

    /// Returns blocks of items of equal scores, from the highest score down, until they hold the best `k` items.
    /// Items of equal scores come in the order of their relevance, so that rounding does not depend on how they came.
    pub(super) fn blocks(&mut self, k: usize) -> impl Iterator<Item = Block<'_>> {
        let chosen = self.choose(k);
        let best = &mut self.items[..chosen];
        best.sort_unstable_by(|a, b| {
            b.place.cmp(&a.place).then_with(|| b.relevance.total_cmp(&a.relevance))
        });
        let (mut before, mut relevant) = (0, 0);
        best.chunk_by(|a, b| a.place == b.place).map(move |items| {
            let block = Block::new(items, before, relevant, k);
            before += block.all();
            relevant += block.relevant();
            block
        })
    }

    /// Returns how many relevant items are expected among the best `k`.
    pub(super) fn relevant_counted(&mut self, k: usize) -> f64 {
        self.blocks(k).map(|block| block.relevant_counted()).sum()
    }

    /// Returns how many irrelevant items are expected among the best `k`.
    pub(super) fn irrelevant_counted(&mut self, k: usize) -> f64 {
        self.blocks(k).map(|block| block.irrelevant_counted()).sum()
    }

    /// Moves the best `k` items to the front, and behind them those that tie with the last of them. Returns how many
    /// items these are.
    fn choose(&mut self, k: usize) -> usize {
        // A sort of all items costs less than a choice of most of them.
        if k == 0 || k >= self.items.len() / 2 {
            return self.items.len();
        }
        let (_, last, rest) =
            self.items.select_nth_unstable_by(k - 1, |a, b| b.place.cmp(&a.place));
        let (last, mut chosen) = (last.place, 0);
        for place in 0..rest.len() {
            if rest[place].place == last {
                rest.swap(place, chosen);
                chosen += 1;
            }
        }
        k + chosen
    }
}

/// Returns places of integers that no `f64` may hold: their ranks.
fn places_of_whole<P: Element>(p: &[P]) -> Vec<u64> {
    let mut sorted: Vec<_> = p.iter().map(|p| p.to_i128()).collect();
    sorted.sort_unstable();
    p.iter().map(|p| sorted.partition_point(|&other| other < p.to_i128()) as u64).collect()
}
