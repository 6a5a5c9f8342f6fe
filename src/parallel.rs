//! Feature `rayon`: one batch on all cores.
//!
//! The batch is cut into ranges, each is observed into a state of its own, and the states are
//! merged. No metric knows about it, and since merging is exact, neither does any result.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::batch::Batch;
use crate::element::Element;
use crate::error::Error;
use crate::measure::Observe;
use crate::state::State;

/// Elements of the prediction that are worth a task of their own: some ten microseconds of the
/// cheapest metric, a few times what it costs to hand a task over.
const TASK: usize = 1 << 16;

/// Tasks per thread, so that a thread that is late is helped by the others.
const TASKS_PER_THREAD: usize = 4;

/// Fills a fresh state in parallel; None if the batch is too small to gain from it.
///
/// If several tasks refuse their range, the error is that of the first range, as on one thread.
pub(crate) fn observe<M, T, P>(
    measure: &M,
    batch: &Batch<'_, T, P>,
    grain: usize,
    state: &mut M::State,
) -> Option<Result<(), Error>>
where
    M: Observe<T, P>,
    T: Element,
    P: Element,
{
    let grains = batch.grains(grain);
    // Asking rayon for its threads starts them, so the size is looked at first.
    let worthwhile = (grains * grain / TASK).min(grains);
    if worthwhile < 2 || rayon::current_num_threads() < 2 {
        return None;
    }
    let tasks = worthwhile.min(TASKS_PER_THREAD * rayon::current_num_threads());
    let task = |i| {
        let mut part = measure.init();
        let range = i * grains / tasks..(i + 1) * grains / tasks;
        batch.each_block(range, grain, |block| measure.observe(block, &mut part)).map(|()| part)
    };
    let parts: Vec<_> = (0..tasks).into_par_iter().map(task).collect();
    Some(parts.into_iter().try_for_each(|part| state.merge(&part?)))
}

#[cfg(test)]
mod tests {
    use ndarray::{Array1, Array2};

    use super::*;
    use crate::metrics::{MeanSquaredError, SparseCategoricalAccuracy};
    use crate::state::Average;

    fn on<R: Send>(threads: usize, work: impl FnOnce() -> R + Send) -> R {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads").install(work)
    }

    /// The mean of squares, if it was worth sharing.
    fn shared(threads: usize, elements: usize) -> Option<f64> {
        let (y, p) = (Array1::<f32>::zeros(elements), Array1::<f32>::from_elem(elements, 3.0));
        let mut state = Average::default();
        let done =
            on(threads, || observe(&MeanSquaredError, &Batch::new(&y, &p, None), 1, &mut state));
        done.map(|done| done.and_then(|()| Ok(state.mean()?)).expect("a mean"))
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

    /// Rows are not cut, however few there are.
    #[test]
    fn rows_are_shared_whole() {
        let (labels, p) = (Array1::<u8>::zeros(3), Array2::<f32>::zeros((3, TASK)));
        let mut state = Average::default();
        let batch = Batch::new(&labels, &p, None);
        let done = on(2, || observe(&SparseCategoricalAccuracy, &batch, TASK, &mut state));
        assert_eq!((done, state.mean()), (Some(Ok(())), Ok(1.0)));
        assert_eq!(state.weight().value(), Ok(3.0));
    }
}
