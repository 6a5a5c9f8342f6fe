//! States of one batch under many weightings.

use super::filled;
use crate::batch::{Batch, SampleWeights};
use crate::element::Element;
use crate::error::Error;
use crate::measure::Observer;

/// Returns `count` states of a batch, each with weights of its own.
pub(crate) fn fill_reweighted<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
    count: usize,
    weights: impl Fn(usize) -> SampleWeights + Sync,
) -> Result<Vec<O::State>, Error> {
    let filled = |number: usize| weights(number).with(batch, |batch| filled(observer, batch));
    #[cfg(feature = "rayon")]
    {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        let samples = batch.shapes().samples();
        if super::parallel::tasks(count, samples.max(1), super::parallel::TASK).is_some() {
            return (0..count).into_par_iter().map(filled).collect();
        }
    }
    (0..count).map(filled).collect()
}
