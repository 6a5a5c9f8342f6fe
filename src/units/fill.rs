//! Terms and tests of values, slice by slice: called inside `at_best_level`, but for [`ones`].

use crate::element::Element;
use crate::kernel::rows::GROUP;
use crate::kernel::{at_best_level, count};
use crate::mean::{Elementwise, Labelled};

/// The number of terms that are 1, if no other is not 0 and nothing is refused.
pub(super) fn ones<M: Elementwise, T: Element, P: Element>(
    measure: &M,
    y: &[T],
    p: &[P],
) -> Option<u64> {
    at_best_level(
        #[inline(always)]
        || {
            // Made here, where the compiler sees what they are.
            let (truth, prediction) = (measure.truth().guard(), measure.prediction().guard());
            count::ones(
                y,
                p,
                measure.formula::<T, P>(),
                #[inline(always)]
                |y, p| truth.admits(y) & prediction.admits(p),
            )
        },
    )
}

/// Writes the terms of rows with labels, NaN where a label names no class as well.
#[inline(always)]
pub(super) fn fill_labelled<M: Labelled, T: Element, P: Element>(
    measure: &M,
    row: usize,
    labels: &[T],
    p: &[P],
    terms: &mut [f64],
) {
    let named = measure.classes(row);
    let (mut classes, mut all) = ([0; GROUP], true);
    for (class, label) in classes.iter_mut().zip(labels) {
        let found = label.class(named);
        all &= found.is_some();
        *class = found.unwrap_or(0);
    }
    measure.fill(&classes[..terms.len()], p, terms);
    if !all {
        for (term, label) in terms.iter_mut().zip(labels) {
            *term = if label.class(named).is_some() { *term } else { f64::NAN };
        }
    }
}

/// Makes the terms of what has no weight 0, whatever they are.
#[inline(always)]
pub(super) fn ignore(terms: &mut [f64], weights: &[f64]) {
    for (term, &weight) in terms.iter_mut().zip(weights) {
        *term = if weight == 0.0 { 0.0 } else { *term };
    }
}

/// The formula, NaN for arguments that the measure does not admit.
#[inline(always)]
pub(super) fn guarded<M: Elementwise, T: Element, P: Element>(measure: &M) -> impl Fn(T, P) -> f64 {
    let (truth, prediction) = (measure.truth().guard::<T>(), measure.prediction().guard::<P>());
    let formula = measure.formula::<T, P>();
    #[inline(always)]
    move |y, p| {
        let term = formula(y, p);
        if truth.admits(y) & prediction.admits(p) { term } else { f64::NAN }
    }
}
