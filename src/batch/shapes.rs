//! The shapes of a batch, and the index of an element in them.

use crate::error::Error;
use crate::shape::{advice, batch_size};

/// The shapes of a batch. An observer sees them only if they fit its
/// [`Layout`](super::Layout).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shapes<'a> {
    pub(crate) y_true: &'a [usize],
    pub(crate) y_pred: &'a [usize],
    pub(crate) weights: Option<&'a [usize]>,
}

impl<'a> Shapes<'a> {
    /// The shape of the truth.
    #[must_use]
    pub fn y_true(&self) -> &'a [usize] {
        self.y_true
    }

    /// The shape of the prediction.
    #[must_use]
    pub fn y_pred(&self) -> &'a [usize] {
        self.y_pred
    }

    /// The shape of the weights, or `None` without weights.
    #[must_use]
    pub fn weights(&self) -> Option<&'a [usize]> {
        self.weights
    }

    /// The length of the batch axis.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.y_pred.first().copied().unwrap_or(0)
    }

    /// The length of the prediction's last axis.
    #[must_use]
    pub fn classes(&self) -> usize {
        self.y_pred.last().copied().unwrap_or(1)
    }
}

/// Returns the index along each axis of the element at a position in logical (row-major) order.
pub(crate) fn unravel(mut position: usize, shape: &[usize]) -> Vec<usize> {
    let mut index = vec![0; shape.len()];
    for (place, &size) in index.iter_mut().zip(shape).rev() {
        *place = position % size.max(1);
        position /= size.max(1);
    }
    index
}

/// Refuses weights whose shape is not made of the leading axes of the units.
pub(super) fn check_weights(units: &[usize], weights: &[usize]) -> Result<(), Error> {
    batch_size("weights", weights)?;
    if units.starts_with(weights) {
        return Ok(());
    }
    let rank = weights.len().saturating_sub(1).clamp(1, units.len());
    let axes: Vec<_> = units[..rank].iter().copied().map(Some).collect();
    let advice = advice("weights", &axes, weights);
    let advice = if advice.contains("remove") { advice } else { String::new() };
    Err(Error::WeightShape { weights: weights.into(), units: units.into(), advice })
}
