//! Readings of weights that are whole numbers of a small unit.
//!
//! **Idea.** Adding numbers of twice the precision is a chain of about 50 cycles for each score, adding
//! integers one of two cycles. If the weight of each score is a multiple of 2^-62 of the largest weight of
//! its class, integers hold all sums and products of the area exactly:
//!
//! ```text
//! for each score, the highest first:                              weights of a score: below 2^63
//!     twice_area += negatives · (above + above + positives)       below 2^191
//!     above += positives                                          below 2^95
//! ```
//!
//! The units of both classes may differ: they cancel in the quotient of area and pairs. For the average
//! precision, both are the larger one, and the sums become numbers of twice the precision, which hold them.
//!
//! **Limits.** Random weights of type `f64` are multiples of 2^-53. Weights that spread over more than 2^10
//! and have all digits are left to sums of [`Double`]. The weights of scores decide, not those of entries, so
//! that it does not matter which samples were added up before.

use super::entry::{Entry, WeightedEntry, exact, weights_of};
use super::order::Sortable;
use super::precisions::{GATHERED, Gathered, Precisions, WholeNumber as _};
use crate::exact::double::Double;
use crate::exact::part::Part;
use crate::exact::{ExactSum, Tally};
use crate::kernel::bits::{exponent, power_of_two};
use crate::kernel::vectorized;

/// Binary places of the largest weight of a class.
const PLACES: i32 = 62;

/// The weight of a class is below this number of units.
const TOO_MANY: u128 = 1 << 95;

/// Returns twice the area in pairs of a positive and a negative, and the pairs, in units. `None` if the
/// weights of scores are no whole numbers of units, or those of a class are 0.
pub(super) fn area_and_pairs(list: &[WeightedEntry]) -> Option<(Double, Double)> {
    let (mut twice_area, mut above, mut all_negatives) = (Whole::default(), 0_u128, 0_u128);
    descend(list, Units::of(list)?, |[positives, negatives]| {
        let with_ties = above.wrapping_add(positives.into());
        twice_area.add_product(above.wrapping_add(with_ties), negatives);
        above = with_ties;
        all_negatives = all_negatives.wrapping_add(negatives.into());
    })?;
    let fits = |total| (1..TOO_MANY).contains(&total);
    let fit = fits(above) && fits(all_negatives);
    Some((twice_area.rounded()?, Whole::product(above, all_negatives).rounded()?)).filter(|_| fit)
}

/// Returns the sum of the precisions at each positive, and the weight of the positives, in units. `None` as
/// for [`area_and_pairs`].
pub(super) fn precisions(list: &[WeightedEntry]) -> Option<(Double, Double)> {
    let units = Units::of(list)?.common();
    let (mut precisions, mut scores, mut seen) = (Precisions::new(), Gathered::new(), 0);
    let (mut positives, mut all) = (0_u128, 0_u128);
    descend(list, units, |[more, negatives]| {
        positives = positives.wrapping_add(more.into());
        all = all.wrapping_add((more + negatives).into());
        scores.add([more.into(), positives, all], more > 0);
        seen += 1;
        if seen % GATHERED == 0 {
            precisions.extend(&mut scores);
        }
    })?;
    precisions.extend(&mut scores);
    (all < TOO_MANY).then(|| (precisions.sum(), positives.double()))
}

/// Visits the units of positives and of negatives at each score, the highest score first. `None` once a
/// weight is no whole number.
#[inline(always)]
fn descend(
    list: &[WeightedEntry],
    Units { scales, has_ties }: Units,
    mut visit: impl FnMut([u64; 2]),
) -> Option<()> {
    if !has_ties {
        for &entry in list.iter().rev() {
            visit(units(entry, scales)?);
        }
        return Some(());
    }
    for tied in list.chunk_by(|a, b| a.ties(*b)).rev() {
        visit(match tied {
            [entry] => units(*entry, scales)?,
            _ => units_of_ties(tied, scales)?,
        });
    }
    Some(())
}

/// The units of a list.
#[derive(Clone, Copy)]
struct Units {
    /// The number of units in a weight of 1 of each class.
    scales: [f64; 2],
    /// Whether entries are of one score. If none are, no branch depends on the entries.
    has_ties: bool,
}

