//! Joint moments by column.

mod by_hand;
mod errors;
mod few;
mod forecasts;
mod influence;
mod joint;
#[cfg(feature = "serde")]
mod possible;
mod powers;
mod products;
mod quotient;
mod sampled;
mod strip;

use super::State;
use crate::error::{Error, Undefined};
use crate::exact::ExactSum;
use crate::exact::wide::Floating;
use crate::output::Output;

pub use errors::ErrorNormalization;
pub(crate) use few::is_ordinary;
pub(crate) use forecasts::Forecasts;
pub use influence::Influence;
pub use joint::JointMoments;
pub use sampled::SampledMoments;
pub(crate) use strip::Strip;

/// The [`JointMoments`] of every column of a batch of rows, or of all elements as one column.
///
/// The data decide the number of columns: a fresh state has none and merges with any other.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1.0, 5.0], [3.0, 9.0]], array![[1.0, 6.0], [3.0, 8.0]]);
/// let moments = ColumnMoments.evaluate(&y_true, &y_pred)?;
/// assert_eq!(moments.columns()[1].mean_true(), Ok(7.0));
/// assert_eq!(moments.r2_scores(), [Ok(1.0), Ok(0.75)]);
/// assert_eq!(moments.pooled().mean_true(), Ok(4.5)); // 1, 5, 3 and 9
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Moments {
    pub(super) columns: Vec<JointMoments>,
    pub(super) samples: u64,
}

/// How the scores of several columns become one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum R2Aggregation {
    /// The mean of the columns' scores.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "uniform_average"))]
    UniformAverage,
    /// The mean of the columns' scores, weighted by the variation of each column's truth,
    /// Σw(y − ȳ)². Leaves out columns whose truth does not vary.
    #[cfg_attr(
        feature = "serde",
        serde(alias = "variance_weighted_average", alias = "variance_weighted")
    )]
    VarianceWeightedAverage,
}

impl Moments {
    /// The sums of each column, empty before the first sample of a weight above zero.
    #[must_use]
    pub fn columns(&self) -> &[JointMoments] {
        &self.columns
    }

    /// The number of samples with a weight above zero: rows with such a weight in any column, or
    /// elements if all elements form one column.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// The sums over all columns together.
    #[must_use]
    pub fn pooled(&self) -> JointMoments {
        let mut all = JointMoments::default();
        self.columns.iter().for_each(|column| all.merge(column));
        all
    }

    /// The coefficient of determination of each column.
    #[must_use]
    pub fn r2_scores(&self) -> Vec<Result<f64, Undefined>> {
        self.columns.iter().map(JointMoments::r2_score).collect()
    }

    /// The coefficient of determination of all columns in one number.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`]; [`Undefined::Constant`] for the uniform
    /// average if the truth of any column does not vary, for the weighted average if the truth of
    /// no column varies.
    pub fn r2_score(&self, aggregation: R2Aggregation) -> Result<f64, Undefined> {
        match aggregation {
            R2Aggregation::UniformAverage => self.uniform_average(JointMoments::r2_score),
            R2Aggregation::VarianceWeightedAverage => {
                self.variance_weighted_average(JointMoments::variation)
            }
        }
    }

    /// The share of the truth's variance that the prediction explains, whatever its bias, of all columns in one
    /// number.
    ///
    /// # Errors
    ///
    /// As [`r2_score`](Self::r2_score).
    pub fn explained_variance(&self, aggregation: R2Aggregation) -> Result<f64, Undefined> {
        match aggregation {
            R2Aggregation::UniformAverage => self.uniform_average(JointMoments::explained_variance),
            R2Aggregation::VarianceWeightedAverage => {
                self.variance_weighted_average(JointMoments::variation_without_bias)
            }
        }
    }

    /// The mean over the columns of the squared error relative to the spread of the truth.
    ///
    /// # Errors
    ///
    /// As [`r2_score`](Self::r2_score) for the uniform average.
    pub fn relative_squared_error(&self) -> Result<f64, Undefined> {
        self.uniform_average(JointMoments::relative_squared_error)
    }

