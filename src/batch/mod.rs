//! The arrays of one update, with the contiguous blocks that they are read in.
//!
//! A kernel sees plain slices only. A contiguous array is cut into slices without copying; any other
//! layout in memory is gathered, block by block, into a small buffer in logical order. Either way a
//! kernel reads the same numbers in the same order.

mod elements;
mod layout;

use std::fmt::{self, Debug};
use std::ops::Range;

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;

pub(crate) use elements::{Elements, Weights};
use layout::unravel;
pub use layout::{Layout, Shapes};

/// Elements of the prediction in a block: few enough to stay in the second-level cache between the
/// members of a tuple, so many that the cost of a block is not seen.
const BLOCK: usize = 16384;

/// Rows that a block holds at the least, unless they exceed [`WIDE_BLOCK`] elements: a state of
/// columns or classes pays a fixed price for each column or class and block.
const ROWS: usize = 64;
const WIDE_BLOCK: usize = 8 * BLOCK;

/// Pieces of some elements that a block holds.
fn pieces_per_block(elements: usize) -> usize {
    let rows = ROWS.min(WIDE_BLOCK / elements);
    (BLOCK / elements).max(rows).max(1)
}

/// Truth, prediction and weights of one update, whatever their shapes.
#[derive(Clone)]
pub(crate) struct Batch<'a, T, P> {
    y_true: Elements<'a, T>,
    y_pred: Elements<'a, P>,
    weights: Option<&'a dyn Weights>,
}

impl<'a, T: Element, P: Element> Batch<'a, T, P> {
    pub(crate) fn new<D: Dimension, E: Dimension>(
        y_true: &'a ArrayRef<T, D>,
        y_pred: &'a ArrayRef<P, E>,
        weights: Option<&'a dyn Weights>,
    ) -> Self {
        Self { y_true: Elements::new(y_true), y_pred: Elements::new(y_pred), weights }
    }

    pub(crate) fn shapes(&self) -> Shapes<'_> {
        let (y_true, y_pred) = (self.y_true.shape(), self.y_pred.shape());
        Shapes { y_true, y_pred, weights: self.weights.map(Weights::shape) }
    }

    /// The number of units, each of which may have a weight.
    pub(crate) fn units(&self, layout: Layout) -> usize {
        layout.units(self.y_pred.shape()).iter().product()
    }

    /// The batch in pieces that a layout keeps whole.
    pub(crate) fn pieces(&self, layout: Layout) -> Pieces<'_, 'a, T, P> {
        let elements = layout.elements_kept(self.y_pred.shape());
        let count = self.y_pred.len() / elements;
        let true_elements = self.y_true.len() / count.max(1);
        Pieces { batch: self, layout, count, elements, true_elements }
    }
}

/// A batch in pieces that blocks do not split.
pub(crate) struct Pieces<'b, 'a, T, P> {
    batch: &'b Batch<'a, T, P>,
    layout: Layout,
    /// The number of pieces.
    pub(crate) count: usize,
    /// Elements of the prediction in a piece, and of the truth.
    pub(crate) elements: usize,
    true_elements: usize,
}

impl<T: Element, P: Element> Pieces<'_, '_, T, P> {
    /// Hands out all pieces in blocks, in order.
    pub(crate) fn each_block(
        &self,
        observe: impl FnMut(&Block<'_, T, P>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        self.each_block_of(0..self.count, observe)
    }

    /// Hands out a range of pieces in blocks, in order.
    pub(crate) fn each_block_of(
        &self,
        pieces: Range<usize>,
        mut observe: impl FnMut(&Block<'_, T, P>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let (step, batch) = (pieces_per_block(self.elements), self.batch);
        let (mut true_buffer, mut pred_buffer) = (Vec::new(), Vec::new());
        for first in pieces.clone().step_by(step) {
            let last = (first + step).min(pieces.end);
            let t = first * self.true_elements..last * self.true_elements;
            let p = first * self.elements..last * self.elements;
            observe(&Block {
                layout: self.layout,
                true_start: t.start,
                pred_start: p.start,
                y_true: batch.y_true.piece(t, &mut true_buffer),
                y_pred: batch.y_pred.piece(p, &mut pred_buffer),
                true_shape: batch.y_true.shape(),
                pred_shape: batch.y_pred.shape(),
                weights: batch.weights,
            })?;
        }
        Ok(())
    }
}

/// A contiguous piece of a batch, in logical order.
#[derive(Clone, Copy)]
pub struct Block<'a, T, P> {
    layout: Layout,
    y_true: &'a [T],
    y_pred: &'a [P],
    true_start: usize,
    pred_start: usize,
    true_shape: &'a [usize],
    pred_shape: &'a [usize],
    weights: Option<&'a dyn Weights>,
}

impl<T: Debug, P: Debug> Debug for Block<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("y_true", &self.y_true)
            .field("y_pred", &self.y_pred)
            .field("weights", &self.weights.map(Weights::shape))
            .finish_non_exhaustive()
    }
}

