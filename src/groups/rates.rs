//! How differently groups are decided on: gaps of fairness.

use super::by_group::ByGroup;
use super::numbers::GroupNumbers;
use crate::error::Undefined;
use crate::measure::{Measure, Observer, StateOf};
use crate::scale::{Direction, Scale};
use crate::state::{BinaryCounts, ThresholdCounts};

/// The rates of binary decisions in every group, and their gaps.
///
/// Every measure of binary decisions gives them, such as [`Recall`](crate::metrics::Recall) or
/// [`Precision`](crate::metrics::Precision), at its first threshold. A group without positives has no true
/// positive rate: it is left out of that gap, and
/// [`true_positive.undefined()`](GroupNumbers::undefined) names it. Definitions of [Hardt et al. 2016][h] and of
/// [fairlearn][f], which puts 0 for an undefined rate.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut decisions = ByGroup::new(Recall::default());
/// let y_true = array![1, 1, 0, 0, 1, 1, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.7, 0.2, 0.9, 0.1, 0.7, 0.3];
/// decisions.update(&["a", "a", "a", "a", "b", "b", "b", "b"], &y_true, &y_pred)?;
/// let rates = decisions.rates();
/// assert_eq!(rates.demographic_parity_difference(), Ok(0.25)); // 3/4 and 1/2 are selected
/// assert_eq!(rates.demographic_parity_ratio(), Ok(2.0 / 3.0));
/// assert_eq!(rates.equal_opportunity_difference(), Ok(0.5)); // 2/2 and 1/2 of the positives
/// assert_eq!(rates.equalized_odds_difference(), Ok(0.5)); // 1/2 and 1/2 of the negatives
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://arxiv.org/abs/1610.02413
/// [f]: https://fairlearn.org/main/user_guide/assessment/common_fairness_metrics.html
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GroupRates<K> {
    /// (tp + fp)/(all): the share that is decided positive.
    pub selection: GroupNumbers<K>,
    /// tp/(tp + fn): the share of the positives that is decided positive.
    pub true_positive: GroupNumbers<K>,
    /// fp/(fp + tn): the share of the negatives that is decided positive.
    pub false_positive: GroupNumbers<K>,
}

impl<K> GroupRates<K> {
    /// Returns the largest selection rate less the least.
    ///
    /// # Errors
    ///
    /// As [`GroupNumbers::difference`].
    pub fn demographic_parity_difference(&self) -> Result<f64, Undefined> {
        self.selection.difference()
    }

    /// Returns the least selection rate over the largest.
    ///
    /// # Errors
    ///
    /// As [`GroupNumbers::ratio`].
    pub fn demographic_parity_ratio(&self) -> Result<f64, Undefined> {
        self.selection.ratio()
    }

    /// Returns the largest true positive rate less the least.
    ///
    /// # Errors
    ///
    /// As [`GroupNumbers::difference`].
    pub fn equal_opportunity_difference(&self) -> Result<f64, Undefined> {
        self.true_positive.difference()
    }

    /// Returns the larger of two gaps: of the true and of the false positive rates.
    ///
    /// # Errors
    ///
    /// As [`GroupNumbers::difference`], of either rate.
    pub fn equalized_odds_difference(&self) -> Result<f64, Undefined> {
        Ok(self.true_positive.difference()?.max(self.false_positive.difference()?))
    }
}

impl<K: Ord + Clone, M> ByGroup<K, M>
where
    M: Measure<Observer: Observer<State = ThresholdCounts>>,
{
    /// Returns the rates of the decisions in every group, at the first threshold.
    #[must_use]
    pub fn rates(&self) -> GroupRates<K> {
        self.rates_of(ThresholdCounts::first)
    }
}

impl<K: Ord + Clone, M: Measure> ByGroup<K, M> {
    /// Returns the rates of decisions in every group, given how a state counts them, such as
    /// `|counts| counts.at(0.9).ok_or(Undefined::NoSamples)`.
    pub fn rates_of(
        &self,
        counts: impl Fn(&StateOf<M>) -> Result<BinaryCounts, Undefined>,
    ) -> GroupRates<K> {
        let of_groups: Vec<_> = self.states().map(|(key, state)| (key, counts(state))).collect();
        let overall = counts(self.merged().state());
        let rate = |rate: fn(&BinaryCounts) -> Result<f64, Undefined>, direction| {
            let of =
                |counts: &Result<BinaryCounts, Undefined>| rate(counts.as_ref().map_err(|e| *e)?);
            let groups = of_groups.iter().map(|(key, counts)| ((*key).clone(), of(counts)));
            let scale = Scale::new(0.0, 1.0, direction);
            GroupNumbers { groups: groups.collect(), overall: of(&overall), scale }
        };
        GroupRates {
            selection: rate(BinaryCounts::detection_prevalence, Direction::Neither),
            true_positive: rate(BinaryCounts::recall, Direction::Higher),
            false_positive: rate(BinaryCounts::false_positive_rate, Direction::Lower),
        }
    }
}