impl Units {
    /// `None` if no `f64` holds the number of units.
    fn of(list: &[WeightedEntry]) -> Option<Self> {
        let (largest, has_ties) = vectorized!(|| largest_of_entries(list));
        let largest = if has_ties { largest_of_scores(list)? } else { largest };
        let places = largest.map(|weight| PLACES - exponent(weight));
        let fit = places.iter().all(|places| (-900..900).contains(places));
        fit.then(|| Self { scales: places.map(power_of_two), has_ties })
    }

    /// Returns one unit for both classes, the larger one.
    fn common(self) -> Self {
        let [positive, negative] = self.scales;
        Self { scales: [positive.min(negative); 2], ..self }
    }
}

/// Returns the largest weight of an entry of each class, and whether entries are of one score.
#[inline(always)]
fn largest_of_entries(list: &[WeightedEntry]) -> ([f64; 2], bool) {
    let mut has_ties = false;
    for (&entry, &next) in list.iter().zip(list.iter().skip(1)) {
        has_ties |= entry.ties(next);
    }
    // The bits of numbers that are not negative are in their order, and have a maximum in vectors.
    let mut largest = [0_u64; 2];
    for &entry in list {
        for (largest, weight) in largest.iter_mut().zip(weights_of(entry)) {
            *largest = weight.to_bits().max(*largest);
        }
    }
    (largest.map(f64::from_bits), has_ties)
}

/// Returns the largest weight of a score of each class. `None` if one is not exact.
fn largest_of_scores(list: &[WeightedEntry]) -> Option<[f64; 2]> {
    let mut largest = [0_f64; 2];
    for tied in list.chunk_by(|a, b| a.ties(*b)) {
        let [positives, negatives] = match tied {
            [entry] => weights_of(*entry),
            _ => ties(tied)?.map(|total| total.high),
        };
        largest = [largest[0].max(positives), largest[1].max(negatives)];
    }
    Some(largest)
}

/// Returns the whole numbers of units of positives and of negatives of an entry, if there are such numbers.
#[inline(always)]
fn units(entry: WeightedEntry, [positive, negative]: [f64; 2]) -> Option<[u64; 2]> {
    let is_positive = entry.is_positive();
    let whole = whole(entry.weight(), if is_positive { positive } else { negative })? as u64;
    // Without a branch on the class, which no processor foresees.
    let positives = whole & u64::from(is_positive).wrapping_neg();
    Some([positives, whole ^ positives])
}

/// As [`units`], of the entries of one score.
#[inline(never)]
fn units_of_ties(tied: &[WeightedEntry], scales: [f64; 2]) -> Option<[u64; 2]> {
    let [positives, negatives] = ties(tied)?;
    let units = |total: Double, scale| {
        Some(whole(total.high, scale)?.wrapping_add(whole(total.low, scale)?) as u64)
    };
    Some([units(positives, scales[0])?, units(negatives, scales[1])?])
}

/// Returns the weights of positives and of negatives of one score, if they are exact.
#[inline(never)]
fn ties(tied: &[WeightedEntry]) -> Option<[Double; 2]> {
    Some([exact(tied, true)?, exact(tied, false)?])
}

/// Returns the whole number of units of a weight, below 2^63 in size. `None` if there is none; a weight so
/// small that its product with the scale is 0 has none either.
#[inline(always)]
fn whole(weight: f64, scale: f64) -> Option<i64> {
    let scaled = weight * scale;
    let whole = scaled as i64;
    (whole as f64 == scaled && (whole != 0 || weight == 0.0)).then_some(whole)
}

/// A whole number below 2^192.
#[derive(Clone, Copy, Default)]
pub(in crate::state) struct Whole {
    low: u64,
    high: u128,
}

impl Whole {
    /// Adds a product.
    #[inline(always)]
    pub(in crate::state) fn add_product(&mut self, a: u128, b: u64) {
        let low = u128::from(a as u64) * u128::from(b) + u128::from(self.low);
        self.low = low as u64;
        self.high =
            self.high.wrapping_add((a >> 64).wrapping_mul(b.into())).wrapping_add(low >> 64);
    }

