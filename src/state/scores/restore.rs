//! Feature `serde`: entries from the runs that they were read as.

use super::RankedScores;
use super::entry::{CountedEntry, WeightedEntry, narrow_of};
use super::runs::SortedRuns;
use super::{Tally, TiedScores};
use crate::state::ExactSum;

/// Entries that the weight of one score and class may take: each holds up to the largest `f64`.
const MOST_PIECES: usize = 1000;

impl RankedScores {
    /// The state that has these runs, which rise and are not empty: in short entries, if they can
    /// hold it. None for weights of one score that are too far beyond the range of `f64`.
    pub(in crate::state) fn from_runs(runs: &[TiedScores]) -> Option<Self> {
        let narrow: Option<Vec<CountedEntry>> =
            classes(runs).map(|(s, p, w)| narrow_of(s, p, w)).collect();
        if let Some(entries) = narrow {
            return Some(Self { narrow: SortedRuns::of(entries), ..Self::default() });
        }
        let mut entries = Vec::new();
        for (score, positive, weight) in classes(runs) {
            entries.extend(
                pieces(weight)?.into_iter().map(|w| WeightedEntry::new(score, positive, w)),
            );
        }
        Some(Self { wide: SortedRuns::of(entries), ..Self::default() })
    }
}

/// The weight of each class at each score, where there is any: by score, negatives first.
fn classes(runs: &[TiedScores]) -> impl Iterator<Item = (f64, bool, &Tally)> {
    let both = runs
        .iter()
        .flat_map(|run| [(run.score, false, &run.negatives), (run.score, true, &run.positives)]);
    both.filter(|(_, _, weight)| !weight.is_zero())
}

/// Numbers above zero whose sum is the total.
fn pieces(total: &Tally) -> Option<Vec<f64>> {
    let (mut rest, mut pieces) = (total.to_sum(), Vec::new());
    while !rest.is_zero() {
        let nearest = rest.value().unwrap_or(f64::MAX);
        let mut without = rest.clone();
        without.subtract(&ExactSum::from_term(nearest));
        let piece = if without.is_negative() { nearest.next_down() } else { nearest };
        rest.subtract(&ExactSum::from_term(piece));
        pieces.push(piece);
        if pieces.len() > MOST_PIECES {
            return None;
        }
    }
    Some(pieces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(score: f64, positives: f64, negatives: f64) -> TiedScores {
        TiedScores {
            score,
            positives: Tally::from_checked(positives),
            negatives: Tally::from_checked(negatives),
        }
    }

    /// Whether runs are read into short entries, of which none is lost.
    fn are_narrow(runs: &[TiedScores]) -> bool {
        let state = RankedScores::from_runs(runs).expect("entries");
        assert_eq!(state.runs(), runs);
        assert!(state.narrow.is_empty() != state.wide.is_empty());
        state.wide.is_empty()
    }

    #[test]
    fn counts_at_short_scores_make_short_entries() {
        let most = f64::from(i32::MAX);
        assert!(are_narrow(&[run(-0.5, 3.0, 0.0), run(0.25, 1.0, 2.0)]));
        assert!(are_narrow(&[run(0.25, most, 1.0)]));
        assert!(!are_narrow(&[run(0.25, most + 1.0, 1.0)]));
        assert!(!are_narrow(&[run(0.25, 1.0, 1.0), run(0.3, 1.0, 1.0)]));
        assert!(!are_narrow(&[run(0.25, 1.5, 1.0)]));
        assert!(!are_narrow(&[run(0.25, 0.5, 1.0)]));
    }
}
