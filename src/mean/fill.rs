//! Loops that write terms by a formula, and NaN where an argument lies outside its domain. Call
//! them inside [`vectorized!`](crate::kernel::vectorized).

use crate::domain::Domain;
use crate::element::Element;
use crate::kernel::{Aligned, rows};

/// Writes the terms of pairs by a formula, without checking the arguments.
#[inline(always)]
pub(crate) fn write_terms<T: Copy, P: Copy>(
    y: &[T],
    p: &[P],
    terms: &mut [f64],
    formula: impl Fn(T, P) -> f64,
) {
    for ((term, &y), &p) in terms.iter_mut().zip(y).zip(p) {
        *term = formula(y, p);
    }
}

/// Writes the terms of pairs, and NaN where an argument lies outside its domain.
///
/// One test of the whole slice almost always admits all arguments. So the loop over the formula
/// contains no test.
#[inline(always)]
pub(crate) fn write_checked_terms<T: Element, P: Element>(
    domains: (Domain, Domain),
    y: &[T],
    p: &[P],
    terms: &mut [f64],
    formula: impl Fn(T, P) -> f64,
) {
    write_terms(y, p, terms, formula);
    refuse_pairs(domains, y, p, terms);
}

/// Writes NaN over the terms of pairs where a number lies outside its domain.
#[inline(always)]
pub(crate) fn refuse_pairs<T: Element, P: Element>(
    (truth, prediction): (Domain, Domain),
    y: &[T],
    p: &[P],
    terms: &mut [f64],
) {
    let (truth, prediction) = (truth.guard::<T>(), prediction.guard::<P>());
    if !(truth.admits_all(y) & prediction.admits_all(p)) {
        for ((term, &y), &p) in terms.iter_mut().zip(y).zip(p) {
            *term = if truth.admits(y) & prediction.admits(p) { *term } else { f64::NAN };
        }
    }
}

/// How many numbers are tested before the formula reads the same numbers, still in cache.
const TESTED: usize = 2048;

/// Writes the terms of rows, and NaN for a row with a number outside its domain.
#[inline(always)]
pub(crate) fn write_row_terms<T: Element, P: Element>(
    (truth, prediction): (Domain, Domain),
    y: &[T],
    p: &[P],
    terms: &mut [f64],
    formula: impl Fn(&[T], &[P]) -> f64,
) {
    let (truth, prediction) = (truth.guard::<T>(), prediction.guard::<P>());
    let row = p.len() / terms.len().max(1);
    let admits = |y: &[T], p: &[P]| truth.admits_all(y) && prediction.admits_all(p);
    let rows = (TESTED / row).max(1);
    let groups = y.chunks(rows * row).zip(p.chunks(rows * row));
    for ((y, p), terms) in groups.zip(terms.chunks_mut(rows)) {
        // Almost always true, so that single rows are not tested.
        let all = admits(y, p);
        for ((term, y), p) in terms.iter_mut().zip(y.chunks_exact(row)).zip(p.chunks_exact(row)) {
            *term = if all || admits(y, p) { formula(y, p) } else { f64::NAN };
        }
    }
}

/// How many terms of pairs are computed before those of each row are added up.
const PAIRS: usize = 512;

/// Writes the terms of rows that are each the sum over the row's pairs of what `write_pairs` writes, and NaN for a
/// row with a number outside its domain. The pairs of short rows are computed together, so that they fill vector
/// registers. They are added up row by row, in the order of [`rows::sum_of`].
#[inline(always)]
pub(crate) fn write_sums_of_pairs<T: Element, P: Element>(
    (truth, prediction): (Domain, Domain),
    y: &[T],
    p: &[P],
    sums: &mut [f64],
    write_pairs: impl Fn(&[T], &[P], &mut [f64]),
) {
    let (truth, prediction) = (truth.guard::<T>(), prediction.guard::<P>());
    let admits = |y: &[T], p: &[P]| truth.admits_all(y) && prediction.admits_all(p);
    let row = p.len() / sums.len().max(1);
    if row > PAIRS {
        return write_sums_of_long_rows(admits, y, p, sums, write_pairs);
    }
    let (mut terms, together) = (Aligned([0.0; PAIRS]), PAIRS / row * row);
    let groups = y.chunks(together).zip(p.chunks(together));
    for ((y, p), sums) in groups.zip(sums.chunks_mut(together / row)) {
        let terms = &mut terms.0[..y.len()];
        write_pairs(y, p, terms);
        rows::write_sums_of_values(terms, sums);
        // Almost always true, so that single rows are not tested.
        if !admits(y, p) {
            let pairs = y.chunks_exact(row).zip(p.chunks_exact(row));
            let refused = sums.iter_mut().zip(pairs).filter(|(_, (y, p))| !admits(y, p));
            refused.for_each(|(sum, _)| *sum = f64::NAN);
        }
    }
}

