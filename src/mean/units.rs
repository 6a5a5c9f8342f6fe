//! The four kinds of units that a mean is taken over.

use std::ops::Range;

use crate::batch::{Block, Layout};
use crate::element::Element;
use crate::error::Error;
use crate::exact::{ExactSum, NotANumber};

/// One term per element.
#[derive(Clone, Copy, Debug)]
pub struct PerElement;

/// One term per row of classes, from a row of the truth and a row of the prediction.
#[derive(Clone, Copy, Debug)]
pub struct PerRow;

/// One term per row of classes, from a class label and a row of the prediction.
#[derive(Clone, Copy, Debug)]
pub struct PerLabel;

/// One term per target, from a number of the truth and a row of the prediction.
#[derive(Clone, Copy, Debug)]
pub struct PerTarget;

mod sealed {
    #[expect(unnameable_types, reason = "a seal")]
    pub trait Sealed {}
    impl Sealed for super::PerElement {}
    impl Sealed for super::PerRow {}
    impl Sealed for super::PerLabel {}
    impl Sealed for super::PerTarget {}
}

/// How the terms of a measure are computed, by its kind of unit. Sealed.
///
/// A term is NaN if and only if the unit is refused: a number outside its domain makes the term
/// NaN, whatever the formula returns. So one test of the terms covers all checks of values.
pub trait Unit<M>: sealed::Sealed {
    /// The layout of the batch.
    #[doc(hidden)]
    const LAYOUT: Layout;

    /// Whether 64-bit integers are narrowed to `f64`s first: for arithmetic on single numbers.
    #[doc(hidden)]
    const NARROWS: bool = false;

    /// Refuses numbers that the terms would take for others.
    #[doc(hidden)]
    fn check<T: Element, P: Element>(_: &Block<'_, T, P>) -> Result<(), Error> {
        Ok(())
    }

    /// Adds all terms of a block without weights, where that is faster than [`terms`](Self::terms),
    /// otherwise returns `None`. Discard the sum after an error.
    #[doc(hidden)]
    #[must_use]
    fn add_all<T: Element, P: Element>(
        _: &M,
        _: &Block<'_, T, P>,
        _: &mut ExactSum,
    ) -> Option<Result<(), NotANumber>> {
        None
    }

    /// Whether the measure has a label that it ignores, or abstains from units, so that units may have
    /// weight 0 even in a batch without weights.
    #[doc(hidden)]
    fn may_ignore(_: &M) -> bool {
        false
    }

    /// Writes the terms of a range of units, 0 for units of weight 0. Sets the weight of a unit that is
    /// ignored to 0. Without `weights`, every unit has weight 1 and none is ignored.
    #[doc(hidden)]
    fn terms<T: Element, P: Element>(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        weights: Option<&mut [f64]>,
        terms: &mut [f64],
    );

    /// Explains why a unit's term is NaN.
    #[doc(hidden)]
    fn explain<T: Element, P: Element>(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error;
}
