//! The samples of a block, one by one.

use super::block::Block;
use super::layout::Layout;
use crate::element::Element;

impl<'a, T: Element, P: Element> Block<'a, T, P> {
    /// Returns each sample as a block of its own in a layout, with its weights. The block holds whole samples.
    pub(crate) fn samples(self, layout: Layout) -> impl Iterator<Item = Self> {
        let size = |shape: &[usize]| shape[1..].iter().product::<usize>();
        let (y, p) = (size(self.true_shape), size(self.pred_shape));
        (0..self.y_pred.len() / p.max(1)).map(move |i| Self {
            layout,
            y_true: &self.y_true[i * y..(i + 1) * y],
            y_pred: &self.y_pred[i * p..(i + 1) * p],
            true_start: self.true_start + i * y,
            pred_start: self.pred_start + i * p,
            ..self
        })
    }

    /// Returns the block without its weights.
    pub(crate) fn unweighted(self) -> Self {
        Self { weights: None, ..self }
    }
}
