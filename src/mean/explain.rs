//! Explains refusals of units whose numbers all lie within their domains.

use std::ops::Range;

use super::measure::MeanMeasure;
use crate::batch::Block;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;

/// Returns the positions of a unit's row in the block's prediction.
pub(super) fn row_of<T: Element, P: Element>(block: &Block<'_, T, P>, unit: usize) -> Range<usize> {
    unit * block.classes()..(unit + 1) * block.classes()
}

/// Returns [`Error::ZeroRow`] for a row that cannot be normalised, otherwise blames the formula.
pub(super) fn row_error<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    unit: usize,
) -> Error {
    let row = numbers(&block.y_pred()[row_of(block, unit)]);
    if is_nothing(measure.prediction(), &row) {
        return Error::ZeroRow { index: block.unit_index(unit) };
    }
    measure.refusal(block.unit_index(unit))
}

fn numbers<P: Element>(row: &[P]) -> Vec<f64> {
    row.iter().map(|p| p.to_f64()).collect()
}

/// Whether a row has nothing to be divided by.
fn is_nothing(domain: Domain, row: &[f64]) -> bool {
    match domain {
        Domain::Probability | Domain::ProbabilityNotLogit => row.iter().sum::<f64>() <= 0.0,
        _ => row.iter().copied().fold(f64::NEG_INFINITY, f64::max) == f64::NEG_INFINITY,
    }
}
