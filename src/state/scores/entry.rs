//! Scored samples as sortable entries: eight bytes for `f32` scores without weights, sixteen for
//! all others.

use super::{Counted, TiedScores};
use crate::error::Undefined;
use crate::exact::double::Double;
use crate::exact::twofold::two_sum;
use crate::state::Tally;

/// Some samples of one score and one class.
pub(super) trait Entry: Copy + Default + Send + Sync + 'static {
    /// Digits of [`DIGIT`](super::sort::DIGIT) bits in an entry's order.
    const DIGITS: usize;

    /// Whether weights may be so large or small that their products leave the range of `f64`.
    const ANY_SIZE: bool;

    /// Entries are sorted by this; it grows with the score.
    fn order(self) -> u64;

    /// Whether two entries have equal scores.
    fn ties(self, other: Self) -> bool;

    /// Whether the entry holds positives.
    fn is_positive(self) -> bool;

    /// The score.
    fn score(self) -> f64;

    /// The weight, not negative.
    fn weight(self) -> f64;

    /// Adds up entries of one score and class, in a sorted list.
    fn compact(entries: &mut Vec<Self>);
}

/// The score's order in 32 bits, whether it is positive in one, the number of samples in 31.
pub(super) type CountedEntry = u64;

/// Entries that the exact totals of both classes may take while they are within the range of `f64`:
/// one for each 53 binary digits. A total beyond it takes more, of the largest number each, which
/// cannot take in anything.
const PIECES: usize = 96;

const POSITIVE: u64 = 1 << 31;
const COUNT: u64 = POSITIVE - 1;

/// One sample with an `f32` score.
#[inline(always)]
pub(super) fn narrow(score: f32, positive: bool) -> CountedEntry {
    // Adding 0.0 makes 0.0 of -0.0.
    let bits = (score + 0.0).to_bits();
    let ordered = bits ^ ((((bits as i32) >> 31) as u32) | 1 << 31);
    u64::from(ordered) << 32 | u64::from(positive) << 31 | 1
}

/// Samples of weight 1 with one score, if a short entry can hold them.
#[cfg(feature = "serde")]
pub(super) fn narrow_of(score: f64, positive: bool, total: &Tally) -> Option<CountedEntry> {
    let count = total.value().ok().filter(|count| (1.0..=COUNT as f64).contains(count))? as u64;
    let entry = narrow(score as f32, positive) - 1 + count;
    (entry.score() == score && *total == Tally::from_checked(count as f64)).then_some(entry)
}

impl Entry for CountedEntry {
    const DIGITS: usize = 3;
    const ANY_SIZE: bool = false;

    #[inline(always)]
    fn order(self) -> u64 {
        self >> 31
    }

    #[inline(always)]
    fn ties(self, other: Self) -> bool {
        self >> 32 == other >> 32
    }

    #[inline(always)]
    fn is_positive(self) -> bool {
        self & POSITIVE != 0
    }

    #[inline(always)]
    fn score(self) -> f64 {
        let ordered = (self >> 32) as u32;
        let bits = if ordered >> 31 == 1 { ordered ^ 1 << 31 } else { !ordered };
        f64::from(f32::from_bits(bits))
    }

    #[inline(always)]
    fn weight(self) -> f64 {
        (self & COUNT) as f64
    }

    /// A count that would overflow stays in two entries.
    fn compact(entries: &mut Vec<Self>) {
        entries.dedup_by(|next, last| {
            let count = (*next & COUNT) + (*last & COUNT);
            let one = next.order() == last.order() && count <= COUNT;
            *last = if one { (*last & !COUNT) | count } else { *last };
            one
        });
    }
}

/// The number of negatives and of positives, one of which is 0.
#[inline(always)]
pub(super) fn by_class(entry: CountedEntry) -> [u64; 2] {
    let count = entry & COUNT;
    if entry.is_positive() { [0, count] } else { [count, 0] }
}

/// A score's order in 64 bits, and a weight, negative for negatives.
///
/// A total that no `f64` can hold is spread over several entries: a few of falling size, as many
/// as its digits need.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct WeightedEntry {
    ordered: u64,
    signed: f64,
}

impl WeightedEntry {
    /// Samples of one score and a weight above zero.
    #[inline(always)]
    pub(super) fn new(score: f64, positive: bool, weight: f64) -> Self {
        let bits = (score + 0.0).to_bits();
        let ordered = bits ^ ((((bits as i64) >> 63) as u64) | 1 << 63);
        Self { ordered, signed: if positive { weight } else { -weight } }
    }

    /// Takes in as much of another weight as this entry can hold, and leaves the rest.
    fn absorb(&mut self, rest: &mut f64) {
        if self.is_positive() == (*rest > 0.0) {
            let (sum, remainder) = split_sum(self.signed.abs(), rest.abs());
            *rest = remainder.copysign(self.signed);
            self.signed = sum.copysign(self.signed);
        }
    }
}

impl From<CountedEntry> for WeightedEntry {
    fn from(entry: CountedEntry) -> Self {
        Self::new(entry.score(), entry.is_positive(), entry.weight())
    }
}

impl Entry for WeightedEntry {
    const DIGITS: usize = 6;
    const ANY_SIZE: bool = true;

    #[inline(always)]
    fn order(self) -> u64 {
        self.ordered
    }

    #[inline(always)]
    fn ties(self, other: Self) -> bool {
        self.ordered == other.ordered
    }

    #[inline(always)]
    fn is_positive(self) -> bool {
        self.signed > 0.0
    }

    #[inline(always)]
    fn score(self) -> f64 {
        let bits = if self.ordered >> 63 == 1 { self.ordered ^ 1 << 63 } else { !self.ordered };
        f64::from_bits(bits)
    }

