//! Counts of the four outcomes of a binary decision.

use super::decisions::Decisions;
use crate::error::Undefined;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// The number of positives that are found.
///
/// Σw over elements with y = 1 and p > threshold ([Keras][k]), exact. The threshold is rounded to
/// the prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞.
/// - **Undefined:** without a weight above zero; a total beyond the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// Differs from Keras, where any label but 0 is positive, and counts stop at 2^24.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// assert_eq!(TruePositives::default().evaluate(&y_true, &y_pred)?, 2.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#truepositives-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct TruePositives {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for TruePositives {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::TOTAL
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn scales_with_weights(&self) -> bool {
        true
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.true_positives.value()
    }
}

/// The number of negatives that are found.
///
/// Σw over elements with y = 0 and p ≤ threshold ([Keras][k]), exact. The threshold is rounded to
/// the prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞.
/// - **Undefined:** without a weight above zero; a total beyond the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// Differs from Keras, where any label but 0 is positive, and counts stop at 2^24.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// assert_eq!(TrueNegatives::default().evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#truenegatives-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct TrueNegatives {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for TrueNegatives {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::TOTAL
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn scales_with_weights(&self) -> bool {
        true
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.true_negatives.value()
    }
}

/// The number of negatives that are taken for positives.
///
/// Σw over elements with y = 0 and p > threshold ([Keras][k]), exact. The threshold is rounded to
/// the prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞.
/// - **Undefined:** without a weight above zero; a total beyond the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// Differs from Keras, where any label but 0 is positive, and counts stop at 2^24.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// assert_eq!(FalsePositives::default().evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#falsepositives-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct FalsePositives {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for FalsePositives {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::TOTAL
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn scales_with_weights(&self) -> bool {
        true
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.false_positives.value()
    }
}

/// The number of positives that are missed.
///
/// Σw over elements with y = 1 and p ≤ threshold ([Keras][k]), exact. The threshold is rounded to
/// the prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞.
/// - **Undefined:** without a weight above zero; a total beyond the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// Differs from Keras, where any label but 0 is positive, and counts stop at 2^24.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// assert_eq!(FalseNegatives::default().evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#falsenegatives-class
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct FalseNegatives {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for FalseNegatives {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::TOTAL
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn scales_with_weights(&self) -> bool {
        true
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.false_negatives.value()
    }
}
