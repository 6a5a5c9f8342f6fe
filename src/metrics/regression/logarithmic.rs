//! Errors of predicted numbers, between their logarithms.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::kernel::log_ratio::{OfLogRatio, write_of_log_ratios};
use crate::mean::{Elementwise, MeanMeasure, PerElement, PerSample, Terms, refuse_pairs};
use crate::measure::{Measure, Slope};
use crate::metrics::epsilon::{KERAS_EPSILON, check_not_negative};
use crate::scale::{Scale, Unit};
use crate::state::WeightedMean;

/// The mean of the squared differences of logarithms.
///
/// (ln(1 + p) − ln(1 + y))², averaged over all elements ([Keras][k]). Numbers in [0, ε) are raised
/// to ε first, as in Keras; `epsilon: 0.0` raises none. Where y and p are close, the difference is
/// taken before the logarithm: a term is within 8 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, finite numbers above −1. The value is
///   in squared nats.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are −1 or below or not finite, a negative epsilon, bad
///   weights.
///
/// Differs from Keras, which raises negative numbers to ε in silence; here, as in scikit-learn since
/// 1.6, they count as they are down to −1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 3.0], array![3.0, 3.0]);
/// let error = MeanSquaredLogarithmicError::default().evaluate(&y_true, &y_pred)?;
/// assert!((error - 2_f64.ln().powi(2) / 2.0).abs() < 1e-15); // ln(4/2)² and 0
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#meansquaredlogarithmicerror-class
#[doc(alias = "msle")]
#[doc(alias = "mean_squared_log_error")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct MeanSquaredLogarithmicError {
    /// The ε that numbers in [0, ε) are raised to, rounded to the prediction's type. 1e-7 by default;
    /// 0.0 for none.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for MeanSquaredLogarithmicError {
    fn default() -> Self {
        Self { epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for MeanSquaredLogarithmicError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::SquaredNats)
    }

    fn truth(&self) -> Domain {
        Domain::AboveMinusOne
    }

    fn prediction(&self) -> Domain {
        Domain::AboveMinusOne
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_not_negative::<P>(self.epsilon)
    }
}

impl Elementwise for MeanSquaredLogarithmicError {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let own = *self;
        #[inline(always)]
        move |y, p| own.of_pair(y, p)
    }

    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_of_log_ratios(y, p, terms, *self);
        refuse_pairs(self.domains(), y, p, terms);
    }
}

impl MeanSquaredLogarithmicError {
    /// Returns y and p, raised to ε.
    #[inline(always)]
    fn raised<T: Element, P: Element>(self, y: T, p: P) -> [f64; 2] {
        let epsilon = P::rounded(self.epsilon);
        [raised(y.to_f64(), epsilon), raised(p.to_f64(), epsilon)]
    }
}

impl<T: Element, P: Element> OfLogRatio<T, P> for MeanSquaredLogarithmicError {
    #[inline(always)]
    fn operands(self, y: T, p: P) -> [f64; 2] {
        let [y, p] = self.raised(y, p);
        [1.0 + p, 1.0 + y]
    }

    /// Returns (1 + p) − (1 + y)·power, with the digits that 1 + p and 1 + y lose.
    #[inline(always)]
    fn difference(self, y: T, p: P, power: f64) -> f64 {
        let [y, p] = self.raised(y, p);
        (p - y * power) + (1.0 - power)
    }

    #[inline(always)]
    fn term(self, _: T, _: P, logarithm: f64) -> f64 {
        logarithm * logarithm
    }
}

/// Returns ε for a number in [0, ε), and any other number as it is.
#[inline(always)]
fn raised(x: f64, epsilon: f64) -> f64 {
    if (x >= 0.0) & (x < epsilon) { epsilon } else { x }
}

/// [`MeanSquaredLogarithmicError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::mean_squared_logarithmic_error(&array![7], &array![7])?;
/// assert_eq!(error, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn mean_squared_logarithmic_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    MeanSquaredLogarithmicError::default().evaluate(y_true, y_pred)
}

/// The root of the mean of the squared differences of logarithms.
///
/// The square root of the [`MeanSquaredLogarithmicError`] ([scikit-learn][s]), whose options, shapes, weights and
/// errors it has. Within 5 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, finite numbers above −1. The value is in nats.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory; shares the state of [`MeanSquaredLogarithmicError`].
/// - **Errors:** unequal shapes, numbers that are −1 or below or not finite, a negative epsilon, bad
///   weights.
///
/// Of several columns, scikit-learn gives the mean of the columns' roots.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 3.0], array![3.0, 3.0]);
/// let error = RootMeanSquaredLogarithmicError::default().evaluate(&y_true, &y_pred)?;
/// assert!((error - 2_f64.ln() / 2_f64.sqrt()).abs() < 1e-15); // ln(4/2) and 0
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.root_mean_squared_log_error.html
#[doc(alias = "rmsle")]
#[doc(alias = "root_mean_squared_log_error")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct RootMeanSquaredLogarithmicError {
    /// The ε that numbers in [0, ε) are raised to, rounded to the prediction's type. 1e-7 by default;
    /// 0.0 for none.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for RootMeanSquaredLogarithmicError {
    fn default() -> Self {
        Self { epsilon: KERAS_EPSILON }
    }
}

impl Measure for RootMeanSquaredLogarithmicError {
    type Observer = Terms<MeanSquaredLogarithmicError>;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Nats)
    }

    fn observer(&self) -> Terms<MeanSquaredLogarithmicError> {
        Terms(self.terms())
    }

    fn read(&self, squares: &WeightedMean) -> Result<f64, Undefined> {
        squares.mean().map(f64::sqrt)
    }

    /// d√m/dm.
    fn slope(&self, squares: &WeightedMean) -> Option<Slope> {
        Some(Slope::Curved(0.5 / squares.mean().ok()?.sqrt()))
    }
}

impl PerSample for RootMeanSquaredLogarithmicError {
    type Terms = MeanSquaredLogarithmicError;

    fn terms(&self) -> MeanSquaredLogarithmicError {
        MeanSquaredLogarithmicError { epsilon: self.epsilon }
    }

    fn of_mean(&self, mean: f64) -> f64 {
        mean.sqrt()
    }
}

/// [`RootMeanSquaredLogarithmicError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::root_mean_squared_logarithmic_error(&array![7], &array![7])?;
/// assert_eq!(error, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn root_mean_squared_logarithmic_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    RootMeanSquaredLogarithmicError::default().evaluate(y_true, y_pred)
}
