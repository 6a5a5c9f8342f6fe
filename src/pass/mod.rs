//! The pass over a batch: checks options and shapes, then reads every block, on one core or on all.

mod by_group;
#[cfg(feature = "rayon")]
mod parallel;
mod reweighted;

use crate::batch::{Batch, Shapes};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Input, Observer, check_shapes};

pub(crate) use by_group::{check_groups, fill_groups};
pub(crate) use reweighted::fill_reweighted;

/// Refuses options, then shapes.
pub(crate) fn check<O: Observer, P: Element>(
    observer: &O,
    shapes: &Shapes<'_>,
) -> Result<(), Error> {
    observer.check_options::<P>()?;
    check_shapes(observer, shapes)
}

/// Fills a fresh state with the whole batch. Fills it in place: for a small batch, copying the
/// state would take longer than filling it.
pub(crate) fn fill<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
    state: &mut O::State,
) -> Result<(), Error> {
    const { assert_input::<T>(O::INPUT) };
    check::<O, P>(observer, &batch.shapes())?;
    if !fill_in_memory_order(observer, batch, state) {
        fill_blocks(observer, batch, state)?;
    }
    observer.finish(state);
    Ok(())
}

/// Returns the state of the whole batch, as [`fill`] fills it.
pub(crate) fn filled<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
) -> Result<O::State, Error> {
    let mut state = observer.empty();
    fill(observer, batch, &mut state).map(|()| state)
}

/// Fills a fresh state with the batch in the order of memory. Returns false, with the state still fresh, if
/// the observer minds the order, the arrays have no common one, or the batch is refused: a refusal is that of
/// the first element in logical order.
fn fill_in_memory_order<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
    state: &mut O::State,
) -> bool {
    if !observer.layout().is_in_any_order() {
        return false;
    }
    let Some(in_order) = batch.in_memory_order() else { return false };
    let done = fill_blocks(observer, &in_order.batch(), state).is_ok();
    if !done {
        *state = observer.empty();
    }
    done
}

fn fill_blocks<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
    state: &mut O::State,
) -> Result<(), Error> {
    let pieces = batch.pieces(observer.layout());
    #[cfg(feature = "rayon")]
    if let Some(done) = parallel::fill(observer, &pieces, state) {
        return done;
    }
    pieces.each_block(&mut |block| observer.observe(block, state))
}

/// Refuses at compile time a truth for a measure of one array, or none for a measure of pairs.
const fn assert_input<T: Element>(input: Input) {
    let (pairs, values) = (matches!(input, Input::Pairs), matches!(input, Input::Values));
    assert!(
        pairs | values,
        "a tuple mixes measures of one array with measures of two: make a tuple for each kind"
    );
    assert!(
        pairs | !T::IS_TRUTH,
        "the measure takes one array of values: call `of`, or `add` on the stream"
    );
    assert!(
        values | T::IS_TRUTH,
        "the measure takes a truth and a prediction: call `evaluate`, or `update` on the stream"
    );
}
