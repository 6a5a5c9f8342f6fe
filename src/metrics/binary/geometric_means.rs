//! Geometric means of two rates of a binary decision.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ThresholdCounts;

/// The geometric mean of recall and specificity; G-mean.
///
/// √(tp/(tp + fn) · tn/(tn + fp)), over elements with p > threshold as positive decisions
/// ([imbalanced-learn][i]). The threshold is rounded to the prediction's type first. Within 1.1
/// ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is in [0, 1].
/// - **Undefined:** without a weight above zero, without a positive, or without a negative.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// imbalanced-learn's is 0 where this one is undefined.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// let value = GeometricMeanScore::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, 0.4_f64.sqrt()); // √(2/3 · 3/5)
/// # Ok::<(), Error>(())
/// ```
///
/// [i]: https://imbalanced-learn.org/stable/references/generated/imblearn.metrics.geometric_mean_score.html
#[doc(alias = "g_mean")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct GeometricMeanScore {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for GeometricMeanScore {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.geometric_mean()
    }
}

/// [`GeometricMeanScore`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// let value = metrics::geometric_mean_score(&y_true, &y_pred)?;
/// assert_eq!(value, (1.0_f64 / 3.0).sqrt());
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn geometric_mean_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    GeometricMeanScore::default().evaluate(y_true, y_pred)
}

/// The geometric mean of precision and recall; the Fowlkes–Mallows index of binary decisions.
///
/// √(tp/(tp + fp) · tp/(tp + fn)), over elements with p > threshold as positive decisions ([Fowlkes
/// and Mallows 1983][f]). The threshold is rounded to the prediction's type first. Within 1.1 ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is in [0, 1].
/// - **Undefined:** without a weight above zero, without a positive, or without a positive
///   decision.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// scikit-learn's `fowlkes_mallows_score` compares clusterings: it counts pairs of samples, not
/// samples.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// let value = BinaryFowlkesMallows::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, (1.0_f64 / 3.0).sqrt()); // √(1/2 · 2/3)
/// # Ok::<(), Error>(())
/// ```
///
/// [f]: https://doi.org/10.1080/01621459.1983.10478008
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryFowlkesMallows {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for BinaryFowlkesMallows {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.fowlkes_mallows()
    }
}

/// [`BinaryFowlkesMallows`] of one batch, with a threshold of 0.5.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1, 0], array![0.1, 0.9, 0.8, 0.3, 0.7]);
/// let value = metrics::binary_fowlkes_mallows(&y_true, &y_pred)?;
/// assert_eq!(value, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn binary_fowlkes_mallows<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    BinaryFowlkesMallows::default().evaluate(y_true, y_pred)
}
