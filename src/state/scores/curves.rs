//! Areas and curves over all thresholds.

use ndarray::Array1;

use super::entry::{Unweighted, WeightedEntry, by_class};
use super::order::Sortable;
use super::parallel::{is_worth_two_tasks, join};
use super::precisions::counted_precision;
use super::sorted::descend;
use super::totals::Totals;
use super::{RankedScores, Scaling, Sorted, units};
use crate::error::Undefined;
use crate::exact::double::{Double, normalizing_factors};

/// Rates of true and false positives by threshold.
///
/// Point i calls every sample positive that scores at least `thresholds[i]`. The first threshold is
/// infinite and calls nothing positive; then comes every distinct score, the highest first; at the lowest
/// score, both rates are 1. As scikit-learn's `roc_curve` with `drop_intermediate=False`. To decide by a
/// threshold of the curve, use [`RankedScores::counts_at`]: the metrics with a threshold call only scores
/// above it positive.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RocCurve {
    /// Infinity, then every distinct score, falling.
    pub thresholds: Array1<f64>,
    /// The share of the negatives called positive, rising from 0 to 1.
    pub false_positive_rates: Array1<f64>,
    /// The share of the positives called positive, rising from 0 to 1.
    pub true_positive_rates: Array1<f64>,
}

/// Precision and recall by threshold.
///
/// Point i calls every sample positive that scores at least `thresholds[i]`; the thresholds are the
/// distinct scores, the lowest first. Precision and recall have one more point at the end, where nothing
/// is called positive: precision 1 by convention, recall 0. As scikit-learn's `precision_recall_curve`. To
/// decide by a threshold of the curve, use [`RankedScores::counts_at`]: the metrics with a threshold call
/// only scores above it positive.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PrecisionRecallCurve {
    /// Every distinct score, rising.
    pub thresholds: Array1<f64>,
    /// The share of positives among the samples called positive; then 1.
    pub precision: Array1<f64>,
    /// The share of the positives called positive, falling from 1; then 0.
    pub recall: Array1<f64>,
}

impl RankedScores {
    /// Returns the area under the ROC curve: the share of pairs of a positive and a negative in which the
    /// positive scores higher, ties counting half (Mann and Whitney 1947).
    ///
    /// Without weights, computed in whole numbers and rounded once; with weights, within 2^-52. Any
    /// increasing transformation of the scores leaves the bits as they are.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without samples, [`Undefined::OneClass`] without positives or
    /// without negatives, [`Undefined::Overflow`] for weights of one score beyond `f64`.
    pub fn roc_auc(&self) -> Result<f64, Undefined> {
        let (twice_area, pairs) = self.twice_area_and_pairs()?;
        Ok(twice_area.over(pairs.add(pairs)))
    }

    /// Returns twice the area under the ROC curve in pairs of a positive and a negative, and the pairs.
    pub(super) fn twice_area_and_pairs(&self) -> Result<(Double, Double), Undefined> {
        let sorted = self.sorted();
        let (twice_area, all) = match &sorted {
            Sorted::Counted(list) => counted_area(list),
            Sorted::Single(list) => counted_area(list),
            Sorted::Weighted(list) => match units::area_and_pairs(list) {
                Some(both) => return Ok(both),
                None => weighted_area(list)?,
            },
        };
        all.require_two_classes()?;
        Ok((twice_area, all.positives.times(all.negatives)))
    }

    /// Returns the average precision: the mean over the positives of the precision among all samples that
    /// score at least as high as the positive.
    ///
    /// Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the distinct scores from the highest down, with precision P and
    /// recall R at each score; nothing is interpolated. Within 2^-52.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without samples, [`Undefined::ZeroDenominator`] without positives
    /// (there is no recall), [`Undefined::Overflow`] for weights of one score beyond `f64` or of
    /// two classes more than 270 powers of ten apart.
    pub fn average_precision(&self) -> Result<f64, Undefined> {
        let sorted = self.sorted();
        let (sum, all) = match &sorted {
            Sorted::Counted(list) => counted_precision(list),
            Sorted::Single(list) => counted_precision(list),
            Sorted::Weighted(list) => match units::precisions(list) {
                Some((sum, positives)) => return Ok(sum.over(positives)),
                None => weighted_precision(list)?,
            },
        };
        all.require_positives()?;
        Ok(sum.over(all.positives))
    }

