//! How much a binary decision changes the odds that a sample is positive.

use ndarray::{ArrayRef, Dimension};

use super::decisions::Decisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Direction, Scale};
use crate::state::ThresholdCounts;

/// The true positive rate over the false positive rate of decisions.
///
/// (tp/(tp + fn))/(fp/(fp + tn)), over elements with p > threshold as positive decisions
/// ([definition][l]): the odds that a sample is positive grow by this factor where it is decided
/// positive. The threshold is rounded to the prediction's type first. Within 0.51 ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is at least 0; 1 is
///   as good as chance.
/// - **Undefined:** without a positive; without a false positive, since the ratio may then be
///   infinite.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// scikit-learn's `class_likelihood_ratios` gives NaN, or a number of the caller's choice, where
/// this one is undefined.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(PositiveLikelihoodRatio::default().evaluate(&y_true, &y_pred)?, 5.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [l]: https://en.wikipedia.org/wiki/Likelihood_ratios_in_diagnostic_testing
#[doc(alias = "plr")]
#[doc(alias = "lr_plus")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct PositiveLikelihoodRatio {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for PositiveLikelihoodRatio {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, f64::INFINITY, Direction::Higher)
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.positive_likelihood_ratio()
    }
}

/// [`PositiveLikelihoodRatio`] of one batch, with a threshold of 0.5.
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
/// let value = metrics::positive_likelihood_ratio(&y_true, &y_pred)?;
/// assert_eq!(value, 4.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn positive_likelihood_ratio<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    PositiveLikelihoodRatio::default().evaluate(y_true, y_pred)
}

/// The false negative rate over the true negative rate of decisions.
///
/// (fn/(tp + fn))/(tn/(fp + tn)), over elements with p > threshold as positive decisions
/// ([definition][l]): the odds that a sample is positive change by this factor where it is decided
/// negative. The threshold is rounded to the prediction's type first. Within 0.51 ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is at least 0; 1 is
///   as good as chance.
/// - **Undefined:** without a positive; without a true negative, since the ratio may then be
///   infinite.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// scikit-learn's `class_likelihood_ratios` gives NaN, or a number of the caller's choice, where
/// this one is undefined.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(NegativeLikelihoodRatio::default().evaluate(&y_true, &y_pred)?, 5.0 / 9.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [l]: https://en.wikipedia.org/wiki/Likelihood_ratios_in_diagnostic_testing
#[doc(alias = "nlr")]
#[doc(alias = "lr_minus")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct NegativeLikelihoodRatio {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for NegativeLikelihoodRatio {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.negative_likelihood_ratio()
    }
}

/// [`NegativeLikelihoodRatio`] of one batch, with a threshold of 0.5.
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
/// let value = metrics::negative_likelihood_ratio(&y_true, &y_pred)?;
/// assert_eq!(value, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn negative_likelihood_ratio<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    NegativeLikelihoodRatio::default().evaluate(y_true, y_pred)
}

/// The odds of a positive decision of positives over those of negatives.
///
/// tp·tn/(fp·fn), over elements with p > threshold as positive decisions ([Glas 2003][g]): the
/// positive likelihood ratio over the negative one. The threshold is rounded to the prediction's
/// type first. Within 0.51 ulp.
///
/// - **Shapes:** as for [`Specificity`](crate::metrics::Specificity). The value is at least 0; 1 is
///   as good as chance.
/// - **Undefined:** without a false positive; without a false negative, since the ratio may then be
///   infinite.
/// - **Weights, cost, errors:** as for [`Specificity`](crate::metrics::Specificity).
///
/// Nothing is added to empty cells, as some do to have a value everywhere. Without a true negative
/// pycm has no value, and this one is 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1, 1, 1, 0, 0, 0, 0, 0];
/// let y_pred = array![0.9, 0.8, 0.3, 0.7, 0.6, 0.4, 0.2, 0.1]; // tp 2, fn 1, fp 2, tn 3
/// assert_eq!(DiagnosticOddsRatio::default().evaluate(&y_true, &y_pred)?, 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1016/S0895-4356(03)00177-X
#[doc(alias = "dor")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct DiagnosticOddsRatio {
    /// Scores above the threshold are positive. None, the default, is 0.5.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Measure for DiagnosticOddsRatio {
    type Observer = Decisions;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, f64::INFINITY, Direction::Higher)
    }

    fn observer(&self) -> Decisions {
        Decisions::by(self.threshold, None, None)
    }

    fn read(&self, counts: &ThresholdCounts) -> Result<f64, Undefined> {
        counts.first()?.diagnostic_odds_ratio()
    }
}

/// [`DiagnosticOddsRatio`] of one batch, with a threshold of 0.5.
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
/// let value = metrics::diagnostic_odds_ratio(&y_true, &y_pred)?;
/// assert_eq!(value, 2.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn diagnostic_odds_ratio<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    DiagnosticOddsRatio::default().evaluate(y_true, y_pred)
}
