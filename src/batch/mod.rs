//! The arrays of one update, and the contiguous blocks in which they are read.
//!
//! A kernel sees plain slices only. A contiguous array is cut into slices without copying; any
//! other layout in memory is gathered, block by block, into a small buffer in logical order. Either
//! way a kernel reads the same numbers in the same order.

mod block;
mod elements;
mod gathered;
mod integers;
mod layout;
mod padded;
mod samples;
mod shapes;
mod siblings;
mod strided;
mod transposition;

use std::ops::Range;

use ndarray::{ArrayRef, Dimension};

use crate::element::Element;
use crate::error::Error;

pub use block::Block;
#[cfg(feature = "collection")]
pub(crate) use block::Widest;
pub(crate) use elements::{Elements, Weights};
pub(crate) use gathered::{Gathered, SampleWeights};
pub(crate) use integers::are_wide;
pub use layout::Layout;
pub use shapes::Shapes;

/// Elements of the prediction in a block: few enough that they stay in the second-level cache from
/// one member of a tuple to the next, and enough that the fixed cost of a block does not show.
const BLOCK: usize = 16384;

/// A block holds at least this many rows, unless they exceed [`WIDE_BLOCK`] elements: a state with
/// a part for each column or class pays a fixed cost for each part and block.
const ROWS: usize = 64;
const WIDE_BLOCK: usize = 8 * BLOCK;

/// How many pieces of `elements` elements a block holds.
fn pieces_per_block(elements: usize) -> usize {
    // Divisions are a share of the cost of a small call.
    if elements == 1 {
        return BLOCK;
    }
    let rows = ROWS.min(WIDE_BLOCK / elements);
    (BLOCK / elements).max(rows).max(1)
}

/// Truth, prediction and weights of one update; their shapes are not checked yet.
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

    /// Returns the batch in the order of memory, if its arrays share another order than the logical one.
    pub(crate) fn in_memory_order(&self) -> Option<InMemoryOrder<'_, T, P>> {
        let (y_true, y_pred) = (self.y_true.in_memory_order()?, self.y_pred.in_memory_order()?);
        let order =
            self.y_pred.order().filter(|order| self.y_true.order().as_ref() == Some(order))?;
        let weights = match self.weights {
            Some(weights) => Some(weights.in_memory_order(&order)?),
            None => None,
        };
        Some(InMemoryOrder { y_true, y_pred, weights })
    }

    /// The number of units, each of which may have a weight.
    pub(crate) fn units(&self, layout: Layout) -> usize {
        layout.units(self.y_pred.shape()).iter().product()
    }

    /// Splits the batch into the pieces that a layout keeps whole.
    pub(crate) fn pieces(&self, layout: Layout) -> Pieces<'_, 'a, T, P> {
        let elements = layout.elements_kept(self.y_pred.shape());
        let count = if elements == 1 { self.y_pred.len() } else { self.y_pred.len() / elements };
        let alike = elements == 1 && self.y_true.len() == count;
        let true_elements = if alike { 1 } else { self.y_true.len() / count.max(1) };
        Pieces { batch: self, layout, count, elements, true_elements }
    }
}

/// The arrays of a batch in the order of memory, which they share.
pub(crate) struct InMemoryOrder<'a, T, P> {
    y_true: Elements<'a, T>,
    y_pred: Elements<'a, P>,
    weights: Option<Box<dyn Weights + 'a>>,
}

impl<T: Element, P: Element> InMemoryOrder<'_, T, P> {
    pub(crate) fn batch(&self) -> Batch<'_, T, P> {
        let weights: Option<&dyn Weights> = match &self.weights {
            Some(weights) => Some(weights.as_ref()),
            None => None,
        };
        Batch { y_true: self.y_true.view(), y_pred: self.y_pred.view(), weights }
    }
}

/// A batch as a sequence of pieces: elements, rows or samples. No block splits a piece.
pub(crate) struct Pieces<'b, 'a, T, P> {
    batch: &'b Batch<'a, T, P>,
    layout: Layout,
    /// The number of pieces.
    pub(crate) count: usize,
    /// Elements of the prediction in a piece.
    pub(crate) elements: usize,
    /// Elements of the truth in a piece.
    true_elements: usize,
}

/// What is done with each block: a trait object, so that the loop over blocks is compiled once for a pair of
/// element types and not for every metric.
type Observe<'a, T, P> = &'a mut dyn FnMut(&Block<'_, T, P>) -> Result<(), Error>;

impl<T: Element, P: Element> Pieces<'_, '_, T, P> {
    /// Calls `observe` with all pieces, in blocks, in order.
    pub(crate) fn each_block(&self, observe: Observe<'_, T, P>) -> Result<(), Error> {
        self.each_block_of(0..self.count, observe)
    }

    /// Calls `observe` with a range of pieces, in blocks, in order.
    pub(crate) fn each_block_of(
        &self,
        pieces: Range<usize>,
        observe: Observe<'_, T, P>,
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
                y_true: batch.y_true.piece(t, &mut true_buffer)?,
                y_pred: batch.y_pred.piece(p, &mut pred_buffer)?,
                true_shape: batch.y_true.shape(),
                pred_shape: batch.y_pred.shape(),
                weights: batch.weights,
                integers: [T::INTEGER, P::INTEGER],
                inexact: [&[]; 2],
            })?;
        }
        Ok(())
    }
}

/// Copies one column of contiguous rows.
pub(crate) fn column<A: Copy>(rows: &[A], column: usize, columns: usize) -> Vec<A> {
    rows.iter().skip(column).step_by(columns).copied().collect()
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
