//! Counts of the four outcomes of a binary decision.

use super::decision::{Decision, measure};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::state::Counts;

measure!(TruePositives, TrueNegatives, FalsePositives, FalseNegatives);

/// The number of positives that are found.
///
/// Σw over elements with y = 1 and p > threshold ([Keras][k]), exact. The threshold is rounded to the prediction's
/// type first.
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
    /// Scores above it are positive. None, the default, is 0.5.
    pub threshold: Option<f64>,
}

impl Decision for TruePositives {
    const COUNTS: bool = true;

    fn read(&self, counts: &Counts) -> Result<f64, Undefined> {
        counts.true_positives.value()
    }

    fn threshold(&self) -> Option<f64> {
        self.threshold
    }
}

/// The number of negatives that are found.
///
/// Σw over elements with y = 0 and p ≤ threshold ([Keras][k]), exact. The threshold is rounded to the prediction's
/// type first.
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
    /// Scores above it are positive. None, the default, is 0.5.
    pub threshold: Option<f64>,
}

impl Decision for TrueNegatives {
    const COUNTS: bool = true;

    fn read(&self, counts: &Counts) -> Result<f64, Undefined> {
        counts.true_negatives.value()
    }

    fn threshold(&self) -> Option<f64> {
        self.threshold
    }
}

/// The number of negatives that are taken for positives.
///
/// Σw over elements with y = 0 and p > threshold ([Keras][k]), exact. The threshold is rounded to the prediction's
/// type first.
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
    /// Scores above it are positive. None, the default, is 0.5.
    pub threshold: Option<f64>,
}

impl Decision for FalsePositives {
    const COUNTS: bool = true;

    fn read(&self, counts: &Counts) -> Result<f64, Undefined> {
        counts.false_positives.value()
    }

    fn threshold(&self) -> Option<f64> {
        self.threshold
    }
}

/// The number of positives that are missed.
///
/// Σw over elements with y = 1 and p ≤ threshold ([Keras][k]), exact. The threshold is rounded to the prediction's
/// type first.
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
    /// Scores above it are positive. None, the default, is 0.5.
    pub threshold: Option<f64>,
}

impl Decision for FalseNegatives {
    const COUNTS: bool = true;

    fn read(&self, counts: &Counts) -> Result<f64, Undefined> {
        counts.false_negatives.value()
    }

    fn threshold(&self) -> Option<f64> {
        self.threshold
    }
}