    /// Returns the sum of two numbers.
    pub(in crate::state) fn plus(mut self, other: Self) -> Self {
        let low = u128::from(self.low) + u128::from(other.low);
        self.low = low as u64;
        self.high = self.high.wrapping_add(other.high).wrapping_add(low >> 64);
        self
    }

    /// Returns the product of two numbers below 2^95.
    fn product(a: u128, b: u128) -> Self {
        let mut product = Self { low: 0, high: a.wrapping_mul(b >> 64) };
        product.add_product(a, b as u64);
        product
    }

    /// Returns the number as an exact sum.
    pub(in crate::state) fn sum(self) -> ExactSum {
        let mut sum = ExactSum::new();
        sum.add_count(self.low);
        sum.add_part(Part { steps: self.high as i128, exponent: 64 });
        sum
    }

    /// Returns the number, rounded to twice the precision of `f64`.
    fn rounded(self) -> Option<Double> {
        Double::from_tally(&Tally::from_sum(self.sum())).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sort::sorted;
    use super::*;

    /// Every third score is a tie of a positive and two negatives.
    fn list(weight: impl Fn(u32) -> f64) -> Vec<WeightedEntry> {
        let entry = |i: u32| {
            let (score, positive) = (f64::from(i / 3 * 3), i * 2654 % 7 < 3);
            WeightedEntry::new(if i % 9 < 3 { score } else { f64::from(i) }, positive, weight(i))
        };
        sorted((0..900).map(entry).collect())
    }

    /// Twice the area in pairs, and the pairs, of weights below 2^20, in whole numbers.
    fn by_hand(list: &[WeightedEntry]) -> (u128, u128) {
        let (mut twice_area, mut all) = (0, [0; 2]);
        let of = |positive| list.iter().filter(move |entry| entry.is_positive() == positive);
        for negative in of(false) {
            for positive in of(true) {
                let pair = negative.weight() as u128 * positive.weight() as u128;
                let order = positive.order().cmp(&negative.order()) as i128 + 1;
                twice_area += pair * order as u128;
                all[1] += pair;
            }
        }
        all[0] = twice_area;
        (all[0], all[1])
    }

    #[test]
    fn whole_weights_give_the_whole_area() {
        let list = list(|i| f64::from(i % 1000 * 997 + 1));
        let (twice_area, pairs) = area_and_pairs(&list).expect("whole numbers");
        let (area_by_hand, pairs_by_hand) = by_hand(&list);
        let scale = pairs.high / pairs_by_hand as f64;
        assert_eq!(pairs, Double::from(pairs_by_hand).times(scale.into()));
        assert_eq!(twice_area, Double::from(area_by_hand).times(scale.into()));
    }

    /// Weights of ordinary sizes have units, whatever their digits; weights of too different sizes have none.
    #[test]
    fn weights_are_whole_numbers_or_refused() {
        let is_whole = |list: &[WeightedEntry]| {
            assert_eq!(area_and_pairs(list).is_some(), precisions(list).is_some());
            area_and_pairs(list).is_some()
        };
        assert!(is_whole(&list(|i| 0.01 + f64::from(i * 37 % 101) / 101.0)));
        assert!(is_whole(&list(|i| 1e200 * f64::from(i * 37 % 101 + 1))));
        assert!(!is_whole(&list(|i| if i == 70 { 1.0 / 3e6 } else { 1.0 })));
        assert!(!is_whole(&list(|i| if i % 2 == 0 { 1e-300 } else { 1e200 })), "underflow");
        assert!(!is_whole(&list(|_| f64::MAX)) && !is_whole(&list(|_| 5e-324)));
        assert!(!is_whole(&[]) && !is_whole(&[WeightedEntry::new(0.5, true, 1.0)]));
    }

    #[test]
    fn numbers_keep_their_digits() {
        for number in [1_u128, (1 << 53) + 1, (1 << 94) + 12_345_678_901, (1 << 95) - 1] {
            let Double { high, low } = number.double();
            assert_eq!((high as i128 + low as i128) as u128, number);
            assert_eq!(high, number as f64);
        }
    }
}
