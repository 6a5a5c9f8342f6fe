//! Outcomes per class: which classes of a row are predicted, by a threshold or as the largest.

use super::pairs::{REFUSED, block_weights};
use crate::batch::{Batch, Block};
use crate::domain::{Domain, Guard};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::bins::{self, BINS};
use crate::kernel::sum::Part;
use crate::kernel::{at_best_level, rows};
use crate::shape::Unit;
use crate::state::{ClassOutcomes, Counts, Tally};

/// True and false positives and negatives of a class: 2·truth + prediction.
const OUTCOMES: usize = 4;

pub(super) fn unit(threshold: Option<f64>) -> Unit {
    if threshold.is_some() { Unit::Element } else { Unit::Row }
}

/// Refuses shapes and thresholds.
pub(super) fn check<T: Element, P: Element>(
    threshold: Option<f64>,
    batch: &Batch<'_, T, P>,
) -> Result<(), Error> {
    batch.check(unit(threshold))?;
    let (found, expected) = match threshold {
        Some(threshold) if threshold.is_finite() => return Ok(()),
        Some(threshold) => (threshold.to_string(), "a finite number"),
        None if batch.last_axes().1 > Some(1) => return Ok(()),
        None => ("None".into(), "a number, since the largest score of one class is always its own"),
    };
    Err(Error::Parameter { option: "threshold", found, expected })
}

/// Adds the outcomes of a block.
pub(super) fn observe<T: Element, P: Element>(
    threshold: Option<f64>,
    block: &Block<'_, T, P>,
    state: &mut ClassOutcomes,
) -> Result<(), Error> {
    let (classes, first) = place(block);
    let weights = block_weights(block, Unit::Element)?;
    let mut keys = vec![0; block.y_pred().len()];
    write_outcomes(threshold, block, &mut keys);
    if let Some(position) = refused(&keys, weights.as_deref()) {
        return Err(refusal(threshold, block, position));
    }
    if weights.as_ref().map_or(keys.is_empty(), |weights| weights.iter().all(|&w| w == 0.0)) {
        return Ok(());
    }
    let state = state.at_least(classes);
    if classes * OUTCOMES > BINS {
        let class = (first..classes).chain((0..classes).cycle());
        add_each(state, class, &keys, weights.as_deref());
        return Ok(());
    }
    let (mut base, end) = ((first * OUTCOMES) as u32, (classes * OUTCOMES) as u32);
    for key in &mut keys {
        *key = base + *key % OUTCOMES as u32;
        base += OUTCOMES as u32;
        base = if base == end { 0 } else { base };
    }
    bins::totals(&keys, weights.as_deref(), |key, part: Part| {
        tally(&mut state[key / OUTCOMES], key % OUTCOMES).add_part(part);
    });
    Ok(())
}

/// The number of classes, and the class of the block's first element. An axis of samples alone is
/// one class.
fn place<T: Element, P: Element>(block: &Block<'_, T, P>) -> (usize, usize) {
    match block.pred_index(0)[..] {
        [] | [_] => (1, 0),
        [.., class] => (block.classes(), class),
    }
}

fn add_each(
    state: &mut [Counts],
    classes: impl Iterator<Item = usize>,
    outcomes: &[u32],
    weights: Option<&[f64]>,
) {
    for (i, (class, &outcome)) in classes.zip(outcomes).enumerate() {
        let weight = weights.map_or(1.0, |weights| weights[i]);
        if weight > 0.0 {
            tally(&mut state[class], outcome as usize).add(weight);
        }
    }
}

fn tally(counts: &mut Counts, outcome: usize) -> &mut Tally {
    match outcome {
        0 => &mut counts.true_negatives,
        1 => &mut counts.false_positives,
        2 => &mut counts.false_negatives,
        _ => &mut counts.true_positives,
    }
}

/// What a score may be.
fn domain(threshold: Option<f64>) -> Domain {
    if threshold.is_some() { Domain::Finite } else { Domain::Logit }
}

/// The outcome of every element, or [`REFUSED`].
fn write_outcomes<T: Element, P: Element>(
    threshold: Option<f64>,
    block: &Block<'_, T, P>,
    out: &mut [u32],
) {
    let guards = (Domain::Binary.guard::<T>(), domain(threshold).guard::<P>());
    let (y, p) = (block.y_true(), block.y_pred());
    if let Some(threshold) = threshold {
        let threshold = P::rounded(threshold);
        return at_best_level(
            #[inline(always)]
            || write(guards, y, p, |_, p| p.to_f64() > threshold, out),
        );
    }
    let rows = y.chunks_exact(block.classes()).zip(p.chunks_exact(block.classes()));
    at_best_level(
        #[inline(always)]
        || {
            for ((y, p), out) in rows.zip(out.chunks_exact_mut(block.classes())) {
                let most = rows::argmax(p);
                write(guards, y, p, |i, _| i == most, out);
                if !guards.1.admits_all(p) {
                    out.fill(REFUSED);
                }
            }
        },
    );
}

#[inline(always)]
fn write<T: Element, P: Element>(
    (truth, score): (Guard<T>, Guard<P>),
    y: &[T],
    p: &[P],
    predicted: impl Fn(usize, P) -> bool,
    out: &mut [u32],
) {
    for (i, ((out, &y), &p)) in out.iter_mut().zip(y).zip(p).enumerate() {
        let outcome = 2 * u32::from(y.to_f64() == 1.0) + u32::from(predicted(i, p));
        *out = if truth.admits(y) & score.admits(p) { outcome } else { REFUSED };
    }
}

/// The first element with a weight that is refused.
fn refused(keys: &[u32], weights: Option<&[f64]>) -> Option<usize> {
    let counts = |i: usize| weights.is_none_or(|weights| weights[i] > 0.0);
    if !keys.contains(&REFUSED) {
        return None;
    }
    (0..keys.len()).find(|&i| keys[i] == REFUSED && counts(i))
}

/// Why the unit of an element is refused.
#[cold]
fn refusal<T: Element, P: Element>(
    threshold: Option<f64>,
    block: &Block<'_, T, P>,
    position: usize,
) -> Error {
    let start = position - if threshold.is_some() { 0 } else { position % block.classes() };
    let mut unit = start..if threshold.is_some() { start + 1 } else { start + block.classes() };
    let (truth, expected) = (Domain::Binary.guard::<T>(), Domain::Binary);
    let (y, p) = (block.y_true(), block.y_pred());
    if let Some(i) = unit.clone().find(|&i| !truth.admits(y[i])) {
        let (index, found) = (block.true_index(i), y[i].to_f64());
        return Error::Value { argument: "y_true", index, found, expected };
    }
    let (score, expected) = (domain(threshold).guard::<P>(), domain(threshold));
    match unit.find(|&i| !score.admits(p[i])) {
        Some(i) => {
            let (index, found) = (block.pred_index(i), p[i].to_f64());
            Error::Value { argument: "y_pred", index, found, expected }
        }
        None => Error::Undefined(Undefined::Overflow),
    }
}
