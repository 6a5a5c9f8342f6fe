//! Feature `serde`: a state from the scores that were written.

use super::RankedScores;
use super::entry::{
    CountedEntry, SingleEntry, WeightedEntry, counted_entry_of, is_infinite, tied_scores,
};
use super::order::Sortable;
use super::sorted::{Sorted, with_list};
use super::{Tally, TiedScores};
use crate::state::ExactSum;

impl RankedScores {
    /// Hands out every distinct score with the weights of its samples, the lowest score first.
    pub(in crate::state) fn try_each_run<E>(
        &self,
        visit: impl FnMut(TiedScores) -> Result<(), E>,
    ) -> Result<(), E> {
        with_list!(self.sorted(), list => list.chunk_by(|a, b| a.ties(*b)).map(tied_scores).try_for_each(visit))
    }

    /// The number of distinct scores.
    pub(in crate::state) fn distinct_scores(&self) -> usize {
        with_list!(self.sorted(), list => list.chunk_by(|a, b| a.ties(*b)).count())
    }

    /// Returns the state of rising scores that are handed out one by one; as [`from_runs`](Self::from_runs)
    /// does, but without a list of them as long as entries of eight bytes hold them.
    pub(in crate::state) fn from_rising<E>(
        mut next: impl FnMut() -> Result<Option<TiedScores>, E>,
    ) -> Result<Option<Self>, E> {
        let mut growing = Growing::Counted(Vec::new());
        while let Some(run) = next()? {
            growing = growing.with(run);
        }
        Ok(match growing {
            Growing::Counted(entries) => Some(Sorted::Counted(entries.into()).into()),
            Growing::Single(entries) => Some(Sorted::Single(entries.into()).into()),
            Growing::Any(runs) => Self::from_runs(&runs),
        })
    }

    /// Returns the state of rising scores that all have a weight: in entries of eight bytes if these can
    /// hold it. `None` if a weight is too far beyond the range of `f64`.
    pub(in crate::state) fn from_runs(runs: &[TiedScores]) -> Option<Self> {
        let counted: Option<Vec<CountedEntry>> =
            classes(runs).map(|(s, p, w)| counted_entry_of(s, p, w)).collect();
        if let Some(entries) = counted {
            return Some(Sorted::Counted(entries.into()).into());
        }
        let single: Option<Vec<SingleEntry>> =
            classes(runs).map(|(s, p, w)| SingleEntry::of(s, p, w)).collect();
        if let Some(entries) = single {
            return Some(Sorted::Single(entries.into()).into());
        }
        let mut entries = Vec::new();
        for (score, positive, weight) in classes(runs) {
            entries.extend(
                pieces(weight)?.into_iter().map(|w| WeightedEntry::new(score, positive, w)),
            );
        }
        Some(Sorted::Weighted(entries.into()).into())
    }
}

/// Scores that are read, in the shortest entries that hold all of them so far.
enum Growing {
    Counted(Vec<CountedEntry>),
    Single(Vec<SingleEntry>),
    Any(Vec<TiedScores>),
}

impl Growing {
    fn with(mut self, run: TiedScores) -> Self {
        let added = match &mut self {
            Self::Counted(entries) => add(&run, entries, counted_entry_of),
            Self::Single(entries) => add(&run, entries, SingleEntry::of),
            Self::Any(runs) => {
                runs.push(run);
                return self;
            }
        };
        if added { self } else { self.widened().with(run) }
    }

    /// Returns the same scores in wider entries.
    fn widened(self) -> Self {
        let (runs, may_be_single) = match self {
            Self::Counted(list) => (RankedScores::from(Sorted::Counted(list.into())).runs(), true),
            Self::Single(list) => (RankedScores::from(Sorted::Single(list.into())).runs(), false),
            Self::Any(runs) => (runs, false),
        };
        let single = || classes(&runs).map(|(s, p, w)| SingleEntry::of(s, p, w)).collect();
        match if may_be_single { single() } else { None } {
            Some(entries) => Self::Single(entries),
            None => Self::Any(runs),
        }
    }
}

/// Adds the entries of one score; adds none and returns false if one of them is no such entry.
fn add<E>(
    run: &TiedScores,
    entries: &mut Vec<E>,
    entry: fn(f64, bool, &Tally) -> Option<E>,
) -> bool {
    let known = entries.len();
    for (score, positive, weight) in classes(std::slice::from_ref(run)) {
        let Some(entry) = entry(score, positive, weight) else {
            entries.truncate(known);
            return false;
        };
        entries.push(entry);
    }
    true
}

/// Returns score, class and weight wherever the weight is above 0: by score, negatives first.
fn classes(runs: &[TiedScores]) -> impl Iterator<Item = (f64, bool, &Tally)> {
    let both = runs.iter().flat_map(|tied| {
        [(tied.score, false, &tied.negatives), (tied.score, true, &tied.positives)]
    });
    both.filter(|(_, _, weight)| !weight.is_zero())
}

/// Returns falling numbers above 0 whose sum is the total. `None` if no state writes so large a total as
/// digits.
pub(in crate::state) fn pieces(total: &Tally) -> Option<Vec<f64>> {
    let (mut rest, mut pieces) = (total.to_sum(), Vec::new());
    if rest.has_overflowed() {
        return Some(vec![f64::INFINITY]);
    }
    if is_infinite(total) {
        return None;
    }
    while !rest.is_zero() {
        let nearest = rest.value().unwrap_or(f64::MAX);
        let mut without = rest.clone();
        without.subtract(&ExactSum::from_term(nearest));
        let piece = if without.is_negative() { nearest.next_down() } else { nearest };
        rest.subtract(&ExactSum::from_term(piece));
        pieces.push(piece);
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tied(score: f64, positives: f64, negatives: f64) -> TiedScores {
        TiedScores {
            score,
            positives: Tally::from_checked(positives),
            negatives: Tally::from_checked(negatives),
        }
    }

    /// The bytes of an entry that scores are read into; no score may be lost.
    fn bytes(runs: &[TiedScores]) -> usize {
        let state = RankedScores::from_runs(runs).expect("entries");
        assert_eq!(state.runs(), runs);
        match state.sorted() {
            Sorted::Counted(list) => size_of_val(&list[0]),
            Sorted::Single(list) => size_of_val(&list[0]),
            Sorted::Weighted(list) => size_of_val(&list[0]),
        }
    }

    #[test]
    fn scores_without_weights_take_eight_bytes() {
        let most = f64::from(i32::MAX);
        assert_eq!(bytes(&[tied(-0.5, 3.0, 0.0), tied(0.25, 1.0, 2.0)]), 8);
        assert_eq!(bytes(&[tied(0.25, most, 1.0)]), 8);
        assert_eq!(bytes(&[tied(0.25, most + 1.0, 1.0)]), 16);
        assert_eq!(bytes(&[tied(0.25, 1.0, 1.0), tied(0.3, 1.0, 1.0)]), 8);
        assert_eq!(bytes(&[tied(0.25, 1.0, 1.0), tied(0.3, 2.0, 1.0)]), 16);
        assert_eq!(bytes(&[tied(0.25, 1.5, 1.0)]), 16);
        assert_eq!(bytes(&[tied(0.25, 0.5, 1.0)]), 16);
    }
}
