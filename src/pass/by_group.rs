//! One state for each group of a batch: the groups' samples are brought together, and each state is filled
//! from neighbours.

use std::ops::Range;

use super::{check, fill_blocks, filled};
use crate::batch::{Batch, Gathered, SampleWeights};
use crate::element::Element;
use crate::error::Error;
use crate::measure::Observer;

/// States, each with the number of its group.
pub(crate) type Numbered<S> = Vec<(usize, S)>;

/// Returns the number and the state of each group. `order` holds the samples group by group, and `ends` where each group ends.
/// A refusal is that of the whole batch. Options and shapes are checked already.
pub(crate) fn fill_groups<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
    weights: Option<&SampleWeights>,
    order: &[usize],
    ends: &[usize],
) -> Result<Numbered<O::State>, Error> {
    let groups = Groups { observer, samples: batch.gathered(order, weights)?, ends };
    groups.fill_all().map_err(|error| refusal(observer, batch).unwrap_or(error))
}

/// Returns the refusal of a batch, with the indices of the batch.
fn refusal<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
) -> Option<Error> {
    filled(observer, batch).err()
}

/// Samples brought together by group.
struct Groups<'a, O, T, P> {
    observer: &'a O,
    samples: Gathered<T, P>,
    ends: &'a [usize],
}

impl<O: Observer, T: Element, P: Element> Groups<'_, O, T, P> {
    fn fill_all(&self) -> Result<Numbered<O::State>, Error> {
        #[cfg(feature = "rayon")]
        if let Some(done) = self.fill_in_parallel() {
            return done;
        }
        self.fill(0..self.ends.len())
    }

    /// Fills the states of a range of groups.
    fn fill(&self, groups: Range<usize>) -> Result<Numbered<O::State>, Error> {
        let (mut room, mut states) = (self.samples.room(), Vec::with_capacity(groups.len()));
        for group in groups {
            states.push((group, self.observer.empty()));
            let Some((_, state)) = states.last_mut() else { continue };
            let samples = self.start(group)..self.ends[group];
            self.samples.with_samples(samples, &mut room, |batch| {
                fill_blocks(self.observer, batch, state)
            })?;
            self.observer.finish(state);
        }
        Ok(states)
    }

    /// The first sample of a group.
    fn start(&self, group: usize) -> usize {
        group.checked_sub(1).map_or(0, |before| self.ends[before])
    }

    /// Fills all states on several threads, or returns `None` if there are too few groups or samples.
    #[cfg(feature = "rayon")]
    fn fill_in_parallel(&self) -> Option<Result<Numbered<O::State>, Error>> {
        use rayon::iter::{IntoParallelIterator, ParallelIterator};
        let samples = self.ends.last().copied().unwrap_or(0);
        let mean = samples * self.samples.sample_size() / self.ends.len().max(1);
        let tasks = super::parallel::tasks(self.ends.len(), mean.max(1), super::parallel::TASK)?;
        let range = |task| task * self.ends.len() / tasks..(task + 1) * self.ends.len() / tasks;
        let parts: Vec<_> = (0..tasks).into_par_iter().map(|task| self.fill(range(task))).collect();
        Some(
            parts
                .into_iter()
                .collect::<Result<Vec<_>, _>>()
                .map(|parts| parts.into_iter().flatten().collect()),
        )
    }
}

/// Refuses options and shapes, then a list of groups that has not one for each sample.
pub(crate) fn check_groups<O: Observer, T: Element, P: Element>(
    observer: &O,
    batch: &Batch<'_, T, P>,
    (argument, length): (&str, usize),
) -> Result<(), Error> {
    let shapes = batch.shapes();
    check::<_, P>(observer, &shapes)?;
    if length == shapes.samples() {
        return Ok(());
    }
    let counts = vec![(argument.to_owned(), length), ("y_pred".to_owned(), shapes.samples())];
    Err(Error::SampleCounts { counts })
}
