//! Quantiles of the terms of any mean.

use std::fmt::{self, Debug};

use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::mean::{MeanMeasure, Terms, each_number};
use crate::measure::{Measure, Observer};
use crate::scale::Scale;
use crate::state::{RankedValues, check_level};
use crate::uncertainty::{ByCells, Sampled};

/// A quantile of the terms of which a measure is the mean: of losses, of scores of rows, of a closure's values.
///
/// The least term up to which the share of the weight reaches the level; where that share is the level, the middle
/// between this term and the next ([Hyndman and Fan 1996][h], definition 2), rounded once. The terms are those that
/// [`per_sample`](crate::mean::PerSample::per_sample) gives of single units, with their error.
///
/// - **Shapes:** those of the measure; a term is that of an element, or of a row. The value is in the measure's unit.
/// - **Undefined:** without a weight above zero; where the quantile is infinite.
/// - **Weights:** for what the measure weighs. A weight of 2 counts as the term twice.
/// - **Cost:** one pass, memory for every distinct term; see [`RankedValues`].
/// - **Errors:** those of the measure; a level outside [0, 1].
///
/// Keras, scikit-learn and torchmetrics have no such metric: they give the losses of all samples, of which a
/// quantile can be taken once all are in memory.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0, 4.0], array![1.0, 2.5, 5.0, 7.0]);
/// let worst = QuantileOf { measure: MeanSquaredError, level: 0.75 };
/// assert_eq!(worst.evaluate(&y_true, &y_pred)?, 6.5); // of 0, 1/4, 4 and 9: between 4 and 9
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
pub struct QuantileOf<M> {
    /// The measure whose terms are put in order.
    pub measure: M,
    /// The level of the quantile, in [0, 1].
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub level: f64,
}

impl<M: MeanMeasure> Measure for QuantileOf<M> {
    type Observer = RankedTerms<M>;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        self.measure.value_scale()
    }

    fn observer(&self) -> RankedTerms<M> {
        RankedTerms(self.measure.clone())
    }

    fn check(&self) -> Result<(), Error> {
        check_level(self.level)
    }

    fn read(&self, terms: &RankedValues) -> Result<f64, Undefined> {
        Ok(self.measure.finish(terms.quantile_at(self.level)?))
    }
}

/// Fills the [`RankedValues`] of a measure's terms: the observer of [`QuantileOf`].
#[derive(Clone, Copy, Default, PartialEq)]
pub struct RankedTerms<M>(
    /// The measure whose terms are put in order.
    pub M,
);

/// The measure: a refusal names it.
impl<M: Debug> Debug for RankedTerms<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M: MeanMeasure> RankedTerms<M> {
    fn terms(&self) -> Terms<M> {
        Terms(self.0.clone())
    }
}

impl<M: MeanMeasure> Observer for RankedTerms<M> {
    type State = RankedValues;

    fn empty(&self) -> RankedValues {
        RankedValues::default()
    }

    fn layout(&self) -> Layout {
        self.terms().layout()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.terms().check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.terms().check_shapes(shapes)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut RankedValues,
    ) -> Result<(), Error> {
        each_number(&self.0, block, &mut |weights, terms| match weights {
            Some(weights) => state.extend_weighted(terms, weights),
            None => state.extend(terms),
        })
    }
}

impl<M: MeanMeasure> Sampled for RankedTerms<M> {
    type By = ByCells;
}