impl<'a, T: Element, P: Element> Block<'a, T, P> {
    /// The same block as a member with a layout of its own sees it.
    pub(crate) fn laid_out(&self, layout: Layout) -> Self {
        Self { layout, ..*self }
    }

    /// The truth, row after row.
    #[must_use]
    pub fn y_true(&self) -> &'a [T] {
        self.y_true
    }

    /// The prediction, row after row.
    #[must_use]
    pub fn y_pred(&self) -> &'a [P] {
        self.y_pred
    }

    /// The length of the prediction's last axis.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.pred_shape.last().copied().unwrap_or(1)
    }

    /// The shape of one sample of the prediction.
    #[must_use]
    pub fn sample_shape(&self) -> &'a [usize] {
        &self.pred_shape[1..]
    }

    /// The number of units, each of which may have a weight: elements or rows, as the
    /// [`Layout`] says.
    #[must_use]
    pub fn units(&self) -> usize {
        self.y_pred.len() / self.layout.elements_per_unit(self.pred_shape)
    }

    /// Whether the batch is weighted; if not, every unit has weight 1.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// Writes the weights of a range of the block's units; ones if the batch is not weighted.
    ///
    /// # Errors
    ///
    /// [`Error::Weight`] for a weight that is negative or not finite.
    pub fn weights(&self, range: Range<usize>, out: &mut [f64]) -> Result<(), Error> {
        self.write_weights(self.layout, range, out)
    }

    /// Writes the weights of a range of the block's elements: a row's weight for each of its elements.
    ///
    /// # Errors
    ///
    /// As [`weights`](Self::weights).
    pub fn element_weights(&self, range: Range<usize>, out: &mut [f64]) -> Result<(), Error> {
        self.write_weights(Layout::ELEMENTS, range, out)
    }

    fn write_weights(
        &self,
        layout: Layout,
        range: Range<usize>,
        out: &mut [f64],
    ) -> Result<(), Error> {
        let Some(weights) = self.weights else {
            out.fill(1.0);
            return Ok(());
        };
        let start = self.pred_start / layout.elements_per_unit(self.pred_shape);
        let count: usize = weights.shape().iter().product();
        let all: usize = layout.units(self.pred_shape).iter().product();
        let span = all / count.max(1);
        weights.fill(start + range.start..start + range.end, span, out).map_err(
            |(position, found)| Error::Weight { index: unravel(position, weights.shape()), found },
        )
    }

    /// The weights of all units of the block, if it is weighted.
    pub(crate) fn all_weights(&self) -> Result<Option<Vec<f64>>, Error> {
        if !self.is_weighted() {
            return Ok(None);
        }
        let mut weights = vec![0.0; self.units()];
        self.weights(0..weights.len(), &mut weights)?;
        Ok(Some(weights))
    }

    /// The place of one element of the block's truth, in the truth's own axes.
    #[must_use]
    pub fn true_index(&self, position: usize) -> Vec<usize> {
        unravel(self.true_start + position, self.true_shape)
    }

    /// The place of one element of the block's prediction, in the prediction's own axes.
    #[must_use]
    pub fn pred_index(&self, position: usize) -> Vec<usize> {
        unravel(self.pred_start + position, self.pred_shape)
    }

    /// The place of one of the block's units.
    #[must_use]
    pub fn unit_index(&self, position: usize) -> Vec<usize> {
        let first = self.pred_start / self.layout.elements_per_unit(self.pred_shape);
        unravel(first + position, self.layout.units(self.pred_shape))
    }

    /// Refuses the first of some elements that lies outside its domain: first those of the truth,
    /// then those of the prediction.
    pub(crate) fn refusal(
        &self,
        (truth, y_true): (Domain, Range<usize>),
        (prediction, y_pred): (Domain, Range<usize>),
    ) -> Option<Error> {
        let (label, score) = (truth.guard::<T>(), prediction.guard::<P>());
        let bad_truth = |mut range: Range<usize>| range.find(|&i| !label.admits(self.y_true[i]));
        let bad_score = |mut range: Range<usize>| range.find(|&i| !score.admits(self.y_pred[i]));
        if let Some(i) = bad_truth(y_true) {
            let (index, found) = (self.true_index(i), self.y_true[i].to_f64());
            return Some(Error::Value { argument: "y_true", index, found, expected: truth });
        }
        bad_score(y_pred).map(|i| {
            let (index, found) = (self.pred_index(i), self.y_pred[i].to_f64());
            Error::Value { argument: "y_pred", index, found, expected: prediction }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::pieces_per_block;

    #[test]
    fn blocks_hold_many_elements_or_some_wide_rows() {
        assert_eq!([1, 100, 256].map(pieces_per_block), [16384, 163, 64]);
        assert_eq!([1000, 2048, 10_000, 1 << 20].map(pieces_per_block), [64, 64, 13, 1]);
    }
}
