//! The coefficient of determination.

use ndarray::{ArrayRef, Dimension};

use super::moments::ColumnMoments;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{Influence, Moments, R2Aggregation};

/// The share of the truth's variation that the prediction explains.
///
/// 1 − Σw(y − p)²/Σw(y − ȳ)² for each column, ȳ being its weighted mean ([Keras][k]). The columns'
/// scores are averaged, all alike or each by the variation of its truth. For a model of k =
/// `num_regressors` regressors, 1 − (1 − R²)(n − 1)/(n − k − 1), n being the number of rows with a
/// weight above zero in any column. A column's score is within 2 ulp, however far the targets lie
/// from zero.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, columns]`, any finite numbers.
///   The value is at most 1.
/// - **Undefined:** without a weight above zero in every column; where the truth of a column (for
///   the variance-weighted average: of every column) does not vary; where n ≤ k + 1 and k > 0;
///   where a square exceeds the range of `f64`.
/// - **Weights:** for samples or elements. Adjusted scores count each sample once, whatever its
///   weight, so a sample of weight 2 is not the same as the sample twice.
/// - **Cost:** one pass, memory for each column.
/// - **Errors:** unequal shapes, more than two axes, another number of columns than before, more
///   columns than memory has room for, numbers that are not finite, bad weights.
///
/// Differs from Keras, which accepts vectors in two axes only, gives 0 or NaN for a constant truth,
/// loses all digits of targets far from zero (`f32`, with squares subtracted), and gives the score
/// unadjusted where n ≤ k + 1. Its `class_aggregation=None` is [`per_column`](Self::per_column).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0.0, 0.0, 2.0, 2.0], array![0.0, 0.0, 2.0, 3.0]);
/// assert_eq!(R2Score::default().evaluate(&y_true, &y_pred)?, 0.75);
/// let adjusted = R2Score { num_regressors: 1, ..Default::default() };
/// assert_eq!(adjusted.evaluate(&y_true, &y_pred)?, 0.625); // 1 - 0.25 * 3 / 2
/// let far = R2Score::default().evaluate(&(y_true + 1e8), &(y_pred + 1e8))?;
/// assert_eq!(far, 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#r2score-class
#[doc(alias = "r2")]
#[doc(alias = "r_squared")]
#[doc(alias = "coefficient_of_determination")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct R2Score {
    /// How the columns' scores become one number. Their plain mean by default.
    pub class_aggregation: R2Aggregation,
    /// The number of regressors to adjust the score for. 0 by default: no adjustment.
    pub num_regressors: usize,
}

impl R2Score {
    /// Returns the measure of each column's score, not aggregated.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![[0.0, 7.0], [2.0, 7.0]], array![[0.0, 7.0], [3.0, 7.0]]);
    /// let scores = R2Score::default().per_column().evaluate(&y_true, &y_pred)?;
    /// assert_eq!(scores, [Ok(0.5), Err(Undefined::Constant)]);
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn per_column(self) -> R2ScorePerColumn {
        R2ScorePerColumn { num_regressors: self.num_regressors }
    }
}

impl Measure for R2Score {
    type Observer = ColumnMoments;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> ColumnMoments {
        ColumnMoments
    }

    fn read(&self, moments: &Moments) -> Result<f64, Undefined> {
        let score = moments.r2_score(self.class_aggregation)?;
        moments.adjusted(score, self.num_regressors)
    }

    fn influences(&self, moments: &Moments) -> Vec<Result<Influence, Undefined>> {
        moments
            .influences_of_one_column(|column| moments.influence_on_r2(column, self.num_regressors))
    }
}

/// The share of the truth's variation that the prediction explains, column by column.
///
/// [`R2Score`] without aggregation, as Keras's `class_aggregation=None`: for each column one
/// number, or the reason why it is undefined; no numbers before the first sample. It shares the
/// state of [`R2Score`], and its shapes, weights, cost, errors and differences.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0.0, 4.0], [2.0, 8.0]], array![[0.0, 5.0], [2.0, 7.0]]);
/// let scores = R2ScorePerColumn::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(scores, [Ok(1.0), Ok(0.75)]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct R2ScorePerColumn {
    /// The number of regressors to adjust the scores for. 0 by default: no adjustment.
    pub num_regressors: usize,
}

impl Measure for R2ScorePerColumn {
    type Observer = ColumnMoments;
    type Output = Vec<Result<f64, Undefined>>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> ColumnMoments {
        ColumnMoments
    }

    fn read(&self, moments: &Moments) -> Vec<Result<f64, Undefined>> {
        let adjusted = |score: f64| moments.adjusted(score, self.num_regressors);
        moments.r2_scores().into_iter().map(|score| score.and_then(adjusted)).collect()
    }

    fn influences(&self, moments: &Moments) -> Vec<Result<Influence, Undefined>> {
        let influence = |column| moments.influence_on_r2(column, self.num_regressors);
        moments.columns().iter().map(influence).collect()
    }
}

/// [`R2Score`] of one batch: the mean of the columns' scores.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::r2_score(&array![1_u8, 3, 5], &array![2_u8, 3, 4])?, 0.75);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn r2_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    R2Score::default().evaluate(y_true, y_pred)
}
