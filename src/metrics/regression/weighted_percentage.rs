//! Errors relative to the size of all truths together.

use ndarray::{ArrayRef, Dimension};

use super::errors::MeanAbsoluteError;
use crate::batch::{Block, Layout};
use crate::comparison::Compared;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement, Terms};
use crate::measure::{Measure, Observer};
use crate::scale::{Scale, Unit};
use crate::state::{WeightedMean, check_length};
use crate::uncertainty::{BySums, Sampled};

/// The sum of the absolute differences in per cent of the sum of the truth's sizes.
///
/// 100·Σw|y − p|/Σw|y| ([Kolassa and Schuetz 2007][k], who call it MAD/mean). So large truths count more than
/// small ones, and a truth of 0 counts with its error. Within 2 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers. The value is in per cent, as
///   that of [`MeanAbsolutePercentageError`](super::MeanAbsolutePercentageError).
/// - **Undefined:** without a weight above zero; where all truths are 0; where a difference or the value
///   exceeds the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// torchmetrics' `WeightedMeanAbsolutePercentageError` is a hundredth of it, and divides by at least 1.17e-6.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![100.0, 0.0], array![110.0, 1.0]);
/// assert_eq!(WeightedAbsolutePercentageError.evaluate(&y_true, &y_pred)?, 11.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://ideas.repec.org/a/for/ijafaa/y2007i6p40-43.html
#[doc(alias = "wape")]
#[doc(alias = "wmape")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WeightedAbsolutePercentageError;

impl Measure for WeightedAbsolutePercentageError {
    type Observer = AbsoluteErrors;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::PerCent)
    }

    fn observer(&self) -> AbsoluteErrors {
        AbsoluteErrors
    }

    fn read(&self, means: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        let [errors, sizes] = &means[..] else { return Err(Undefined::NoSamples) };
        if sizes.sum()? == 0.0 {
            return Err(Undefined::ZeroDenominator);
        }
        let percentage = 100.0 * errors.total().ratio(sizes.total())?;
        if percentage < f64::INFINITY { Ok(percentage) } else { Err(Undefined::Overflow) }
    }
}

/// Fills the means of |y − p| and of |y|: the observer of [`WeightedAbsolutePercentageError`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct AbsoluteErrors;

impl Observer for AbsoluteErrors {
    type State = Vec<WeightedMean>;

    fn empty(&self) -> Vec<WeightedMean> {
        vec![WeightedMean::default(); 2]
    }

    fn layout(&self) -> Layout {
        Terms(MeanAbsoluteError).layout()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        means: &mut Vec<WeightedMean>,
    ) -> Result<(), Error> {
        let [errors, sizes] = &mut means[..] else { return Ok(()) };
        Terms(MeanAbsoluteError).observe(block, errors)?;
        Terms(SizeOfTruth).observe(block, sizes)
    }

    /// Refuses means that no numbers have.
    fn check_state(&self, means: &Vec<WeightedMean>) -> Result<(), Error> {
        check_length(means, 2)?;
        Terms(MeanAbsoluteError).check_state(&means[0])?;
        Terms(SizeOfTruth).check_state(&means[1])
    }
}

impl Sampled for AbsoluteErrors {
    type By = BySums;
}

impl Compared for AbsoluteErrors {
    type By = BySums;
}

/// The mean of |y|.
#[derive(Clone, Copy, Debug, PartialEq)]
struct SizeOfTruth;

impl MeanMeasure for SizeOfTruth {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }
}

impl Elementwise for SizeOfTruth {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, _| y.to_f64().abs()
    }
}

/// [`WeightedAbsolutePercentageError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let error = metrics::weighted_absolute_percentage_error(&array![4, 0], &array![5, 1])?;
/// assert_eq!(error, 50.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn weighted_absolute_percentage_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    WeightedAbsolutePercentageError.evaluate(y_true, y_pred)
}
