//! Entries with weights: as few as the digits of the weights need.

use super::{Entry, Scored, Unweighted};
use crate::exact::twofold::two_sum;
use crate::kernel::bits::power_of_two;
use crate::state::scores::order::{Order, Sortable, number_at, place_of};
use crate::state::{ExactSum, Tally};

/// How many entries back a weight looks for an entry to absorb it. Exact totals within the range of `f64`
/// need at most one entry for every 53 bits and class. Larger totals need more entries, but those are
/// full: each holds the largest `f64`.
const LOOKBACK: usize = 96;

/// The weight of a full entry: twice as much is beyond the range of `f64`.
const FULL: f64 = power_of_two(1023);

/// Samples of one class: the order of their score or pair, and the weight, which has a minus sign for
/// negatives.
///
/// A total that no `f64` can hold is spread over several entries of falling weight, as many as its digits
/// need.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::state) struct Weighed<K> {
    ordered: K,
    signed: f64,
}

/// Samples of one score and one class, in sixteen bytes.
pub(in crate::state) type WeightedEntry = Weighed<u64>;

impl WeightedEntry {
    /// Returns the entry of samples with one score and a weight above 0.
    #[inline(always)]
    pub(in crate::state::scores) fn new(score: f64, positive: bool, weight: f64) -> Self {
        Self::at(place_of(score), positive, weight)
    }
}

impl<K: Order> Weighed<K> {
    /// Returns the entry of samples of one order, with a weight above 0.
    #[inline(always)]
    pub(in crate::state) fn at(ordered: K, positive: bool, weight: f64) -> Self {
        Self { ordered, signed: if positive { weight } else { -weight } }
    }

    /// Whether no entry of the same weight can be absorbed.
    fn is_full(self) -> bool {
        self.signed.abs() >= FULL
    }

    /// Adds a weight of the same class, as far as this entry can hold it, and leaves the remainder in
    /// `rest`.
    fn absorb(&mut self, rest: &mut f64) {
        if *rest != 0.0 && self.is_positive() == (*rest > 0.0) {
            let (sum, remainder) = split_sum(self.signed.abs(), rest.abs());
            *rest = remainder.copysign(self.signed);
            self.signed = sum.copysign(self.signed);
        }
    }
}

impl<E: Unweighted> From<E> for WeightedEntry {
    fn from(entry: E) -> Self {
        Self::new(entry.score(), entry.is_positive(), entry.weight())
    }
}

impl<K: Order> Entry for Weighed<K> {
    #[inline(always)]
    fn is_positive(self) -> bool {
        self.signed > 0.0
    }

    #[inline(always)]
    fn weight(self) -> f64 {
        self.signed.abs()
    }
}

impl Scored for WeightedEntry {
    const ANY_SIZE: bool = true;

    #[inline(always)]
    fn score(self) -> f64 {
        number_at(self.ordered)
    }
}

impl<K: Order> Sortable for Weighed<K> {
    type Order = K;

    const ADDS_UP: bool = true;

    #[inline(always)]
    fn order(self) -> K {
        self.ordered
    }

    #[inline(always)]
    fn ties(self, other: Self) -> bool {
        self.ordered == other.ordered
    }

    fn compact(entries: &mut Vec<Self>) {
        let (mut kept, mut first_tied) = (0, 0);
        for i in 0..entries.len() {
            let mut entry = entries[i];
            let ties = kept > 0 && entry.ties(entries[kept - 1]);
            first_tied = if ties { first_tied } else { kept };
            for known in &mut entries[first_tied.max(kept.saturating_sub(LOOKBACK))..kept] {
                known.absorb(&mut entry.signed);
            }
            if entry.signed != 0.0 {
                entries[kept] = entry;
                kept += 1;
                if entry.is_full() {
                    kept = first_tied + saturated(&mut entries[first_tied..kept]);
                }
            }
        }
        entries.truncate(kept);
    }
}

/// Each of the largest numbers of this many full entries is below the weight of one score and class that
/// counts as infinite, 2^1027. So twice as many full entries certainly are infinite, in whatever order
/// the weights came.
const INFINITE_FROM: usize = 8;

/// Makes the weight of a class infinite if many full entries of one score hold it. Returns how many
/// entries are left.
fn saturated<K: Order>(tied: &mut [Weighed<K>]) -> usize {
    let full = |positive| {
        tied.iter().filter(|entry| entry.is_positive() == positive && entry.is_full()).count()
    };
    let crowded = [false, true].map(|positive| full(positive) > 2 * INFINITE_FROM);
    let (mut kept, mut seen) = (0, [false; 2]);
    for i in 0..tied.len() {
        let (mut entry, class) = (tied[i], usize::from(tied[i].is_positive()));
        if crowded[class] {
            entry.signed = f64::INFINITY.copysign(entry.signed);
        }
        if !(crowded[class] && std::mem::replace(&mut seen[class], true)) {
            tied[kept] = entry;
            kept += 1;
        }
    }
    kept
}

/// Whether the weight of one score and class counts as infinite: from 2^1027 on.
pub(in crate::state) fn is_infinite(total: &Tally) -> bool {
    if total.value().is_ok() {
        return false;
    }
    let mut rest = total.to_sum();
    for _ in 0..2 * INFINITE_FROM {
        rest.subtract(&ExactSum::from_term(FULL));
    }
    rest.has_overflowed() || !rest.is_negative()
}

/// Returns the sum of two positive numbers, rounded down, and the remainder, which is not negative. If
/// the sum is beyond `f64`, returns both numbers as they are; infinity takes in everything.
///
/// The remainder is an `f64`. Where the nearest sum lies above the exact sum, the smaller number is at least
/// half an ulp of the sum, and the remainder is less than that ulp and a multiple of the smaller number's
/// last place.
pub(super) fn split_sum(a: f64, b: f64) -> (f64, f64) {
    let (sum, error) = two_sum(a, b);
    match error {
        _ if a.is_infinite() || b.is_infinite() => (f64::INFINITY, 0.0),
        _ if !sum.is_finite() => (a, b),
        error if error < 0.0 => (sum.next_down(), (sum - sum.next_down()) + error),
        error => (sum, error),
    }
}
