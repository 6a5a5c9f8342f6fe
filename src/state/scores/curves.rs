//! What is read off positives and negatives by score.

use ndarray::Array1;

use super::entry::{CountedEntry, Entry, by_class};
use super::tasks::{are_worth_sharing, both};
use super::{Counted, RankedScores, Sorted, Within};
use crate::error::Undefined;
use crate::exact::double::Double;

/// Rates of true and false positives by threshold.
///
/// Point i calls positive what scores at least `thresholds[i]`. The first threshold is infinite
/// and calls nothing positive; then comes every distinct score, the highest first; at the last one
/// both rates are 1. As scikit-learn's `roc_curve` with `drop_intermediate=False`.
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
/// Point i calls positive what scores at least `thresholds[i]`: every distinct score, the lowest
/// first. Precision and recall have one point more, the last, where nothing is called positive:
/// precision 1 by convention, recall 0. As scikit-learn's `precision_recall_curve`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct PrecisionRecallCurve {
    /// Every distinct score, rising.
    pub thresholds: Array1<f64>,
    /// The share of positives among what is called positive; then 1.
    pub precision: Array1<f64>,
    /// The share of the positives called positive, falling from 1; then 0.
    pub recall: Array1<f64>,
}

/// What scores at least as high as some threshold.
struct Above {
    score: f64,
    positives: Double,
    negatives: Double,
}

impl Above {
    fn precision(&self) -> Double {
        self.positives.divided(self.positives.add(self.negatives))
    }
}

impl RankedScores {
    /// The area under the ROC curve: the share of pairs of a positive and a negative in which the
    /// positive scores higher, ties counting half (Mann and Whitney 1947).
    ///
    /// Exact in whole numbers up to one rounding at the end, within 2^-52 with weights; any
    /// increasing transformation of the scores leaves the bits as they are.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without samples, [`Undefined::OneClass`] without positives or
    /// without negatives, [`Undefined::Overflow`] for weights of one score beyond `f64`.
    pub fn roc_auc(&self) -> Result<f64, Undefined> {
        let sorted = self.sorted();
        let (twice_area, positives, negatives) = match &sorted {
            Sorted::CountedEntry(list) => counted_area(list),
            Sorted::WeightedEntry(_) => weighed_area(&sorted)?,
        };
        two_classes(positives, negatives)?;
        let pairs = positives.times(negatives);
        Ok(twice_area.over(pairs.add(pairs)))
    }

    /// Average precision: the mean of the precision at each positive, counting what scores at
    /// least as high.
    ///
    /// Σ (Rᵢ − Rᵢ₋₁)·Pᵢ over the distinct scores from the highest down, with precision P and
    /// recall R at each; nothing is interpolated. Within 2^-52.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without samples, [`Undefined::ZeroDenominator`] without positives
    /// (there is no recall), [`Undefined::Overflow`] for weights of one score beyond `f64` or of
    /// two classes more than 270 powers of ten apart.
    pub fn average_precision(&self) -> Result<f64, Undefined> {
        let sorted = self.sorted();
        let (total, above) = match &sorted {
            Sorted::CountedEntry(list) => counted_precision(list),
            Sorted::WeightedEntry(_) => weighed_precision(&sorted)?,
        };
        some_positives(above.positives, above.negatives)?;
        Ok(total.over(above.positives))
    }

    /// The ROC curve as data.
    ///
    /// # Errors
    ///
    /// As [`roc_auc`](Self::roc_auc).
    pub fn roc_curve(&self) -> Result<RocCurve, Undefined> {
        let points = self.points(Within::Classes)?;
        let all = points.last().ok_or(Undefined::NoSamples)?;
        two_classes(all.positives, all.negatives)?;
        let start = Above { score: f64::INFINITY, ..Above::none() };
        let curve = || std::iter::once(&start).chain(&points);
        Ok(RocCurve {
            thresholds: curve().map(|above| above.score).collect(),
            false_positive_rates: curve().map(|a| a.negatives.over(all.negatives)).collect(),
            true_positive_rates: curve().map(|a| a.positives.over(all.positives)).collect(),
        })
    }

    /// The precision–recall curve as data.
    ///
    /// # Errors
    ///
    /// As [`average_precision`](Self::average_precision).
    pub fn precision_recall_curve(&self) -> Result<PrecisionRecallCurve, Undefined> {
        let points = self.points(Within::Everything)?;
        let all = points.last().ok_or(Undefined::NoSamples)?;
        some_positives(all.positives, all.negatives)?;
        let curve = || points.iter().rev();
        let ended = |rates: &mut dyn Iterator<Item = f64>, end| rates.chain([end]).collect();
        Ok(PrecisionRecallCurve {
            thresholds: curve().map(|above| above.score).collect(),
            precision: ended(&mut curve().map(|a| a.precision().high), 1.0),
            recall: ended(&mut curve().map(|a| a.positives.over(all.positives)), 0.0),
        })
    }

    /// What scores at least as high as each distinct score, the highest first.
    fn points(&self, within: Within) -> Result<Vec<Above>, Undefined> {
        let (mut above, mut points) = (Above::none(), Vec::new());
        self.sorted().descend(within, |run| {
            above.lower(&run);
            points.push(Above { ..above });
        })?;
        Ok(points)
    }
}

impl Above {
    fn none() -> Self {
        Self { score: f64::NAN, positives: Double::default(), negatives: Double::default() }
    }

    /// Lowers the threshold to the next score.
    fn lower(&mut self, run: &Counted) {
        self.score = run.score;
        self.positives = self.positives.add(run.positives);
        self.negatives = self.negatives.add(run.negatives);
    }
}

