//! The three kinds of units, and how the terms of a block are computed for each.

mod explain;
mod fill;

use std::ops::Range;

use crate::batch::Block;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::at_best_level;
use crate::kernel::rows::GROUP;
use crate::mean::{Elementwise, Labelled, Rowwise};
use crate::shape::Unit;
use crate::state::{ExactSum, NotANumber};
use explain::{bad_prediction, bad_truth, formula_error, row_error, row_of};
use fill::{fill_labelled, guarded, ignore, ones};

/// One term per element.
#[derive(Clone, Copy, Debug)]
pub struct PerElement;

/// One term per row of classes, from a row of the truth and a row of the prediction.
#[derive(Clone, Copy, Debug)]
pub struct PerRow;

/// One term per row of classes, from a class label and a row of the prediction.
#[derive(Clone, Copy, Debug)]
pub struct PerLabel;

/// How a measure's terms are computed, by its kind of unit.
///
/// A term is NaN if and only if the unit is refused: numbers outside the arguments' domains give
/// NaN without asking the formula. So one test of the terms covers all checks of values.
pub trait Terms<M, T: Element, P: Element> {
    /// The kind of unit.
    const UNIT: Unit;

    /// Adds all terms of a block without weights, where that is faster than by `terms`. The sum is
    /// of no use after an error.
    #[must_use]
    fn add_all(_: &M, _: &Block<'_, T, P>, _: &mut ExactSum) -> Option<Result<(), NotANumber>> {
        None
    }

    /// Whether the measure may ignore units of a batch without weights.
    fn may_ignore(_: &M) -> bool {
        false
    }

    /// The terms of a range of units: 0 where the weight is 0. A unit that the measure ignores
    /// gets weight 0. Without weights, all are 1 and no unit is ignored.
    fn terms(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        weights: Option<&mut [f64]>,
        terms: &mut [f64],
    );

    /// Why a unit's term is NaN.
    fn explain(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error;
}

impl<M: Elementwise, T: Element, P: Element> Terms<M, T, P> for PerElement {
    const UNIT: Unit = Unit::Element;

    fn add_all(
        measure: &M,
        block: &Block<'_, T, P>,
        sum: &mut ExactSum,
    ) -> Option<Result<(), NotANumber>> {
        let (y, p) = (block.y_true(), block.y_pred());
        if block.is_weighted() {
            None
        } else if M::COUNTS {
            let ones = ones(measure, y, p)?;
            sum.add_count(ones);
            Some(Ok(()))
        } else {
            M::PROPAGATES.then(|| sum.add_pairs(y, p, measure.formula(), guarded(measure)))
        }
    }

    fn terms(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        weights: Option<&mut [f64]>,
        terms: &mut [f64],
    ) {
        let (y, p) = (&block.y_true()[units.clone()], &block.y_pred()[units]);
        let weights = weights.as_deref().unwrap_or_default();
        at_best_level(
            #[inline(always)]
            move || {
                measure.fill(y, p, terms);
                ignore(terms, weights);
            },
        );
    }

    fn explain(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error {
        let range = unit..unit + 1;
        bad_truth(measure, block, range.clone())
            .or_else(|| bad_prediction(measure, block, range))
            .unwrap_or_else(|| formula_error(measure, block, Unit::Element, unit))
    }
}

impl<M: Rowwise, T: Element, P: Element> Terms<M, T, P> for PerRow {
    const UNIT: Unit = Unit::Row;

    fn terms(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        weights: Option<&mut [f64]>,
        terms: &mut [f64],
    ) {
        let classes = block.classes();
        let rows = units.start * classes..units.end * classes;
        let (y, p) = (&block.y_true()[rows.clone()], &block.y_pred()[rows]);
        let weights = weights.as_deref().unwrap_or_default();
        at_best_level(
            #[inline(always)]
            move || {
                measure.fill(y, p, terms);
                ignore(terms, weights);
            },
        );
    }

    fn explain(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error {
        let row = row_of(block, unit);
        bad_truth(measure, block, row.clone())
            .or_else(|| bad_prediction(measure, block, row))
            .unwrap_or_else(|| row_error(measure, block, Unit::Row, unit))
    }
}

impl<M: Labelled, T: Element, P: Element> Terms<M, T, P> for PerLabel {
    const UNIT: Unit = Unit::LabelledRow;

    fn may_ignore(measure: &M) -> bool {
        measure.ignored().is_some()
    }

    fn terms(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        mut weights: Option<&mut [f64]>,
        terms: &mut [f64],
    ) {
        let classes = block.classes();
        let labels = &block.y_true()[units.clone()];
        let p = &block.y_pred()[units.start * classes..units.end * classes];
        let ignored = measure.ignored().map(i128::from);
        if let (Some(weights), Some(_)) = (&mut weights, ignored) {
            for (weight, label) in weights.iter_mut().zip(labels) {
                *weight = if label.whole() == ignored { 0.0 } else { *weight };
            }
        }
        let weights = weights.as_deref().unwrap_or_default();
        at_best_level(
            #[inline(always)]
            move || {
                let groups = labels.chunks(GROUP).zip(p.chunks(GROUP * classes));
                for ((labels, p), terms) in groups.zip(terms.chunks_mut(GROUP)) {
                    fill_labelled(measure, classes, labels, p, terms);
                }
                ignore(terms, weights);
            },
        );
    }

    fn explain(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error {
        let (label, classes) = (block.y_true()[unit], measure.classes(block.classes()));
        if label.class(classes).is_none() {
            let index = block.true_index(unit);
            return Error::Label { index, label: label.to_string(), classes };
        }
        bad_prediction(measure, block, row_of(block, unit))
            .unwrap_or_else(|| row_error(measure, block, Unit::LabelledRow, unit))
    }
}
