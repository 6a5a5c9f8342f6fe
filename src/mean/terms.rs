//! How the terms of a block are computed, for each kind of unit.

use std::ops::Range;
use std::slice;

use super::explain::{row_error, row_of};
use super::fill::clear_unweighted;
use super::measure::{Elementwise, Labelled, Rowwise, Targeted};
use super::units::{PerElement, PerLabel, PerRow, PerTarget, Unit};
use crate::batch::{Block, Layout};
use crate::element::Element;
use crate::error::Error;
use crate::exact::{ExactSum, NotANumber};
use crate::kernel::rows::GROUP;
use crate::kernel::{count, vectorized};

impl<M: Elementwise> Unit<M> for PerElement {
    const LAYOUT: Layout = Layout::ELEMENTS.in_any_order();
    const NARROWS: bool = !M::COUNTS;

    fn check<T: Element, P: Element>(block: &Block<'_, T, P>) -> Result<(), Error> {
        block.check_beside_floats()
    }

    fn add_all<T: Element, P: Element>(
        measure: &M,
        block: &Block<'_, T, P>,
        sum: &mut ExactSum,
    ) -> Option<Result<(), NotANumber>> {
        let (y, p) = (block.y_true(), block.y_pred());
        if block.is_weighted() || M::ABSTAINS {
            None
        } else if M::COUNTS {
            let ones = count_ones(measure, y, p)?;
            sum.add_count(ones);
            Some(Ok(()))
        } else {
            M::PROPAGATES.then(|| sum.add_pairs(y, p, measure.formula(), guarded(measure)))
        }
    }

    fn may_ignore(_: &M) -> bool {
        M::ABSTAINS
    }

    fn terms<T: Element, P: Element>(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        mut weights: Option<&mut [f64]>,
        terms: &mut [f64],
    ) {
        let (y, p) = (&block.y_true()[units.clone()], &block.y_pred()[units]);
        if M::ABSTAINS {
            leave_out(&mut weights, y.iter().zip(p).map(|(&y, &p)| measure.abstains(y, p)));
        }
        let weights = weights.as_deref().unwrap_or_default();
        vectorized!(for P: move || {
            measure.write_terms(y, p, terms);
            clear_unweighted(terms, weights);
        });
    }

    fn explain<T: Element, P: Element>(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error {
        let range = unit..unit + 1;
        let refusal =
            block.refusal((measure.truth(), range.clone()), (measure.prediction(), range));
        let (y, p) = (block.y_true()[unit], block.y_pred()[unit]);
        refusal.unwrap_or_else(|| measure.refusal_of(block.unit_index(unit), y, p))
    }
}

impl<M: Rowwise> Unit<M> for PerRow {
    const LAYOUT: Layout = if M::PADDED { Layout::ROWS.of_padded_rows() } else { Layout::ROWS };

    fn may_ignore(_: &M) -> bool {
        M::ABSTAINS
    }

    fn terms<T: Element, P: Element>(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        mut weights: Option<&mut [f64]>,
        terms: &mut [f64],
    ) {
        if M::PADDED && block.is_padded() {
            return padded_terms(measure, block, units, weights.unwrap_or_default(), terms);
        }
        let classes = block.classes();
        let rows = units.start * classes..units.end * classes;
        let (y, p) = (&block.y_true()[rows.clone()], &block.y_pred()[rows]);
        vectorized!(for P: move || {
            if M::ABSTAINS {
                let rows = y.chunks_exact(classes).zip(p.chunks_exact(classes));
                leave_out(&mut weights, rows.map(|(y, p)| measure.abstains(y, p)));
            }
            measure.write_terms(y, p, terms);
            clear_unweighted(terms, weights.as_deref().unwrap_or_default());
        });
    }

    fn explain<T: Element, P: Element>(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error {
        let (row, (truth, prediction)) = (row_of(block, unit), measure.domains());
        let refusal = if M::PADDED && block.is_padded() {
            block.padded_refusal(unit, truth, prediction)
        } else {
            block.refusal((truth, row.clone()), (prediction, row))
        };
        refusal.unwrap_or_else(|| row_error(measure, block, unit))
    }
}

/// Writes the terms of rows without the elements that are not there.
fn padded_terms<M: Rowwise, T: Element, P: Element>(
    measure: &M,
    block: &Block<'_, T, P>,
    units: Range<usize>,
    weights: &mut [f64],
    terms: &mut [f64],
) {
    block.each_padded_row(units, &mut |row, y, p| {
        let (weight, term) = (&mut weights[row], &mut terms[row]);
        if *weight > 0.0 && M::ABSTAINS && measure.abstains(y, p) {
            *weight = 0.0;
        }
        if *weight == 0.0 {
            *term = 0.0;
            return;
        }
        vectorized!(for P: || measure.write_terms(y, p, slice::from_mut(term)));
    });
}

impl<M: Labelled> Unit<M> for PerLabel {
    const LAYOUT: Layout = Layout::LABELS_AND_ROWS;

