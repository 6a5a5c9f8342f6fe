//! Intervals: how often they hold the truth, and how wide they are.

use ndarray::{ArrayRef, Dimension};

use super::columns::check_columns;
use crate::batch::Shapes;
use crate::element::{Element, difference};
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{MeanMeasure, PerTarget, Targeted};
use crate::scale::{Direction, Scale, Unit};
use crate::text::Found;

/// What the two columns are, in the words of a refusal.
pub(super) const BOUNDS: &str = "the lower and the upper bound of an interval";

/// Returns the width of an interval; NaN where the bounds are out of order.
#[inline(always)]
pub(super) fn width<P: Element>(lower: P, upper: P) -> f64 {
    let width = difference(upper, lower);
    if width >= 0.0 { width } else { f64::NAN }
}

/// Returns how far the truth lies outside an interval; 0 inside.
#[inline(always)]
pub(super) fn distance<T: Element, P: Element>(y: T, lower: P, upper: P) -> f64 {
    (-difference(y, lower)).max(0.0) + difference(y, upper).max(0.0)
}

/// Returns the refusal of an interval whose bounds are out of order.
#[cold]
pub(super) fn out_of_order<P: Element>(index: Vec<usize>, lower: P, upper: P) -> Error {
    let [lower, upper] = [lower, upper].map(|bound| Found(bound.to_f64()));
    let problem = format!(
        "the lower bound {lower} above the upper bound {upper}, expected bounds in order, the lower one \
         first; for bounds that may cross take the smaller and the larger one of each row, or give such \
         samples weight 0"
    );
    Error::Forecast { index, problem }
}

/// The share of intervals that hold the truth.
///
/// 1 where l ≤ y ≤ u, else 0, averaged over all targets ([Gneiting and Raftery 2007][g]): to be compared
/// with the level that the intervals were made for, as a share above it means intervals that are too
/// wide. See [`IntervalWidth`], and [`IntervalScore`] for both in one number.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., 2]`, a lower and an upper bound for each
///   target; any finite numbers. The value is in [0, 1].
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, numbers that are not finite, a lower bound above its upper bound, bad
///   weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. MAPIE's is
/// `regression_coverage_score`.
///
/// [`IntervalScore`]: crate::metrics::IntervalScore
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let intervals = array![[1.0, 3.0], [1.0, 3.0], [0.0, 9.0], [5.0, 5.0]];
/// let coverage = IntervalCoverage.evaluate(&array![2.0, 4.0, 0.0, 5.0], &intervals)?;
/// assert_eq!(coverage, 0.75); // the bounds belong to an interval
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1198/016214506000001437
#[doc(alias = "regression_coverage_score")]
#[doc(alias = "picp")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct IntervalCoverage;

impl MeanMeasure for IntervalCoverage {
    type Unit = PerTarget;

    /// The best share is that which the intervals were made for.
    fn value_scale(&self) -> Scale {
        Scale::new(0.0, 1.0, Direction::Neither)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        check_columns(shapes, 2, BOUNDS)
    }
}

impl Targeted for IntervalCoverage {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        #[inline(always)]
        |y, row| {
            let (inside, width) = (distance(y, row[0], row[1]) == 0.0, width(row[0], row[1]));
            if width.is_nan() { width } else { f64::from(u8::from(inside)) }
        }
    }

    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, row: &[P]) -> Error {
        out_of_order(index, row[0], row[1])
    }
}

/// [`IntervalCoverage`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::interval_coverage(&array![2, 4], &array![[1, 3], [1, 3]])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn interval_coverage<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    IntervalCoverage.evaluate(y_true, y_pred)
}

/// The mean width of intervals.
///
/// u − l, averaged over all targets ([Gneiting and Raftery 2007][g]). Of intervals of equal coverage
/// the narrower ones say more. The truth has no part in it. A term is within half an ulp.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., 2]`, a lower and an upper bound for each
///   target; any finite numbers. The value is in units of the data, and at least 0.
/// - **Undefined:** without a weight above zero; where a width exceeds the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** other shapes, numbers that are not finite, a lower bound above its upper bound, bad
///   weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. MAPIE's is
/// `regression_mean_width_score`.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let intervals = array![[1.0, 3.0], [0.0, 9.0]];
/// assert_eq!(IntervalWidth.evaluate(&array![2.0, 4.0], &intervals)?, 5.5);
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1198/016214506000001437
#[doc(alias = "regression_mean_width_score")]
#[doc(alias = "mpiw")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct IntervalWidth;

impl MeanMeasure for IntervalWidth {
    type Unit = PerTarget;

    /// Narrower intervals are better only where they hold the truth as often.
    fn value_scale(&self) -> Scale {
        Scale::new(0.0, f64::INFINITY, Direction::Neither).in_unit(Unit::Data)
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        check_columns(shapes, 2, BOUNDS)
    }
}

impl Targeted for IntervalWidth {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, &[P]) -> f64 {
        #[inline(always)]
        |_, row| width(row[0], row[1])
    }

    fn refusal_of<T: Element, P: Element>(&self, index: Vec<usize>, _: T, row: &[P]) -> Error {
        out_of_order(index, row[0], row[1])
    }
}

/// [`IntervalWidth`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::interval_width(&array![2, 4], &array![[1, 3], [0, 9]])?, 5.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn interval_width<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    IntervalWidth.evaluate(y_true, y_pred)
}
