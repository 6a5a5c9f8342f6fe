//! The pass over a batch: checks first, then every block, on one core or on all.

#[cfg(feature = "rayon")]
mod parallel;

use crate::batch::{Batch, Shapes};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Input, Observer};

/// Refuses options, then shapes.
pub(crate) fn check<O: Observer, P: Element>(
    observer: &O,
    shapes: &Shapes<'_>,
) -> Result<(), Error> {
    observer.check_options::<P>()?;
    check_shapes(observer, shapes)
}

/// Refuses shapes that do not fit the observer's layout, then shapes that the observer refuses.
pub(crate) fn check_shapes<O: Observer>(observer: &O, shapes: &Shapes<'_>) -> Result<(), Error> {
    observer.layout().check(shapes)?;
    observer.check_shapes(shapes)
}

/// Fills a fresh state with all that the batch holds. The state stays where the caller made it:
/// copying it takes a small batch longer than filling it.
pub(crate) fn fill<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
    state: &mut O::State,
) -> Result<(), Error> {
    const { assert_input::<T>(O::INPUT) };
    check::<O, P>(observer, &batch.shapes())?;
    fill_blocks(observer, batch, state)?;
    observer.finish(state);
    Ok(())
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
    pieces.each_block(|block| observer.observe(block, state))
}

/// Refuses, when the call is compiled, a truth for a measure of one array, and the reverse.
const fn assert_input<T: Element>(input: Input) {
    let (pairs, values) = (matches!(input, Input::Pairs), matches!(input, Input::Values));
    assert!(pairs | values, "a tuple holds measures of one array beside measures of two");
    assert!(
        pairs | !T::IS_TRUTH,
        "`Mean` and `Sum` take one array: call `of`, or `add` of a stream"
    );
    assert!(values | T::IS_TRUTH, "the measure compares a truth with a prediction");
}
