//! The best threshold for a purpose, among all that there are.

use std::convert::Infallible;

use super::curves::{some_positives, two_classes};
use super::entry::Entry;
use super::{Counted, RankedScores, Sorted, Within};
use crate::error::{Error, Undefined};
use crate::exact::bins;
use crate::exact::double::Double;
use crate::kernel::bits::power_of_two;
use crate::state::{BinaryCounts, Tally};

/// The best threshold for a purpose, what it achieves, and the decisions it makes.
///
/// Distinct scores s₁ < s₂ < … allow so many different decisions, and one more: between any two
/// neighbours, above the highest score (nothing is positive) and below the lowest (everything is).
/// All are tried. Among equally good ones it is the highest threshold, which calls the fewest
/// positive; values are equal where their `f64`s are.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ThresholdChoice {
    /// Scores **above** it are positive: the highest score that is called negative. That is how
    /// decisions state thresholds: `Precision { threshold: Some(choice.threshold), .. }` decides the
    /// same. −∞ if everything is called positive, which no decision's threshold may be.
    pub threshold: f64,
    /// Scores of **at least** this are positive: the lowest score that is called positive. That is
    /// how curves state thresholds. ∞ if nothing is called positive.
    pub lowest_positive: f64,
    /// What was asked for: the F-score, the cost, or Youden's J.
    pub value: f64,
    /// The outcomes of the decisions.
    pub counts: BinaryCounts,
}

/// β² outside of these is as good as 0 or ∞.
const LEAST_SQUARE: f64 = power_of_two(-200);
const MOST_SQUARE: f64 = power_of_two(200);

impl RankedScores {
    /// The threshold with the largest F-score, (1 + β²)tp/((1 + β²)tp + β²fn + fp): recall counts β
    /// times as much as precision. Within 2^-52.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a `beta` that is not a finite number above 0; [`Error::Undefined`]
    /// as for [`average_precision`](Self::average_precision).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
    /// let best = RocAuc.state_of(&y_true, &y_pred)?.best_f_score(1.0)?;
    /// assert_eq!((best.threshold, best.lowest_positive, best.value), (0.1, 0.35, 0.8)); // 2·2/(2·2 + 1)
    /// let recall = Recall { threshold: Some(best.threshold), ..Default::default() };
    /// assert_eq!(recall.evaluate(&y_true, &y_pred)?, 1.0);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn best_f_score(&self, beta: f64) -> Result<ThresholdChoice, Error> {
        if !(beta > 0.0 && beta.is_finite()) {
            return Err(Error::number("beta", beta, "a finite number above 0"));
        }
        let square = Double::from((beta * beta).clamp(LEAST_SQUARE, MOST_SQUARE));
        let both = square.add(1.0.into());
        self.best(Within::Everything, some_positives, |above, all| {
            let (right, missed) =
                (above.positives.times(both), all.positives.minus(above.positives));
            right.over(right.add(missed.times(square)).add(above.negatives))
        })
    }

    /// The threshold with the least cost, given what a false positive and a false negative cost:
    /// the mean cost of a sample, (fp·`false_positive` + fn·`false_negative`)/(all). Within 2^-52.
    ///
    /// For calibrated probabilities it is close to `false_positive`/(`false_positive` +
    /// `false_negative`), whatever the samples
    /// ([Elkan 2001](https://cseweb.ucsd.edu/~elkan/rescale.pdf)); this one takes scores of any kind.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a cost that is not a finite number of at least 0;
    /// [`Error::Undefined`] without samples, and for costs or weights out of range.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// let cautious = scores.best_cost(5.0, 1.0)?; // misses one positive
    /// assert_eq!((cautious.lowest_positive, cautious.value), (0.8, 0.25));
    /// let eager = scores.best_cost(1.0, 5.0)?; // takes one negative for a positive
    /// assert_eq!((eager.lowest_positive, eager.value), (0.35, 0.25));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn best_cost(
        &self,
        false_positive: f64,
        false_negative: f64,
    ) -> Result<ThresholdChoice, Error> {
        for (option, cost) in
            [("false_positive", false_positive), ("false_negative", false_negative)]
        {
            if !(0.0..f64::INFINITY).contains(&cost) {
                return Err(Error::number(option, cost, "a finite number of at least 0"));
            }
        }
        let mut best = self.best(Within::Everything, some_samples, |above, all| {
            let missed = all.positives.minus(above.positives);
            let whole = all.positives.add(all.negatives);
            let cost = |part: Double, each: f64| part.divided(whole).times(each.into());
            -cost(above.negatives, false_positive).add(cost(missed, false_negative)).high
        })?;
        best.value = 0.0 - best.value;
        Ok(best)
    }

    /// The threshold with the largest J of Youden: recall + specificity − 1, the height of the ROC
    /// curve above its diagonal ([Youden 1950][y]). Within 2^-52.
    ///
    /// # Errors
    ///
    /// [`Error::Undefined`] as for [`roc_auc`](Self::roc_auc).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// let best = scores.best_youden()?; // 0.5 at 0.8 and at 0.35
    /// assert_eq!((best.lowest_positive, best.value), (0.8, 0.5));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// [y]: https://doi.org/10.1002/1097-0142(1950)3:1%3C32::AID-CNCR2820030106%3E3.0.CO;2-3
    pub fn best_youden(&self) -> Result<ThresholdChoice, Error> {
        self.best(Within::Classes, two_classes, |above, all| {
            let recall = above.positives.divided(all.positives);
            recall.minus(above.negatives.divided(all.negatives)).high
        })
    }

    /// The decisions of the most merit: one sort, two passes to find them, one to count them exactly.
    fn best(
        &self,
        within: Within,
        check: fn(Double, Double) -> Result<(), Undefined>,
        merit: impl Fn(&Counted, &Counted) -> f64,
    ) -> Result<ThresholdChoice, Error> {
        let (sorted, mut all) = (self.sorted(), Counted::none());
        sorted.descend(within, |run| all = all.with(&run))?;
        check(all.positives, all.negatives)?;
        let mut above = Counted::none();
        let mut best = Candidate { lowest: f64::INFINITY, next: None, value: merit(&above, &all) };
        sorted.descend(within, |run| {
            best.next.get_or_insert(run.score);
            above = above.with(&run);
            let value = merit(&above, &all);
            if value > best.value {
                best = Candidate { lowest: run.score, next: None, value };
            }
        })?;
        best.choice(&sorted)
    }
}