    /// Returns the ROC curve as data.
    ///
    /// # Errors
    ///
    /// As [`roc_auc`](Self::roc_auc).
    pub fn roc_curve(&self) -> Result<RocCurve, Undefined> {
        let points = self.points(Scaling::PerClass)?;
        let all = points.last().ok_or(Undefined::NoSamples)?;
        all.require_two_classes()?;
        let start = Totals::none();
        let curve = || std::iter::once(&start).chain(&points);
        Ok(RocCurve {
            thresholds: curve().map(|above| above.score).collect(),
            false_positive_rates: curve().map(|a| a.negatives.over(all.negatives)).collect(),
            true_positive_rates: curve().map(|a| a.positives.over(all.positives)).collect(),
        })
    }

    /// Returns the precision–recall curve as data.
    ///
    /// # Errors
    ///
    /// As [`average_precision`](Self::average_precision).
    pub fn precision_recall_curve(&self) -> Result<PrecisionRecallCurve, Undefined> {
        let points = self.points(Scaling::Common)?;
        let all = points.last().ok_or(Undefined::NoSamples)?;
        all.require_positives()?;
        let curve = || points.iter().rev();
        let ended = |rates: &mut dyn Iterator<Item = f64>, end| rates.chain([end]).collect();
        Ok(PrecisionRecallCurve {
            thresholds: curve().map(|above| above.score).collect(),
            precision: ended(&mut curve().map(|a| a.positive_share().high), 1.0),
            recall: ended(&mut curve().map(|a| a.positives.over(all.positives)), 0.0),
        })
    }

    /// Returns the totals from each distinct score up, the highest score first.
    fn points(&self, scaling: Scaling) -> Result<Vec<Totals>, Undefined> {
        let (mut above, mut points) = (Totals::none(), Vec::new());
        self.sorted().descend(scaling, |totals| {
            above = above.and(&totals);
            points.push(above);
        })?;
        Ok(points)
    }
}

/// Returns twice the area in pairs and the totals of all samples, for counts, in whole numbers.
///
/// Such numbers are exact in twice the precision of `f64` as well, so that weights of 1 give the same
/// bits.
fn counted_area<E: Unweighted>(list: &[E]) -> (Double, Totals) {
    let all = Pairs::count(list);
    let (positives, negatives) = (all.positives.into(), all.negatives.into());
    (all.twice_area.into(), Totals { positives, negatives, ..Totals::none() })
}

/// The numbers of positives and negatives, and of pairs in which the positive scores higher.
#[derive(Default)]
struct Pairs {
    /// Two for each pair in which the positive scores higher, one for each tie.
    twice_area: u128,
    positives: u64,
    negatives: u64,
}

impl Pairs {
    /// Counts the pairs of a sorted list, as two tasks if it is long.
    fn count<E: Unweighted>(list: &[E]) -> Self {
        if !is_worth_two_tasks(list.len()) {
            return Self::count_alone(list);
        }
        let end = end_of_ties(list, list.len() / 2);
        if end == list.len() {
            return Self::count_alone(list);
        }
        let (below, above) = list.split_at(end);
        let (below, above) = join(|| Self::count(below), || Self::count(above));
        below.then(&above)
    }

    /// Counts the pairs of a sorted list on one thread. Among tied entries, the negatives come first: a
    /// positive scores higher than the negatives below the tie, and ties with the negatives counted since.
    /// No branch depends on the classes.
    fn count_alone<E: Unweighted>(list: &[E]) -> Self {
        let (mut all, mut below, mut last) = (Self::default(), 0, E::default());
        for &entry in list {
            let [negatives, positives] = by_class(entry);
            below = if entry.ties(last) { below } else { all.negatives };
            all.twice_area += u128::from(positives) * u128::from(below + all.negatives);
            all.positives += positives;
            all.negatives += negatives;
            last = entry;
        }
        all
    }

