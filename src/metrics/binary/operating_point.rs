//! The best value of one rate among the thresholds at which another rate meets a demand.

use super::decisions::Decisions;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{BinaryCounts, ThresholdCounts, check_demand};

/// The greatest sensitivity (recall) at which specificity is at least what is demanded.
///
/// The best over an even grid of thresholds over [0, 1] ([Keras][k]); no interpolation. Scores of 0
/// are negative at every threshold.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1, scores any finite numbers. With `class_id` the last axis is that of classes.
/// - **Undefined:** where no threshold meets the demand with both rates defined; without a weight
///   above zero.
/// - **Weights:** for elements, or for leading axes; with `class_id` for rows.
/// - **Cost:** one pass, 40 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a demand
///   outside [0, 1], no thresholds, bad weights.
///
/// Differs from Keras, where an unreachable demand gives 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1], array![0.0, 0.3, 0.8, 0.3, 0.8]);
/// assert_eq!(SensitivityAtSpecificity::new(0.5).evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#sensitivityatspecificity-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct SensitivityAtSpecificity {
    /// The specificity that is demanded, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub specificity: f64,
    /// The number of thresholds. 200 with `new`.
    pub num_thresholds: usize,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl SensitivityAtSpecificity {
    /// Returns the measure with 200 thresholds, for all classes.
    #[must_use]
    pub fn new(specificity: f64) -> Self {
        Self { specificity, num_thresholds: 200, class_id: None }
    }
}

impl Measure for SensitivityAtSpecificity {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::above_grid(self.num_thresholds).class_id(self.class_id)
    }

    fn check(&self) -> Result<(), Error> {
        check_demand("specificity", self.specificity)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.best(BinaryCounts::recall, BinaryCounts::specificity, self.specificity)
    }
}

/// The greatest specificity at which sensitivity (recall) is at least what is demanded.
///
/// The best over an even grid of thresholds over [0, 1] ([Keras][k]); no interpolation. Scores of 0
/// are negative at every threshold.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1, scores any finite numbers. With `class_id` the last axis is that of classes.
/// - **Undefined:** where no threshold meets the demand with both rates defined; without a weight
///   above zero.
/// - **Weights:** for elements, or for leading axes; with `class_id` for rows.
/// - **Cost:** one pass, 40 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a demand
///   outside [0, 1], no thresholds, bad weights.
///
/// Differs from Keras, where an unreachable demand gives 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1], array![0.0, 0.3, 0.8, 0.3, 0.8]);
/// assert_eq!(SpecificityAtSensitivity::new(0.5).evaluate(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#specificityatsensitivity-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct SpecificityAtSensitivity {
    /// The sensitivity (recall) that is demanded, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub sensitivity: f64,
    /// The number of thresholds. 200 with `new`.
    pub num_thresholds: usize,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl SpecificityAtSensitivity {
    /// Returns the measure with 200 thresholds, for all classes.
    #[must_use]
    pub fn new(sensitivity: f64) -> Self {
        Self { sensitivity, num_thresholds: 200, class_id: None }
    }
}

impl Measure for SpecificityAtSensitivity {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::above_grid(self.num_thresholds).class_id(self.class_id)
    }

    fn check(&self) -> Result<(), Error> {
        check_demand("sensitivity", self.sensitivity)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.best(BinaryCounts::specificity, BinaryCounts::recall, self.sensitivity)
    }
}

/// The greatest precision at which recall is at least what is demanded.
///
/// The best over an even grid of thresholds over [0, 1] ([Keras][k]); no interpolation. Scores of 0
/// are negative at every threshold.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1, scores any finite numbers. With `class_id` the last axis is that of classes.
/// - **Undefined:** where no threshold meets the demand with both rates defined; without a weight
///   above zero.
/// - **Weights:** for elements, or for leading axes; with `class_id` for rows.
/// - **Cost:** one pass, 40 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a demand
///   outside [0, 1], no thresholds, bad weights.
///
/// Differs from Keras, where an unreachable demand gives 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1], array![0.0, 0.3, 0.8, 0.3, 0.8]);
/// assert_eq!(PrecisionAtRecall::new(0.5).evaluate(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#precisionatrecall-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct PrecisionAtRecall {
    /// The recall that is demanded, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub recall: f64,
    /// The number of thresholds. 200 with `new`.
    pub num_thresholds: usize,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl PrecisionAtRecall {
    /// Returns the measure with 200 thresholds, for all classes.
    #[must_use]
    pub fn new(recall: f64) -> Self {
        Self { recall, num_thresholds: 200, class_id: None }
    }
}

impl Measure for PrecisionAtRecall {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::above_grid(self.num_thresholds).class_id(self.class_id)
    }

    fn check(&self) -> Result<(), Error> {
        check_demand("recall", self.recall)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.best(BinaryCounts::precision, BinaryCounts::recall, self.recall)
    }
}

/// The greatest recall at which precision is at least what is demanded.
///
/// The best over an even grid of thresholds over [0, 1] ([Keras][k]); no interpolation. Scores of 0
/// are negative at every threshold.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1, scores any finite numbers. With `class_id` the last axis is that of classes.
/// - **Undefined:** where no threshold meets the demand with both rates defined; without a weight
///   above zero.
/// - **Weights:** for elements, or for leading axes; with `class_id` for rows.
/// - **Cost:** one pass, 40 bytes a threshold.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a demand
///   outside [0, 1], no thresholds, bad weights.
///
/// Differs from Keras, where an unreachable demand gives 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 0, 1, 1], array![0.0, 0.3, 0.8, 0.3, 0.8]);
/// assert_eq!(RecallAtPrecision::new(0.5).evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#recallatprecision-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct RecallAtPrecision {
    /// The precision that is demanded, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub precision: f64,
    /// The number of thresholds. 200 with `new`.
    pub num_thresholds: usize,
    /// The one class of each row that is decided on.
    pub class_id: Option<usize>,
}

impl RecallAtPrecision {
    /// Returns the measure with 200 thresholds, for all classes.
    #[must_use]
    pub fn new(precision: f64) -> Self {
        Self { precision, num_thresholds: 200, class_id: None }
    }
}

impl Measure for RecallAtPrecision {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::above_grid(self.num_thresholds).class_id(self.class_id)
    }

    fn check(&self) -> Result<(), Error> {
        check_demand("precision", self.precision)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.best(BinaryCounts::recall, BinaryCounts::precision, self.precision)
    }
}
