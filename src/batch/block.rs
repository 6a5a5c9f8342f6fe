//! A contiguous piece of a batch, as an observer sees it.

use std::fmt::{self, Debug};
use std::ops::Range;

use super::elements::Weights;
use super::integers::Inexact;
#[cfg(feature = "collection")]
use super::integers::inexact_in;
use super::layout::Layout;
use super::shapes::unravel;
use crate::domain::Domain;
use crate::element::Element;
#[cfg(feature = "collection")]
use crate::element::whole::Whole;
use crate::error::Error;

/// A contiguous piece of a batch, in logical order.
#[derive(Clone, Copy)]
pub struct Block<'a, T, P> {
    pub(super) layout: Layout,
    pub(super) y_true: &'a [T],
    pub(super) y_pred: &'a [P],
    pub(super) true_start: usize,
    pub(super) pred_start: usize,
    pub(super) true_shape: &'a [usize],
    pub(super) pred_shape: &'a [usize],
    pub(super) weights: Option<&'a dyn Weights>,
    /// Whether truth and prediction are of integers, or were before the block was widened.
    pub(super) integers: [bool; 2],
    /// Of a block that was widened: the integers that were rounded.
    pub(super) inexact: [&'a [Inexact]; 2],
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
    /// Returns the block with the layout of one member of a tuple or collection.
    pub(crate) fn laid_out(&self, layout: Layout) -> Self {
        Self { layout, ..*self }
    }

    /// The truth, in row-major order.
    #[must_use]
    pub fn y_true(&self) -> &'a [T] {
        self.y_true
    }

    /// The prediction, in row-major order.
    #[must_use]
    pub fn y_pred(&self) -> &'a [P] {
        self.y_pred
    }

    /// The place of the first element of the prediction in the whole batch.
    pub(crate) fn start(&self) -> usize {
        self.pred_start
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

    /// The number of units of the whole batch.
    pub(crate) fn batch_units(&self) -> usize {
        self.layout.units(self.pred_shape).iter().product()
    }

    /// Whether the batch has weights. Without weights, every unit has weight 1.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// Writes the weights of a range of the block's units; 1 for each if the batch has no weights.
    ///
    /// # Errors
    ///
    /// [`Error::Weight`] for a weight that is negative or not finite.
    pub fn weights(&self, range: Range<usize>, out: &mut [f64]) -> Result<(), Error> {
        if self.is_padded() {
            return self.write_row_weights(range, out);
        }
        self.write_weights(self.layout, range, out)
    }

    /// Writes the weights of a range of the block's elements. An element has the weight of its row.
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

    /// Returns the weights of all units of the block, or `None` if the batch has no weights.
    pub(crate) fn all_weights(&self) -> Result<Option<Vec<f64>>, Error> {
        if !self.is_weighted() {
            return Ok(None);
        }
        let mut weights = vec![0.0; self.units()];
        self.weights(0..weights.len(), &mut weights)?;
        Ok(Some(weights))
    }

    /// Calls `each` with weight, truth and prediction of every element whose weight is above 0.
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for the first element outside its domain, and [`Error::Weight`]. Elements
    /// of weight 0 are not checked. An integer that no `f64` holds is refused beside an array of floats,
    /// since it would be compared and subtracted as another number.
    pub fn each_pair(
        &self,
        truth: Domain,
        prediction: Domain,
        mut each: impl FnMut(f64, T, P),
    ) -> Result<(), Error> {
        self.check_beside_floats()?;
        let mut weights = vec![1.0; self.y_pred.len()];
        self.element_weights(0..weights.len(), &mut weights)?;
        for (i, &weight) in weights.iter().enumerate().filter(|(_, weight)| **weight > 0.0) {
            let refusal = self.refusal((truth, i..i + 1), (prediction, i..i + 1));
            refusal.map_or(Ok(()), Err)?;
            each(weight, self.y_true[i], self.y_pred[i]);
        }
        Ok(())
    }

    /// Returns the index of an element of the block's truth, along the axes of the whole truth.
    #[must_use]
    pub fn true_index(&self, position: usize) -> Vec<usize> {
        unravel(self.true_start + position, self.true_shape)
    }

    /// Returns the index of an element of the block's prediction, along the axes of the whole
    /// prediction.
    #[must_use]
    pub fn pred_index(&self, position: usize) -> Vec<usize> {
        unravel(self.pred_start + position, self.pred_shape)
    }

    /// Returns the index of one of the block's units, along the axes of all units.
    #[must_use]
    pub fn unit_index(&self, position: usize) -> Vec<usize> {
        let first = self.pred_start / self.layout.elements_per_unit(self.pred_shape);
        unravel(first + position, self.layout.units(self.pred_shape))
    }

    /// Calls `observe` with the block in one of three pairs of element types, which give the same bits.
    #[cfg(feature = "collection")]
    pub(crate) fn widened<R>(&self, observe: impl FnOnce(Widest<'_>) -> R) -> R {
        let (mut truth, mut prediction) = (Vec::new(), Vec::new());
        let inexact = [inexact_in(self.y_true), inexact_in(self.y_pred)];
        if T::INTEGER && P::INTEGER && inexact.iter().any(|list| !list.is_empty()) {
            let (y, p): (Vec<_>, Vec<_>) = (wholes(self.y_true), wholes(self.y_pred));
            return observe(Widest::Whole(self.with(&y, &p)));
        }
        let (own, y) = (self.rounding(&inexact), T::doubles(self.y_true, &mut truth));
        match P::singles(self.y_pred, &mut Vec::new()) {
            Some(singles) => observe(Widest::Single(own.with(y, singles))),
            None => observe(Widest::Double(own.with(y, P::doubles(self.y_pred, &mut prediction)))),
        }
    }

    /// Returns the block with a note of the integers that are rounded when it is widened.
    #[cfg(feature = "collection")]
    fn rounding<'b>(&'b self, [truth, prediction]: &'b [Vec<Inexact>; 2]) -> Block<'b, T, P> {
        Block { inexact: [truth, prediction], ..*self }
    }

    /// Returns the block with its numbers in other types.
    #[cfg(feature = "collection")]
    fn with<'b, Y, Q>(&'b self, y_true: &'b [Y], y_pred: &'b [Q]) -> Block<'b, Y, Q> {
        self.part(0, y_true, y_pred)
    }

    /// Returns the part of the block that begins with an element, given the part's numbers in any types.
    /// Truth and prediction have one shape, unless the part is the whole block.
    pub(super) fn part<'b, Y, Q>(
        &'b self,
        first: usize,
        y_true: &'b [Y],
        y_pred: &'b [Q],
    ) -> Block<'b, Y, Q> {
        Block {
            y_true,
            y_pred,
            layout: self.layout,
            true_start: self.true_start + first,
            pred_start: self.pred_start + first,
            true_shape: self.true_shape,
            pred_shape: self.pred_shape,
            weights: self.weights,
            integers: self.integers,
            inexact: self.inexact,
        }
    }

    /// Returns the refusal of a unit's label that names no class.
    pub(crate) fn label_refusal(&self, unit: usize, classes: usize) -> Option<Error> {
        let label = self.y_true[unit];
        let refuse =
            || Error::Label { index: self.true_index(unit), label: label.to_string(), classes };
        label.class(classes).is_none().then(refuse)
    }

    /// Returns the refusal of a unit's label that names no class, or of the first number of its row that
    /// is outside a domain.
    pub(crate) fn row_refusal(&self, unit: usize, expected: Domain) -> Option<Error> {
        let classes = self.classes();
        let row = unit * classes..(unit + 1) * classes;
        self.label_refusal(unit, classes)
            .or_else(|| self.refusal((Domain::Finite, 0..0), (expected, row)))
    }

    /// Returns the refusal of the first element outside its domain in a range of the truth, then in
    /// a range of the prediction.
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

/// A block in the types that all element types are widened to.
#[cfg(feature = "collection")]
#[derive(Clone, Copy, Debug)]
pub(crate) enum Widest<'a> {
    /// The prediction is of `f32`.
    Single(Block<'a, f64, f32>),
    /// Every number is an `f64`.
    Double(Block<'a, f64, f64>),
    /// Both arrays are of integers, some of which no `f64` holds.
    Whole(Block<'a, Whole, Whole>),
}

#[cfg(feature = "collection")]
fn wholes<A: Element>(numbers: &[A]) -> Vec<Whole> {
    numbers.iter().map(|number| Whole(number.to_i128())).collect()
}
