//! Feature `serde`: entries from the runs that they were read as.

use super::ScoreRuns;
use super::entry::{Narrow, Wide, narrow_of};
use super::levels::Levels;
use super::{ScoreRun, Tally};
use crate::state::ExactSum;

/// Entries that the weight of one score and class may take: each holds up to the largest `f64`.
const MOST_PIECES: usize = 1000;

impl ScoreRuns {
    /// The state that has these runs, which rise and are not empty: in short entries, if they can
    /// hold it. None for weights of one score that are too far beyond the range of `f64`.
    pub(in crate::state) fn from_runs(runs: &[ScoreRun]) -> Option<Self> {
        let narrow: Option<Vec<Narrow>> =
            classes(runs).map(|(s, p, w)| narrow_of(s, p, w)).collect();
        if let Some(entries) = narrow {
            return Some(Self { narrow: Levels::of(entries), ..Self::default() });
        }
        let mut entries = Vec::new();
        for (score, positive, weight) in classes(runs) {
            entries.extend(pieces(weight)?.into_iter().map(|w| Wide::new(score, positive, w)));
        }
        Some(Self { wide: Levels::of(entries), ..Self::default() })
    }
}

/// The weight of each class at each score, where there is any: by score, negatives first.
fn classes(runs: &[ScoreRun]) -> impl Iterator<Item = (f64, bool, &Tally)> {
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
        without.subtract(&ExactSum::of(nearest));
        let piece = if without.is_negative() { nearest.next_down() } else { nearest };
        rest.subtract(&ExactSum::of(piece));
        pieces.push(piece);
        if pieces.len() > MOST_PIECES {
            return None;
        }
    }
    Some(pieces)
}
