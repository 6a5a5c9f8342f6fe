//! Outcomes of a binary decision at one or more thresholds.

use std::iter::repeat_with;

use super::{Ascending, BinaryCounts, State, checked_weight};
use crate::domain::Domain;
use crate::error::{Error, Undefined};
use crate::exact::Tally;
use crate::exact::part::Part;
use crate::exact::twofold::two_sum;

/// True and false positives and negatives at every threshold of a list.
///
/// A score above a threshold is a positive decision. The state counts positives and negatives by
/// the number of thresholds below the score. The outcomes at a threshold are sums of these counts,
/// so one pass serves all thresholds. Only states of equal thresholds merge. 40 bytes a threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct ThresholdCounts {
    pub(super) thresholds: Ascending,
    /// Weights by the number of thresholds below the score, 0 up to all; `negatives` likewise.
    pub(super) positives: Vec<Tally>,
    pub(super) negatives: Vec<Tally>,
}

impl ThresholdCounts {
    /// Returns a state without samples, for thresholds given in any order.
    #[must_use]
    pub fn new(thresholds: Vec<f64>) -> Self {
        Self::at_all(Ascending::new(thresholds))
    }

    /// Returns a state without samples, for one threshold.
    pub(crate) fn at_one(threshold: f64) -> Self {
        Self::at_all(Ascending::one(threshold))
    }

    /// Returns a state without samples.
    pub(crate) fn at_all(thresholds: Ascending) -> Self {
        // Faster than clones of a tally, each of which is looked at.
        let none = || repeat_with(Tally::default).take(thresholds.len() + 1).collect();
        Self { positives: none(), negatives: none(), thresholds }
    }

    /// The thresholds, ascending.
    #[must_use]
    pub fn thresholds(&self) -> &[f64] {
        &self.thresholds
    }

    /// Whether no sample has a weight above zero.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.positives.iter().chain(&self.negatives).all(Tally::is_zero)
    }

    /// Adds the decision on one score with its weight, 1 for samples without weights.
    ///
    /// ```
    /// use ndarray_metrics::state::ThresholdCounts;
    ///
    /// let mut counts = ThresholdCounts::new(vec![0.5]);
    /// for (score, positive) in [(0.9, true), (0.6, false), (0.2, true)] {
    ///     counts.add_score(score, positive, 1.0)?;
    /// }
    /// assert_eq!(counts.first()?.precision(), Ok(0.5));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a score that is NaN, [`Error::Weight`] for a weight that is negative or not
    /// finite; the state stays as it was.
    pub fn add_score(&mut self, score: f64, positive: bool, weight: f64) -> Result<(), Error> {
        let weight = checked_weight(weight)?;
        if score.is_nan() {
            let (argument, expected) = ("score", Domain::Score);
            return Err(Error::Value { argument, index: vec![], found: score, expected });
        }
        let place = self.thresholds.partition_point(|&threshold| threshold < score);
        let class = if positive { &mut self.positives } else { &mut self.negatives };
        class[place].add_checked(weight);
        Ok(())
    }

    /// Adds the weight of samples with one key: twice the number of thresholds below their scores,
    /// plus 1 for positives.
    #[inline]
    pub(crate) fn add(&mut self, key: usize, weight: Part) {
        let class = if key % 2 == 1 { &mut self.positives } else { &mut self.negatives };
        class[key / 2].add_part(weight);
    }

    /// The outcomes at each threshold, in ascending order of thresholds.
    #[must_use]
    pub fn all(&self) -> Vec<BinaryCounts> {
        let (positives, negatives) = (running(&self.positives), running(&self.negatives));
        positives.into_iter().zip(negatives).map(|(p, n)| BinaryCounts::new(p, n)).collect()
    }

    /// True and false positives, then true and false negatives of each threshold as numbers, each rounded once.
    ///
    /// # Errors
    ///
    /// [`Undefined::Overflow`].
    pub(crate) fn values(&self) -> Result<Vec<[f64; 4]>, Undefined> {
        let positives = running_values(&self.positives)?.into_iter();
        let negatives = running_values(&self.negatives)?;
        let outcome = |((missed, found), (right, wrong))| [found, wrong, right, missed];
        Ok(positives.zip(negatives).map(outcome).collect())
    }

    /// The outcomes at the lowest threshold. Most metrics have a single threshold.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without samples or without thresholds.
    pub fn first(&self) -> Result<BinaryCounts, Undefined> {
        let counts = (!self.thresholds.is_empty()).then(|| self.at_place(0));
        counts.filter(|counts| !counts.is_empty()).ok_or(Undefined::NoSamples)
    }

    /// The greatest `rate` among the thresholds at which `constrained` is at least `demanded`.
    /// Skips thresholds at which either rate is undefined.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::DemandNotMet`] if no threshold meets the demand.
    pub fn best(
        &self,
        rate: fn(&BinaryCounts) -> Result<f64, Undefined>,
        constrained: fn(&BinaryCounts) -> Result<f64, Undefined>,
        demanded: f64,
    ) -> Result<f64, Undefined> {
        if self.is_empty() {
            return Err(Undefined::NoSamples);
        }
        let meets = |counts: &BinaryCounts| constrained(counts).is_ok_and(|rate| rate >= demanded);
        let rates = self.all().into_iter().filter(meets).filter_map(|counts| rate(&counts).ok());
        rates.reduce(f64::max).ok_or(Undefined::DemandNotMet)
    }

    /// Returns the position of a threshold, or `None` if the state has no such threshold.
    pub(crate) fn position(&self, threshold: f64) -> Option<usize> {
        let first = self.thresholds.partition_point(|&own| own < threshold);
        (self.thresholds.get(first) == Some(&threshold)).then_some(first)
    }

    /// Makes a state with one threshold from the outcomes at that threshold.
    pub(crate) fn of_one(threshold: f64, counts: &BinaryCounts) -> Self {
        let tallies = |below: &Tally, above: &Tally| vec![below.clone(), above.clone()];
        Self {
            thresholds: Ascending::new(vec![threshold]),
            positives: tallies(&counts.false_negatives, &counts.true_positives),
            negatives: tallies(&counts.true_negatives, &counts.false_positives),
        }
    }

    /// The outcomes at a threshold, or `None` if the state has no such threshold.
    #[must_use]
    pub fn at(&self, threshold: f64) -> Option<BinaryCounts> {
        self.position(threshold).map(|place| self.at_place(place))
    }

    /// The outcomes at a threshold, given its place.
    fn at_place(&self, place: usize) -> BinaryCounts {
        let class = |tallies: &[Tally]| {
            let (below, above) = tallies.split_at(place + 1);
            (Tally::total(below), Tally::total(above))
        };
        BinaryCounts::new(class(&self.positives), class(&self.negatives))
    }
}

