//! Errors of a forecast beside those of the naive forecast of the series it was trained on.

use ndarray::{ArrayRef, Axis, Ix1};

use super::errors::{MeanAbsoluteError, MeanSquaredError};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::mean::{PerSample, Terms};
use crate::measure::{Measure, Slope};
use crate::scale::Scale;
use crate::state::WeightedMean;

/// The errors of the naive forecast of a training series: each value is forecast to be the one `lag` steps
/// before.
///
/// They are the units of [`MeanAbsoluteScaledError`] and [`RootMeanSquaredScaledError`], which
/// [`of`](Self::of) computes. Series of different sizes have scales of their own:
/// [`Grouped`](crate::groups::Grouped) evaluates each series by itself.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let naive = NaiveScale::of(&array![1.0, 3.0, 2.0, 4.0], 1)?;
/// assert_eq!((naive.mean_absolute, naive.mean_squared), (5.0 / 3.0, 3.0)); // of 2, -1, 2
///
/// let (y_true, y_pred) = (array![5.0, 6.0], array![4.0, 7.0]);
/// assert_eq!(naive.mean_absolute_scaled_error().evaluate(&y_true, &y_pred)?, 1.0 / (5.0 / 3.0));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NaiveScale {
    /// The mean of |xₜ − xₜ₋ₘ|, m being the lag.
    pub mean_absolute: f64,
    /// The mean of (xₜ − xₜ₋ₘ)².
    pub mean_squared: f64,
}

impl NaiveScale {
    /// Returns the scale of a series, in the order of time. A `lag` of 1 forecasts the value before, a
    /// lag of 12 that of the same month in the year before.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a lag of 0, and for a series that is no longer than the lag;
    /// [`Error::Value`] for a number that is not finite; [`Undefined::Constant`] for a series that the naive
    /// forecast hits everywhere.
    pub fn of<A: Element>(series: &ArrayRef<A, Ix1>, lag: usize) -> Result<Self, Error> {
        check_lag(series.len(), lag)?;
        if let Some(i) = series.iter().position(|x| !x.to_f64().is_finite()) {
            let (argument, found, expected) = ("series", series[i].to_f64(), Domain::Finite);
            return Err(Error::Value { argument, index: vec![i], found, expected });
        }
        let (earlier, _) = series.view().split_at(Axis(0), series.len() - lag);
        let (_, later) = series.view().split_at(Axis(0), lag);
        let errors = (MeanAbsoluteError, MeanSquaredError).evaluate(&later, &earlier)?;
        match (errors.0?, errors.1?) {
            (0.0, _) => Err(Undefined::Constant.into()),
            (mean_absolute, mean_squared) => Ok(Self { mean_absolute, mean_squared }),
        }
    }

    /// Returns the mean absolute error in units of this scale.
    #[must_use]
    pub fn mean_absolute_scaled_error(self) -> MeanAbsoluteScaledError {
        MeanAbsoluteScaledError { naive_error: self.mean_absolute }
    }

    /// Returns the root mean squared error in units of this scale.
    #[must_use]
    pub fn root_mean_squared_scaled_error(self) -> RootMeanSquaredScaledError {
        RootMeanSquaredScaledError { naive_squared_error: self.mean_squared }
    }
}

fn check_lag(length: usize, lag: usize) -> Result<(), Error> {
    if (1..length).contains(&lag) {
        return Ok(());
    }
    let expected = format!("a number of steps above 0 and below the {length} of the series");
    Err(Error::Parameter { option: "lag", found: lag.to_string(), expected: expected.into() })
}

fn check_naive(option: &'static str, scale: f64) -> Result<(), Error> {
    if 0.0 < scale && scale < f64::INFINITY {
        return Ok(());
    }
    let expected = "a finite number above 0, such as `NaiveScale::of(&training_series, 1)?` gives";
    Err(Error::number(option, scale, expected))
}

