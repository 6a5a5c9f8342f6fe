//! The terms of many units by a measure's formula.

use super::{Labelled, MeanMeasure, Rowwise};
use crate::element::Element;

/// Writes the terms of pairs by a formula.
#[inline(always)]
pub(crate) fn fill<T: Copy, P: Copy>(
    y: &[T],
    p: &[P],
    terms: &mut [f64],
    formula: impl Fn(T, P) -> f64,
) {
    for ((term, &y), &p) in terms.iter_mut().zip(y).zip(p) {
        *term = formula(y, p);
    }
}

/// The same, and NaN where an argument is not admitted.
///
/// Arguments are tested for the whole slice at once, and almost always admitted: the loop over the
/// formula is then nothing but the formula.
#[inline(always)]
pub(crate) fn fill_pairs<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    y: &[T],
    p: &[P],
    terms: &mut [f64],
    formula: impl Fn(T, P) -> f64,
) {
    fill(y, p, terms, formula);
    let (truth, prediction) = (measure.truth().guard::<T>(), measure.prediction().guard::<P>());
    if !(truth.admits_all(y) & prediction.admits_all(p)) {
        for ((term, &y), &p) in terms.iter_mut().zip(y).zip(p) {
            *term = if truth.admits(y) & prediction.admits(p) { *term } else { f64::NAN };
        }
    }
}

/// Numbers that are tested before the formula reads them again, if more than one row.
const TESTED: usize = 2048;

/// Writes the terms of rows, NaN where a number is not admitted.
#[inline(always)]
pub(crate) fn fill_rows<M: Rowwise, T: Element, P: Element>(
    measure: &M,
    y: &[T],
    p: &[P],
    terms: &mut [f64],
) {
    let (truth, prediction) = (measure.truth().guard::<T>(), measure.prediction().guard::<P>());
    let (formula, row) = (measure.formula(), p.len() / terms.len().max(1));
    let admits = |y: &[T], p: &[P]| truth.admits_all(y) && prediction.admits_all(p);
    let some = (TESTED / row).max(1);
    let groups = y.chunks(some * row).zip(p.chunks(some * row));
    for ((y, p), terms) in groups.zip(terms.chunks_mut(some)) {
        // Almost always.
        let all = admits(y, p);
        for ((term, y), p) in terms.iter_mut().zip(y.chunks_exact(row)).zip(p.chunks_exact(row)) {
            *term = if all || admits(y, p) { formula(y, p) } else { f64::NAN };
        }
    }
}

/// Writes the terms of classes and rows, NaN where a number is not admitted.
#[inline(always)]
pub(crate) fn fill_labelled<M: Labelled, P: Element>(
    measure: &M,
    classes: &[usize],
    p: &[P],
    terms: &mut [f64],
) {
    let (prediction, formula) = (measure.prediction().guard::<P>(), measure.formula());
    let (all, row) = (prediction.admits_all(p), p.len() / terms.len().max(1));
    for ((term, &class), p) in terms.iter_mut().zip(classes).zip(p.chunks_exact(row)) {
        let admitted = all || prediction.admits_all(p);
        *term = if admitted { formula(class, p) } else { f64::NAN };
    }
}
