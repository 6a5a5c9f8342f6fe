//! The best threshold for a purpose, among all thresholds.

use std::convert::Infallible;

use super::entry::Scored;
use super::sorted::with_list;
use super::totals::Totals;
use super::{RankedScores, Scaling, Sorted};
use crate::error::{Error, Undefined};
use crate::exact::bins;
use crate::exact::double::Double;
use crate::state::{BinaryCounts, Tally, check_beta, square_of};

/// The best threshold for a purpose, what it achieves, and the decisions it makes.
///
/// n distinct scores allow n + 1 different decisions: a threshold between any two neighbouring scores,
/// above the highest score (nothing is positive) and below the lowest score (everything is positive). All
/// are tried. Among thresholds of equal value, as `f64`s, the highest threshold is chosen, which calls the
/// fewest samples positive.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ThresholdChoice {
    /// Scores **above** it are positive: the highest score that is called negative. Decisions state
    /// thresholds in this way: `Precision { threshold: Some(choice.threshold), .. }` decides the same. −∞
    /// if everything is called positive; decisions refuse such a threshold.
    pub threshold: f64,
    /// Scores of **at least** this number are positive: the lowest score that is called positive. Curves
    /// state thresholds in this way. ∞ if nothing is called positive.
    pub lowest_positive: f64,
    /// The F-score, the cost, or Youden's J at the threshold.
    pub value: f64,
    /// The outcomes of the decisions at the threshold.
    pub counts: BinaryCounts,
}

impl RankedScores {
    /// Returns the threshold with the largest F-score, (1 + β²)tp/((1 + β²)tp + β²fn + fp): recall counts
    /// β times as much as precision. Within 2^-52.
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
        check_beta(beta)?;
        let square = Double::from(square_of(beta));
        let both = square.add(1.0.into());
        let best = self.best(Scaling::Common, Totals::require_positives, |above, all| {
            let (right, missed) =
                (above.positives.times(both), all.positives.minus(above.positives));
            right.over(right.add(missed.times(square)).add(above.negatives))
        })?;
        best.ok_or(Error::Undefined(Undefined::Overflow))
    }

    /// Returns the threshold with the least mean cost of a sample, (fp·`false_positive` +
    /// fn·`false_negative`)/(all), given the costs of a false positive and of a false negative. Within
    /// 2^-52.
    ///
    /// For calibrated probabilities, the threshold is close to `false_positive`/(`false_positive` +
    /// `false_negative`), whatever the samples
    /// ([Elkan 2001](https://cseweb.ucsd.edu/~elkan/rescale.pdf)); this method takes scores of any kind.
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
        let best = self.best(Scaling::Common, Totals::require_samples, |above, all| {
            let missed = all.positives.minus(above.positives);
            let whole = all.weight();
            let cost = |part: Double, of_each: f64| part.divided(whole).times(of_each.into());
            -cost(above.negatives, false_positive).add(cost(missed, false_negative)).high
        })?;
        let best = best.ok_or(Error::Undefined(Undefined::Overflow))?;
        Ok(ThresholdChoice { value: 0.0 - best.value, ..best })
    }

    /// Returns the threshold with the largest Youden's J: recall + specificity − 1, the height of the ROC
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
        let best = self.best(Scaling::PerClass, Totals::require_two_classes, |above, all| {
            let recall = above.positives.divided(all.positives);
            recall.minus(above.negatives.divided(all.negatives)).high
        })?;
        best.ok_or(Error::Undefined(Undefined::Overflow))
    }

    /// Returns the outcomes of calling positive every sample that scores at least `threshold`: the rule of
    /// [`RocCurve`](super::RocCurve) and [`PrecisionRecallCurve`](super::PrecisionRecallCurve), so that a
    /// threshold of theirs gives their rates. [`Precision`](crate::metrics::Precision) and
    /// [`Recall`](crate::metrics::Recall) call only scores above a threshold positive, as Keras does.
    ///
    /// Exact. No score reaches a threshold of NaN. One sort, one pass.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
    /// let scores = RocAuc.state_of(&y_true, &y_pred)?;
    /// let curve = scores.precision_recall_curve()?;
    /// assert_eq!((curve.thresholds[1], curve.recall[1]), (0.35, 1.0));
    /// assert_eq!(scores.counts_at(0.35).recall(), Ok(1.0)); // 0.35 is positive
    /// let above = Recall { threshold: Some(0.35), ..Default::default() };
    /// assert_eq!(above.evaluate(&y_true, &y_pred)?, 0.5); // 0.35 is not
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn counts_at(&self, threshold: f64) -> BinaryCounts {
        self.sorted().counts(threshold)
    }

    /// Returns the threshold with the largest merit, a function of the totals from the threshold up and of
    /// all totals; `None` if no merit is finite. One sort, two passes to find the threshold, one pass to count
    /// its outcomes exactly.
    pub(super) fn best(
        &self,
        scaling: Scaling,
        require: fn(&Totals) -> Result<(), Undefined>,
        merit: impl Fn(&Totals, &Totals) -> f64,
    ) -> Result<Option<ThresholdChoice>, Undefined> {
        let (sorted, mut all) = (self.sorted(), Totals::none());
        sorted.descend(scaling, |totals| all = all.and(&totals))?;
        require(&all)?;
        let mut above = Totals::none();
        let mut best = Candidate { lowest: f64::INFINITY, next: None, value: merit(&above, &all) };
        sorted.descend(scaling, |totals| {
            best.next.get_or_insert(totals.score);
            above = above.and(&totals);
            let value = merit(&above, &all);
            if value > best.value {
                best = Candidate { lowest: totals.score, next: None, value };
            }
        })?;
        Ok(best.choice(&sorted))
    }
}

