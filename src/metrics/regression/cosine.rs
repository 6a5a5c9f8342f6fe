//! Angles between vectors.

use ndarray::{ArrayRef, Dimension};

use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::bits::power_of_two;
use crate::kernel::math::clamp;
use crate::kernel::rows::{self, GROUP, inverse};
use crate::mean::{MeanMeasure, PerRow, Rowwise, write_row_terms};
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
            cosine(if are_ordinary(sums) { sums } else { scaled(y, p) })
        }
    }

    /// Adds up the rows of a group one by one, and then divides in the lanes of registers.
    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        let row = p.len() / terms.len().max(1);
        let groups = y.chunks(GROUP * row).zip(p.chunks(GROUP * row));
        for ((y, p), terms) in groups.zip(terms.chunks_mut(GROUP)) {
            match row {
                2 => write_group(y, p, terms, sums_of::<T, P, 2>),
                3 => write_group(y, p, terms, sums_of::<T, P, 3>),
                _ => write_group(y, p, terms, |y, p, sums| {
                    for (i, (y, p)) in y.chunks_exact(row).zip(p.chunks_exact(row)).enumerate() {
                        [sums[0][i], sums[1][i], sums[2][i]] = rows::products(y, p, [1.0; 2]);
                    }
                }),
            }
        }
    }
}

/// Σy², Σp² and Σyp of each row of a group.
type Sums = [[f64; GROUP]; 3];

/// Writes the sums of rows of a length that the compiler knows, in the order of [`rows::products`].
#[inline(always)]
fn sums_of<T: Element, P: Element, const N: usize>(y: &[T], p: &[P], sums: &mut Sums) {
    let [yy, pp, yp] = sums;
    let rows = y.as_chunks::<N>().0.iter().zip(p.as_chunks::<N>().0);
    for (((y, p), yy), (pp, yp)) in rows.zip(yy).zip(pp.iter_mut().zip(yp)) {
        [*yy, *pp, *yp] = [0.0; 3];
        for i in 0..N {
            let (y, p) = (y[i].to_f64(), p[i].to_f64());
            (*yy, *pp, *yp) = (*yy + y * y, *pp + p * p, *yp + y * p);
        }
    }
}

/// Writes the cosines of a group of rows, given what writes their sums.
#[inline(always)]
fn write_group<T: Element, P: Element>(
    y: &[T],
    p: &[P],
    terms: &mut [f64],
    write_sums: impl Fn(&[T], &[P], &mut Sums),
) {
    let (mut sums, mut all_ordinary) = ([[1.0; GROUP]; 3], true);
    write_sums(y, p, &mut sums);
    let [yy, pp, yp] = sums;
    for (((term, yy), pp), yp) in terms.iter_mut().zip(yy).zip(pp).zip(yp) {
        *term = cosine([yy, pp, yp]);
        all_ordinary &= are_ordinary([yy, pp, yp]);
    }
    if !all_ordinary {
        write_unusual(y, p, terms);
    }
}

/// Writes the cosines of rows of which some have very large or very small numbers, or numbers that are not admitted.
#[cold]
fn write_unusual<T: Element, P: Element>(y: &[T], p: &[P], terms: &mut [f64]) {
    let cosines = CosineSimilarity;
    write_row_terms(cosines.domains(), y, p, terms, cosines.formula());
}

/// Σyp/√(Σy²·Σp²); 0 if all numbers of a row are.
#[inline(always)]
fn cosine([yy, pp, yp]: [f64; 3]) -> f64 {
    let cosine = if (yy == 0.0) | (pp == 0.0) { 0.0 } else { yp / (yy * pp).sqrt() };
    // Rounding alone takes a cosine out of its range.
    clamp(cosine, -1.0, 1.0)
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

#[cfg(test)]
mod tests {
    use ndarray::{Array2, Axis};

    use super::*;
    use crate::mean::PerSample;

    #[test]
    fn a_row_has_its_cosine_beside_any_others() {
        for length in [1, 2, 3, 4, 10, 17] {
            let number = |step: usize| {
                Array2::from_shape_fn((40, length), |(i, j)| ((step * i + 3 * j) as f64).sin())
            };
            let (mut y, p) = (number(5), number(7));
            let ordinary = CosineSimilarity.per_sample(&y, &p).expect("numbers");
            y.row_mut(9).fill(0.0);
            y.row_mut(10).mapv_inplace(|number| 1e200 * number);
            let beside = CosineSimilarity.per_sample(&y, &p).expect("numbers");
            assert_eq!(beside[9], 0.0);
            assert!((beside[10] - ordinary[10]).abs() < 1e-15);
            for (row, cosine) in beside.iter().enumerate() {
                let own = |all: &Array2<f64>| all.select(Axis(0), &[row]);
                let alone = CosineSimilarity.per_sample(&own(&y), &own(&p));
                assert_eq!(alone.expect("numbers").to_vec(), [*cosine]);
            }
        }
    }
}
