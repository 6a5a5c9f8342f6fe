//! Positives and negatives by score: the state of every exact ranking metric.

mod best;
mod curves;
mod demands;
mod entry;
mod gain;
mod parallel;
mod partial;
mod reliability;
#[cfg(feature = "serde")]
mod restore;
mod runs;
mod separation;
mod sort;
mod steps;
mod thresholds;
mod totals;

use std::borrow::Cow;
use std::fmt;

use self::entry::{
    CountedEntry, Entry, WeightedEntry, counted_entry, is_large, tied_scores, totals_of,
};
use self::runs::SortedRuns;
use self::totals::Totals;
use super::{State, Tally, checked_weight};
use crate::domain::Domain;
use crate::error::{Error, Undefined};
use crate::exact::double::normalizing_factors;

pub use self::best::ThresholdChoice;
pub use self::curves::{PrecisionRecallCurve, RocCurve};
pub(crate) use self::demands::check_demand;
pub(crate) use self::gain::check_share;
pub use self::gain::{GainCurve, LiftCurve};
pub use self::partial::AreaScaling;
pub(crate) use self::partial::{check_logarithmic_part, check_part};
pub use self::thresholds::{CountsAtScore, DetCurve};

/// The samples that share one score.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TiedScores {
    /// The score; 0.0 for −0.0 too.
    pub score: f64,
    /// The weight of the positives; without weights, their number.
    pub positives: Tally,
    /// The weight of the negatives.
    pub negatives: Tally,
}

/// The weight of positives and of negatives by score: the state of exact ranking metrics.
///
/// One state, many readings: [`roc_auc`](Self::roc_auc),
/// [`average_precision`](Self::average_precision), [`roc_curve`](Self::roc_curve),
/// [`precision_recall_curve`](Self::precision_recall_curve), the best threshold
/// [for an F-score](Self::best_f_score), [for costs](Self::best_cost) or [for
/// both classes](Self::best_youden) or [under a demand](Self::recall_at_precision), how far
/// [both classes lie apart](Self::kolmogorov_smirnov), what [a part of the ROC
/// curve](Self::partial_roc_auc) or [the best samples](Self::gain_at) hold, [the outcomes at every
/// score](Self::counts_at_scores), and, for probabilities,
/// [`reliability_curve`](Self::reliability_curve) and
/// [`brier_decomposition`](Self::brier_decomposition). No thresholds are chosen beforehand:
/// every distinct score is a threshold, and equal scores are never put in an order.
///
/// Scores are kept as `f64`, each exactly: an integer that no `f64` holds is refused. −0.0 and 0.0 are one score. Weights of equal scores add up exactly, so that equal
/// multisets of (truth, score, weight) give equal states and equal bits, in whatever order and batches the
/// samples come.
///
/// Memory grows with the number of distinct scores: 8 bytes for each score and class if the scores
/// are `f32` (or integers of up to 16 bits) without weights, 16 otherwise, up to an eighth more
/// for repeated scores, and at most 8 MB for samples that wait to be sorted. Adding n samples sorts them
/// by radix into runs of falling length. Runs of similar length are merged, so that a sample is moved
/// O(log n) times at most. A reading merges all runs and passes over the samples once.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
/// assert_eq!(scores.roc_auc()?, 0.75); // 3 of 4 pairs in order
/// assert_eq!(scores.average_precision()?, 5.0 / 6.0); // (1 + 2/3)/2
/// assert_eq!(scores.roc_curve()?.true_positive_rates, array![0.0, 0.5, 0.5, 1.0, 1.0]);
/// assert_eq!(scores.to_string(), "2 positives and 2 negatives by 4 scores");
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct RankedScores {
    /// Samples of weight 1 with `f32` scores.
    counted: SortedRuns<CountedEntry>,
    /// Samples with other scores or weights.
    weighted: SortedRuns<WeightedEntry>,
}