/// As [`write_sums_of_pairs`], of rows whose terms are computed part by part.
#[inline(always)]
fn write_sums_of_long_rows<T: Element, P: Element>(
    admits: impl Fn(&[T], &[P]) -> bool,
    y: &[T],
    p: &[P],
    sums: &mut [f64],
    write_pairs: impl Fn(&[T], &[P], &mut [f64]),
) {
    let (mut terms, row) = (Aligned([0.0; PAIRS]), p.len() / sums.len().max(1));
    for ((sum, y), p) in sums.iter_mut().zip(y.chunks_exact(row)).zip(p.chunks_exact(row)) {
        let mut total = rows::RunningSum::default();
        for (y, p) in y.chunks(PAIRS).zip(p.chunks(PAIRS)) {
            let terms = &mut terms.0[..y.len()];
            write_pairs(y, p, terms);
            total.add(terms);
        }
        *sum = if admits(y, p) { total.value() } else { f64::NAN };
    }
}

/// Writes the terms of classes and rows, and NaN for a row with a number outside its domain.
#[inline(always)]
pub(crate) fn write_class_terms<P: Element>(
    prediction: Domain,
    classes: &[usize],
    p: &[P],
    terms: &mut [f64],
    formula: impl Fn(usize, &[P]) -> f64,
) {
    let prediction = prediction.guard::<P>();
    let (all, row) = (prediction.admits_all(p), p.len() / terms.len().max(1));
    for ((term, &class), p) in terms.iter_mut().zip(classes).zip(p.chunks_exact(row)) {
        let admitted = all || prediction.admits_all(p);
        *term = if admitted { formula(class, p) } else { f64::NAN };
    }
}

/// Writes NaN over the terms of targets and rows where a number lies outside its domain.
#[inline(always)]
pub(crate) fn refuse_targets<T: Element, P: Element>(
    (truth, prediction): (Domain, Domain),
    y: &[T],
    p: &[P],
    terms: &mut [f64],
) {
    let (truth, prediction) = (truth.guard::<T>(), prediction.guard::<P>());
    if truth.admits_all(y) & prediction.admits_all(p) {
        return;
    }
    let row = p.len() / terms.len().max(1);
    for ((term, &y), p) in terms.iter_mut().zip(y).zip(p.chunks_exact(row)) {
        *term = if truth.admits(y) & prediction.admits_all(p) { *term } else { f64::NAN };
    }
}

/// Writes the terms of targets and rows, and NaN where a number lies outside its domain.
#[inline(always)]
pub(crate) fn write_target_terms<T: Element, P: Element>(
    (truth, prediction): (Domain, Domain),
    y: &[T],
    p: &[P],
    terms: &mut [f64],
    formula: impl Fn(T, &[P]) -> f64,
) {
    let (truth, prediction) = (truth.guard::<T>(), prediction.guard::<P>());
    let row = p.len() / terms.len().max(1);
    for ((term, &y), p) in terms.iter_mut().zip(y).zip(p.chunks_exact(row)) {
        let admitted = truth.admits(y) && prediction.admits_all(p);
        *term = if admitted { formula(y, p) } else { f64::NAN };
    }
}

/// Sets the terms of zero-weight units to 0, even where they are NaN. Changes nothing if `weights`
/// is empty.
#[inline(always)]
pub(crate) fn clear_unweighted(terms: &mut [f64], weights: &[f64]) {
    for (term, &weight) in terms.iter_mut().zip(weights) {
        *term = if weight == 0.0 { 0.0 } else { *term };
    }
}
