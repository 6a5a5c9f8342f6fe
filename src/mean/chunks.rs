//! The terms of a block, chunk by chunk.

use std::cell::RefCell;
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
    let weigh = |units, weights: &mut [f64]| block.weights(units, weights);
    let is_weighted = block.is_weighted() || M::Unit::may_ignore(measure);
    each_range(
        block.units(),
        if is_weighted { Some(&weigh) } else { None },
        &|units, weights, terms| M::Unit::terms(measure, block, units, weights, terms),
        each,
    )
}

/// Writes the weights of a range of units.
type Weigh<'a> = &'a dyn Fn(Range<usize>, &mut [f64]) -> Result<(), Error>;

/// Writes the terms of a range of units, given their weights.
type Write<'a> = &'a dyn Fn(Range<usize>, Option<&mut [f64]>, &mut [f64]);

/// The loop over chunks, compiled once for all measures and element types.
fn each_range(
    units: usize,
    weigh: Option<Weigh<'_>>,
    write: Write<'_>,
    each: Each<'_>,
) -> Result<(), Error> {
    with_room(&mut |weights, terms| {
        for range in chunks(units) {
            let terms = &mut terms[..range.len()];
            let mut weights = weigh.map(|_| &mut weights[..range.len()]);
            if let (Some(weigh), Some(weights)) = (weigh, weights.as_deref_mut()) {
                weigh(range.clone(), weights)?;
            }
            write(range, weights.as_deref_mut(), terms);
            each(weights.as_deref(), terms)?;
        }
        Ok(())
    })
}

/// What is done with the room for weights and terms.
type WithRoom<'a> = &'a mut dyn FnMut(&mut [f64], &mut [f64]) -> Result<(), Error>;

/// Room for the weights and the terms of a chunk.
type Room = [Aligned<[f64; CHUNK]>; 2];

const EMPTY: Room = [Aligned([0.0; CHUNK]); 2];

thread_local! {
    /// Each thread keeps its room: clearing it took a sixth of the time of a thousand weighted terms, and moved it
    /// out of the first-level cache.
    static ROOM: RefCell<Room> = const { RefCell::new(EMPTY) };
}

/// Calls `fill` with room for the weights and the terms of a chunk, in which any numbers may stand.
fn with_room(fill: WithRoom<'_>) -> Result<(), Error> {
    ROOM.with(|room| match room.try_borrow_mut() {
        Ok(mut room) => fill_in(&mut room, fill),
        Err(_) => with_own_room(fill),
    })
}

/// Within a call of [`with_room`], as of a formula that evaluates a metric.
#[cold]
fn with_own_room(fill: WithRoom<'_>) -> Result<(), Error> {
    fill_in(&mut { EMPTY }, fill)
}

fn fill_in([weights, terms]: &mut Room, fill: WithRoom<'_>) -> Result<(), Error> {
    fill(&mut weights.0, &mut terms.0)
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
    first_refusal(&|each| each_chunk(measure, block, each), &|unit| {
        M::Unit::explain(measure, block, unit)
    })
}

fn first_refusal(
    each_chunk: &dyn Fn(Each<'_>) -> Result<(), Error>,
    explain: &dyn Fn(usize) -> Error,
) -> Error {
    let mut first = 0;
    let found = each_chunk(&mut |_, terms| {
        if let Some(position) = terms.iter().position(|term| term.is_nan()) {
            return Err(explain(first + position));
        }
        first += terms.len();
        Ok(())
    });
    found.err().unwrap_or(Error::Undefined(Undefined::Overflow))
}
