//! Rows of different lengths, padded to one: weights say which elements are there.

use std::ops::Range;

use super::block::Block;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;

/// What is done with a row: its number in the range, and its elements that are there. A trait object, so that the loop
/// over rows is compiled once for a pair of element types.
type EachRow<'a, T, P> = &'a mut dyn FnMut(usize, &[T], &[P]);

impl<T: Element, P: Element> Block<'_, T, P> {
    /// Whether weights say which elements of the rows are there.
    pub(crate) fn is_padded(&self) -> bool {
        self.weights.is_some_and(|weights| self.layout.pads(self.pred_shape, weights.shape()))
    }

    /// Writes the weights of padded rows: that of the elements that are there, 0 if none is.
    pub(super) fn write_row_weights(
        &self,
        rows: Range<usize>,
        out: &mut [f64],
    ) -> Result<(), Error> {
        let mut own = vec![0.0; self.classes()];
        for (row, out) in rows.zip(out) {
            let first = row * own.len();
            self.element_weights(first..first + own.len(), &mut own)?;
            *out = own.iter().copied().find(|&weight| weight > 0.0).unwrap_or(0.0);
            if let Some(bad) = own.iter().position(|&weight| weight > 0.0 && weight != *out) {
                let (index, found) = (self.pred_index(first + bad), own[bad]);
                return Err(Error::UnevenWeight { index, found });
            }
        }
        Ok(())
    }

    /// Calls `each` with the elements that are there of each row in a range. Weights are checked already.
    pub(crate) fn each_padded_row(&self, rows: Range<usize>, each: EachRow<'_, T, P>) {
        let (mut y, mut p) = (Vec::new(), Vec::new());
        for (number, row) in rows.enumerate() {
            y.clear();
            p.clear();
            for element in self.elements_there(row) {
                y.push(self.y_true[element]);
                p.push(self.y_pred[element]);
            }
            each(number, &y, &p);
        }
    }

    /// Returns the refusal of the first element outside its domain among those of a row that are there.
    pub(crate) fn padded_refusal(
        &self,
        row: usize,
        truth: Domain,
        prediction: Domain,
    ) -> Option<Error> {
        let of_truth = |i: usize| self.refusal((truth, i..i + 1), (prediction, 0..0));
        let of_prediction = |i: usize| self.refusal((truth, 0..0), (prediction, i..i + 1));
        let there: Vec<_> = self.elements_there(row).collect();
        let first = there.iter().find_map(|&element| of_truth(element));
        first.or_else(|| there.iter().find_map(|&element| of_prediction(element)))
    }

    /// The positions of a row's elements with a weight above 0.
    fn elements_there(&self, row: usize) -> impl Iterator<Item = usize> {
        let (first, mut own) = (row * self.classes(), vec![0.0; self.classes()]);
        let is_valid = self.element_weights(first..first + own.len(), &mut own).is_ok();
        debug_assert!(is_valid, "`weights` refuses them");
        own.into_iter().enumerate().filter(|&(_, weight)| weight > 0.0).map(move |(i, _)| first + i)
    }
}
