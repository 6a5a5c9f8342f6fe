//! F-scores of classes.

use ndarray::{ArrayRef, Dimension};

use super::decisions::ClassDecisions;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{ClassAverage, ClassCounts, PerClass, check_beta};

/// The harmonic mean of precision and recall, in which recall counts `beta` times as much.
///
/// (1 + β²)tp/((1 + β²)tp + β²fn + fp) for each class, by itself or averaged ([Keras][k]). Without
/// a threshold a row's largest score is predicted, the lowest class among equals; with one, every
/// score **above** it, the threshold rounded to the prediction's type first. A perfect score is
/// exactly 1.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`; labels exactly 0 or 1, any
///   number of them in a row; scores any finite numbers, or −∞ without a threshold. With a
///   threshold also `[batch]`, which is one class. The value is in [0, 1].
/// - **Undefined:** a class without samples and predictions, which is left out of means; every
///   value without a weight above zero: [`PerClass`] is then an empty list.
/// - **Weights:** for rows, and with a threshold for elements, or for leading axes such as samples.
/// - **Cost:** one pass, memory for the classes.
/// - **Errors:** unequal shapes, no class axis, labels other than 0 and 1, scores out of range, a
///   `beta` that is not a finite number above 0, a threshold that is not finite, a single class
///   without a threshold, batches of unequal numbers of classes, bad weights.
///
/// Differs from Keras, where an absent class counts as 0 in means, an epsilon is added to the
/// denominators, all of several equal largest scores are predicted and none if they are within 1e-9
/// of 0, and thresholds are in (0, 1].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 1, 1], [1, 0, 0], [1, 1, 0]];
/// let y_pred = array![[0.2, 0.6, 0.7], [0.2, 0.6, 0.6], [0.6, 0.8, 0.0]];
/// let f2 = FBetaScore { average: PerClass, beta: 2.0, threshold: Some(0.5) };
/// let each = f2.evaluate(&y_true, &y_pred)?;
/// assert_eq!(each, [Ok(5.0 / 13.0), Ok(10.0 / 11.0), Ok(5.0 / 6.0)]);
/// let pooled = FBetaScore { average: Average::Micro, beta: 1.0, threshold: Some(0.5) };
/// assert_eq!(pooled.evaluate(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#fbetascore-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct FBetaScore<A = PerClass> {
    /// [`PerClass`] by default, or an [`Average`](crate::state::Average).
    pub average: A,
    /// How many times as much recall counts as precision. 1 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub beta: f64,
    /// Scores above the threshold are predicted; without one, the largest score of a row.
    #[cfg_attr(feature = "serde", serde(default, with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Default for FBetaScore {
    fn default() -> Self {
        Self::new(PerClass, 1.0)
    }
}

impl<A: ClassAverage> FBetaScore<A> {
    /// Returns the measure without a threshold: the largest score of a row is predicted.
    #[must_use]
    pub fn new(average: A, beta: f64) -> Self {
        Self { average, beta, threshold: None }
    }
}

impl<A: ClassAverage> Measure for FBetaScore<A> {
    type Observer = ClassDecisions;
    type Output = A::Output;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClassDecisions {
        ClassDecisions { threshold: self.threshold }
    }

    fn check(&self) -> Result<(), Error> {
        check_beta(self.beta)
    }

    fn read(&self, state: &ClassCounts) -> A::Output {
        state.f_beta(self.beta, self.average)
    }
}

/// The harmonic mean of precision and recall.
///
/// 2tp/(2tp + fp + fn) for each class, by itself or averaged ([Keras][k]): [`FBetaScore`] with a
/// `beta` of 1. Shapes, weights, cost, errors and differences from Keras are the same.
///
/// - **Undefined:** a class without samples and predictions, which is left out of means; every
///   value without a weight above zero: [`PerClass`] is then an empty list.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 0, 0], [0, 1, 0], [0, 1, 0]];
/// let y_pred = array![[0.9, 0.1, 0.0], [0.6, 0.3, 0.1], [0.2, 0.7, 0.1]];
/// let mean = F1Score::new(Average::Macro); // of the first two classes: the third never occurs
/// assert_eq!(mean.evaluate(&y_true, &y_pred)?, 2.0 / 3.0);
///
/// let binary = F1Score { average: Average::Micro, threshold: Some(0.5) };
/// assert_eq!(binary.evaluate(&array![1, 1, 0], &array![0.9, 0.3, 0.1])?, 2.0 / 3.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/classification_metrics/#f1score-class
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct F1Score<A = PerClass> {
    /// [`PerClass`] by default, or an [`Average`](crate::state::Average).
    pub average: A,
    /// Scores above the threshold are predicted; without one, the largest score of a row.
    #[cfg_attr(feature = "serde", serde(default, with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
}

impl Default for F1Score {
    fn default() -> Self {
        Self::new(PerClass)
    }
}

impl<A: ClassAverage> F1Score<A> {
    /// Returns the measure without a threshold: the largest score of a row is predicted.
    #[must_use]
    pub fn new(average: A) -> Self {
        Self { average, threshold: None }
    }
}

impl<A: ClassAverage> Measure for F1Score<A> {
    type Observer = ClassDecisions;
    type Output = A::Output;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClassDecisions {
        ClassDecisions { threshold: self.threshold }
    }

    fn read(&self, state: &ClassCounts) -> A::Output {
        state.f1(self.average)
    }
}

/// [`FBetaScore`] of each class of one batch, with a `beta` of 1, by the largest score of a row.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 0], [0, 1]], array![[0.9, 0.1], [0.4, 0.6]]);
/// assert_eq!(metrics::f_beta_score(&y_true, &y_pred)?, [Ok(1.0), Ok(1.0)]);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn f_beta_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<Vec<Result<f64, Undefined>>, Error> {
    FBetaScore::default().evaluate(y_true, y_pred)
}

/// [`F1Score`] of each class of one batch, by the largest score of a row.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[1, 0], [0, 1]], array![[0.9, 0.1], [0.6, 0.4]]);
/// assert_eq!(metrics::f1_score(&y_true, &y_pred)?, [Ok(2.0 / 3.0), Ok(0.0)]);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn f1_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<Vec<Result<f64, Undefined>>, Error> {
    F1Score::default().evaluate(y_true, y_pred)
}
