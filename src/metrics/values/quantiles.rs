//! The median and other quantiles of values.

use ndarray::{ArrayRef, Dimension};

use super::{Itself, ValueMeasure, ValueObserver};
use crate::batch::Block;
use crate::element::{Element, fits_f32};
use crate::error::{Error, Undefined};
use crate::mean::each_number;
use crate::measure::{Input, Measure, Observer};
use crate::scale::{Scale, Unit};
use crate::state::{RankedValues, check_level};
use crate::uncertainty::{ByCells, Sampled};

/// Fills the [`RankedValues`] of one array: the observer of [`Median`] and [`Quantile`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SizedValues;

impl ValueObserver for SizedValues {}

impl Observer for SizedValues {
    type State = RankedValues;

    const INPUT: Input = Input::Values;

    fn empty(&self) -> RankedValues {
        RankedValues::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut RankedValues,
    ) -> Result<(), Error> {
        each_number(&Itself, block, &mut |weights, values| match weights {
            Some(weights) => state.extend_weighted(values, weights),
            None if fits_f32::<P>() => state.extend_singles(values),
            None => state.extend(values),
        })
    }
}

impl Sampled for SizedValues {
    type By = ByCells;
}

/// The median of values.
///
/// The least value up to which half of the weight lies; where that is exactly half, the middle between this
/// value and the next ([Hyndman and Fan 1996][h], definition 2): of an even number of values the middle of the
/// two in between. The middle is rounded once.
///
/// - **Shapes:** `[batch, ..]`, any finite numbers; an integer that no `f64` holds is rounded to one.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for values, or for leading axes. A weight of 2 counts as the value twice.
/// - **Cost:** one pass, memory for every distinct value; see [`RankedValues`].
/// - **Errors:** a scalar, numbers that are not finite, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. `torch.median` of an even number of values is the
/// lower one of the two in between.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut losses = Median.streaming();
/// losses.add(&array![4.0, 1.0])?;
/// losses.add(&array![3.0, 2.0])?;
/// assert_eq!(losses.result()?, 2.5);
/// assert_eq!(Median.of_weighted(&array![1, 2, 3, 4], &array![3, 1, 1, 1])?, 1.5); // as of 1, 1, 1, 2, 3 and 4
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.2307/2684934
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Median;

impl Measure for Median {
    type Observer = SizedValues;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::ANY.in_unit(Unit::Data)
    }

    fn observer(&self) -> SizedValues {
        SizedValues
    }

    fn read(&self, values: &RankedValues) -> Result<f64, Undefined> {
        values.median()
    }
}

/// [`Median`] of one array.
///
/// # Errors
///
/// As [`ValueMeasure::of`].
///
/// ```
/// assert_eq!(ndarray_metrics::metrics::median(&ndarray::array![7, 1, 3, 5])?, 4.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn median<V: Element, D: Dimension>(values: &ArrayRef<V, D>) -> Result<f64, Error> {
    Median.of(values)
}

/// A quantile of values.
///
/// The least value up to which the share of the weight reaches the level; where that share is the level, the
/// middle between this value and the next ([Hyndman and Fan 1996][h], definition 2). Level 0 is the minimum,
/// level ½ the [`Median`], level 1 the maximum. The middle is rounded once.
///
/// - **Shapes:** `[batch, ..]`, any finite numbers; an integer that no `f64` holds is rounded to one.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for values, or for leading axes. A weight of 2 counts as the value twice.
/// - **Cost:** one pass, memory for every distinct value; see [`RankedValues`].
/// - **Errors:** a scalar, numbers that are not finite, a level outside [0, 1], bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. `NumPy`'s `quantile` is the same with
/// `method="averaged_inverted_cdf"`; by default it interpolates between two values.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let seconds = array![0.2, 0.1, 0.4, 0.3, 9.0, 0.5, 0.6, 0.7, 0.8, 1.0];
/// assert_eq!(Quantile { level: 0.9 }.of(&seconds)?, 5.0); // between 1 and 9
/// assert_eq!(Quantile { level: 0.89 }.of(&seconds)?, 1.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.2307/2684934
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Quantile {
    /// The level of the quantile, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub level: f64,
}

impl Measure for Quantile {
    type Observer = SizedValues;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::ANY.in_unit(Unit::Data)
    }

    fn observer(&self) -> SizedValues {
        SizedValues
    }

    fn check(&self) -> Result<(), Error> {
        check_level(self.level)
    }

    fn read(&self, values: &RankedValues) -> Result<f64, Undefined> {
        values.quantile_at(self.level)
    }
}
