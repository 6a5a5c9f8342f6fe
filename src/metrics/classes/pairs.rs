//! Counting pairs of classes: a block's pairs are counted in a few local bins where the matrix is
//! small, and go to its tallies once per block.

use std::ops::Range;

use crate::batch::Block;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::at_best_level;
use crate::kernel::bins::{self, BINS, CHUNK};
use crate::shape::Unit;
use crate::state::ConfusionMatrix;

/// Instead of a class: what names none.
pub(super) const REFUSED: u32 = u32::MAX;

/// Instead of a true class: a unit that counts nowhere.
pub(super) const IGNORED: u32 = u32::MAX - 1;

/// How the classes of a block's units are found.
pub(super) trait Pairs<T, P> {
    /// What a pair is made of.
    fn unit(&self) -> Unit;

    /// The number of classes.
    fn classes(&self) -> usize;

    /// The true classes of a range of units: below the number of classes, or [`IGNORED`], or
    /// [`REFUSED`].
    fn truth(&self, block: &Block<'_, T, P>, units: Range<usize>, out: &mut [u32]);

    /// The predicted classes, or [`REFUSED`].
    fn prediction(&self, block: &Block<'_, T, P>, units: Range<usize>, out: &mut [u32]);

    /// Writes the cells of a range of units at once, where that is faster: false if one of them is
    /// refused, None if they are to be found by their classes.
    fn cells(&self, _: &Block<'_, T, P>, _: Range<usize>, _: &mut [u32]) -> Option<bool> {
        None
    }

    /// Why a unit is refused.
    fn explain(&self, block: &Block<'_, T, P>, unit: usize) -> Error;
}

/// Adds all pairs of a block.
pub(super) fn observe<T: Element, P: Element>(
    pairs: &impl Pairs<T, P>,
    block: &Block<'_, T, P>,
    state: &mut ConfusionMatrix,
) -> Result<(), Error> {
    if pairs.classes().saturating_mul(pairs.classes()) < BINS {
        return observe_small(pairs, block, state);
    }
    each_pair(pairs, block, |cell, weight| state.at(cell).add_checked(weight))
}

fn observe_small<T: Element, P: Element>(
    pairs: &impl Pairs<T, P>,
    block: &Block<'_, T, P>,
    state: &mut ConfusionMatrix,
) -> Result<(), Error> {
    let (all, nowhere) = (block.units(pairs.unit()), pairs.classes() * pairs.classes());
    let each = |cell, part| {
        if cell < nowhere {
            state.at(cell).add_part(part);
        }
    };
    bins::totals(nowhere + 1, all, each, |add| {
        let (mut keys, mut classes, mut weights) = ([0; CHUNK], [[0; CHUNK]; 2], [1.0; CHUNK]);
        for units in chunks(all) {
            let (keys, weights) = (&mut keys[..units.len()], &mut weights[..units.len()]);
            if block.is_weighted() {
                block.weights(pairs.unit(), units.clone(), weights)?;
            }
            if !write_keys(pairs, block, units, weights, &mut classes, keys) {
                return Err(refusal(pairs, block));
            }
            add(keys, block.is_weighted().then_some(weights));
        }
        Ok(())
    })
}

/// The cells of a small matrix that units belong to, or the number of cells for what counts
/// nowhere; false if a unit is refused. The two arrays are room for its classes.
fn write_keys<T: Element, P: Element>(
    pairs: &impl Pairs<T, P>,
    block: &Block<'_, T, P>,
    units: Range<usize>,
    weights: &[f64],
    [truth, prediction]: &mut [[u32; CHUNK]; 2],
    keys: &mut [u32],
) -> bool {
    if !block.is_weighted()
        && let Some(admitted) = pairs.cells(block, units.clone(), keys)
    {
        return admitted;
    }
    let (truth, prediction) = (&mut truth[..units.len()], &mut prediction[..units.len()]);
    pairs.truth(block, units.clone(), truth);
    pairs.prediction(block, units, prediction);
    let classes = pairs.classes() as u32;
    at_best_level(
        #[inline(always)]
        || {
            for (truth, &weight) in truth.iter_mut().zip(weights) {
                *truth = if weight == 0.0 { IGNORED } else { *truth };
            }
            let mut refused = false;
            for ((key, &t), &p) in keys.iter_mut().zip(&*truth).zip(&*prediction) {
                refused |= (t != IGNORED) & ((t == REFUSED) | (p == REFUSED));
                let cell = t.wrapping_mul(classes).wrapping_add(p);
                *key = if t == IGNORED { classes * classes } else { cell };
            }
            !refused
        },
    )
}

/// Hands out every unit that counts, with its cell and weight.
fn each_pair<T: Element, P: Element>(
    pairs: &impl Pairs<T, P>,
    block: &Block<'_, T, P>,
    mut each: impl FnMut(usize, f64),
) -> Result<(), Error> {
    let (mut weights, mut truth, mut prediction) = ([1.0; CHUNK], [0; CHUNK], [0; CHUNK]);
    for units in chunks(block.units(pairs.unit())) {
        let n = units.len();
        block.weights(pairs.unit(), units.clone(), &mut weights[..n])?;
        pairs.truth(block, units.clone(), &mut truth[..n]);
        pairs.prediction(block, units.clone(), &mut prediction[..n]);
        for (i, unit) in units.enumerate() {
            let (t, p) = (truth[i], prediction[i]);
            if weights[i] == 0.0 || t == IGNORED {
                continue;
            }
            if t == REFUSED || p == REFUSED {
                return Err(pairs.explain(block, unit));
            }
            each(t as usize * pairs.classes() + p as usize, weights[i]);
        }
    }
    Ok(())
}

/// Why a block was refused: the first unit that is, searched for only now.
#[cold]
fn refusal<T: Element, P: Element>(pairs: &impl Pairs<T, P>, block: &Block<'_, T, P>) -> Error {
    let found = each_pair(pairs, block, |_, _| {});
    found.err().unwrap_or_else(|| pairs.explain(block, 0))
}

fn chunks(units: usize) -> impl Iterator<Item = Range<usize>> {
    (0..units).step_by(CHUNK).map(move |start| start..units.min(start + CHUNK))
}

/// The classes that labels name.
#[inline]
pub(super) fn write_labels<A: Element>(labels: &[A], classes: usize, out: &mut [u32]) {
    at_best_level(
        #[inline(always)]
        || {
            for (out, &label) in out.iter_mut().zip(labels) {
                *out = class(label, classes as u64);
            }
        },
    );
}

/// The cells that pairs of labels name, row after row of true classes; false if one names no class.
pub(super) fn write_cells<T: Element, P: Element>(
    y: &[T],
    p: &[P],
    classes: usize,
    out: &mut [u32],
) -> bool {
    at_best_level(
        #[inline(always)]
        || {
            let (mut refused, classes) = (false, classes as u64);
            for ((out, &y), &p) in out.iter_mut().zip(y).zip(p) {
                let (truth, prediction) = (class(y, classes), class(p, classes));
                refused |= (truth == REFUSED) | (prediction == REFUSED);
                *out = truth.wrapping_mul(classes as u32).wrapping_add(prediction);
            }
            !refused
        },
    )
}

/// The class that a label names. An integer below zero is a large one here; adding 1.5·2^52 rounds
/// a float to an integer, which then stands in the lowest bits.
#[inline(always)]
fn class<A: Element>(label: A, classes: u64) -> u32 {
    const ROUNDER: f64 = 6_755_399_441_055_744.0;
    if A::INTEGER {
        let index = label.to_i128() as u64;
        return if index < classes { index as u32 } else { REFUSED };
    }
    let (label, rounded) = (label.to_f64(), label.to_f64() + ROUNDER);
    let whole = (rounded - ROUNDER == label) & (label >= 0.0) & (label < classes as f64);
    if whole { rounded.to_bits() as u32 } else { REFUSED }
}

/// Marks what is labelled as ignored.
pub(super) fn write_ignored<A: Element>(labels: &[A], ignored: i64, out: &mut [u32]) {
    for (out, label) in out.iter_mut().zip(labels) {
        *out = if label.whole() == Some(i128::from(ignored)) { IGNORED } else { *out };
    }
}
