//! Quantiles of errors with their sign.

use super::RankedErrors;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::{Scale, Unit};
use crate::state::{RankedValues, check_level};

/// A quantile of the errors with their sign.
///
/// The least p − y up to which the share of the weight reaches the level; where that share is the level, the
/// middle between this error and the next ([Hyndman and Fan 1996][h], definition 2). The sign is that of
/// [`MeanBiasError`](crate::metrics::MeanBiasError): above 0 where predictions are too high. So levels of 0.05
/// and 0.95 bound the middle 90 % of the errors. The difference of two integers is exact, any other is
/// rounded once, and so is the middle.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in units of the
///   data.
/// - **Undefined:** without a weight above zero; where the quantile exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples. A weight of 2 counts as the element twice.
/// - **Cost:** one pass, memory for every distinct error; see [`RankedValues`].
/// - **Errors:** unequal shapes, numbers that are not finite, a level outside [0, 1], bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. `NumPy`'s `quantile` of the errors is the same with
/// `method="averaged_inverted_cdf"`; by default it interpolates between two errors.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 0.0, 0.0, 0.0], array![1.0, -2.0, 3.0, 4.0]);
/// assert_eq!(ErrorQuantile { level: 0.25 }.evaluate(&y_true, &y_pred)?, -0.5); // of -2 and 1
/// assert_eq!(ErrorQuantile { level: 0.3 }.evaluate(&y_true, &y_pred)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.2307/2684934
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct ErrorQuantile {
    /// The level of the quantile, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub level: f64,
}

impl Measure for ErrorQuantile {
    type Observer = RankedErrors;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::ANY.in_unit(Unit::Data)
    }

    fn observer(&self) -> RankedErrors {
        RankedErrors
    }

    fn check(&self) -> Result<(), Error> {
        check_level(self.level)
    }

    fn read(&self, errors: &RankedValues) -> Result<f64, Undefined> {
        errors.quantile_at(self.level)
    }
}
