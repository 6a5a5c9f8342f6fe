//! Feature `rayon`: one batch on all cores.
//!
//! Each task fills a state of its own from a range of the batch, and the states are merged. Since
//! merging is exact, the results are those of one thread. No metric has code for this.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::batch::Pieces;
use crate::element::Element;
use crate::error::Error;
use crate::measure::Observer;
use crate::state::State;

/// Elements of the prediction in the smallest task: the cheapest metric takes some ten microseconds
/// for them, a few times the cost of handing over a task.
pub(super) const TASK: usize = 1 << 16;

/// Tasks per thread: several, so that other threads can take over tasks of a slow one.
const TASKS_PER_THREAD: usize = 4;

/// Fills a fresh state in parallel. Returns `None`, with the state untouched, if the batch is too
/// small to gain from it.
///
/// If several tasks refuse their range, the error is that of the first range, as on one thread.
pub(super) fn fill<O: Observer, T: Element, P: Element>(
    observer: &O,
    pieces: &Pieces<'_, '_, T, P>,
    state: &mut O::State,
) -> Option<Result<(), Error>> {
    let least = TASK.max(observer.layout().task());
    let tasks = tasks(pieces.count, pieces.elements, least)?;
    let task = |i| {
        let mut part = observer.empty();
        let range = i * pieces.count / tasks..(i + 1) * pieces.count / tasks;
        pieces.each_block_of(range, &mut |block| observer.observe(block, &mut part)).map(|()| part)
    };
    let parts: Vec<_> = (0..tasks).into_par_iter().map(task).collect();
    Some(parts.into_iter().try_for_each(|part| {
        let part = part?;
        state.check_merge(&part)?;
        state.absorb(part);
        Ok(())
    }))
}

/// Returns into how many tasks of at least so many elements to split the pieces, or `None` if fewer than two
/// pay.
pub(super) fn tasks(pieces: usize, elements: usize, least: usize) -> Option<usize> {
    // Asking rayon for its number of threads starts them, so the size is checked first.
    let worthwhile = (pieces * elements / least).min(pieces);
    if worthwhile < 2 || rayon::current_num_threads() < 2 {
        return None;
    }
    Some(worthwhile.min(TASKS_PER_THREAD * rayon::current_num_threads()))
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2};

    use super::*;
    use crate::batch::Batch;
    use crate::measure::Measure;
    use crate::metrics::{Confusion, MeanSquaredError, SparseCategoricalAccuracy};
    use crate::state::WeightedMean;

    fn on<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(work)
    }

    /// Returns the state, or `None` if the batch was too small to share among threads.
    fn filled<M: Measure>(measure: &M, batch: &Batch<'_, u8, f32>) -> Option<WeightedMean>
    where
        M::Observer: Observer<State = WeightedMean>,
    {
        let (observer, mut state) = (measure.observer(), WeightedMean::default());
        let done = fill(&observer, &batch.pieces(observer.layout()), &mut state)?;
        done.map(|()| state).ok()
    }

    /// Returns the mean squared error, or `None` if the batch was too small to share.
    fn shared(threads: usize, elements: usize) -> Option<f64> {
        let (y, p) = (Array1::<u8>::zeros(elements), Array1::<f32>::from_elem(elements, 3.0));
        let state = on(threads, || filled(&MeanSquaredError, &Batch::new(&y, &p, None)));
        state.map(|state| state.mean().expect("a mean"))
    }

    #[test]
    fn large_batches_are_shared_by_two_threads() {
        assert_eq!(shared(2, 2 * TASK), Some(9.0));
        assert_eq!(shared(3, 20 * TASK + 1), Some(9.0));
    }

    #[test]
    fn nothing_is_gained_by_sharing_little_or_with_nobody() {
        assert_eq!(shared(2, 2 * TASK - 1), None);
        assert_eq!(shared(1, 4 * TASK), None);
    }

    /// Every task fills a matrix of its own, so that a large matrix takes large tasks.
    #[test]
    fn large_states_take_large_tasks() {
        let labels = Array1::<u16>::zeros(8 * TASK);
        let shares = |classes: usize| {
            let (observer, batch) = (Confusion::new(classes), Batch::new(&labels, &labels, None));
            let (pieces, mut state) = (batch.pieces(observer.layout()), observer.empty());
            on(2, || fill(&observer, &pieces, &mut state)).is_some()
        };
        assert_eq!([shares(10), shares(200), shares(500)], [true, true, false]);
    }

    /// No task splits a row, even where there are fewer rows than tasks.
    #[test]
    fn rows_are_shared_whole() {
        let (labels, p) = (Array1::<u8>::zeros(3), Array2::<f32>::zeros((3, TASK)));
        let batch = Batch::new(&labels, &p, None);
        let state = on(2, || filled(&SparseCategoricalAccuracy, &batch)).expect("a state");
        assert_eq!((state.mean(), state.weight().value()), (Ok(1.0), Ok(3.0)));
    }
}
