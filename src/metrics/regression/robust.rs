//! Errors of predicted numbers in which outliers count less.

use std::f64::consts::LN_2;

use ndarray::{ArrayRef, Dimension};

use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::math::{exp, ln_1p};
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::scale::Scale;

/// The mean of the logarithm of the hyperbolic cosine of the differences.
///
/// ln cosh(p − y), averaged over all elements ([Keras][k]): near e²/2 for small errors and
/// |e| − ln 2 for large errors. Below 1 it is computed from the series of cosh e − 1, which loses no digits:
/// a term is within 8 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from Keras, where an error of 1e-4 cancels to 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let tiny = LogCoshError.evaluate(&array![0.0], &array![1e-4])?;
/// assert!((tiny / 5e-9 - 1.0).abs() < 1e-8); // e²/2
/// let large = LogCoshError.evaluate(&array![0.0], &array![1000.0])?;
/// assert_eq!(large, 1000.0 - 2_f64.ln());
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#logcosherror-class
#[doc(alias = "logcosh")]
#[doc(alias = "log_cosh")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct LogCoshError;

impl MeanMeasure for LogCoshError {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }
}

impl Elementwise for LogCoshError {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, p| {
            let e = difference(y, p).abs();
            let small = e < 1.0;
            let log = ln_1p(if small { cosh_m1(e) } else { exp(-2.0 * e) });
            if small { log } else { e + (log - LN_2) }
        }
    }
}

/// cosh x − 1 for x in [0, 1]: the Taylor series in x². The first term left out is below 10^-18 of the sum.
#[inline(always)]
fn cosh_m1(x: f64) -> f64 {
    let z = x * x;
    z * INVERSE_FACTORIALS.iter().rev().fold(0.0, |sum, inverse| sum * z + inverse)
}

/// 1/(2n)! from n = 1 on.
const INVERSE_FACTORIALS: [f64; 9] = [
    1.0 / 2.0,
    1.0 / 24.0,
    1.0 / 720.0,
    1.0 / 40_320.0,
    1.0 / 3_628_800.0,
    1.0 / 479_001_600.0,
    1.0 / 87_178_291_200.0,
    1.0 / 20_922_789_888_000.0,
    1.0 / 6_402_373_705_728_000.0,
];

/// [`LogCoshError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::log_cosh(&array![1.0, 2.0], &array![1.0, 2.0])?;
/// assert_eq!(error, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn log_cosh<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    LogCoshError.evaluate(y_true, y_pred)
}

/// The mean of the squared differences up to a bound, and of the absolute differences beyond.
///
/// e²/2 where |e| ≤ δ, else δ·|e| − δ²/2, averaged over all elements ([Keras][k], Huber 1964). A
/// term is within 3 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers.
/// - **Undefined:** without a weight above zero; where a term exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, a delta that is not above 0, bad
///   weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 3.0], array![1.0, 0.0]);
/// assert_eq!(Huber::default().evaluate(&y_true, &y_pred)?, 1.5); // 1/2 and 3 − 1/2
/// assert_eq!(Huber { delta: 2.0 }.evaluate(&y_true, &y_pred)?, 2.25); // 1/2 and 6 − 2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/losses/regression_losses/#huber-function
#[doc(alias = "huber_loss")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Huber {
    /// The bound δ between the square and the line, above 0. 1 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub delta: f64,
}

impl Default for Huber {
    fn default() -> Self {
        Self { delta: 1.0 }
    }
}

impl MeanMeasure for Huber {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if 0.0 < self.delta && self.delta.is_finite() {
            return Ok(());
        }
        Err(Error::number("delta", self.delta, "a finite number above 0"))
    }
}

impl Elementwise for Huber {
    const PROPAGATES: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let delta = self.delta;
        #[inline(always)]
        move |y, p| {
            let e = difference(y, p).abs();
            let least = if e > delta { delta } else { e };
            least * (e - 0.5 * least)
        }
    }
}

/// [`Huber`] of one batch, with a delta of 1.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::huber(&array![0.0, 0.0], &array![0.5, 2.0])?, 0.8125);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn huber<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Huber::default().evaluate(y_true, y_pred)
}
