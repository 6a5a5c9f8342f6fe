//! Outcomes of a binary decision, and the rates of outcomes.

use crate::error::Undefined;
use crate::exact::Tally;

/// The four outcomes of a binary decision, as exact totals of weight, and the rates of outcomes.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut decisions = Precision::default().streaming();
/// decisions.update(&array![0, 1, 1, 0, 1], &array![0.6, 0.9, 0.2, 0.1, 0.7])?;
/// let counts = decisions.state().at(0.5).ok_or(Undefined::NoSamples)?;
/// assert_eq!(counts.precision(), Ok(2.0 / 3.0));
/// assert_eq!(counts.recall(), Ok(2.0 / 3.0));
/// assert_eq!(counts.specificity(), Ok(0.5));
/// assert_eq!(counts.f1(), Ok(2.0 / 3.0));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct BinaryCounts {
    /// Positives that were decided positive.
    pub true_positives: Tally,
    /// Negatives that were decided positive.
    pub false_positives: Tally,
    /// Negatives that were decided negative.
    pub true_negatives: Tally,
    /// Positives that were decided negative.
    pub false_negatives: Tally,
}

impl BinaryCounts {
    /// Takes positives and negatives, each as the totals at or below the threshold and above it.
    pub(super) fn new(positives: (Tally, Tally), negatives: (Tally, Tally)) -> Self {
        let (false_negatives, true_positives) = positives;
        let (true_negatives, false_positives) = negatives;
        Self { true_positives, false_positives, true_negatives, false_negatives }
    }

    /// Whether all four totals are 0.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let all = [&self.true_positives, &self.false_positives, &self.true_negatives];
        all.into_iter().chain([&self.false_negatives]).all(Tally::is_zero)
    }

    fn share(part: &Tally, other: &Tally) -> Result<f64, Undefined> {
        part.ratio(&Tally::total([part, other]))
    }

    /// tp/(tp + fp): the share of positive decisions that are right.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] without a positive decision.
    pub fn precision(&self) -> Result<f64, Undefined> {
        Self::share(&self.true_positives, &self.false_positives)
    }

    /// tp/(tp + fn), or sensitivity: the share of positives that are found.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] without a positive.
    pub fn recall(&self) -> Result<f64, Undefined> {
        Self::share(&self.true_positives, &self.false_negatives)
    }

    /// tn/(tn + fp): the share of negatives that are found.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] without a negative.
    pub fn specificity(&self) -> Result<f64, Undefined> {
        Self::share(&self.true_negatives, &self.false_positives)
    }

    /// tn/(tn + fn): the share of negative decisions that are right.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] without a negative decision.
    pub fn negative_predictive_value(&self) -> Result<f64, Undefined> {
        Self::share(&self.true_negatives, &self.false_negatives)
    }

    /// fp/(fp + tn): the share of negatives that are decided positive.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] without a negative.
    pub fn false_positive_rate(&self) -> Result<f64, Undefined> {
        Self::share(&self.false_positives, &self.true_negatives)
    }

    /// fn/(fn + tp): the share of positives that are missed.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] without a positive.
    pub fn false_negative_rate(&self) -> Result<f64, Undefined> {
        Self::share(&self.false_negatives, &self.true_positives)
    }

    /// (tp + tn)/(tp + fp + tn + fn): the share of decisions that are right.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] without a sample.
    pub fn accuracy(&self) -> Result<f64, Undefined> {
        let right = Tally::total([&self.true_positives, &self.true_negatives]);
        Self::share(&right, &Tally::total([&self.false_positives, &self.false_negatives]))
    }

    /// The mean of recall and specificity.
    ///
    /// # Errors
    ///
    /// [`Undefined::OneClass`] without a positive or without a negative.
    pub fn balanced_accuracy(&self) -> Result<f64, Undefined> {
        match (self.recall(), self.specificity()) {
            (Ok(recall), Ok(specificity)) => Ok(0.5 * (recall + specificity)),
            _ => Err(Undefined::OneClass),
        }
    }

    /// 2·tp/(2·tp + fp + fn): the harmonic mean of precision and recall.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] if there is neither a positive nor a positive decision.
    pub fn f1(&self) -> Result<f64, Undefined> {
        let twice = Tally::total([&self.true_positives, &self.true_positives]);
        Self::share(&twice, &Tally::total([&self.false_positives, &self.false_negatives]))
    }
}
