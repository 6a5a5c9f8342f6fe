//! What every threshold decides: the four outcomes, and the curve of the two errors.

use std::iter::FusedIterator;
use std::vec;

use ndarray::Array1;

use super::descent::Descent;
use super::entry::{CountedEntry, SingleEntry};
use super::totals::Totals;
use super::{RankedScores, Sorted, Tally, TiedScores};
use crate::error::Undefined;
use crate::state::BinaryCounts;

/// The outcomes of calling positive every sample that scores at least `score`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CountsAtScore {
    /// The lowest score that is called positive.
    pub score: f64,
    /// The outcomes.
    pub counts: BinaryCounts,
}

/// The outcomes at every distinct score, the highest first; see [`RankedScores::counts_at_scores`].
#[derive(Clone, Debug)]
pub struct CountsAtScores<'a>(Counts<'a>);

#[derive(Clone, Debug)]
enum Counts<'a> {
    Counted(Descent<'a, CountedEntry>),
    Single(Descent<'a, SingleEntry>),
    Weighted(vec::IntoIter<CountsAtScore>),
}

impl Iterator for CountsAtScores<'_> {
    type Item = CountsAtScore;

    #[inline]
    fn next(&mut self) -> Option<CountsAtScore> {
        match &mut self.0 {
            Counts::Counted(descent) => descent.next().map(CountsAtScore::new),
            Counts::Single(descent) => descent.next().map(CountsAtScore::new),
            Counts::Weighted(counts) => counts.next(),
        }
    }
}

impl FusedIterator for CountsAtScores<'_> {}

/// The two errors by threshold, the detection error tradeoff
/// ([Martin and others 1997](https://doi.org/10.21437/Eurospeech.1997-504)).
///
/// The points are those of [`RocCurve`](super::RocCurve). scikit-learn's `det_curve` leaves out points at
/// both ends where one of the rates stays 0.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct DetCurve {
    /// Infinity, then every distinct score, falling.
    pub thresholds: Array1<f64>,
    /// The share of the negatives called positive, rising from 0 to 1.
    pub false_positive_rates: Array1<f64>,
    /// The share of the positives called negative, falling from 1 to 0.
    pub false_negative_rates: Array1<f64>,
}

impl CountsAtScore {
    /// Takes a score, and the numbers of negatives and of positives below it and from it up.
    #[inline]
    fn new((score, [below, above]): (f64, [[u64; 2]; 2])) -> Self {
        let counts = BinaryCounts {
            true_positives: Tally::from_count(above[1]),
            false_positives: Tally::from_count(above[0]),
            true_negatives: Tally::from_count(below[0]),
            false_negatives: Tally::from_count(below[1]),
        };
        Self { score, counts }
    }
}

impl RankedScores {
    /// Goes through the outcomes at every distinct score, the highest first, each as
    /// [`counts_at`](Self::counts_at) gives them. Any reading of [`BinaryCounts`] follows at every
    /// threshold.
    ///
    /// Exact. One sort and two passes; without weights nothing is kept for each score, with weights some
    /// 150 bytes.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// let f1: Vec<_> = scores.counts_at_scores().map(|at| at.counts.f1()).collect();
    /// assert_eq!(f1, [Ok(2.0 / 3.0), Ok(0.5), Ok(0.8), Ok(2.0 / 3.0)]); // from 0.8, 0.4, 0.35, 0.1 up
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    #[must_use]
    pub fn counts_at_scores(&self) -> CountsAtScores<'_> {
        CountsAtScores(match self.sorted() {
            Sorted::Counted(list) => Counts::Counted(Descent::new(list)),
            Sorted::Single(list) => Counts::Single(Descent::new(list)),
            Sorted::Weighted(_) => Counts::Weighted(self.weighted_counts().into_iter()),
        })
    }

    fn weighted_counts(&self) -> Vec<CountsAtScore> {
        let runs = self.runs();
        let below = totals_before(runs.iter());
        let mut above = totals_before(runs.iter().rev());
        above.reverse();
        let at = |((run, below), mut above): ((TiedScores, [Tally; 2]), [Tally; 2])| {
            add(&mut above, &run);
            let ([true_negatives, false_negatives], [false_positives, true_positives]) =
                (below, above);
            let counts =
                BinaryCounts { true_positives, false_positives, true_negatives, false_negatives };
            CountsAtScore { score: run.score, counts }
        };
        runs.into_iter().zip(below).zip(above).rev().map(at).collect()
    }

    /// Returns the curve of the two errors as data.
    ///
    /// # Errors
    ///
    /// As [`roc_auc`](Self::roc_auc).
    pub fn det_curve(&self) -> Result<DetCurve, Undefined> {
        let steps = self.roc_steps()?;
        let (all, mut points) = (steps.all, vec![Totals::none()]);
        steps.each(|_, above| points.push(*above))?;
        let missed = |above: &Totals| all.positives.minus(above.positives).over(all.positives);
        Ok(DetCurve {
            thresholds: points.iter().map(|above| above.score).collect(),
            false_positive_rates: points.iter().map(|a| a.negatives.over(all.negatives)).collect(),
            false_negative_rates: points.iter().map(missed).collect(),
        })
    }
}

/// Returns the weights of negatives and positives before each run.
fn totals_before<'a>(runs: impl Iterator<Item = &'a TiedScores>) -> Vec<[Tally; 2]> {
    let mut totals = <[Tally; 2]>::default();
    let mut before = |run| {
        let before = totals.clone();
        add(&mut totals, run);
        before
    };
    runs.map(&mut before).collect()
}

fn add([negatives, positives]: &mut [Tally; 2], run: &TiedScores) {
    negatives.merge(&run.negatives);
    positives.merge(&run.positives);
}
