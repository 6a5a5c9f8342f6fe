//! Agreement of truth and binary decisions, both classes alike.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// Matthews's correlation of truth and binary decisions.
///
/// (tp·tn − fp·fn)/√((tp + fp)(tp + fn)(tn + fp)(tn + fn)), over elements with p > threshold as
/// positive decisions ([Matthews 1975][m]). The threshold is rounded to the prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞. The value is in [−1, 1].
/// - **Undefined:** without a weight above zero; if the truth is of one class, or all decisions are.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// For labels and rows of classes see [`MatthewsCorrelation`](crate::metrics::MatthewsCorrelation).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 1, 0, 0, 1], array![0.9, 0.8, 0.7, 0.1, 0.3]);
/// let value = BinaryMatthewsCorrelation::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, 1.0 / 6.0); // (2·1 − 1·1)/√(3·3·2·2)
/// # Ok::<(), Error>(())
/// ```
///
/// [m]: https://doi.org/10.1016/0005-2795(75)90109-9
#[doc(alias = "binary_matthews_corr_coef")]
#[doc(alias = "phi_coefficient")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryMatthewsCorrelation {
    /// Scores above the threshold are positive. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
}

impl Default for BinaryMatthewsCorrelation {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl Measure for BinaryMatthewsCorrelation {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> Decisions {
        Decisions::above(self.threshold)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.matthews_correlation()
    }
}

/// [`BinaryMatthewsCorrelation`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::binary_matthews_correlation(&array![true, false], &array![0.9, 0.1])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_matthews_correlation<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryMatthewsCorrelation::default().evaluate(y_true, y_pred)
}

/// Cohen's kappa of truth and binary decisions: the agreement beyond what chance gives.
///
/// (a − e)/(1 − e) with the accuracy a and the accuracy e that chance gives, over elements with
/// p > threshold as positive decisions ([Cohen 1960][c]). The threshold is rounded to the
/// prediction's type first.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, all elements counted together; labels
///   exactly 0 or 1 (or `bool`), scores any finite numbers or −∞. The value is in [−1, 1].
/// - **Undefined:** without a weight above zero; if all truth and all decisions are of one class.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, labels other than 0 and 1, scores that are NaN or +∞, a threshold
///   that is not finite, bad weights.
///
/// For labels and rows of classes see [`CohenKappa`](crate::metrics::CohenKappa).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1, 1, 0, 0, 1], array![0.9, 0.8, 0.7, 0.1, 0.3]);
/// let kappa = BinaryCohenKappa::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(kappa, 2.0 / 12.0); // a is 15/25, e is 13/25
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: https://doi.org/10.1177/001316446002000104
#[doc(alias = "binary_kappa")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryCohenKappa {
    /// Scores above the threshold are positive. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
}

impl Default for BinaryCohenKappa {
    fn default() -> Self {
        Self { threshold: 0.5 }
    }
}

impl Measure for BinaryCohenKappa {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> Decisions {
        Decisions::above(self.threshold)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.cohen_kappa()
    }
}

/// [`BinaryCohenKappa`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::binary_cohen_kappa(&array![true, false], &array![0.9, 0.1])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_cohen_kappa<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryCohenKappa::default().evaluate(y_true, y_pred)
}
