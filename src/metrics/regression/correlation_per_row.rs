//! Correlations within each row, averaged, as Keras has them.

use crate::element::Element;
use crate::error::Error;
use crate::kernel::rows::{self, inverse};
use crate::mean::{MeanMeasure, PerRow, Rowwise};
use crate::scale::Scale;

/// The mean of Pearson's correlations of rows.
///
/// cov(y, p)/√(var(y)·var(p)) along the last axis, averaged over all rows ([Keras][k]). Rows are
/// centred before they are multiplied, so that a row of up to a hundred numbers is within 2^-44 as
/// long as they spread by 1e-8 of their size.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., length]`, any finite numbers. The value
///   is in [−1, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** a row of the truth or the prediction whose numbers are all equal, unequal shapes,
///   no last axis, numbers that are not finite, bad weights.
///
/// Differs from Keras, where a row without variance makes the mean NaN for good.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1.0, 2.0, 3.0], [0.0, 0.0, 8.0]];
/// let y_pred = array![[1.0, 3.0, 2.0], [5.0, 5.0, 6.0]];
/// let rows = PearsonCorrelation.per_row().per_sample(&y_true, &y_pred)?;
/// assert!((rows - array![0.5, 1.0]).iter().all(|error| error.abs() < 1e-15));
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/correlation_metrics/#pearsoncorrelation-class
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PearsonCorrelationPerRow;

impl MeanMeasure for PearsonCorrelationPerRow {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn refusal(&self, index: Vec<usize>) -> Error {
        Error::ConstantRow { index }
    }
}

impl Rowwise for PearsonCorrelationPerRow {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        #[inline(always)]
        |y, p| {
            let (y_size, p_size) = (rows::largest_size(y), rows::largest_size(p));
            let row = Centred::of(y, p, inverse(y_size), inverse(p_size));
            if row.yy <= 0.0 || row.pp <= 0.0 {
                return f64::NAN;
            }
            (row.yp / (row.yy * row.pp).sqrt()).clamp(-1.0, 1.0)
        }
    }
}

/// The mean of Lin's concordance correlations of rows.
///
/// 2·cov(y, p)/(var(y) + var(p) + (ȳ − p̄)²) along the last axis, with the moments of the
/// population, averaged over all rows ([Keras][k]). Rows are centred before they are multiplied, so
/// that a row of up to a hundred numbers is within 2^-44 as long as they spread by 1e-8 of their
/// size.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., length]`, any finite numbers. The value
///   is in [−1, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** rows of the truth and the prediction that are one and the same constant, unequal
///   shapes, no last axis, numbers that are not finite, bad weights.
///
/// Differs from Keras, which adds 1e-7 to the denominator, so that equal constants give 0 there.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[0.0, 1.0, 2.0, 5.0], [1.0, 2.0, 2.0, 3.0]];
/// let y_pred = array![[0.0, 1.0, 2.0, 5.0], [2.0, 2.0, 2.0, 2.0]];
/// assert_eq!(ConcordanceCorrelation.per_row().evaluate(&y_true, &y_pred)?, 0.5); // 1 and 0
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/correlation_metrics/#concordancecorrelation-class
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct ConcordanceCorrelationPerRow;

impl MeanMeasure for ConcordanceCorrelationPerRow {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::CORRELATION
    }

    fn refusal(&self, index: Vec<usize>) -> Error {
        Error::ConstantRow { index }
    }
}

impl Rowwise for ConcordanceCorrelationPerRow {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        #[inline(always)]
        |y, p| {
            let (y_size, p_size) = (rows::largest_size(y), rows::largest_size(p));
            let scale = inverse(if y_size > p_size { y_size } else { p_size });
            let row = Centred::of(y, p, scale, scale);
            let offset = y.len() as f64 * row.offset * row.offset;
            let distance = row.yy + row.pp + offset;
            if distance <= 0.0 { f64::NAN } else { 2.0 * row.yp / distance }
        }
    }
}

/// Sums of squares and products of a row around its means, and the distance of the means.
struct Centred {
    yy: f64,
    pp: f64,
    yp: f64,
    offset: f64,
}

impl Centred {
    /// Takes numbers relative to the first number of their row, so that a constant row is exactly
    /// 0, then relative to their mean. The mean is rounded, so the remainders do not sum to 0:
    /// their sums are taken out of the products at the end.
    #[inline(always)]
    fn of<T: Element, P: Element>(y: &[T], p: &[P], y_scale: f64, p_scale: f64) -> Self {
        let (y_first, p_first) = (y[0].to_f64() * y_scale, p[0].to_f64() * p_scale);
        let y_at = |i: usize| y[i].to_f64() * y_scale - y_first;
        let p_at = |i: usize| p[i].to_f64() * p_scale - p_first;
        let n = y.len() as f64;
        let y_mean = sum(y, y_at) / n;
        let p_mean = sum(y, p_at) / n;
        let y_at = |i: usize| y_at(i) - y_mean;
        let p_at = |i: usize| p_at(i) - p_mean;
        let (y_rest, p_rest) = (sum(y, y_at), sum(y, p_at));
        let square = |x: f64| x * x;
        Self {
            yy: sum(y, |i| square(y_at(i))) - y_rest * y_rest / n,
            pp: sum(y, |i| square(p_at(i))) - p_rest * p_rest / n,
            yp: sum(y, |i| y_at(i) * p_at(i)) - y_rest * p_rest / n,
            offset: (y_first - p_first) + (y_mean - p_mean) + (y_rest - p_rest) / n,
        }
    }
}

/// Returns Σ f(i) over the positions of a row.
#[inline(always)]
fn sum<A: Element>(row: &[A], f: impl Fn(usize) -> f64) -> f64 {
    rows::sum_of(
        row,
        #[inline(always)]
        |i, _| f(i),
    )
}
