//! One number at several thresholds.

use super::decisions::Decisions;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// A measure that reads one number off the counts of binary decisions.
pub trait Decision: Measure<Observer = Decisions, Output = Result<f64, Undefined>> {
    /// Returns the measure of the same number at several thresholds, from one pass.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![0, 1, 1, 0], array![1.0, 0.0, 0.6, 0.0]);
    /// let recall = Recall::default().at(vec![0.5, 0.7]).evaluate(&y_true, &y_pred)?;
    /// assert_eq!(recall, [Ok(0.5), Ok(0.0)]);
    /// # Ok::<(), Error>(())
    /// ```
    fn at(self, thresholds: Vec<f64>) -> AtThresholds<Self> {
        AtThresholds { decision: self, thresholds }
    }
}

impl<M: Measure<Observer = Decisions, Output = Result<f64, Undefined>>> Decision for M {}

/// A [`Decision`] at several thresholds, in the order in which they are given.
///
/// - **Undefined:** each number by itself.
/// - **Cost:** one pass and O(log t) per score for t thresholds.
/// - **Errors:** no thresholds, a threshold that is not finite, and those of the decision.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct AtThresholds<M> {
    /// The number that is read at each threshold.
    pub decision: M,
    /// The thresholds, in any order.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::list"))]
    pub thresholds: Vec<f64>,
}

impl<M: Decision> Measure for AtThresholds<M> {
    type Observer = Decisions;
    type Output = Vec<Result<f64, Undefined>>;

    fn observer(&self) -> Decisions {
        self.decision.observer().at(self.thresholds.clone())
    }

    fn scale(&self) -> Scale {
        self.decision.scale()
    }

    fn check(&self) -> Result<(), Error> {
        self.decision.check()
    }

    fn scales_with_weights(&self) -> bool {
        self.decision.scales_with_weights()
    }

    fn read(&self, counts: &ThresholdCounts) -> Self::Output {
        let each = counts.all();
        let at = |&threshold: &f64| match counts.position(threshold) {
            Some(i) => self.decision.read(&ThresholdCounts::of_one(threshold, &each[i])),
            None => Err(Undefined::NoSamples),
        };
        self.thresholds.iter().map(at).collect()
    }
}
