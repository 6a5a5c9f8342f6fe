//! The share of errors that are small enough.

use crate::element::{Element, difference};
use crate::error::Error;
use crate::mean::{Elementwise, MeanMeasure, PerElement};
use crate::scale::Scale;

/// The share of predictions that are within a tolerance of the truth.
///
/// The mean of 1 where |y − p| ≤ tolerance, else 0, over all elements: the distribution function of the absolute
/// error ([definition][d]), of which [`AbsoluteErrorQuantile`](super::AbsoluteErrorQuantile) is the inverse. The
/// difference of two integers is exact, any other is rounded once before it is compared.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The tolerance is in units of
///   the data, the value in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, a tolerance below 0 or not finite, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0, 4.0], array![1.0, 2.5, 2.0, 7.0]);
/// let share = ShareWithinTolerance { tolerance: 1.0 };
/// assert_eq!(share.evaluate(&y_true, &y_pred)?, 0.75); // errors of 0, 0.5, 1 and 3
/// # Ok::<(), Error>(())
/// ```
///
/// [d]: https://en.wikipedia.org/wiki/Empirical_distribution_function
#[doc(alias = "within_tolerance")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct ShareWithinTolerance {
    /// The largest absolute error that counts, finite and at least 0. 0.0 by default: only equal numbers count.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub tolerance: f64,
}

impl MeanMeasure for ShareWithinTolerance {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if (0.0..f64::INFINITY).contains(&self.tolerance) {
            return Ok(());
        }
        Err(Error::number("tolerance", self.tolerance, "a finite number of at least 0"))
    }
}

impl Elementwise for ShareWithinTolerance {
    const COUNTS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let tolerance = self.tolerance;
        #[inline(always)]
        move |y, p| f64::from(u8::from(difference(y, p).abs() <= tolerance))
    }
}
