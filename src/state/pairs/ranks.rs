//! Spearman's correlation: Pearson's of mid-ranks.
//!
//! A mid-rank is the weight below a number and half of the weight at it. The mean of all mid-ranks is half of the
//! whole weight, whatever ties; so twice a mid-rank less the whole weight is twice its distance from the mean, a
//! whole number if weights are:
//!
//! ```text
//! rank        = below + through − all           through: the weight up to the number, with it
//! correlation = Σ w·r·s / √(Σ w·r² · Σ w·s²)    r of the truth, s of the prediction
//! ```

use super::RankedPairs;
use super::amount::Amount;
use super::sorted::{Pair, total};
use crate::error::Undefined;
use crate::state::scores::order::Sortable;
use crate::state::scores::sort::sorted;

/// Whole weights below this have sums of their products with two ranks below 2^126.
const TOO_HEAVY: u128 = 1 << 42;

/// A prediction, with the rank of its truth.
#[derive(Clone, Copy, Default)]
struct RankedTruth<A: Amount> {
    place: u64,
    rank: A::Rank,
    weight: A,
}

impl<A: Amount> Sortable for RankedTruth<A> {
    type Order = u64;

    const ADDS_UP: bool = false;

    #[inline(always)]
    fn order(self) -> u64 {
        self.place
    }

    #[inline(always)]
    fn ties(self, other: Self) -> bool {
        self.place == other.place
    }
}

impl RankedPairs {
    /// Returns Spearman's correlation of truth and prediction: Pearson's of their mid-ranks. The mid-rank of a
    /// number is the weight below it and half of the weight at it. Within 4 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Constant`] if truth or prediction does not vary;
    /// [`Undefined::Overflow`] for weights that lie too far apart.
    pub fn spearman_correlation(&self) -> Result<f64, Undefined> {
        let list = self.sorted();
        list.require_variation([true, true])?;
        match list.whole().filter(|pairs| total(pairs) < TOO_HEAVY) {
            Some(pairs) => Ok(correlation(&pairs)),
            None => Ok(correlation(&list.doubles()?)),
        }
    }
}

/// Returns the correlation of the ranks of pairs that vary.
fn correlation<A: Amount>(pairs: &[Pair<A>]) -> f64 {
    let all = total(pairs);
    let (mut truths, mut predictions, mut common) = <(A::Spread, A::Spread, A::Spread)>::default();
    let mut ranked = Vec::with_capacity(pairs.len());
    by_rank(
        pairs,
        all,
        |pair| (pair.places.first, pair.weight),
        |pair, rank| {
            A::add_spread(&mut truths, pair.weight, [rank; 2]);
            ranked.push(RankedTruth::<A> { place: pair.places.second, rank, weight: pair.weight });
        },
    );
    by_rank(
        &sorted(ranked),
        all,
        |item| (item.place, item.weight),
        |item, rank| {
            A::add_spread(&mut predictions, item.weight, [rank; 2]);
            A::add_spread(&mut common, item.weight, [item.rank, rank]);
        },
    );
    let both = A::rounded(truths) * A::rounded(predictions);
    (A::rounded(common) / both.sqrt()).clamp(-1.0, 1.0)
}

/// Visits entries, which come in the order of their places, with their ranks.
fn by_rank<E: Copy, A: Amount>(
    entries: &[E],
    all: A::Total,
    place_and_weight: impl Fn(E) -> (u64, A),
    mut visit: impl FnMut(E, A::Rank),
) {
    let place = |entry: &E| place_and_weight(*entry).0;
    let mut below = A::Total::default();
    for tied in entries.chunk_by(|a, b| place(a) == place(b)) {
        let through =
            tied.iter().fold(below, |sum, entry| A::plus(sum, place_and_weight(*entry).1));
        let rank = A::rank(below, through, all);
        tied.iter().for_each(|entry| visit(*entry, rank));
        below = through;
    }
}
