//! Correlations of truth and prediction.

use ndarray::{ArrayRef, Dimension};

use super::correlation_per_row::{ConcordanceCorrelationPerRow, PearsonCorrelationPerRow};
use super::moments::ElementMoments;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{Influence, Moments};

/// Pearson's correlation of truth and prediction.
///
/// cov(y, p)/√(var(y)·var(p)) over all elements together ([Keras][k]; [Pearson 1895][p]), within
/// 4 ulp, however far the numbers lie from zero.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in
///   [−1, 1].
/// - **Undefined:** without a weight above zero; where the truth or the prediction does not vary;
///   where a square exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from Keras, which averages the correlations of rows ([`per_row`](Self::per_row) does),
/// so that a column of predictions gives NaN there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0], array![1.0, 3.0, 2.0]);
/// assert_eq!(PearsonCorrelation.evaluate(&y_true, &y_pred)?, 0.5);
/// assert_eq!(PearsonCorrelation.evaluate(&y_true, &(y_true.map(|y| 1e8 - y)))?, -1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/correlation_metrics/#pearsoncorrelation-class
/// [p]: https://doi.org/10.1098/rspl.1895.0041
#[doc(alias = "pearson")]
#[doc(alias = "pearson_corr_coef")]
#[doc(alias = "pearsonr")]
#[doc(alias = "corr")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PearsonCorrelation;

impl PearsonCorrelation {
    /// Returns the mean of the correlations of rows, which Keras computes.
    #[must_use]
    pub fn per_row(self) -> PearsonCorrelationPerRow {
        PearsonCorrelationPerRow
    }
}

impl Measure for PearsonCorrelation {
    type Observer = ElementMoments;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> ElementMoments {
        ElementMoments
    }

    fn read(&self, moments: &Moments) -> Result<f64, Undefined> {
        moments.pooled().pearson_correlation()
    }

    fn influences(&self, moments: &Moments) -> Vec<Result<Influence, Undefined>> {
        vec![moments.pooled().influence_on_pearson()]
    }
}

/// How close truth and prediction lie to the line y = p: Lin's concordance correlation.
///
/// 2·cov(y, p)/(var(y) + var(p) + (ȳ − p̄)²) over all elements together, with the moments of the
/// population ([Keras][k]; [Lin 1989][l]), within 2 ulp, however far the numbers lie from zero.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in
///   [−1, 1]: 1 for a perfect prediction, 0 if one side does not vary.
/// - **Undefined:** without a weight above zero; where truth and prediction are one and the same
///   constant; where a square exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// Differs from Keras, which averages the correlations of rows ([`per_row`](Self::per_row) does)
/// and adds 1e-7 to the denominator, so that equal constants give 0 there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0], array![2.0, 3.0, 4.0]);
/// // Covariance and variances are 2/3, the means differ by 1: 4/3 over 7/3.
/// assert_eq!(ConcordanceCorrelation.evaluate(&y_true, &y_pred)?, 4.0 / 7.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/correlation_metrics/#concordancecorrelation-class
/// [l]: https://doi.org/10.2307/2532051
#[doc(alias = "ccc")]
#[doc(alias = "concordance_corr_coef")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ConcordanceCorrelation;

impl ConcordanceCorrelation {
    /// Returns the mean of the correlations of rows, which Keras computes.
    #[must_use]
    pub fn per_row(self) -> ConcordanceCorrelationPerRow {
        ConcordanceCorrelationPerRow
    }
}

impl Measure for ConcordanceCorrelation {
    type Observer = ElementMoments;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn observer(&self) -> ElementMoments {
        ElementMoments
    }

    fn read(&self, moments: &Moments) -> Result<f64, Undefined> {
        moments.pooled().concordance_correlation()
    }

    fn influences(&self, moments: &Moments) -> Vec<Result<Influence, Undefined>> {
        vec![moments.pooled().influence_on_concordance()]
    }
}

/// [`PearsonCorrelation`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::pearson_correlation(&array![[1], [2], [3]], &array![[3], [5], [7]])?, 1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn pearson_correlation<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    PearsonCorrelation.evaluate(y_true, y_pred)
}

/// [`ConcordanceCorrelation`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::concordance_correlation(&array![1, 2, 3], &array![3, 2, 1])?, -1.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn concordance_correlation<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    ConcordanceCorrelation.evaluate(y_true, y_pred)
}
