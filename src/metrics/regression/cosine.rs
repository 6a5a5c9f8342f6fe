//! Angles between vectors.

use ndarray::{ArrayRef, Dimension};

use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::bits::power_of_two;
use crate::kernel::math::clamp;
use crate::kernel::rows::{self, inverse};
use crate::mean::{MeanMeasure, PerRow, Rowwise};
use crate::scale::Scale;

/// The cosine of the angle between truth and prediction.
///
/// Σ y·p/(‖y‖·‖p‖) over the last axis, averaged over all rows ([Keras][k]); 1 is the same
/// direction. Rows are scaled by their largest number first, so that no square overflows. A row's
/// cosine is within 2^-50 for up to a hundred numbers.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., length]`, any finite numbers. The value
///   is in [−1, 1]. A row of zeros has no direction and counts 0, as in Keras.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no last axis, numbers that are not finite, bad weights.
///
/// Differs from Keras for numbers above 1e19, which Keras's squares overflow, and for norms below
/// 1e-7, which it shrinks. `keras.losses.cosine_similarity` is the negative.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0.0, 1.0], [1.0, 1.0]], array![[1.0, 0.0], [1.0, 1.0]]);
/// assert!((CosineSimilarity.evaluate(&y_true, &y_pred)? - 0.5).abs() < 1e-15); // 0 and 1
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/regression_metrics/#cosinesimilarity-class
#[doc(alias = "cosine")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CosineSimilarity;

impl MeanMeasure for CosineSimilarity {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::CORRELATION
    }
}

impl Rowwise for CosineSimilarity {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        #[inline(always)]
        |y, p| {
            let sums = rows::products(y, p, [1.0; 2]);
            let [yy, pp, yp] = if are_ordinary(sums) { sums } else { scaled(y, p) };
            let cosine = if yy == 0.0 || pp == 0.0 { 0.0 } else { yp / (yy * pp).sqrt() };
            // Rounding alone takes a cosine out of its range.
            clamp(cosine, -1.0, 1.0)
        }
    }
}

/// Squares of this size and their products stay in the range of `f64`, and what is lost below it is nothing
/// beside them.
const ORDINARY: std::ops::Range<f64> = power_of_two(-400)..power_of_two(400);

#[inline(always)]
fn are_ordinary([yy, pp, _]: [f64; 3]) -> bool {
    ORDINARY.contains(&yy) & ORDINARY.contains(&pp)
}

/// Returns the sums of products of rows that were brought to a size of about 1, by powers of two, so that
/// nothing is rounded.
#[cold]
fn scaled<T: Element, P: Element>(y: &[T], p: &[P]) -> [f64; 3] {
    let (y_size, p_size) = (rows::largest_size(y), rows::largest_size(p));
    rows::products(y, p, [inverse(y_size), inverse(p_size)])
}

/// [`CosineSimilarity`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let cosine = metrics::cosine_similarity(&array![[3.0, 4.0]], &array![[-3.0, -4.0]])?;
/// assert!((cosine + 1.0).abs() < 1e-15);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn cosine_similarity<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CosineSimilarity.evaluate(y_true, y_pred)
}
