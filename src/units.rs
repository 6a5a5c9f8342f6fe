//! The three kinds of units, and how the terms of a block are computed for each.

use std::ops::Range;

use crate::batch::Block;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::at_best_level;
use crate::mean::{Elementwise, Labelled, MeanMeasure, Rowwise};
use crate::shape::Unit;
use crate::state::{ExactSum, NotANumber};

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
        if block.is_weighted() || !M::PROPAGATES {
            return None;
        }
        let (y, p) = (block.y_true(), block.y_pred());
        Some(sum.add_pairs(y, p, measure.formula(), guarded(measure)))
    }

    fn terms(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        weights: Option<&mut [f64]>,
        terms: &mut [f64],
    ) {
        let (y, p) = (&block.y_true()[units.clone()], &block.y_pred()[units]);
        if let Some(formula) = measure.hard_formula::<T, P>()
            && are_hard(y)
        {
            return write_terms(measure, &formula, y, p, weights.as_deref(), terms);
        }
        write_terms(measure, &measure.formula::<T, P>(), y, p, weights.as_deref(), terms);
    }

    fn explain(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error {
        let range = unit..unit + 1;
        bad_truth(measure, block, range.clone())
            .or_else(|| bad_prediction(measure, block, range))
            .unwrap_or_else(|| formula_error(measure, block, Unit::Element, unit))
    }
}

/// Whether all labels are 0 or 1.
fn are_hard<T: Element>(labels: &[T]) -> bool {
    let guard = Domain::Binary.guard::<T>();
    at_best_level(
        #[inline(always)]
        || guard.admits_all(labels),
    )
}

/// The terms of pairs by a formula: 0 where the weight is, NaN where an argument is not admitted.
#[inline]
fn write_terms<M: Elementwise, T: Element, P: Element>(
    measure: &M,
    formula: &impl Fn(T, P) -> f64,
    y: &[T],
    p: &[P],
    weights: Option<&[f64]>,
    terms: &mut [f64],
) {
    let (truth, prediction) = (measure.truth().guard::<T>(), measure.prediction().guard::<P>());
    at_best_level(
        #[inline(always)]
        || {
            for ((term, &y), &p) in terms.iter_mut().zip(y).zip(p) {
                let value = formula(y, p);
                *term = if truth.admits(y) & prediction.admits(p) { value } else { f64::NAN };
            }
            for (term, &weight) in terms.iter_mut().zip(weights.unwrap_or_default()) {
                *term = if weight == 0.0 { 0.0 } else { *term };
            }
        },
    );
}

/// The formula, NaN for arguments that the measure does not admit.
#[inline(always)]
fn guarded<M: Elementwise, T: Element, P: Element>(measure: &M) -> impl Fn(T, P) -> f64 {
    let (truth, prediction) = (measure.truth().guard::<T>(), measure.prediction().guard::<P>());
    let formula = measure.formula::<T, P>();
    #[inline(always)]
    move |y, p| {
        let term = formula(y, p);
        if truth.admits(y) & prediction.admits(p) { term } else { f64::NAN }
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
        let y = block.y_true()[rows.clone()].chunks_exact(classes);
        let p = block.y_pred()[rows].chunks_exact(classes);
        let (truth, prediction) = (measure.truth().guard::<T>(), measure.prediction().guard::<P>());
        let formula = measure.formula::<T, P>();
        at_best_level(
            #[inline(always)]
            || {
                for (row, ((term, y), p)) in terms.iter_mut().zip(y).zip(p).enumerate() {
                    let admitted = || truth.admits_all(y) && prediction.admits_all(p);
                    *term = match weights.as_ref().map_or(1.0, |weights| weights[row]) {
                        0.0 => 0.0,
                        _ if admitted() => formula(y, p),
                        _ => f64::NAN,
                    };
                }
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
        let p = block.y_pred()[units.start * classes..units.end * classes].chunks_exact(classes);
        let ignored = measure.ignored().map(i128::from);
        let (prediction, named) = (measure.prediction().guard::<P>(), measure.classes(classes));
        let formula = measure.formula::<P>();
        at_best_level(
            #[inline(always)]
            || {
                for (row, ((term, &label), p)) in terms.iter_mut().zip(labels).zip(p).enumerate() {
                    let weight = weights.as_deref_mut().map(|weights| &mut weights[row]);
                    if let Some(weight) = weight {
                        let ignore = ignored.is_some() && label.whole() == ignored;
                        *weight = if ignore { 0.0 } else { *weight };
                        *term = 0.0;
                        if *weight == 0.0 {
                            continue;
                        }
                    }
                    *term = match label.class(named) {
                        Some(class) if prediction.admits_all(p) => formula(class, p),
                        _ => f64::NAN,
                    };
                }
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

fn row_of<T: Element, P: Element>(block: &Block<'_, T, P>, unit: usize) -> Range<usize> {
    unit * block.classes()..(unit + 1) * block.classes()
}

fn bad_truth<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    range: Range<usize>,
) -> Option<Error> {
    let (guard, expected) = (measure.truth().guard(), measure.truth());
    let position = range.clone().find(|&i| !guard.admits(block.y_true()[i]))?;
    let (index, found) = (block.true_index(position), block.y_true()[position].to_f64());
    Some(Error::Value { argument: "y_true", index, found, expected })
}

fn bad_prediction<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    range: Range<usize>,
) -> Option<Error> {
    let (guard, expected) = (measure.prediction().guard(), measure.prediction());
    let position = range.clone().find(|&i| !guard.admits(block.y_pred()[i]))?;
    let (index, found) = (block.pred_index(position), block.y_pred()[position].to_f64());
    Some(Error::Value { argument: "y_pred", index, found, expected })
}

/// All numbers of a row are admitted, but it has no term: it cannot be normalised, or the formula
/// is at fault.
fn row_error<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    unit: Unit,
    position: usize,
) -> Error {
    let row = block.y_pred()[row_of(block, position)].iter().map(|p| p.to_f64());
    let nothing = match measure.prediction() {
        Domain::Probability | Domain::ProbabilityNotLogit => row.sum::<f64>() <= 0.0,
        _ => row.fold(f64::NEG_INFINITY, f64::max) == f64::NEG_INFINITY,
    };
    if nothing {
        return Error::ZeroRow { index: block.unit_index(unit, position) };
    }
    formula_error(measure, block, unit, position)
}

fn formula_error<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    unit: Unit,
    position: usize,
) -> Error {
    measure.refusal(block.unit_index(unit, position))
}
