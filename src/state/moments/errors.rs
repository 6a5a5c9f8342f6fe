//! Moments of the errors p − y of predictions, read off joint sums. The sums of errors are exact
//! differences of exact sums, so that cancellation loses no digits.

use super::JointMoments;
use crate::error::Undefined;
use crate::exact::ExactSum;
use crate::exact::wide::{DoubleWidth, Floating};

/// What the root of a mean squared error is divided by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum ErrorNormalization {
    /// The size of the mean of the truth, |ȳ|.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "mean"))]
    Mean,
    /// The standard deviation of the truth in the population, √(Σw(y − ȳ)²/Σw).
    #[cfg_attr(feature = "serde", serde(alias = "standard_deviation", alias = "std"))]
    StandardDeviation,
}

impl JointMoments {
    /// The bias, or mean error: the mean of the prediction less that of the truth, Σw(p − y)/Σw.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`].
    pub fn bias(&self) -> Result<f64, Undefined> {
        self.read()?.error().ratio(&self.weight)
    }

    /// The mean squared error, Σw(y − p)²/Σw.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`].
    pub fn mean_squared_error(&self) -> Result<f64, Undefined> {
        // Below the range of products, rounding may lead below 0.
        Ok(self.read()?.squared_error().ratio(&self.weight)?.max(0.0))
    }

    /// The variance of the errors in the population: the mean squared error less the bias squared.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`].
    pub fn variance_error(&self) -> Result<f64, Undefined> {
        self.read()?.variance(&self.error_spread())
    }

    /// The share of the truth's variance that the prediction explains, whatever its bias:
    /// 1 − var(y − p)/var(y), within 2 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`]; [`Undefined::Constant`] if the truth does
    /// not vary.
    pub fn explained_variance(&self) -> Result<f64, Undefined> {
        let spread = self.read()?.true_spread();
        Self::check_varying(&spread)?;
        let explained = spread.clone().minus(&self.error_spread());
        Ok(explained.scaled().over(spread.scaled()).value()?.min(1.0))
    }

    /// The root of the mean squared error over the size of the truth's mean, or over its standard deviation,
    /// within 2 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`]; [`Undefined::ZeroDenominator`] for a mean of 0,
    /// [`Undefined::Constant`] if the truth does not vary.
    pub fn normalized_root_mean_squared_error(
        &self,
        by: ErrorNormalization,
    ) -> Result<f64, Undefined> {
        let (below, instead) = match by {
            ErrorNormalization::Mean => {
                (DoubleWidth::product(&self.read()?.y, &self.y), Undefined::ZeroDenominator)
            }
            ErrorNormalization::StandardDeviation => {
                (self.read()?.true_spread(), Undefined::Constant)
            }
        };
        if !below.is_positive() {
            return Err(instead);
        }
        self.squared_error_over(&below).root().value()
    }

    /// The squared error relative to that of the truth's mean, Σw(y − p)²/Σw(y − ȳ)², within 1 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`]; [`Undefined::Constant`] if the truth does
    /// not vary.
    pub fn relative_squared_error(&self) -> Result<f64, Undefined> {
        let spread = self.read()?.true_spread();
        Self::check_varying(&spread)?;
        self.squared_error_over(&spread).value()
    }

    /// Σw·Σw(y − p)² over a number above 0. Below the range of products, rounding may lead below 0.
    fn squared_error_over(&self, below: &DoubleWidth) -> Floating {
        let above = DoubleWidth::product(&self.weight, &self.squared_error());
        if above.is_positive() { above.over(below) } else { Floating::new(0.0, 0) }
    }

    /// The variance of the truth, and the part of it that the prediction explains whatever its bias, each
    /// times Σw.
    pub(super) fn variation_without_bias(&self) -> Result<(Floating, Floating), Undefined> {
        let spread = self.read()?.true_spread();
        Self::check_varying(&spread)?;
        let explained = spread.clone().minus(&self.error_spread());
        let weight = self.weight_scaled();
        Ok((spread.scaled().over(weight), explained.scaled().over(weight)))
    }

    /// Σw(p − y).
    pub(in crate::state) fn error(&self) -> ExactSum {
        let mut error = self.p.clone();
        error.subtract(&self.y);
        error
    }

    /// Σw(y − p)².
    fn squared_error(&self) -> ExactSum {
        let mut squares = self.yy.clone();
        squares.merge(&self.pp);
        squares.subtract(&self.yp);
        squares.subtract(&self.yp);
        squares
    }

    /// The variance of the errors, times (Σw)².
    pub(super) fn error_spread(&self) -> DoubleWidth {
        let error = self.error();
        DoubleWidth::product(&self.weight, &self.squared_error()).minus_product(&error, &error)
    }

    /// The mean of the truth less the mean of the truth in `all`. Both weights are above 0.
    pub(in crate::state) fn mean_true_beyond(&self, all: &Self) -> Floating {
        let own = DoubleWidth::product(&self.y, &all.weight);
        let difference = own.minus_product(&all.y, &self.weight);
        difference.scaled().over(DoubleWidth::product(&self.weight, &all.weight).scaled())
    }
}
