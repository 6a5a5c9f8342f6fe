//! Feature `serde`: a state from the scores that were written.

use super::RankedScores;
use super::entry::{CountedEntry, WeightedEntry, counted_entry_of, is_infinite};
use super::runs::SortedRuns;
use super::{Tally, TiedScores};
use crate::state::ExactSum;

impl RankedScores {
    /// Returns the state of rising scores that all have a weight: in entries of eight bytes if these can
    /// hold it. `None` if a weight is too far beyond the range of `f64`.
    pub(in crate::state) fn from_runs(runs: &[TiedScores]) -> Option<Self> {
        let counted: Option<Vec<CountedEntry>> =
            classes(runs).map(|(s, p, w)| counted_entry_of(s, p, w)).collect();
        if let Some(entries) = counted {
            return Some(Self { counted: SortedRuns::from_sorted(entries), ..Self::default() });
        }
        let mut entries = Vec::new();
        for (score, positive, weight) in classes(runs) {
            entries.extend(
                pieces(weight)?.into_iter().map(|w| WeightedEntry::new(score, positive, w)),
            );
        }
        Some(Self { weighted: SortedRuns::from_sorted(entries), ..Self::default() })
    }
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
fn pieces(total: &Tally) -> Option<Vec<f64>> {
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

    /// Whether scores are read into entries of eight bytes; no score may be lost.
    fn are_counted(runs: &[TiedScores]) -> bool {
        let state = RankedScores::from_runs(runs).expect("entries");
        assert_eq!(state.runs(), runs);
        assert!(state.counted.is_empty() != state.weighted.is_empty());
        state.weighted.is_empty()
    }

    #[test]
    fn counts_of_f32_scores_take_eight_bytes() {
        let most = f64::from(i32::MAX);
        assert!(are_counted(&[tied(-0.5, 3.0, 0.0), tied(0.25, 1.0, 2.0)]));
        assert!(are_counted(&[tied(0.25, most, 1.0)]));
        assert!(!are_counted(&[tied(0.25, most + 1.0, 1.0)]));
        assert!(!are_counted(&[tied(0.25, 1.0, 1.0), tied(0.3, 1.0, 1.0)]));
        assert!(!are_counted(&[tied(0.25, 1.5, 1.0)]));
        assert!(!are_counted(&[tied(0.25, 0.5, 1.0)]));
    }
}