    /// Returns the pairs of two lists, where every sample of `above` scores higher.
    fn then(&self, above: &Self) -> Self {
        let across = 2 * u128::from(above.positives) * u128::from(self.negatives);
        Self {
            twice_area: self.twice_area + above.twice_area + across,
            positives: self.positives + above.positives,
            negatives: self.negatives + above.negatives,
        }
    }
}

/// Returns the end of the entries that tie with the entry at a position.
fn end_of_ties<E: Sortable>(list: &[E], position: usize) -> usize {
    position + list[position..].iter().take_while(|entry| entry.ties(list[position])).count()
}

/// Returns the numbers of negatives and of positives of some entries.
pub(super) fn counts<E: Unweighted>(tied: &[E]) -> [u64; 2] {
    tied.iter().fold([0, 0], |[negatives, positives], &entry| {
        let more = by_class(entry);
        [negatives + more[0], positives + more[1]]
    })
}

/// Returns the weighted sum of the precisions at each positive, and the totals of all samples.
fn weighted_precision(list: &[WeightedEntry]) -> Result<(Double, Totals), Undefined> {
    let (mut sum, mut above) = (Double::default(), Totals::none());
    // Positives far lighter than negatives are brought to about 1, so that no product vanishes.
    let mut factors = None;
    descend(list, Scaling::Common, |totals| {
        above = above.and(&totals);
        if totals.positives.high > 0.0 {
            let factors =
                *factors.get_or_insert_with(|| normalizing_factors(totals.positives.high));
            sum = sum.add(totals.positives.scaled(factors).times(above.positive_share()));
        }
    })?;
    let positives = above.positives.scaled(factors.unwrap_or((1.0, 1.0)));
    Ok((sum, Totals { positives, ..above }))
}

/// Returns twice the area in pairs and the totals of all samples, for weights. The weights of both classes
/// are variables of their own: as one [`Totals`], the reading takes 1.2 times as long.
fn weighted_area(list: &[WeightedEntry]) -> Result<(Double, Totals), Undefined> {
    let (mut twice_area, mut positives, mut negatives) = Default::default();
    descend(list, Scaling::PerClass, |totals| {
        let (above, below) = (positives, Double::add(positives, totals.positives));
        let pairs = totals.negatives.times(above.add(below));
        twice_area = Double::add(twice_area, pairs);
        (positives, negatives) = (below, Double::add(negatives, totals.negatives));
    })?;
    Ok((twice_area, Totals { positives, negatives, ..Totals::none() }))
}

#[cfg(test)]
mod tests {
    use super::super::entry::{CountedEntry, counted_entry};
    use super::*;

    /// Ties of three entries of both classes, enough of them for two threads.
    #[test]
    fn an_area_in_parts_is_the_area() {
        let entry = |i: u32| counted_entry((i / 3) as f32, i * 2654 % 7 < 3);
        let mut list: Vec<CountedEntry> = (0..300_000).map(entry).collect();
        list.sort_unstable();
        assert_eq!(end_of_ties(&list, 0), 3);
        assert_eq!((end_of_ties(&list, 3000), end_of_ties(&list, 3002)), (3003, 3003));
        let whole = Pairs::count_alone(&list);
        let (below, above) = list.split_at(end_of_ties(&list, 1_000));
        let parts = Pairs::count_alone(below).then(&Pairs::count_alone(above));
        let numbers = |pairs: &Pairs| (pairs.twice_area, pairs.positives, pairs.negatives);
        assert_eq!(numbers(&parts), numbers(&whole));
        assert_eq!(numbers(&Pairs::count(&list)), numbers(&whole));
        assert!(whole.positives > 100_000 && whole.negatives > 100_000);
    }
}
