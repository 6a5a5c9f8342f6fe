//! The terms of a block, some at a time.

use std::ops::Range;

use super::MeanMeasure;
use crate::batch::Block;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::Aligned;
use crate::units::Terms;

/// Terms computed and weighted at a time.
const CHUNK: usize = 1024;

/// Hands out the terms of a block, chunk by chunk, with their weights if any; a term is 0 where the
/// weight is.
pub(crate) fn each_chunk<M, T, P>(
    measure: &M,
    block: &Block<'_, T, P>,
    each: impl FnMut(Option<&[f64]>, &mut [f64]) -> Result<(), Error>,
) -> Result<(), Error>
where
    M: MeanMeasure,
    M::Unit: Terms<M, T, P>,
    T: Element,
    P: Element,
{
    if block.is_weighted() || M::Unit::may_ignore(measure) {
        each_weighted_chunk(measure, block, each)
    } else {
        each_unweighted_chunk(measure, block, each)
    }
}

fn each_unweighted_chunk<M, T, P>(
    measure: &M,
    block: &Block<'_, T, P>,
    mut each: impl FnMut(Option<&[f64]>, &mut [f64]) -> Result<(), Error>,
) -> Result<(), Error>
where
    M: MeanMeasure,
    M::Unit: Terms<M, T, P>,
    T: Element,
    P: Element,
{
    let mut terms = Aligned([0.0; CHUNK]);
    for range in chunks(block.units(M::Unit::UNIT)) {
        let terms = &mut terms.0[..range.len()];
        M::Unit::terms(measure, block, range, None, terms);
        each(None, terms)?;
    }
    Ok(())
}

fn each_weighted_chunk<M, T, P>(
    measure: &M,
    block: &Block<'_, T, P>,
    mut each: impl FnMut(Option<&[f64]>, &mut [f64]) -> Result<(), Error>,
) -> Result<(), Error>
where
    M: MeanMeasure,
    M::Unit: Terms<M, T, P>,
    T: Element,
    P: Element,
{
    let (mut weights, mut terms) = (Aligned([0.0; CHUNK]), Aligned([0.0; CHUNK]));
    for range in chunks(block.units(M::Unit::UNIT)) {
        let (weights, terms) = (&mut weights.0[..range.len()], &mut terms.0[..range.len()]);
        block.weights(M::Unit::UNIT, range.clone(), weights)?;
        M::Unit::terms(measure, block, range, Some(weights), terms);
        each(Some(weights), terms)?;
    }
    Ok(())
}

fn chunks(units: usize) -> impl Iterator<Item = Range<usize>> {
    (0..units).step_by(CHUNK).map(move |start| start..units.min(start + CHUNK))
}

/// Why a block was refused: the first unit with a weight whose term is NaN, searched for only now.
#[cold]
pub(crate) fn refusal<M, T, P>(measure: &M, block: &Block<'_, T, P>) -> Error
where
    M: MeanMeasure,
    M::Unit: Terms<M, T, P>,
    T: Element,
    P: Element,
{
    let mut first = 0;
    let found =
        each_chunk(measure, block, |_, terms| match terms.iter().position(|term| term.is_nan()) {
            Some(position) => Err(M::Unit::explain(measure, block, first + position)),
            None => {
                first += terms.len();
                Ok(())
            }
        });
    found.err().unwrap_or(Error::Undefined(Undefined::Overflow))
}
