//! The share of the truth's variance that the prediction explains, whatever its bias.

use ndarray::{ArrayRef, Dimension};

use super::moments::ColumnMoments;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{Influence, JointMoments, Moments, R2Aggregation};

/// The share of the truth's variance that the prediction explains, whatever its bias.
///
/// 1 − var(y − p)/var(y) for each column ([scikit-learn][s]), the columns' scores averaged, all alike or each by the
/// variation of its truth. It differs from [`R2Score`](super::R2Score) by the bias, the mean of p − y, which costs
/// nothing here. A column's score is within 2 ulp, however far the targets lie from zero.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, columns]`, any finite numbers. The value is at
///   most 1.
/// - **Undefined:** without a weight above zero in every column; where the truth of a column (for the
///   variance-weighted average: of every column) does not vary; where a square exceeds the range of `f64`.
/// - **Weights:** for samples or elements. Given weights of columns: [`per_column`](Self::per_column) with
///   [`weighted_mean`](crate::metrics::ColumnValues::weighted_mean).
/// - **Cost:** one pass, memory for each column.
/// - **Errors:** unequal shapes, more than two axes, another number of columns than before, more columns than memory
///   has room for, numbers that are not finite, bad weights.
///
/// Keras has no such metric. scikit-learn and torchmetrics give 0 or 1 for a constant truth.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 0.0, 2.0, 2.0], array![1.0, 1.0, 3.0, 4.0]);
/// // The errors 1, 1, 1, 2 have the variance 3/16, the truth has 1.
/// assert_eq!(ExplainedVariance::default().evaluate(&y_true, &y_pred)?, 0.8125);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/model_evaluation.html#explained-variance-score
#[doc(alias = "explained_variance_score")]
#[doc(alias = "evs")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct ExplainedVariance {
    /// How the columns' scores become one number. Their plain mean by default.
    pub aggregation: R2Aggregation,
}

impl ExplainedVariance {
    /// Returns the measure of each column's score, not aggregated.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![[0.0, 7.0], [2.0, 7.0]], array![[1.0, 7.0], [3.0, 7.0]]);
    /// let scores = ExplainedVariance::default().per_column().evaluate(&y_true, &y_pred)?;
    /// assert_eq!(scores, [Ok(1.0), Err(Undefined::Constant)]);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn per_column(self) -> ExplainedVariancePerColumn {
        ExplainedVariancePerColumn
    }
}

impl Measure for ExplainedVariance {
    type Observer = ColumnMoments;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> ColumnMoments {
        ColumnMoments
    }

    fn read(&self, moments: &Moments) -> Result<f64, Undefined> {
        moments.explained_variance(self.aggregation)
    }

    fn influences(&self, moments: &Moments) -> Vec<Result<Influence, Undefined>> {
        moments.influences_of_one_column(JointMoments::influence_on_explained_variance)
    }
}

/// The share of the truth's variance that the prediction explains, column by column.
///
/// [`ExplainedVariance`] without aggregation: for each column one number, or the reason why it is undefined; no
/// numbers before the first sample. It shares the state of [`ExplainedVariance`], and its shapes, weights, cost, errors
/// and differences.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0.0, 4.0], [2.0, 8.0]], array![[5.0, 5.0], [7.0, 7.0]]);
/// let scores = ExplainedVariancePerColumn.evaluate(&y_true, &y_pred)?;
/// assert_eq!(scores, [Ok(1.0), Ok(0.75)]); // errors of 5 and 5; of 1 and −1, beside −2 and 2
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ExplainedVariancePerColumn;

impl Measure for ExplainedVariancePerColumn {
    type Observer = ColumnMoments;
    type Output = Vec<Result<f64, Undefined>>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> ColumnMoments {
        ColumnMoments
    }

    fn read(&self, moments: &Moments) -> Vec<Result<f64, Undefined>> {
        moments.columns().iter().map(JointMoments::explained_variance).collect()
    }

    fn influences(&self, moments: &Moments) -> Vec<Result<Influence, Undefined>> {
        moments.columns().iter().map(JointMoments::influence_on_explained_variance).collect()
    }
}

/// [`ExplainedVariance`] of one batch: the mean of the columns' scores.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::explained_variance(&array![1_u8, 3, 5], &array![11_u8, 13, 15])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn explained_variance<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    ExplainedVariance::default().evaluate(y_true, y_pred)
}