impl Sorted<'_> {
    /// Returns the outcomes of calling positive every sample that scores at least `lowest`.
    fn counts(&self, lowest: f64) -> BinaryCounts {
        with_list!(self, list => counts(list, lowest))
    }
}

/// A threshold between two neighbouring scores.
struct Candidate {
    /// The lowest score that is called positive.
    lowest: f64,
    /// The next lower score, if there is one and it has been visited.
    next: Option<f64>,
    value: f64,
}

impl Candidate {
    fn choice(self, sorted: &Sorted<'_>) -> Option<ThresholdChoice> {
        self.value.is_finite().then(|| ThresholdChoice {
            threshold: self.next.unwrap_or(f64::NEG_INFINITY),
            lowest_positive: self.lowest,
            value: self.value,
            counts: sorted.counts(self.lowest),
        })
    }
}

/// As [`Sorted::counts`], of the entries of one kind.
fn counts<E: Scored>(list: &[E], lowest: f64) -> BinaryCounts {
    let mut tallies: [Tally; 4] = Default::default();
    let outcome =
        |entry: &E| 2 * u32::from(entry.is_positive()) + u32::from(entry.score() >= lowest);
    let infinite: Vec<_> = list.iter().filter(|entry| entry.weight().is_infinite()).collect();
    let finite = |entry: &E| if entry.weight().is_finite() { entry.weight() } else { 0.0 };
    let each = |key: usize, part| tallies[key].add_part(part);
    let Ok(()) = bins::totals(4, list.len(), each, |add| {
        for entries in list.chunks(bins::CHUNK) {
            let keys: Vec<_> = entries.iter().map(outcome).collect();
            let weights: Vec<_> = entries.iter().map(finite).collect();
            add(&keys, Some(&weights));
        }
        Ok::<_, Infallible>(())
    });
    infinite.into_iter().for_each(|entry| tallies[outcome(entry) as usize] = Tally::overflowed());
    let [true_negatives, false_positives, false_negatives, true_positives] = tallies;
    BinaryCounts { true_positives, false_positives, true_negatives, false_negatives }
}
