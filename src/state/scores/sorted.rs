//! All samples in one sorted list, which readings pass over.

use std::borrow::Cow;

use super::RankedScores;
use super::entry::{CountedEntry, Scored, SingleEntry, Unweighted, WeightedEntry, totals_of};
use super::runs::SortedRuns;
use super::sort;
use super::totals::Totals;
use crate::error::Undefined;
use crate::exact::double::normalizing_factors;
use crate::kernel::bits::power_of_two;

/// So many entries are sorted in a microsecond.
const SMALL: usize = 64;

/// All entries in one list sorted by score.
#[derive(Clone)]
pub(super) enum Sorted<'a> {
    Counted(Cow<'a, [CountedEntry]>),
    Single(Cow<'a, [SingleEntry]>),
    Weighted(Cow<'a, [WeightedEntry]>),
}

/// Evaluates an expression for the list of a [`Sorted`], whatever its kind of entries.
macro_rules! with_list {
    ($sorted:expr, $list:ident => $value:expr) => {
        match $sorted {
            Sorted::Counted($list) => $value,
            Sorted::Single($list) => $value,
            Sorted::Weighted($list) => $value,
        }
    };
}
pub(super) use with_list;

impl RankedScores {
    /// Returns all samples in one list: a run, if there is one only, or the list that a reading has merged.
    pub(super) fn sorted(&self) -> Sorted<'_> {
        if let Some(run) = self.only_run() {
            return run;
        }
        if self.is_small() {
            return self.merged();
        }
        if self.merged.get().is_none() {
            // Merged before the cell is entered: two threads may merge, but none waits for another.
            let merged = Box::new(self.merged());
            self.merged.get_or_init(|| merged);
        }
        self.merged.get().map_or_else(|| self.merged(), |merged| merged.borrowed())
    }

    /// Whether sorting anew takes less than memory that would have to be kept for each of very many groups.
    fn is_small(&self) -> bool {
        let entries = self.counted.len() + self.single.len() + self.weighted.len();
        entries <= SMALL && self.merged.get().is_none()
    }

    fn only_run(&self) -> Option<Sorted<'_>> {
        match [self.counted.is_empty(), self.single.is_empty(), self.weighted.is_empty()] {
            [false, true, true] => Some(Sorted::Counted(self.counted.only()?.into())),
            [true, false, true] => Some(Sorted::Single(self.single.only()?.into())),
            [true, true, false] => Some(Sorted::Weighted(self.weighted.only()?.into())),
            _ => None,
        }
    }

    /// Returns all samples in one list, samples without weights in entries of weights if they must be.
    fn merged(&self) -> Sorted<'static> {
        match [self.counted.is_empty(), self.single.is_empty(), self.weighted.is_empty()] {
            [_, true, true] => Sorted::Counted(self.counted.all().into_owned().into()),
            [true, false, true] => Sorted::Single(self.single.all().into_owned().into()),
            _ => Sorted::Weighted(self.all_weighted().into()),
        }
    }

    fn all_weighted(&self) -> Vec<WeightedEntry> {
        let unweighted = [weighted(&self.counted.all()), weighted(&self.single.all())];
        sort::merged(&sort::merged(&unweighted[0], &unweighted[1]), &self.weighted.all())
    }
}

/// Returns samples of weight 1 as entries with weights.
pub(super) fn weighted<E: Unweighted>(list: &[E]) -> Vec<WeightedEntry> {
    sort::compacted(list.iter().map(|&entry| WeightedEntry::from(entry)).collect())
}

impl From<Sorted<'_>> for RankedScores {
    fn from(sorted: Sorted<'_>) -> Self {
        let mut scores = Self::default();
        match sorted {
            Sorted::Counted(list) => scores.counted = SortedRuns::from_sorted(list.into_owned()),
            Sorted::Single(list) => scores.single = SortedRuns::from_sorted(list.into_owned()),
            Sorted::Weighted(list) => scores.weighted = SortedRuns::from_sorted(list.into_owned()),
        }
        scores
    }
}

/// How weights are scaled by powers of two, so that neither their sums nor their products leave the range
/// of `f64`. Quotients keep their bits.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Scaling {
    /// Each class by itself: for readings that never add weights of different classes.
    PerClass,
    /// Both classes alike.
    Common,
}

/// The least ratio of two weights that a common scaling takes.
const MIN_RATIO: f64 = 1e-270;

impl Sorted<'_> {
    fn borrowed(&self) -> Sorted<'_> {
        match self {
            Sorted::Counted(list) => Sorted::Counted(Cow::Borrowed(list)),
            Sorted::Single(list) => Sorted::Single(Cow::Borrowed(list)),
            Sorted::Weighted(list) => Sorted::Weighted(Cow::Borrowed(list)),
        }
    }

    /// Visits the totals of each score, the highest score first, with scaled weights.
    pub(super) fn descend(
        &self,
        scaling: Scaling,
        visit: impl FnMut(Totals),
    ) -> Result<(), Undefined> {
        with_list!(self, list => descend(list, scaling, visit))
    }
}

/// Visits the totals of each score, the highest score first. Weights are scaled if they may be of any
/// size.
pub(super) fn descend<E: Scored>(
    list: &[E],
    scaling: Scaling,
    mut visit: impl FnMut(Totals),
) -> Result<(), Undefined> {
    let by_score = || list.chunk_by(|a, b| a.ties(*b)).rev().map(totals_of);
    if !E::ANY_SIZE || are_ordinary(list) {
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

/// Whether no sum or product of weights comes near the ends of the range of `f64`: scaling would change no
/// bit of a quotient.
fn are_ordinary<E: Scored>(list: &[E]) -> bool {
    let ordinary = power_of_two(-200)..power_of_two(200);
    list.iter().all(|entry| ordinary.contains(&entry.weight()))
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
