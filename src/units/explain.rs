//! Why a unit is refused.

use std::ops::Range;

use crate::batch::Block;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::mean::MeanMeasure;
use crate::shape::Unit;

pub(super) fn row_of<T: Element, P: Element>(block: &Block<'_, T, P>, unit: usize) -> Range<usize> {
    unit * block.classes()..(unit + 1) * block.classes()
}

pub(super) fn bad_truth<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    range: Range<usize>,
) -> Option<Error> {
    let (guard, expected) = (measure.truth().guard(), measure.truth());
    let position = range.clone().find(|&i| !guard.admits(block.y_true()[i]))?;
    let (index, found) = (block.true_index(position), block.y_true()[position].to_f64());
    Some(Error::Value { argument: "y_true", index, found, expected })
}

pub(super) fn bad_prediction<M: MeanMeasure, T: Element, P: Element>(
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
pub(super) fn row_error<M: MeanMeasure, T: Element, P: Element>(
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

pub(super) fn formula_error<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    unit: Unit,
    position: usize,
) -> Error {
    measure.refusal(block.unit_index(unit, position))
}
