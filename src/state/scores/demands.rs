//! The best value of one rate among all thresholds at which another rate meets a demand.

use super::totals::Totals;
use super::{RankedScores, Scaling, ThresholdChoice};
use crate::error::{Error, Undefined};

impl RankedScores {
    /// Returns the threshold with the greatest recall at which precision is at least what is demanded.
    ///
    /// Every threshold that makes another decision is tried, so that there is no grid to choose; nothing
    /// is interpolated. Rates are rounded to `f64` before they are compared: 9 of 10 meets 0.9.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a demand outside [0, 1]; [`Error::Undefined`] as for
    /// [`average_precision`](Self::average_precision), and [`Undefined::DemandNotMet`] if no threshold
    /// meets the demand.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// let choice = scores.recall_at_precision(0.6)?; // 2 of 3 from 0.35 up
    /// assert_eq!((choice.value, choice.threshold, choice.lowest_positive), (1.0, 0.1, 0.35));
    /// assert_eq!(scores.recall_at_precision(0.7)?.value, 0.5); // 1 of 1 at 0.8
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn recall_at_precision(&self, demanded: f64) -> Result<ThresholdChoice, Error> {
        check_demand("precision", demanded)?;
        self.best_where(OF_POSITIVES, [recall, precision], demanded)
    }

    /// Returns the threshold with the greatest precision at which recall is at least what is demanded; see
    /// [`recall_at_precision`](Self::recall_at_precision).
    ///
    /// # Errors
    ///
    /// As [`recall_at_precision`](Self::recall_at_precision).
    pub fn precision_at_recall(&self, demanded: f64) -> Result<ThresholdChoice, Error> {
        check_demand("recall", demanded)?;
        self.best_where(OF_POSITIVES, [precision, recall], demanded)
    }

    /// Returns the threshold with the greatest sensitivity (recall) at which specificity is at least what is
    /// demanded; see [`recall_at_precision`](Self::recall_at_precision).
    ///
    /// # Errors
    ///
    /// As [`recall_at_precision`](Self::recall_at_precision), with the undefined cases of
    /// [`roc_auc`](Self::roc_auc).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!(scores.sensitivity_at_specificity(0.5)?.value, 1.0); // from 0.35 up
    /// assert_eq!(scores.specificity_at_sensitivity(0.5)?.value, 1.0); // from 0.8 up
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn sensitivity_at_specificity(&self, demanded: f64) -> Result<ThresholdChoice, Error> {
        check_demand("specificity", demanded)?;
        self.best_where(OF_BOTH_CLASSES, [recall, specificity], demanded)
    }

    /// Returns the threshold with the greatest specificity at which sensitivity (recall) is at least what is
    /// demanded; see [`recall_at_precision`](Self::recall_at_precision).
    ///
    /// # Errors
    ///
    /// As [`sensitivity_at_specificity`](Self::sensitivity_at_specificity).
    pub fn specificity_at_sensitivity(&self, demanded: f64) -> Result<ThresholdChoice, Error> {
        check_demand("sensitivity", demanded)?;
        self.best_where(OF_BOTH_CLASSES, [specificity, recall], demanded)
    }

    /// Returns the threshold with the greatest rate at which the other rate is at least what is demanded.
    fn best_where(
        &self,
        (scaling, require): Kind,
        [rate, constrained]: [Rate; 2],
        demanded: f64,
    ) -> Result<ThresholdChoice, Error> {
        let best = self.best(scaling, require, |above, all| {
            let meets = constrained(above, all) >= demanded;
            if meets { rate(above, all).max(f64::NEG_INFINITY) } else { f64::NEG_INFINITY }
        })?;
        best.ok_or(Error::Undefined(Undefined::DemandNotMet))
    }
}

/// How weights are scaled for two rates, and which classes the rates need.
type Kind = (Scaling, fn(&Totals) -> Result<(), Undefined>);

const OF_POSITIVES: Kind = (Scaling::Common, Totals::require_positives);
const OF_BOTH_CLASSES: Kind = (Scaling::PerClass, Totals::require_two_classes);

/// A rate at a threshold, given the totals from it up and all totals; NaN for 0/0.
type Rate = fn(&Totals, &Totals) -> f64;

fn recall(above: &Totals, all: &Totals) -> f64 {
    above.positives.over(all.positives)
}

fn precision(above: &Totals, _: &Totals) -> f64 {
    above.positive_share().high
}

fn specificity(above: &Totals, all: &Totals) -> f64 {
    all.negatives.minus(above.negatives).over(all.negatives)
}

/// Refuses a demand that is no rate.
pub(crate) fn check_demand(option: &'static str, rate: f64) -> Result<(), Error> {
    if (0.0..=1.0).contains(&rate) {
        return Ok(());
    }
    Err(Error::number(option, rate, "a rate in [0, 1]"))
}
