//! A checked pair of truth and prediction with its weights, and the contiguous blocks it is read in.
//!
//! Kernels see plain slices only. A contiguous array is cut into slices without copying; any other
//! layout is gathered, block by block, into a small buffer in logical order. Either way a kernel
//! reads the same numbers in the same order.

use std::fmt::{self, Debug};
use std::ops::Range;

use ndarray::{ArrayRef, Dimension};

use crate::element::Element;
use crate::error::Error;
use crate::shape::{Unit, check_pair, check_weights, unravel};
use crate::values::{Values, Weights};

/// Elements of the prediction per block: small enough to stay in the second-level cache between
/// the members of a tuple, large enough that the cost of a block is not seen.
const BLOCK: usize = 16384;

/// Of wide rows, so many are a block if they have no more elements than that: states of columns or
/// classes have a cost for each of them and block.
const ROWS: usize = 64;
const WIDE_BLOCK: usize = 8 * BLOCK;

/// Grains in a block.
fn per_block(grain: usize) -> usize {
    let rows = ROWS.min(WIDE_BLOCK / grain);
    (BLOCK / grain).max(rows).max(1)
}

/// Truth, prediction and weights of one update.
///
/// Users do not meet it; [`Observe`](crate::Observe) is given its blocks.
#[derive(Clone)]
pub struct Batch<'a, T, P> {
    y_true: Values<'a, T>,
    y_pred: Values<'a, P>,
    weights: Option<&'a dyn Weights>,
}

impl<T, P> Debug for Batch<'_, T, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batch")
            .field("y_true", &self.y_true.shape())
            .field("y_pred", &self.y_pred.shape())
            .field("weights", &self.weights.map(Weights::shape))
            .finish()
    }
}

impl<'a, T: Element, P: Element> Batch<'a, T, P> {
    pub(crate) fn new<D: Dimension, E: Dimension>(
        y_true: &'a ArrayRef<T, D>,
        y_pred: &'a ArrayRef<P, E>,
        weights: Option<&'a dyn Weights>,
    ) -> Self {
        Self { y_true: Values::new(y_true), y_pred: Values::new(y_pred), weights }
    }

    /// Whether the shapes are those of a metric with such units.
    ///
    /// # Errors
    ///
    /// The shape errors of [`Error`], each with what to change.
    pub fn check(&self, unit: Unit) -> Result<(), Error> {
        self.check_shapes(unit)?;
        self.check_weights(unit)
    }

    /// Whether truth and prediction have the shapes of a metric with such units.
    pub(crate) fn check_shapes(&self, unit: Unit) -> Result<(), Error> {
        check_pair(unit, self.y_true.shape(), self.y_pred.shape())
    }

    /// Whether the weights, if any, are for such units.
    pub(crate) fn check_weights(&self, unit: Unit) -> Result<(), Error> {
        let units = unit.shape(self.y_pred.shape());
        self.weights.map_or(Ok(()), |weights| check_weights(units, weights.shape()))
    }

    /// The lengths of the last axes of truth and prediction.
    pub(crate) fn last_axes(&self) -> (Option<usize>, Option<usize>) {
        (self.y_true.shape().last().copied(), self.y_pred.shape().last().copied())
    }

    /// The length of the batch axis.
    pub(crate) fn samples(&self) -> usize {
        self.y_pred.shape().first().copied().unwrap_or(0)
    }

    /// The shape of the prediction.
    pub(crate) fn shape(&self) -> &[usize] {
        self.y_pred.shape()
    }

    /// How many elements of the prediction belong to one unit.
    pub(crate) fn grain(&self, unit: Unit) -> usize {
        unit.grain(self.y_pred.shape())
    }

    /// The number of units.
    pub(crate) fn units(&self, unit: Unit) -> usize {
        unit.shape(self.y_pred.shape()).iter().product()
    }

    /// The number of pieces of the prediction that blocks do not split.
    pub(crate) fn grains(&self, grain: usize) -> usize {
        self.y_pred.len() / grain
    }

    /// Hands out a range of grains in blocks, in order.
    ///
    /// A grain is a number of elements of the prediction that belong together.
    pub(crate) fn each_block(
        &self,
        grains: Range<usize>,
        grain: usize,
        mut observe: impl FnMut(&Block<'_, T, P>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let true_grain = self.y_true.len() / self.grains(grain).max(1);
        let step = per_block(grain);
        let (mut true_buffer, mut pred_buffer) = (Vec::new(), Vec::new());
        for first in grains.clone().step_by(step) {
            let last = (first + step).min(grains.end);
            let (t, p) = (first * true_grain..last * true_grain, first * grain..last * grain);
            observe(&Block {
                true_start: t.start,
                pred_start: p.start,
                y_true: self.y_true.piece(t, &mut true_buffer),
                y_pred: self.y_pred.piece(p, &mut pred_buffer),
                true_shape: self.y_true.shape(),
                pred_shape: self.y_pred.shape(),
                weights: self.weights,
            })?;
        }
        Ok(())
    }
}

/// A contiguous piece of a batch, in logical order.
pub struct Block<'a, T, P> {
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
            .finish()
    }
}

impl<'a, T: Element, P: Element> Block<'a, T, P> {
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

    /// The number of units in the block.
    #[must_use]
    pub fn units(&self, unit: Unit) -> usize {
        self.y_pred.len() / unit.grain(self.pred_shape)
    }

    /// Whether the batch is weighted; if not, every unit has weight 1.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// The weights of a range of the block's units; ones if the batch is not weighted.
    ///
    /// # Errors
    ///
    /// [`Error::Weight`] for a weight that is negative or not finite.
    pub fn weights(&self, unit: Unit, range: Range<usize>, out: &mut [f64]) -> Result<(), Error> {
        let Some(weights) = self.weights else {
            out.fill(1.0);
            return Ok(());
        };
        let start = self.first_unit(unit);
        let count: usize = weights.shape().iter().product();
        let all: usize = unit.shape(self.pred_shape).iter().product();
        let span = all / count.max(1);
        weights.fill(start + range.start..start + range.end, span, out).map_err(
            |(position, found)| Error::Weight { index: unravel(position, weights.shape()), found },
        )
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
    pub fn unit_index(&self, unit: Unit, position: usize) -> Vec<usize> {
        let shape = unit.shape(self.pred_shape);
        unravel(self.first_unit(unit) + position, shape)
    }

    fn first_unit(&self, unit: Unit) -> usize {
        self.pred_start / unit.grain(self.pred_shape)
    }
}

#[cfg(test)]
mod tests {
    use super::per_block;

    #[test]
    fn blocks_hold_many_elements_or_some_wide_rows() {
        assert_eq!([1, 100, 256].map(per_block), [16384, 163, 64]);
        assert_eq!([1000, 2048, 10_000, 1 << 20].map(per_block), [64, 64, 13, 1]);
    }
}