/// The mean absolute error in units of that of the naive forecast of the training series.
///
/// MAE/s ([Hyndman and Koehler 2006][h]), s being the `naive_error`, which [`NaiveScale::of`] computes. Below 1
/// the forecast is better than the naive forecast was in training. Within 1.5 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is a pure number.
/// - **Undefined:** without a weight above zero; where a difference or the value exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory; shares the state of
///   [`MeanAbsoluteError`](super::MeanAbsoluteError).
/// - **Errors:** unequal shapes, numbers that are not finite, a scale that is not above 0, bad weights.
///
/// Libraries differ for a constant training series: 0 (`GluonTS`), infinity (`utilsforecast`), a scale of 1
/// (`AutoGluon`). Here [`NaiveScale::of`] refuses it. `yardstick` scales by the test series unless told
/// otherwise.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let error = MeanAbsoluteScaledError { naive_error: 2.0 };
/// assert_eq!(error.evaluate(&array![5.0, 6.0], &array![4.0, 8.0])?, 0.75); // 1.5/2
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.1016/j.ijforecast.2006.03.001
#[doc(alias = "mase")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct MeanAbsoluteScaledError {
    /// The mean absolute error of the naive forecast of the training series.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub naive_error: f64,
}

impl Measure for MeanAbsoluteScaledError {
    type Observer = Terms<MeanAbsoluteError>;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS
    }

    fn check(&self) -> Result<(), Error> {
        check_naive("naive_error", self.naive_error)
    }

    fn observer(&self) -> Terms<MeanAbsoluteError> {
        Terms(MeanAbsoluteError)
    }

    fn read(&self, errors: &WeightedMean) -> Result<f64, Undefined> {
        finite(self.of_mean(errors.mean()?))
    }

    fn slope(&self, _: &WeightedMean) -> Option<Slope> {
        Some(Slope::Linear(self.naive_error.recip()))
    }
}

impl PerSample for MeanAbsoluteScaledError {
    type Terms = MeanAbsoluteError;

    fn terms(&self) -> MeanAbsoluteError {
        MeanAbsoluteError
    }

    fn of_mean(&self, mean: f64) -> f64 {
        mean / self.naive_error
    }
}

/// The root mean squared error in units of that of the naive forecast of the training series.
///
/// √(MSE/s) ([M5 competition][m]), s being the `naive_squared_error`, which [`NaiveScale::of`] computes. Below 1
/// the forecast is better than the naive forecast was in training. Within 2 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is a pure number.
/// - **Undefined:** without a weight above zero; where a square or the value exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory; shares the state of [`MeanSquaredError`](super::MeanSquaredError).
/// - **Errors:** unequal shapes, numbers that are not finite, a scale that is not above 0, bad weights.
///
/// Libraries differ for a constant training series, as for [`MeanAbsoluteScaledError`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let error = RootMeanSquaredScaledError { naive_squared_error: 10.0 };
/// assert_eq!(error.evaluate(&array![5.0, 6.0], &array![4.0, 8.0])?, 0.5); // (1 + 4)/2 = 2.5
/// # Ok::<(), Error>(())
/// ```
///
/// [m]: https://doi.org/10.1016/j.ijforecast.2021.07.007
#[doc(alias = "rmsse")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct RootMeanSquaredScaledError {
    /// The mean squared error of the naive forecast of the training series.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub naive_squared_error: f64,
}

impl Measure for RootMeanSquaredScaledError {
    type Observer = Terms<MeanSquaredError>;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS
    }

    fn check(&self) -> Result<(), Error> {
        check_naive("naive_squared_error", self.naive_squared_error)
    }

    fn observer(&self) -> Terms<MeanSquaredError> {
        Terms(MeanSquaredError)
    }

    fn read(&self, squares: &WeightedMean) -> Result<f64, Undefined> {
        finite(self.of_mean(squares.mean()?))
    }

    /// d√(m/s)/dm.
    fn slope(&self, squares: &WeightedMean) -> Option<Slope> {
        let root = self.of_mean(squares.mean().ok()?);
        Some(Slope::Curved(0.5 / (root * self.naive_squared_error)))
    }
}

impl PerSample for RootMeanSquaredScaledError {
    type Terms = MeanSquaredError;

    fn terms(&self) -> MeanSquaredError {
        MeanSquaredError
    }

    fn of_mean(&self, mean: f64) -> f64 {
        (mean / self.naive_squared_error).sqrt()
    }
}

fn finite(value: f64) -> Result<f64, Undefined> {
    if value < f64::INFINITY { Ok(value) } else { Err(Undefined::Overflow) }
}