    #[inline(always)]
    fn weight(self) -> f64 {
        self.signed.abs()
    }

    fn compact(entries: &mut Vec<Self>) {
        let (mut kept, mut run) = (0, 0);
        for i in 0..entries.len() {
            let mut entry = entries[i];
            run = if kept > 0 && entry.ties(entries[kept - 1]) { run } else { kept };
            for known in &mut entries[run.max(kept.saturating_sub(PIECES))..kept] {
                known.absorb(&mut entry.signed);
            }
            if entry.signed != 0.0 {
                entries[kept] = entry;
                kept += 1;
            }
        }
        entries.truncate(kept);
    }
}

/// The sum of two positive numbers, rounded down, and the rest, which is not negative; the numbers
/// themselves if their sum is beyond `f64`.
///
/// The rest of a sum that was rounded up is below an ulp of the sum and a multiple of the last
/// place of the smaller number, which is at least half that ulp: so the rest is an `f64`.
fn split_sum(a: f64, b: f64) -> (f64, f64) {
    let (sum, rest) = two_sum(a, b);
    match rest {
        _ if !sum.is_finite() => (a, b),
        rest if rest < 0.0 => (sum.next_down(), (sum - sum.next_down()) + rest),
        rest => (sum, rest),
    }
}

/// All samples of one score, given as its entries, in twice the precision.
#[inline(always)]
pub(super) fn counted<E: Entry>(run: &[E]) -> Result<Counted, Undefined> {
    let (positives, negatives) = match run {
        [one] => {
            let weight = |positive| if one.is_positive() == positive { one.weight() } else { 0.0 };
            (weight(true).into(), weight(false).into())
        }
        _ => (Double::from_tally(&tally(run, true))?, Double::from_tally(&tally(run, false))?),
    };
    Ok(Counted { score: run[0].score(), positives, negatives })
}

/// The same with exact totals.
pub(super) fn exactly<E: Entry>(run: &[E]) -> TiedScores {
    TiedScores { score: run[0].score(), positives: tally(run, true), negatives: tally(run, false) }
}

fn tally<E: Entry>(run: &[E], positive: bool) -> Tally {
    let mut total = Tally::default();
    let of_class = run.iter().filter(|entry| entry.is_positive() == positive);
    of_class.for_each(|entry| total.add_checked(entry.weight()));
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compacted<E: Entry>(entries: &[E]) -> Vec<(f64, bool, f64)> {
        let mut entries = entries.to_vec();
        E::compact(&mut entries);
        entries.iter().map(|entry| (entry.score(), entry.is_positive(), entry.weight())).collect()
    }

    #[test]
    fn counts_of_one_score_and_class_become_one_entry() {
        let (no, yes, other) = (narrow(0.5, false), narrow(0.5, true), narrow(0.75, true));
        let expected = [(0.5, false, 2.0), (0.5, true, 3.0), (0.75, true, 1.0)];
        assert_eq!(compacted(&[no, no, yes, yes, yes, other]), expected);
        let full = yes - 1 + COUNT;
        let all = f64::from(i32::MAX);
        assert_eq!(compacted(&[full - 1, yes]), [(0.5, true, all)]);
        assert_eq!(compacted(&[full, yes]), [(0.5, true, all), (0.5, true, 1.0)]);
    }

    #[test]
    fn weights_of_one_score_and_class_become_one_entry() {
        let entry = |score, positive, weight| WeightedEntry::new(score, positive, weight);
        let list = [(0.1, true, 0.25), (0.1, false, 1.0), (0.1, true, 0.5), (0.3, true, 2.0)];
        let entries = list.map(|(score, positive, weight)| entry(score, positive, weight));
        let expected = [(0.1, true, 0.75), (0.1, false, 1.0), (0.3, true, 2.0)];
        assert_eq!(compacted(&entries), expected);
    }

    /// In no time, and nothing is lost: each of the largest weights stays an entry of its own.
    #[test]
    fn totals_far_beyond_the_range_stay_in_many_entries() {
        let mut entries = vec![WeightedEntry::new(0.1, true, f64::MAX); 200_000];
        entries.extend([WeightedEntry::new(0.1, true, 0.5), WeightedEntry::new(0.1, true, 0.25)]);
        WeightedEntry::compact(&mut entries);
        assert_eq!(entries.len(), 200_001);
        assert_eq!(entries[200_000].weight(), 0.75);
    }

    #[test]
    fn a_sum_of_weights_and_its_rest() {
        let small = 2_f64.powi(-60);
        assert_eq!(split_sum(1.0, small), (1.0, small));
        // Rounded to nearest, the sum would be larger than what there is.
        let almost = 1.5 * f64::EPSILON / 2.0;
        assert_eq!(split_sum(1.0, almost), (1.0, almost));
        assert_eq!(split_sum(1.0, f64::EPSILON), (1.0 + f64::EPSILON, 0.0));
        assert_eq!(split_sum(f64::MAX, f64::MAX), (f64::MAX, f64::MAX));
    }

    #[test]
    fn orders_are_those_of_scores() {
        let scores = [f32::MIN, -1.5, -1e-40, 0.0, 1e-40, 1.0, f32::MAX];
        let of = |score: f32| [narrow(score, false), narrow(score, true)].map(Entry::order);
        assert!(scores.map(of).as_flattened().is_sorted_by(|a, b| a < b));
        let wide = |score: f32| WeightedEntry::new(f64::from(score), true, 1.0).order();
        assert!(scores.map(wide).is_sorted_by(|a, b| a < b));
    }
}
