//! Scored samples as sortable entries: of eight bytes without weights, of sixteen bytes with weights.
//!
//! | entry | score | weight |
//! |---|---|---|
//! | [`CountedEntry`] | any `f32` | the number of samples, up to 2^31 |
//! | [`SingleEntry`] | an `f64` of ordinary size | one sample |
//! | [`WeightedEntry`] | any `f64` | any weight |

mod single;
mod weighted;

use super::TiedScores;
use super::order::Sortable;
use super::totals::Totals;
use crate::error::Undefined;
use crate::exact::double::Double;
use crate::state::Tally;

pub(super) use single::{SingleEntry, is_ordinary};
pub(in crate::state) use weighted::{Weighed, WeightedEntry, is_infinite};

/// Some samples of one class, and of one score or pair.
pub(in crate::state) trait Entry: Sortable {
    /// Whether each entry is one sample of weight 1.
    const WEIGHS_ONE: bool = false;

    /// Whether the entry holds positives.
    fn is_positive(self) -> bool;

    /// The weight, which is not negative.
    fn weight(self) -> f64;
}

/// Some samples of one score and one class. The order grows with the score; at equal scores,
/// [`Unweighted`] negatives come first.
pub(super) trait Scored: Entry<Order = u64> {
    /// Whether weights may be so large or so small that their products leave the range of `f64`.
    const ANY_SIZE: bool;

    /// The score.
    fn score(self) -> f64;
}

/// Samples of weight 1.
pub(super) trait Unweighted: Scored {
    /// Returns the number of samples.
    fn count(self) -> u64;
}

/// Samples of weight 1 in eight bytes: the score's order in 32 bits, the class in one bit, the number of
/// samples in 31 bits.
pub(super) type CountedEntry = u64;

const POSITIVE: u64 = 1 << 31;
const COUNT: u64 = POSITIVE - 1;

/// Returns the entry of one sample.
#[inline(always)]
pub(super) fn counted_entry(score: f32, positive: bool) -> CountedEntry {
    // Adding 0.0 makes 0.0 of −0.0.
    let bits = (score + 0.0).to_bits();
    let ordered = bits ^ ((((bits as i32) >> 31) as u32) | 1 << 31);
    u64::from(ordered) << 32 | u64::from(positive) << 31 | 1
}

/// Returns the entry of samples of weight 1 with one score, given their number as a tally. `None` if eight
/// bytes do not hold the score or the number.
#[cfg(feature = "serde")]
pub(super) fn counted_entry_of(score: f64, positive: bool, total: &Tally) -> Option<CountedEntry> {
    let count = total.value().ok().filter(|count| (1.0..=COUNT as f64).contains(count))? as u64;
    let entry = counted_entry(score as f32, positive) - 1 + count;
    (entry.score() == score && *total == Tally::from_checked(count as f64)).then_some(entry)
}

impl Unweighted for CountedEntry {
    #[inline(always)]
    fn count(self) -> u64 {
        self & COUNT
    }
}

impl Sortable for CountedEntry {
    type Order = u64;

    const ADDS_UP: bool = true;

    #[inline(always)]
    fn order(self) -> u64 {
        self >> 31
    }

    #[inline(always)]
    fn ties(self, other: Self) -> bool {
        self >> 32 == other >> 32
    }

    /// A count beyond 31 bits stays in two entries.
    fn compact(entries: &mut Vec<Self>) {
        entries.dedup_by(|next, last| {
            let count = (*next & COUNT) + (*last & COUNT);
            let fits = next.order() == last.order() && count <= COUNT;
            *last = if fits { (*last & !COUNT) | count } else { *last };
            fits
        });
    }
}

impl Entry for CountedEntry {
    #[inline(always)]
    fn is_positive(self) -> bool {
        self & POSITIVE != 0
    }

    #[inline(always)]
    fn weight(self) -> f64 {
        self.count() as f64
    }
}

impl Scored for CountedEntry {
    const ANY_SIZE: bool = false;

    #[inline(always)]
    fn score(self) -> f64 {
        let ordered = (self >> 32) as u32;
        let bits = if ordered >> 31 == 1 { ordered ^ 1 << 31 } else { !ordered };
        f64::from(f32::from_bits(bits))
    }
}

/// Whether an entry holds so many samples that twice as many might not fit.
#[inline(always)]
pub(super) fn is_large(entry: &CountedEntry) -> bool {
    entry & COUNT > COUNT / 2
}

/// Returns the number of negatives and of positives of an entry; one of the two is 0.
#[inline(always)]
pub(super) fn by_class<E: Unweighted>(entry: E) -> [u64; 2] {
    let count = entry.count();
    if entry.is_positive() { [0, count] } else { [count, 0] }
}

/// Returns the weights of both classes in the entries of one score, in twice the precision of `f64`.
#[inline(always)]
pub(super) fn totals_of<E: Scored>(tied: &[E]) -> Result<Totals, Undefined> {
    let (positives, negatives) = match tied {
        [entry] if entry.weight().is_finite() => {
            let [positive, negative] = weights_of(*entry);
            (positive.into(), negative.into())
        }
        _ => (rounded(tied, true)?, rounded(tied, false)?),
    };
    Ok(Totals { score: tied[0].score(), positives, negatives })
}

/// Returns the weights of positives and of negatives in an entry; one of the two is 0.
#[inline(always)]
pub(super) fn weights_of<E: Entry>(entry: E) -> [f64; 2] {
    let weight = |positive| if entry.is_positive() == positive { entry.weight() } else { 0.0 };
    [weight(true), weight(false)]
}

/// Returns the weight of one class in tied entries, in twice the precision of `f64`.
pub(in crate::state) fn rounded<E: Entry>(tied: &[E], positive: bool) -> Result<Double, Undefined> {
    sum_of_class(tied, positive).map_or_else(|| Double::from_tally(&tally(tied, positive)), Ok)
}

/// Returns the weight of one class in tied entries, if a number of twice the precision holds it.
pub(in crate::state) fn exact<E: Entry>(tied: &[E], positive: bool) -> Option<Double> {
    sum_of_class(tied, positive).or_else(|| Double::exactly(&tally(tied, positive)))
}

/// Adds up the weights of one class. `None` if a sum on the way is not exact.
fn sum_of_class<E: Entry>(tied: &[E], positive: bool) -> Option<Double> {
    let mut weights = tied.iter().map(|&entry| weights_of(entry)[usize::from(!positive)]);
    weights.try_fold(Double::default(), Double::and_exactly)
}

/// Returns the exact weights of both classes in the entries of one score.
pub(super) fn tied_scores<E: Scored>(tied: &[E]) -> TiedScores {
    let [positives, negatives] = match tied {
        [entry] if entry.weight().is_finite() => weights_of(*entry).map(Tally::from_checked),
        _ => [true, false].map(|positive| tally(tied, positive)),
    };
    TiedScores { score: tied[0].score(), positives, negatives }
}

/// Returns the weight of one class.
pub(in crate::state) fn tally<E: Entry>(tied: &[E], positive: bool) -> Tally {
    let mut total = Tally::default();
    let of_class = tied.iter().filter(|entry| entry.is_positive() == positive);
    for weight in of_class.map(|entry| entry.weight()) {
        if weight.is_infinite() {
            return Tally::overflowed();
        }
        total.add_checked(weight);
    }
    if is_infinite(&total) { Tally::overflowed() } else { total }
}

#[cfg(test)]
mod tests;