pub(super) fn two_classes(positives: Double, negatives: Double) -> Result<(), Undefined> {
    match (positives.high > 0.0, negatives.high > 0.0) {
        (true, true) => Ok(()),
        (false, false) => Err(Undefined::NoSamples),
        _ => Err(Undefined::OneClass),
    }
}

pub(super) fn some_positives(positives: Double, negatives: Double) -> Result<(), Undefined> {
    match (positives.high > 0.0, negatives.high > 0.0) {
        (true, _) => Ok(()),
        (false, true) => Err(Undefined::ZeroDenominator),
        (false, false) => Err(Undefined::NoSamples),
    }
}

/// Twice the area in pairs and the size of both classes, for counts, in whole numbers.
///
/// Twice the precision of `f64` is exact there as well, so that weights of 1 give the same bits.
fn counted_area(list: &[CountedEntry]) -> (Double, Double, Double) {
    let all = Pairs::of(list);
    (all.twice_area.into(), all.positives.into(), all.negatives.into())
}

/// Positives and negatives, and twice the number of their pairs in order, ties counting half.
#[derive(Default)]
struct Pairs {
    twice_area: u128,
    positives: u64,
    negatives: u64,
}

impl Pairs {
    fn of(list: &[CountedEntry]) -> Self {
        if !are_worth_sharing(list.len()) {
            return Self::counted(list);
        }
        let (below, above) = list.split_at(end_of_run(list, list.len() / 2));
        let (below, above) = both(|| Self::of(below), || Self::of(above));
        below.then(&above)
    }

    /// Of a run's entries, the negatives come first: a positive is above those before its run, and
    /// ties with the others that were counted. No branch depends on the classes.
    fn counted(list: &[CountedEntry]) -> Self {
        let (mut all, mut below, mut last) = (Self::default(), 0, 0);
        for &entry in list {
            let [no, yes] = by_class(entry);
            below = if entry.ties(last) { below } else { all.negatives };
            all.twice_area += u128::from(yes) * u128::from(below + all.negatives);
            all.positives += yes;
            all.negatives += no;
            last = entry;
        }
        all
    }

    /// Everything of both, where all of `above` scores higher.
    fn then(&self, above: &Self) -> Self {
        let across = 2 * u128::from(above.positives) * u128::from(self.negatives);
        Self {
            twice_area: self.twice_area + above.twice_area + across,
            positives: self.positives + above.positives,
            negatives: self.negatives + above.negatives,
        }
    }
}

/// Where the run ends that an entry belongs to.
fn end_of_run(list: &[CountedEntry], position: usize) -> usize {
    position + list[position..].iter().take_while(|entry| entry.ties(list[position])).count()
}

/// The negatives and the positives of a run.
fn counts(run: &[CountedEntry]) -> [u64; 2] {
    run.iter().fold([0, 0], |[no, yes], &entry| {
        let here = by_class(entry);
        [no + here[0], yes + here[1]]
    })
}

/// The precision at each positive, added up, and what there is of both classes, for counts: whole
/// numbers are added as such, which changes no bit.
fn counted_precision(list: &[CountedEntry]) -> (Double, Above) {
    let (mut total, mut positives, mut negatives) = (Double::default(), 0, 0);
    for run in list.chunk_by(|a, b| a.ties(*b)).rev() {
        let [no, yes] = counts(run);
        (positives, negatives) = (positives + yes, negatives + no);
        if yes > 0 {
            let precision = Double::from(positives).divided(Double::from(positives + negatives));
            total = total.add(Double::from(yes).times(precision));
        }
    }
    let (positives, negatives) = (positives.into(), negatives.into());
    (total, Above { positives, negatives, ..Above::none() })
}

/// The same for weights.
fn weighed_precision(sorted: &Sorted<'_>) -> Result<(Double, Above), Undefined> {
    let (mut total, mut above) = (Double::default(), Above::none());
    sorted.descend(Within::Everything, |run| {
        above.lower(&run);
        if run.positives.high > 0.0 {
            total = total.add(run.positives.times(above.precision()));
        }
    })?;
    Ok((total, above))
}

/// Twice the area in pairs, and the weights of both classes.
fn weighed_area(sorted: &Sorted<'_>) -> Result<(Double, Double, Double), Undefined> {
    let (mut area, mut positives, mut negatives) = Default::default();
    sorted.descend(Within::Classes, |run| {
        let (above, below) = (positives, Double::add(positives, run.positives));
        let pairs = run.negatives.times(above.add(below));
        area = Double::add(area, pairs);
        (positives, negatives) = (below, Double::add(negatives, run.negatives));
    })?;
    Ok((area, positives, negatives))
}

#[cfg(test)]
mod tests {
    use super::super::entry::narrow;
    use super::*;

    /// Runs of three scores of both classes, as many as are shared by threads.
    #[test]
    fn an_area_in_parts_is_the_area() {
        let entry = |i: u32| narrow((i / 3) as f32, i * 2654 % 7 < 3);
        let mut list: Vec<CountedEntry> = (0..300_000).map(entry).collect();
        list.sort_unstable();
        assert_eq!(end_of_run(&list, 0), 3);
        assert_eq!((end_of_run(&list, 3000), end_of_run(&list, 3002)), (3003, 3003));
        let whole = Pairs::counted(&list);
        let (below, above) = list.split_at(end_of_run(&list, 1_000));
        let parts = Pairs::counted(below).then(&Pairs::counted(above));
        let numbers = |pairs: &Pairs| (pairs.twice_area, pairs.positives, pairs.negatives);
        assert_eq!(numbers(&parts), numbers(&whole));
        assert_eq!(numbers(&Pairs::of(&list)), numbers(&whole));
        assert!(whole.positives > 100_000 && whole.negatives > 100_000);
    }
}