    fn may_ignore(measure: &M) -> bool {
        measure.ignored().is_some()
    }

    fn terms<T: Element, P: Element>(
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
        if ignored.is_some() {
            leave_out(&mut weights, labels.iter().map(|label| label.whole() == ignored));
        }
        let weights = weights.as_deref().unwrap_or_default();
        vectorized!(for P: move || {
            let groups = labels.chunks(GROUP).zip(p.chunks(GROUP * classes));
            for ((labels, p), terms) in groups.zip(terms.chunks_mut(GROUP)) {
                write_label_terms(measure, classes, labels, p, terms);
            }
            clear_unweighted(terms, weights);
        });
    }

    fn explain<T: Element, P: Element>(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error {
        let of_row =
            || block.refusal((measure.truth(), 0..0), (measure.prediction(), row_of(block, unit)));
        let refusal = block.label_refusal(unit, measure.classes(block.classes())).or_else(of_row);
        refusal.unwrap_or_else(|| row_error(measure, block, unit))
    }
}

impl<M: Targeted> Unit<M> for PerTarget {
    const LAYOUT: Layout = Layout::TARGETS_AND_ROWS;

    fn may_ignore(_: &M) -> bool {
        M::ABSTAINS
    }

    fn terms<T: Element, P: Element>(
        measure: &M,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        mut weights: Option<&mut [f64]>,
        terms: &mut [f64],
    ) {
        let row = block.classes();
        let y = &block.y_true()[units.clone()];
        let p = &block.y_pred()[units.start * row..units.end * row];
        if M::ABSTAINS {
            let targets = y.iter().zip(p.chunks_exact(row));
            leave_out(&mut weights, targets.map(|(&y, p)| measure.abstains(y, p)));
        }
        let weights = weights.as_deref().unwrap_or_default();
        vectorized!(for P: move || {
            measure.write_terms(y, p, terms);
            clear_unweighted(terms, weights);
        });
    }

    fn explain<T: Element, P: Element>(measure: &M, block: &Block<'_, T, P>, unit: usize) -> Error {
        let (target, row) = (unit..unit + 1, row_of(block, unit));
        let refusal = block.refusal((measure.truth(), target), (measure.prediction(), row.clone()));
        let (y, p) = (block.y_true()[unit], &block.y_pred()[row]);
        refusal.unwrap_or_else(|| measure.refusal_of(block.unit_index(unit), y, p))
    }
}

/// Sets the weights of units that are left out to 0.
#[inline(always)]
fn leave_out(weights: &mut Option<&mut [f64]>, out: impl Iterator<Item = bool>) {
    for (weight, out) in weights.iter_mut().flat_map(|weights| weights.iter_mut()).zip(out) {
        *weight = if out { 0.0 } else { *weight };
    }
}

/// Counts the terms equal to 1. `None` if a term is neither 0 nor 1, or an argument lies outside
/// its domain.
fn count_ones<M: Elementwise, T: Element, P: Element>(
    measure: &M,
    y: &[T],
    p: &[P],
) -> Option<u64> {
    vectorized!(for P: || {
        let ordinary = measure.count_ordinary(y, p);
        if ordinary.is_some() {
            return ordinary;
        }
        // Made inside the closure, so that the compiler can inline the guards into the loop.
        let (truth, prediction) = (measure.truth().guard(), measure.prediction().guard());
        count::ones(
            y,
            p,
            measure.outcome::<T, P>(),
            #[inline(always)]
            |y, p| truth.admits(y) & prediction.admits(p),
        )
    })
}

/// Returns the formula, made to return NaN for arguments outside their domains.
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

/// Writes the terms of labels and rows, and NaN where a label names no class.
#[inline(always)]
fn write_label_terms<M: Labelled, T: Element, P: Element>(
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
    measure.write_terms(&classes[..terms.len()], p, terms);
    if !all {
        for (term, label) in terms.iter_mut().zip(labels) {
            *term = if label.class(named).is_some() { *term } else { f64::NAN };
        }
    }
}
