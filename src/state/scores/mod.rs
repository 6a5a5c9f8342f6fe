//! Positives and negatives by score: all that a ranking metric needs to know.

mod best;
mod curves;
mod entry;
mod reliability;
#[cfg(feature = "serde")]
mod restore;
mod runs;
mod sort;
mod tasks;

use std::borrow::Cow;
use std::fmt;

use self::entry::{CountedEntry, Entry, WeightedEntry, counted, exactly, narrow};
use self::runs::SortedRuns;
use super::{State, Tally};
use crate::error::Undefined;
use crate::exact::double::{Double, normalizing_factors};

pub use self::best::ThresholdChoice;
pub use self::curves::{PrecisionRecallCurve, RocCurve};

/// The samples that share one score.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TiedScores {
    /// The score; 0.0 for −0.0 too.
    pub score: f64,
    /// The weight of the positives; their number, if they have no weights.
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
/// both classes](Self::best_youden), and, for probabilities,
/// [`reliability_curve`](Self::reliability_curve) and
/// [`brier_decomposition`](Self::brier_decomposition). No thresholds are chosen beforehand:
/// every distinct score is one, and equal scores are never put in an order.
///
/// Scores are kept as `f64`: `f32` and integers of up to 32 bits exactly, integers beyond 2^53
/// rounded. −0.0 and 0.0 are one score. Weights of equal scores add up exactly, so that equal
/// multisets of (truth, score, weight) give equal states and equal bits, however they came about.
///
/// Memory grows with the number of distinct scores: 8 bytes for each score and class if the scores
/// are `f32` (or integers of up to 16 bits) without weights, 16 otherwise, up to an eighth more
/// for repeated scores, and at most 8 MB for what waits to be sorted. Adding n samples sorts them
/// by radix into lists of falling size, which are merged as they come, so that a sample is moved
/// O(log n) times at most. A reading merges the lists and passes over them once.
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
    /// `f32` scores of weight 1.
    narrow: SortedRuns<CountedEntry>,
    /// All others.
    wide: SortedRuns<WeightedEntry>,
}

/// A run as readings use it; the totals in twice the precision of an `f64`.
struct Counted {
    score: f64,
    positives: Double,
    negatives: Double,
}

/// Everything in one list sorted by score.
enum Sorted<'a> {
    CountedEntry(Cow<'a, [CountedEntry]>),
    WeightedEntry(Cow<'a, [WeightedEntry]>),
}

impl RankedScores {
    /// Every distinct score with the samples that have it, the lowest score first.
    #[must_use]
    pub fn runs(&self) -> Vec<TiedScores> {
        match self.sorted() {
            Sorted::CountedEntry(list) => list.chunk_by(|a, b| a.ties(*b)).map(exactly).collect(),
            Sorted::WeightedEntry(list) => list.chunk_by(|a, b| a.ties(*b)).map(exactly).collect(),
        }
    }

    /// The weight of all positives.
    #[must_use]
    pub fn positives(&self) -> Tally {
        Tally::total(self.runs().iter().map(|run| &run.positives))
    }

    /// The weight of all negatives.
    #[must_use]
    pub fn negatives(&self) -> Tally {
        Tally::total(self.runs().iter().map(|run| &run.negatives))
    }

    /// Whether nothing of a weight above zero was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.narrow.is_empty() && self.wide.is_empty()
    }

    /// Adds samples of weight 1 whose finite scores are `f32`s.
    pub(crate) fn extend_narrow(&mut self, samples: impl Iterator<Item = (f32, bool)>) {
        self.narrow.extend(samples.map(|(score, positive)| narrow(score, positive)));
    }

    /// Adds samples with finite scores and weights above zero.
    pub(crate) fn extend_wide(&mut self, samples: impl Iterator<Item = (f64, bool, f64)>) {
        self.wide
            .extend(samples.map(|(score, positive, w)| WeightedEntry::new(score, positive, w)));
    }

    /// Sorts what a batch has added, if it is much.
    pub(crate) fn compact(&mut self) {
        self.narrow.compact();
        self.wide.compact();
    }

    fn sorted(&self) -> Sorted<'_> {
        if self.wide.is_empty() {
            return Sorted::CountedEntry(self.narrow.all());
        }
        let (wide, narrow) = (self.wide.all(), self.narrow.all());
        if narrow.is_empty() {
            return Sorted::WeightedEntry(wide);
        }
        let widened: Vec<_> = narrow.iter().map(|&entry| WeightedEntry::from(entry)).collect();
        Sorted::WeightedEntry(sort::merged(&widened, &wide).into())
    }
}

/// What keeps its proportions when weights are scaled by powers of two.
#[derive(Clone, Copy, PartialEq)]
enum Within {
    /// The weights of each class: for readings that never add up weights of both.
    Classes,
    /// All weights.
    Everything,
}

/// Classes whose weights are further apart than this do not fit one scale.
const FURTHEST: f64 = 1e-270;

impl Sorted<'_> {
    /// Visits the runs, the highest score first. No reading depends on the scale of the weights.
    fn descend(&self, within: Within, visit: impl FnMut(Counted)) -> Result<(), Undefined> {
        match self {
            Self::CountedEntry(list) => descend(list, within, visit),
            Self::WeightedEntry(list) => descend(list, within, visit),
        }
    }
}

/// The weights are scaled by powers of two, where they need it, so that neither sums nor products
/// of them leave the range of `f64`. That changes no bit of a quotient.
fn descend<E: Entry>(
    list: &[E],
    within: Within,
    mut visit: impl FnMut(Counted),
) -> Result<(), Undefined> {
    let runs = || list.chunk_by(|a, b| a.ties(*b)).rev().map(counted);
    if !E::ANY_SIZE {
        return runs().try_for_each(|run| run.map(&mut visit));
    }
    let mut largest = [0_f64; 2];
    for run in runs() {
        let run = run?;
        largest = [largest[0].max(run.positives.high), largest[1].max(run.negatives.high)];
    }
    let scales = within.scale(largest)?.map(normalizing_factors);
    runs().try_for_each(|run| run.map(|run| visit(run.scaled(scales))))
}

impl Within {
    /// What to bring to about 1, given the largest weight of each class.
    fn scale(self, [a, b]: [f64; 2]) -> Result<[f64; 2], Undefined> {
        let (least, most) = (a.min(b), a.max(b));
        match self {
            Self::Classes => Ok([a, b]),
            Self::Everything if least > 0.0 && least / most < FURTHEST => Err(Undefined::Overflow),
            Self::Everything => Ok([most, most]),
        }
    }
}

impl Counted {
    fn scaled(self, [a, b]: [(f64, f64); 2]) -> Self {
        let (positives, negatives) = (self.positives.scaled(a), self.negatives.scaled(b));
        Self { positives, negatives, ..self }
    }
}

impl State for RankedScores {
    fn merge(&mut self, other: &Self) {
        self.narrow.merge(&other.narrow);
        self.wide.merge(&other.wide);
    }
}

impl PartialEq for RankedScores {
    /// Whether both have seen the same, whatever lists they keep it in.
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
        let runs = self.runs();
        let total = |of: fn(&TiedScores) -> &Tally| {
            Tally::total(runs.iter().map(of)).value().unwrap_or(f64::INFINITY)
        };
        let (positives, negatives) = (total(|run| &run.positives), total(|run| &run.negatives));
        write!(f, "{positives} positives and {negatives} negatives by {} scores", runs.len())
    }
}
