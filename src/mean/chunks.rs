//! The terms of a block, chunk by chunk.

use std::ops::Range;

use super::measure::MeanMeasure;
use super::units::Unit;
use crate::batch::Block;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::{Aligned, vectorized};

/// How many terms are computed and weighted at a time.
const CHUNK: usize = 1024;

/// What is done with the terms of a chunk and their weights: a trait object, so that the terms of a measure are
/// compiled once and not for everything that is done with them.
type Each<'a> = &'a mut dyn FnMut(Option<&[f64]>, &mut [f64]) -> Result<(), Error>;

/// Calls `each` with the terms of a block, chunk by chunk, and with the weights if the block has
/// weights or the measure ignores a label. The term of a unit of weight 0 is 0. Refuses numbers that the
/// terms would take for others.
pub(crate) fn each_chunk<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    each: Each<'_>,
) -> Result<(), Error> {
    M::Unit::check(block)?;
    each_checked_chunk(measure, block, each)
}

/// What is done with numbers and their weights, as [`Each`].
type EachNumber<'a> = &'a mut dyn FnMut(Option<&[f64]>, &[f64]);

/// Calls `each` with the terms of a block, as [`each_chunk`] does, if every term of a weight above 0 is a number.
/// Refuses the block otherwise.
pub(crate) fn each_number<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    each: EachNumber<'_>,
) -> Result<(), Error> {
    each_chunk(measure, block, &mut |weights, terms| {
        if vectorized!(|| terms.iter().fold(false, |any, term| any | term.is_nan())) {
            return Err(refusal(measure, block));
        }
        each(weights, terms);
        Ok(())
    })
}

/// As [`each_chunk`], of a block that was checked.
pub(super) fn each_checked_chunk<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    each: Each<'_>,
) -> Result<(), Error> {
    let is_weighted = block.is_weighted() || M::Unit::may_ignore(measure);
    with_room(block.units(), is_weighted, &mut |weights, terms| {
        for range in chunks(block.units()) {
            let terms = &mut terms[..range.len()];
            if is_weighted {
                let weights = &mut weights[..range.len()];
                block.weights(range.clone(), weights)?;
                M::Unit::terms(measure, block, range, Some(weights), terms);
                each(Some(weights), terms)?;
            } else {
                M::Unit::terms(measure, block, range, None, terms);
                each(None, terms)?;
            }
        }
        Ok(())
    })
}

/// Up to this many units, little room is made for them.
const FEW: usize = 64;

/// What is done with the room for weights and terms.
type WithRoom<'a> = &'a mut dyn FnMut(&mut [f64], &mut [f64]) -> Result<(), Error>;

/// Calls `fill` with room for the weights, if there are any, and the terms of a chunk. Clearing the room for
/// many takes longer than computing the terms of a few.
fn with_room(units: usize, is_weighted: bool, fill: WithRoom<'_>) -> Result<(), Error> {
    match (units <= FEW, is_weighted) {
        (true, _) => fill(&mut Aligned([0.0; FEW]).0, &mut Aligned([0.0; FEW]).0),
        (_, false) => fill(&mut [], &mut Aligned([0.0; CHUNK]).0),
        _ => fill(&mut Aligned([0.0; CHUNK]).0, &mut Aligned([0.0; CHUNK]).0),
    }
}

fn chunks(units: usize) -> impl Iterator<Item = Range<usize>> {
    (0..units).step_by(CHUNK).map(move |start| start..units.min(start + CHUNK))
}

/// Explains why a block was refused: searches for the first unit with a weight and a NaN term. Only
/// a refused block pays for the search.
#[cold]
pub(crate) fn refusal<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
) -> Error {
    let mut first = 0;
    let found = each_chunk(measure, block, &mut |_, terms| {
        if let Some(position) = terms.iter().position(|term| term.is_nan()) {
            return Err(M::Unit::explain(measure, block, first + position));
        }
        first += terms.len();
        Ok(())
    });
    found.err().unwrap_or(Error::Undefined(Undefined::Overflow))
}
