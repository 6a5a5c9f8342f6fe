//! Counting pairs of classes: a block's pairs are counted in a few local bins where the matrix is
//! small, and go to its tallies once per block.

use std::ops::Range;

use super::side::{REFUSED, Side, class};
use crate::batch::Block;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::bins::{self, BINS, CHUNK};
use crate::kernel::vectorized;
use crate::state::{ConfusionMatrix, Tally};

/// Stands for the true class of a unit that counts nowhere.
const IGNORED: u32 = u32::MAX - 1;

/// With fewer cells, units of one cell follow each other so often that four counters for a cell are faster.
const FEW_CELLS: usize = 64;

/// How the classes of a block's units are found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::metrics) struct Pairs {
    pub(in crate::metrics) truth: Side,
    pub(in crate::metrics) prediction: Side,
    /// The number of classes.
    pub(in crate::metrics) classes: usize,
    /// A label of the truth whose units count nowhere.
    pub(in crate::metrics) ignored: Option<i64>,
}

impl Pairs {
    /// Adds all pairs of a block.
    pub(in crate::metrics) fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ConfusionMatrix,
    ) -> Result<(), Error> {
        let cells = self.classes.saturating_mul(self.classes);
        if cells < FEW_CELLS || block.is_weighted() && cells < BINS {
            return self.observe_small(block, state);
        }
        if let Some(add) = state.adder(block.batch_units()) {
            return self.each_chunk(block, add);
        }
        let each = |cell, weight| state.add_tally(cell, &Tally::from_checked(weight));
        self.each_pair(block, each)
    }

    fn observe_small<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ConfusionMatrix,
    ) -> Result<(), Error> {
        let (all, nowhere) = (block.units(), self.classes * self.classes);
        let each = |cell, part| {
            if cell < nowhere {
                state.add_tally(cell, &Tally::from_part(part));
            }
        };
        bins::totals(nowhere + 1, all, each, |add| self.each_chunk(block, add))
    }

    /// Calls `add` with the cells of all units, the number of cells for a unit that counts nowhere, and with
    /// the weights if the block has weights, up to [`CHUNK`] units at a time.
    pub(in crate::metrics) fn each_chunk<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        mut add: impl FnMut(&[u32], Option<&[f64]>),
    ) -> Result<(), Error> {
        let (mut keys, mut classes, mut weights) = ([0; CHUNK], [[0; CHUNK]; 2], [1.0; CHUNK]);
        for units in chunks(block.units()) {
            let (keys, weights) = (&mut keys[..units.len()], &mut weights[..units.len()]);
            if block.is_weighted() {
                block.weights(units.clone(), weights)?;
            }
            if !self.write_keys(block, units, weights, &mut classes, keys) {
                return Err(self.refusal(block));
            }
            add(keys, block.is_weighted().then_some(weights));
        }
        Ok(())
    }

    /// Writes the cell of each unit, or the number of cells for a unit that counts nowhere. Returns
    /// false if a unit is refused. The two arrays are buffers for the units' classes.
    fn write_keys<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        weights: &[f64],
        [truth, prediction]: &mut [[u32; CHUNK]; 2],
        keys: &mut [u32],
    ) -> bool {
        if !block.is_weighted()
            && self.ignored.is_none()
            && (self.truth, self.prediction) == (Side::Label, Side::Label)
        {
            let (y, p) = (&block.y_true()[units.clone()], &block.y_pred()[units]);
            return write_cells(y, p, self.classes, keys);
        }
        let (truth, prediction) = (&mut truth[..units.len()], &mut prediction[..units.len()]);
        self.write_truth(block, units.clone(), truth);
        self.prediction.write(block.y_pred(), units, self.classes, prediction);
        let classes = self.classes as u32;
        vectorized!(|| {
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
        })
    }

    /// Writes the true classes of units: below the number of classes, or [`IGNORED`], or
    /// [`REFUSED`].
    fn write_truth<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        units: Range<usize>,
        out: &mut [u32],
    ) {
        self.truth.write(block.y_true(), units.clone(), self.classes, out);
        let Some(ignored) = self.ignored else { return };
        if self.truth == Side::Label {
            for (out, label) in out.iter_mut().zip(&block.y_true()[units]) {
                *out = if label.whole() == Some(i128::from(ignored)) { IGNORED } else { *out };
            }
        } else if let Ok(ignored) = u32::try_from(ignored) {
            for class in out {
                *class = if *class == ignored { IGNORED } else { *class };
            }
        }
    }

    /// Calls `each` with the cell and the weight of every unit that counts.
    fn each_pair<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        mut each: impl FnMut(usize, f64),
    ) -> Result<(), Error> {
        let (mut weights, mut truth, mut prediction) = ([1.0; CHUNK], [0; CHUNK], [0; CHUNK]);
        for units in chunks(block.units()) {
            let n = units.len();
            block.weights(units.clone(), &mut weights[..n])?;
            self.write_truth(block, units.clone(), &mut truth[..n]);
            self.prediction.write(
                block.y_pred(),
                units.clone(),
                self.classes,
                &mut prediction[..n],
            );
            for (i, unit) in units.enumerate() {
                let (t, p) = (truth[i], prediction[i]);
                if weights[i] == 0.0 || t == IGNORED {
                    continue;
                }
                if t == REFUSED || p == REFUSED {
                    return Err(self.explain(block, unit));
                }
                each(t as usize * self.classes + p as usize, weights[i]);
            }
        }
        Ok(())
    }

    /// Searches for the first refused unit of a block, and explains why it is refused.
    #[cold]
    fn refusal<T: Element, P: Element>(&self, block: &Block<'_, T, P>) -> Error {
        let found = self.each_pair(block, |_, _| {});
        found.err().unwrap_or(Error::Undefined(Undefined::Overflow))
    }

    /// Explains why a unit is refused.
    fn explain<T: Element, P: Element>(&self, block: &Block<'_, T, P>, unit: usize) -> Error {
        let (y, p, classes) = (block.y_true(), block.y_pred(), self.classes);
        if let Some(i) = self.truth.refused(y, unit, classes) {
            return self.truth.error("y_true", block.true_index(i), y[i], classes);
        }
        match self.prediction.refused(p, unit, classes) {
            Some(i) => self.prediction.error("y_pred", block.pred_index(i), p[i], classes),
            None => Error::Undefined(Undefined::Overflow),
        }
    }
}

fn chunks(units: usize) -> impl Iterator<Item = Range<usize>> {
    (0..units).step_by(CHUNK).map(move |start| start..units.min(start + CHUNK))
}

/// Writes the cells of pairs of labels, rows being true classes. Returns false if a label names no
/// class.
fn write_cells<T: Element, P: Element>(y: &[T], p: &[P], classes: usize, out: &mut [u32]) -> bool {
    vectorized!(|| {
        let (mut refused, classes) = (false, classes as u64);
        for ((out, &y), &p) in out.iter_mut().zip(y).zip(p) {
            let (truth, prediction) = (class(y, classes), class(p, classes));
            refused |= (truth == REFUSED) | (prediction == REFUSED);
            *out = truth.wrapping_mul(classes as u32).wrapping_add(prediction);
        }
        !refused
    })
}