/// For each threshold, the total of the tallies below it and of those above it.
fn running(tallies: &[Tally]) -> Vec<(Tally, Tally)> {
    let tally = |(below, above)| (Tally::from_checked(below), Tally::from_checked(above));
    match running_numbers(tallies) {
        Some(numbers) => numbers.into_iter().map(tally).collect(),
        None => running_tallies(tallies),
    }
}

/// As [`running`], if `f64`s hold all totals.
fn running_numbers(tallies: &[Tally]) -> Option<Vec<(f64, f64)>> {
    let numbers = tallies.iter().map(Tally::number).collect::<Option<Vec<_>>>()?;
    let mut all_exact = true;
    let mut add = |total: &mut f64, number: f64| {
        let (sum, rest) = two_sum(*total, number);
        *total = sum;
        all_exact &= rest == 0.0;
        sum
    };
    let (mut below, mut above) = (0.0, 0.0);
    let mut totals: Vec<_> = numbers.iter().map(|&n| (add(&mut below, n), 0.0)).collect();
    for (i, &number) in numbers.iter().enumerate().skip(1).rev() {
        totals[i - 1].1 = add(&mut above, number);
    }
    totals.pop();
    all_exact.then_some(totals)
}

fn running_tallies(tallies: &[Tally]) -> Vec<(Tally, Tally)> {
    let (mut below, mut above) = (vec![tallies[0].clone()], vec![]);
    for tally in &tallies[1..] {
        let mut next = below[below.len() - 1].clone();
        next.merge(tally);
        below.push(next);
    }
    let mut rest = Tally::default();
    for tally in tallies[1..].iter().rev() {
        rest.merge(tally);
        above.push(rest.clone());
    }
    below.into_iter().zip(above.into_iter().rev()).collect()
}

/// As [`running`], as numbers.
fn running_values(tallies: &[Tally]) -> Result<Vec<(f64, f64)>, Undefined> {
    let value = |(below, above): (Tally, Tally)| Ok((below.value()?, above.value()?));
    match running_numbers(tallies) {
        Some(numbers) => Ok(numbers),
        None => running_tallies(tallies).into_iter().map(value).collect(),
    }
}

impl State for ThresholdCounts {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        if self.thresholds == other.thresholds {
            return Ok(());
        }
        let counts = |state: &Self| format!("counts at thresholds {:?}", state.thresholds);
        Err(Error::Configuration { ours: counts(self), theirs: counts(other) })
    }

    fn merge(&mut self, other: &Self) {
        merge(&mut self.positives, &other.positives);
        merge(&mut self.negatives, &other.negatives);
    }
}

/// Adds tallies to others, few of which a small batch has touched.
fn merge(own: &mut [Tally], others: &[Tally]) {
    let present = own.iter_mut().zip(others).filter(|(_, other)| !other.is_zero());
    present.for_each(|(own, other)| own.merge(other));
}

/// One state for each column of the data. An empty list has seen no data.
impl<S: State> State for Vec<S> {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        if self.is_empty() || other.is_empty() {
            return Ok(());
        }
        if self.len() != other.len() {
            return Err(Error::Columns { expected: self.len(), found: other.len() });
        }
        self.iter().zip(other).try_for_each(|(own, column)| own.check_merge(column))
    }

    fn merge(&mut self, other: &Self) {
        if self.is_empty() {
            return self.clone_from(other);
        }
        self.iter_mut().zip(other).for_each(|(own, column)| own.merge(column));
    }
}

/// Refuses a state whose number of columns is not `expected`.
pub(crate) fn check_length<S>(state: &[S], expected: usize) -> Result<(), Error> {
    if state.len() == expected {
        return Ok(());
    }
    let columns = |n: usize| format!("a state of {n} columns");
    Err(Error::Configuration { ours: columns(expected), theirs: columns(state.len()) })
}
