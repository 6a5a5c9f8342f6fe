//! Positives and negatives by score: the state of every exact ranking metric.

mod best;
mod curves;
mod delong;
mod demands;
mod descent;
pub(in crate::state) mod entry;
mod equal_mass;
mod gain;
mod gather;
pub(crate) mod order;
mod paired;
pub(in crate::state) mod parallel;
mod partial;
mod precisions;
mod recalibration;
mod reliability;
#[cfg(feature = "serde")]
pub(in crate::state) mod restore;
pub(in crate::state) mod runs;
mod scoring;
mod select;
mod separation;
pub(in crate::state) mod sort;
mod sorted;
mod spiegelhalter;
mod steps;
mod thresholds;
mod totals;
pub(in crate::state) mod units;

use std::fmt;
use std::sync::OnceLock;

use self::entry::{
    CountedEntry, SingleEntry, WeightedEntry, counted_entry, is_large, is_ordinary, tied_scores,
};
use self::order::Sortable;
use self::runs::SortedRuns;
use self::sorted::{Scaling, Sorted, weighted, with_list};
use super::{State, Tally, checked_weight};
use crate::domain::Domain;
use crate::error::Error;

pub use self::best::ThresholdChoice;
pub use self::curves::{PrecisionRecallCurve, RocCurve};
pub(crate) use self::demands::check_demand;
pub(crate) use self::gain::check_share;
pub use self::gain::{GainCurve, LiftCurve};
pub use self::paired::PairedScores;
#[cfg(feature = "serde")]
pub(crate) use self::paired::in_order;
pub use self::partial::AreaScaling;
pub(crate) use self::partial::{check_logarithmic_part, check_part};
pub use self::recalibration::RecalibrationCurve;
pub use self::scoring::{ScoreDecomposition, ScoringRule};
pub use self::thresholds::{CountsAtScore, CountsAtScores, DetCurve};

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
/// One state, many readings:
///
/// - areas and curves: [`roc_auc`](Self::roc_auc), [`average_precision`](Self::average_precision),
///   [`roc_curve`](Self::roc_curve), [`precision_recall_curve`](Self::precision_recall_curve),
///   [`partial_roc_auc`](Self::partial_roc_auc);
/// - the best threshold [for an F-score](Self::best_f_score), [for costs](Self::best_cost), [for both
///   classes](Self::best_youden) or [under a demand](Self::recall_at_precision), and [the outcomes at
///   every score](Self::counts_at_scores);
/// - how far [both classes lie apart](Self::kolmogorov_smirnov), and what [the best
///   samples](Self::gain_at) hold;
/// - for probabilities by distinct value, [`reliability_curve`](Self::reliability_curve) and
///   [`brier_decomposition`](Self::brier_decomposition); after isotonic regression,
///   [`recalibration_curve`](Self::recalibration_curve) and
///   [`score_decomposition`](Self::score_decomposition); in bins of equal weight,
///   [`equal_mass_calibration_error`](Self::equal_mass_calibration_error); as a test,
///   [`spiegelhalter_z`](Self::spiegelhalter_z).
///
/// No thresholds are chosen beforehand: every distinct score is a threshold, and equal scores are never
/// put in an order.
///
/// Scores are kept as `f64`, each exactly: an integer that no `f64` holds is refused. −0.0 and 0.0 are one score. Weights of equal scores add up exactly, so that equal
/// multisets of (truth, score, weight) give equal states and equal bits, in whatever order and batches the
/// samples come.
///
/// Memory grows with the number of distinct scores: 8 bytes for each score and class without weights, 16
/// bytes with weights, up to an eighth more for repeated scores, and at most 8 MB for samples that wait to
/// be sorted. Where many scores of type `f64` repeat, each distinct score and class takes 16 bytes; so does
/// a score of type `f64` above 2^513 or below 2^-510 in size.
///
/// Adding n samples sorts them by radix into runs of falling length. Runs of similar length are merged, so
/// that a sample is moved O(log n) times at most. A reading merges all runs and passes over the samples
/// once. The merged list is kept, as much memory again: further readings only pass over it, and the next
/// update goes on from it.
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
    /// Samples of weight 1 with [ordinary](is_ordinary) scores of which few are equal.
    single: SortedRuns<SingleEntry>,
    /// Samples with other scores or weights.
    weighted: SortedRuns<WeightedEntry>,
    /// All samples in one list, if a reading had to merge it and no sample was added since.
    merged: OnceLock<Box<Sorted<'static>>>,
}

impl RankedScores {
    /// Returns every distinct score with the weights of its samples, the lowest score first.
    #[must_use]
    pub fn runs(&self) -> Vec<TiedScores> {
        with_list!(self.sorted(), list => list.chunk_by(|a, b| a.ties(*b)).map(tied_scores).collect())
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
        self.counted.is_empty() && self.single.is_empty() && self.weighted.is_empty()
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
        self.settle();
        self.counted.extend(samples.map(|(score, positive)| counted_entry(score, positive)));
    }

    /// Adds samples of weight 1 with scores that are numbers.
    pub(crate) fn extend_single(&mut self, samples: impl Iterator<Item = (f64, bool)> + Clone) {
        if !samples.clone().all(|(score, _)| is_ordinary(score)) {
            return self.extend_weighted(samples.map(|(score, positive)| (score, positive, 1.0)));
        }
        self.settle();
        self.single.extend(samples.map(|(score, positive)| SingleEntry::new(score, positive)));
        self.add_up_repetitive();
    }

    /// Adds samples with scores that are numbers and weights above zero.
    pub(crate) fn extend_weighted(&mut self, samples: impl Iterator<Item = (f64, bool, f64)>) {
        self.settle();
        let entries = samples.map(|(score, positive, w)| WeightedEntry::new(score, positive, w));
        self.weighted.extend(entries);
    }

    /// Sorts the samples of a batch, unless they are few.
    pub(crate) fn compact(&mut self) {
        self.settle();
        self.counted.compact();
        self.single.compact();
        self.weighted.compact();
        self.add_up_repetitive();
    }

    /// Goes on from the list that the last reading merged, if no sample was added since.
    fn settle(&mut self) {
        if let Some(merged) = self.merged.take() {
            *self = (*merged).into();
        }
    }

    /// Moves runs of single samples with many equal scores to the entries that add up.
    fn add_up_repetitive(&mut self) {
        for run in self.single.take_repetitive() {
            self.weighted.push(weighted(&run).into());
        }
    }
}

impl State for RankedScores {
    /// Large counts of one score move to the entries that hold any weight.
    fn merge(&mut self, other: &Self) {
        self.settle();
        if other.counted.iter().any(|entry| is_large(&entry)) {
            let (large, rest): (Vec<_>, Vec<_>) = other.counted.iter().partition(is_large);
            self.counted.extend(rest.into_iter());
            self.weighted.extend(large.into_iter().map(WeightedEntry::from));
        } else {
            self.counted.merge(&other.counted);
        }
        self.single.merge(&other.single);
        self.weighted.merge(&other.weighted);
        self.add_up_repetitive();
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
