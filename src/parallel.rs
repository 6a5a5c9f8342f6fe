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