    /// The score R² adjusted for the number k of the model's regressors: with n samples,
    /// 1 − (1 − R²)(n − 1)/(n − k − 1). For k = 0, the score itself.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] unless n > k + 1.
    pub fn adjusted(&self, score: f64, num_regressors: usize) -> Result<f64, Undefined> {
        if num_regressors == 0 {
            return Ok(score);
        }
        let freedom = self.samples.saturating_sub(1).saturating_sub(num_regressors as u64);
        if freedom == 0 {
            return Err(Undefined::ZeroDenominator);
        }
        let adjusted = 1.0 - (1.0 - score) * ((self.samples - 1) as f64 / freedom as f64);
        if adjusted.is_finite() { Ok(adjusted) } else { Err(Undefined::Overflow) }
    }

    fn uniform_average(
        &self,
        score: fn(&JointMoments) -> Result<f64, Undefined>,
    ) -> Result<f64, Undefined> {
        let (mut total, mut count) = (ExactSum::new(), ExactSum::new());
        for column in &self.columns {
            total.merge(&ExactSum::from_term(score(column)?));
            count.add_count(1);
        }
        if count.is_zero() {
            return Err(Undefined::NoSamples);
        }
        total.ratio(&count)
    }

    fn variance_weighted_average(
        &self,
        variation: fn(&JointMoments) -> Result<(Floating, Floating), Undefined>,
    ) -> Result<f64, Undefined> {
        let (mut total, mut explained) = (Vec::new(), Vec::new());
        let mut reason = Undefined::NoSamples;
        for column in &self.columns {
            match variation(column) {
                Ok((all, part)) => {
                    total.push(all);
                    explained.push(part);
                }
                Err(Undefined::Constant) => reason = Undefined::Constant,
                Err(Undefined::NoSamples) => {}
                Err(other) => return Err(other),
            }
        }
        if total.is_empty() {
            return Err(reason);
        }
        Floating::sum(&explained).over(Floating::sum(&total)).value()
    }

    /// Returns the columns and the count of samples, to add a block of `columns` columns to.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] if the columns do not fit into memory, [`Error::Columns`] if the state
    /// has another number of columns.
    pub(crate) fn of_width(
        &mut self,
        columns: usize,
    ) -> Result<(&mut [JointMoments], &mut u64), Error> {
        if self.columns.is_empty() {
            self.columns = room_for(columns)?;
            self.columns.resize(columns, JointMoments::default());
        }
        self.check_width(columns)?;
        Ok((&mut self.columns, &mut self.samples))
    }

    fn check_width(&self, columns: usize) -> Result<(), Error> {
        if self.columns.len() == columns {
            return Ok(());
        }
        Err(Error::Columns { expected: self.columns.len(), found: columns })
    }

    /// Forgets the number of columns if no sample has a weight above 0.
    pub(crate) fn finish(&mut self) {
        if self.samples == 0 {
            *self = Self::default();
        }
    }
}

/// Returns an empty list with room for `columns` columns, or refuses them.
pub(crate) fn room_for<S>(columns: usize) -> Result<Vec<S>, Error> {
    let mut list = Vec::new();
    match list.try_reserve_exact(columns) {
        Ok(()) => Ok(list),
        Err(_) => Err(Error::TooLarge { what: format!("{columns} columns") }),
    }
}

impl Output for Moments {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    /// Means, variances and covariance, column by column.
    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        let numbers = |column: &JointMoments| {
            [
                column.mean_true(),
                column.mean_pred(),
                column.variance_true(),
                column.variance_pred(),
                column.covariance(),
            ]
        };
        self.columns().iter().flat_map(numbers).collect()
    }
}

impl State for Moments {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        if self.columns.is_empty() || other.columns.is_empty() {
            return Ok(());
        }
        self.check_width(other.columns.len())
    }

    fn merge(&mut self, other: &Self) {
        if self.columns.is_empty() {
            return self.clone_from(other);
        }
        self.columns.iter_mut().zip(&other.columns).for_each(|(own, column)| own.merge(column));
        self.samples = self.samples.saturating_add(other.samples);
    }
}