/// The lowest score called positive, the next lower one, and how good that is.
struct Candidate {
    lowest: f64,
    next: Option<f64>,
    value: f64,
}

impl Candidate {
    fn choice(self, sorted: &Sorted<'_>) -> Result<ThresholdChoice, Error> {
        if !self.value.is_finite() {
            return Err(Error::Undefined(Undefined::Overflow));
        }
        Ok(ThresholdChoice {
            threshold: self.next.unwrap_or(f64::NEG_INFINITY),
            lowest_positive: self.lowest,
            value: self.value,
            counts: match sorted {
                Sorted::CountedEntry(list) => counts(list, self.lowest),
                Sorted::WeightedEntry(list) => counts(list, self.lowest),
            },
        })
    }
}

/// The outcomes of calling positive what scores at least so high.
fn counts<E: Entry>(list: &[E], lowest: f64) -> BinaryCounts {
    let mut tallies: [Tally; 4] = Default::default();
    let outcome =
        |entry: &E| 2 * u32::from(entry.is_positive()) + u32::from(entry.score() >= lowest);
    let each = |key: usize, part| tallies[key].add_part(part);
    let Ok(()) = bins::totals(4, list.len(), each, |add| {
        for entries in list.chunks(bins::CHUNK) {
            let keys: Vec<_> = entries.iter().map(outcome).collect();
            let weights: Vec<_> = entries.iter().map(|entry| entry.weight()).collect();
            add(&keys, Some(&weights));
        }
        Ok::<_, Infallible>(())
    });
    let [true_negatives, false_positives, false_negatives, true_positives] = tallies;
    BinaryCounts { true_positives, false_positives, true_negatives, false_negatives }
}

fn some_samples(positives: Double, negatives: Double) -> Result<(), Undefined> {
    if positives.add(negatives).high > 0.0 { Ok(()) } else { Err(Undefined::NoSamples) }
}
