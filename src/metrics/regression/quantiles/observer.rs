//! The observers of errors by size.

use super::super::bias::MeanBiasError;
use crate::batch::{Block, Layout};
use crate::element::{Element, fits_f32};
use crate::error::Error;
use crate::mean::{Terms, each_number};
use crate::measure::Observer;
use crate::state::{Extremes, RankedValues};
use crate::uncertainty::{ByCells, Sampled};

/// Fills the [`RankedValues`] of errors with their sign, p − y: the observer of every quantile of errors.
///
/// Shapes are `[batch, ..]`, equal on both sides; any finite numbers. Weights are for elements, or for leading
/// axes. The difference of two integers is exact; that of other numbers is rounded once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RankedErrors;

impl Observer for RankedErrors {
    type State = RankedValues;

    fn empty(&self) -> RankedValues {
        RankedValues::default()
    }

    fn layout(&self) -> Layout {
        Terms(MeanBiasError).layout()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut RankedValues,
    ) -> Result<(), Error> {
        // The difference of two small integers is an `f32`, which takes a count with it.
        let small = T::INTEGER && P::INTEGER && fits_f32::<T>() && fits_f32::<P>();
        each_number(&MeanBiasError, block, &mut |weights, errors| match weights {
            Some(weights) => state.extend_weighted(errors, weights),
            None if small => state.extend_singles(errors),
            None => state.extend(errors),
        })
    }
}

impl Sampled for RankedErrors {
    type By = ByCells;
}

/// Fills the [`Extremes`] of errors with their sign, p − y: as [`RankedErrors`], in constant memory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExtremeErrors;

impl Observer for ExtremeErrors {
    type State = Extremes;

    fn empty(&self) -> Extremes {
        Extremes::default()
    }

    fn layout(&self) -> Layout {
        Terms(MeanBiasError).layout()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Extremes,
    ) -> Result<(), Error> {
        each_number(&MeanBiasError, block, &mut |weights, errors| match weights {
            Some(weights) => state.extend_weighted(errors, weights),
            None => state.extend(errors),
        })
    }
}
