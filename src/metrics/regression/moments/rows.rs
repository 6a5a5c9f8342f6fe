//! Rows of numbers, one after the other, as a block has them.

use crate::element::Element;
use crate::kernel::vectorized;
use crate::kernel::weights::number_present;

/// Rows of `columns` numbers, one after the other.
pub(super) struct Rows<'a, T, P> {
    pub(super) columns: usize,
    pub(super) y: &'a [T],
    pub(super) p: &'a [P],
}

impl<T: Element, P: Element> Rows<'_, T, P> {
    pub(super) fn len(&self) -> usize {
        self.p.len() / self.columns.max(1)
    }

    /// Returns the number of rows with a weight above 0.
    pub(super) fn present(&self, weights: Option<&[f64]>) -> u64 {
        let present = |row: &&[f64]| row.iter().any(|&weight| weight > 0.0);
        match weights {
            None => self.len() as u64,
            Some(weights) if self.columns == 1 => number_present(weights),
            Some(weights) => weights.chunks(self.columns.max(1)).filter(present).count() as u64,
        }
    }

    /// Returns the number of weights above 0 in each column.
    pub(super) fn counts(&self, weights: &[f64]) -> Vec<u64> {
        counts(weights, self.columns)
    }
}

/// Returns the number of weights above 0 in each column.
fn counts(weights: &[f64], columns: usize) -> Vec<u64> {
    if columns == 1 {
        return vec![number_present(weights)];
    }
    let mut counts = vec![0; columns];
    vectorized!(|| {
        for row in weights.chunks_exact(columns) {
            for (count, &weight) in counts.iter_mut().zip(row) {
                *count += u64::from(weight > 0.0);
            }
        }
    });
    counts
}

/// Sets numbers to 0 where their weight is 0.
pub(super) fn clear_absent<T: Element, P: Element>(weights: &[f64], y: &mut [T], p: &mut [P]) {
    vectorized!(|| {
        for ((&w, y), p) in weights.iter().zip(y.iter_mut()).zip(p.iter_mut()) {
            *y = if w == 0.0 { T::ZERO } else { *y };
            *p = if w == 0.0 { P::ZERO } else { *p };
        }
    });
}