/// All entries in one list sorted by score.
enum Sorted<'a> {
    Counted(Cow<'a, [CountedEntry]>),
    Weighted(Cow<'a, [WeightedEntry]>),
}

impl RankedScores {
    /// Returns every distinct score with the weights of its samples, the lowest score first.
    #[must_use]
    pub fn runs(&self) -> Vec<TiedScores> {
        match self.sorted() {
            Sorted::Counted(list) => list.chunk_by(|a, b| a.ties(*b)).map(tied_scores).collect(),
            Sorted::Weighted(list) => list.chunk_by(|a, b| a.ties(*b)).map(tied_scores).collect(),
        }
    }

    /// Returns the weight of all positives.
    #[must_use]
    pub fn positives(&self) -> Tally {
        Tally::total(self.runs().iter().map(|tied| &tied.positives))
    }

    /// Returns the weight of all negatives.
    #[must_use]
    pub fn negatives(&self) -> Tally {
        Tally::total(self.runs().iter().map(|tied| &tied.negatives))
    }

    /// Whether no sample of a weight above 0 was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counted.is_empty() && self.weighted.is_empty()
    }

    /// Adds one sample with its weight, 1 for samples without weights.
    ///
    /// ```
    /// use ndarray_metrics::state::RankedScores;
    ///
    /// let mut scores = RankedScores::default();
    /// for (score, positive) in [(0.1, false), (0.4, false), (0.35, true), (0.8, true)] {
    ///     scores.add(score, positive, 1.0)?;
    /// }
    /// assert_eq!(scores.roc_auc(), Ok(0.75));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a score that is NaN, [`Error::Weight`] for a weight that is negative or not
    /// finite; the state stays as it was.
    pub fn add(&mut self, score: f64, positive: bool, weight: f64) -> Result<(), Error> {
        let weight = checked_weight(weight)?;
        if score.is_nan() {
            let (argument, expected) = ("score", Domain::Score);
            return Err(Error::Value { argument, index: vec![], found: score, expected });
        }
        if weight > 0.0 {
            self.extend_weighted(std::iter::once((score, positive, weight)));
        }
        Ok(())
    }

    /// Adds samples of weight 1 whose scores are `f32`s.
    pub(crate) fn extend_counted(&mut self, samples: impl Iterator<Item = (f32, bool)>) {
        self.counted.extend(samples.map(|(score, positive)| counted_entry(score, positive)));
    }

    /// Adds samples with scores that are numbers and weights above zero.
    pub(crate) fn extend_weighted(&mut self, samples: impl Iterator<Item = (f64, bool, f64)>) {
        let entries = samples.map(|(score, positive, w)| WeightedEntry::new(score, positive, w));
        self.weighted.extend(entries);
    }

    /// Sorts the samples of a batch, unless they are few.
    pub(crate) fn compact(&mut self) {
        self.counted.compact();
        self.weighted.compact();
    }

    fn sorted(&self) -> Sorted<'_> {
        if self.weighted.is_empty() {
            return Sorted::Counted(self.counted.all());
        }
        let (weighted, counted) = (self.weighted.all(), self.counted.all());
        if counted.is_empty() {
            return Sorted::Weighted(weighted);
        }
        let converted: Vec<_> = counted.iter().map(|&entry| WeightedEntry::from(entry)).collect();
        Sorted::Weighted(sort::merged(&converted, &weighted).into())
    }
}

/// How weights are scaled by powers of two, so that neither their sums nor their products leave the range
/// of `f64`. Quotients keep their bits.
#[derive(Clone, Copy, PartialEq)]
enum Scaling {
    /// Each class by itself: for readings that never add weights of different classes.
    PerClass,
    /// Both classes alike.
    Common,
}

/// The least ratio of two weights that a common scaling takes.
const MIN_RATIO: f64 = 1e-270;

impl Sorted<'_> {
    /// Visits the totals of each score, the highest score first, with scaled weights.
    fn descend(&self, scaling: Scaling, visit: impl FnMut(Totals)) -> Result<(), Undefined> {
        match self {
            Self::Counted(list) => descend(list, scaling, visit),
            Self::Weighted(list) => descend(list, scaling, visit),
        }
    }
}

/// Visits the totals of each score, the highest score first. Weights are scaled if they may be of any
/// size.
fn descend<E: Entry>(
    list: &[E],
    scaling: Scaling,
    mut visit: impl FnMut(Totals),
) -> Result<(), Undefined> {
    let by_score = || list.chunk_by(|a, b| a.ties(*b)).rev().map(totals_of);
    if !E::ANY_SIZE {
        return by_score().try_for_each(|totals| totals.map(&mut visit));
    }
    let (mut largest, mut least) = ([0_f64; 2], f64::INFINITY);
    for totals in by_score() {
        let totals = totals?;
        let both = [totals.positives.high, totals.negatives.high];
        largest = [largest[0].max(both[0]), largest[1].max(both[1])];
        least = both.into_iter().filter(|weight| *weight > 0.0).fold(least, f64::min);
    }
    let factors = scaling.references(largest, least)?.map(normalizing_factors);
    by_score().try_for_each(|totals| totals.map(|totals| visit(totals.scaled(factors))))
}

impl Scaling {
    /// Returns the weight of each class that is brought to about 1, given the largest weight of each
    /// class and the least weight of all.
    fn references(self, [positive, negative]: [f64; 2], least: f64) -> Result<[f64; 2], Undefined> {
        let most = positive.max(negative);
        match self {
            Self::PerClass => Ok([positive, negative]),
            Self::Common if most > 0.0 && least / most < MIN_RATIO => Err(Undefined::Overflow),
            Self::Common => Ok([most, most]),
        }
    }
}

impl State for RankedScores {
    /// Large counts of one score move to the entries that hold any weight.
    fn merge(&mut self, other: &Self) {
        if other.counted.iter().any(|entry| is_large(&entry)) {
            let (large, rest): (Vec<_>, Vec<_>) = other.counted.iter().partition(is_large);
            self.counted.extend(rest.into_iter());
            self.weighted.extend(large.into_iter().map(WeightedEntry::from));
        } else {
            self.counted.merge(&other.counted);
        }
        self.weighted.merge(&other.weighted);
    }
}

impl PartialEq for RankedScores {
    /// Whether both have seen the same samples, whatever runs they keep them in.
    fn eq(&self, other: &Self) -> bool {
        self.runs() == other.runs()
    }
}

impl fmt::Debug for RankedScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RankedScores").field(&self.runs()).finish()
    }
}

impl fmt::Display for RankedScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by_score = self.runs();
        let total = |of: fn(&TiedScores) -> &Tally| {
            Tally::total(by_score.iter().map(of)).value().unwrap_or(f64::INFINITY)
        };
        let (positives, negatives) = (total(|tied| &tied.positives), total(|tied| &tied.negatives));
        write!(f, "{positives} positives and {negatives} negatives by {} scores", by_score.len())
    }
}
