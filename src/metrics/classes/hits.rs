//! Hits: rows whose true class is among the k largest scores.

use crate::domain::Domain;
use crate::element::Element;
use crate::kernel::rows::{self, GROUP};

/// Writes 1 for a row whose true class is among the k largest scores, the lower class first among
/// equals, and 0 for another row; NaN where a number is not admitted.
#[inline(always)]
pub(super) fn write_hits_of_rows<T: Element, P: Element>(
    y: &[T],
    p: &[P],
    k: usize,
    terms: &mut [f64],
) {
    let truth = Domain::SoftLabel.guard::<T>();
    let (mut classes, row) = ([0; GROUP], p.len() / terms.len().max(1));
    let groups = y.chunks(GROUP * row).zip(p.chunks(GROUP * row));
    for ((y, p), terms) in groups.zip(terms.chunks_mut(GROUP)) {
        let classes = &mut classes[..terms.len()];
        let admitted = rows::one_hot(y, classes);
        if !admitted {
            rows::named(y, classes);
        }
        write_hits(classes, p, k, terms);
        if !admitted {
            refuse(terms, y, |y| truth.admits_all(y));
        }
    }
}

/// Writes the hits of rows whose true classes are given.
#[inline(always)]
pub(super) fn write_hits<P: Element>(classes: &[usize], p: &[P], k: usize, terms: &mut [f64]) {
    let [_, most] = Domain::Logit.guard::<P>().bounds();
    rows::in_top_k(classes, p, most, k, terms);
}

/// Sets the terms of rows with a number that is not admitted to NaN.
#[inline(always)]
fn refuse<A: Element>(terms: &mut [f64], rows: &[A], admits: impl Fn(&[A]) -> bool) {
    let row = rows.len() / terms.len().max(1);
    for (term, row) in terms.iter_mut().zip(rows.chunks_exact(row)) {
        *term = if admits(row) { *term } else { f64::NAN };
    }
}
