//! One window after the other, each as long as the others.

use ndarray::{ArrayRef, Dimension};

use super::chunks::Chunks;
use super::{check_length, counted};
use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observer as _, StateOf};
use crate::output::Output as _;
use crate::pass;
use crate::state::State;

/// The values of any measure on windows of equally many samples, one after the other, or overlapping.
///
/// A window begins at every `step`-th sample and holds `length` of them: with a step of the length, windows tumble,
/// and every sample is in one of them; with a smaller step they overlap. Each value has the bits of one call on the
/// window's samples, however these came in batches. A sample of weight 0 is none.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::{HoppingWindows, prelude::*};
///
/// let mut days = HoppingWindows::tumbling(MeanAbsoluteError, 2);
/// let first = days.update(&array![0.0, 0.0, 0.0], &array![1.0, 3.0, 5.0])?;
/// let second = days.update(&array![0.0, 0.0], &array![7.0, 9.0])?;
/// assert_eq!((first, second), (vec![Ok(2.0)], vec![Ok(6.0)])); // (1 + 3)/2 and (5 + 7)/2
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct HoppingWindows<M: Measure> {
    measure: M,
    observer: M::Observer,
    length: usize,
    step: usize,
    /// Full chunks, of so many samples that windows begin and end between them.
    chunks: Chunks<StateOf<M>>,
    /// The chunk that is not full yet, and its number of samples.
    open: StateOf<M>,
    samples: usize,
}

impl<M: Measure> HoppingWindows<M> {
    /// Returns windows of `length` samples, of which one begins at every `step`-th sample.
    #[must_use]
    pub fn new(measure: M, length: usize, step: usize) -> Self {
        let observer = measure.observer();
        let (chunks, open) = (Chunks::new(observer.empty()), observer.empty());
        Self { measure, observer, length, step, chunks, open, samples: 0 }
    }

    /// Returns windows of `length` samples, each of which begins where the last one ends.
    #[must_use]
    pub fn tumbling(measure: M, length: usize) -> Self {
        Self::new(measure, length, length)
    }

    /// Adds a batch, and returns the value of every window that it completes.
    ///
    /// # Errors
    ///
    /// As [`Metric::update`](crate::Metric::update); [`Error::Parameter`] for a length or a step of 0, or a step
    /// above the length. A refused batch changes nothing.
    pub fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<Vec<M::Output>, Error> {
        self.add_batch(&Batch::new(y_true, y_pred, None))
    }

    /// Adds a batch with weights or a mask; see [`evaluate_weighted`](crate::Evaluate::evaluate_weighted).
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update), and [`Error::Weight`].
    pub fn update_weighted<T, D, P, E, W, F>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<Vec<M::Output>, Error>
    where
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        self.add_batch(&Batch::new(y_true, y_pred, Some(&Elements::new(weights))))
    }

    fn add_batch<T: Element, P: Element>(
        &mut self,
        batch: &Batch<'_, T, P>,
    ) -> Result<Vec<M::Output>, Error> {
        self.check_options()?;
        pass::check::<_, P>(&self.observer, &batch.shapes())?;
        let weights = batch.sample_weights()?;
        let counted = counted(batch, weights.as_ref());
        let ends = self.ends(counted.len());
        let parts = pass::fill_groups(&self.observer, batch, weights.as_ref(), &counted, &ends)?;
        for (_, part) in &parts {
            self.chunks.check(part)?;
            self.open.check_merge(part)?;
        }
        let start = std::iter::once(0).chain(ends.iter().copied());
        let sizes = ends.iter().zip(start).map(|(end, start)| end - start);
        let parts = parts.iter().zip(sizes);
        Ok(parts.filter_map(|((_, part), size)| self.add_part(part, size)).collect())
    }

    fn check_options(&self) -> Result<(), Error> {
        self.measure.check()?;
        check_length("length", self.length)?;
        check_length("step", self.step)?;
        if self.step <= self.length {
            return Ok(());
        }
        let expected = format!("at most {}, the length of a window", self.length);
        Err(Error::parameter("step", self.step, expected))
    }

    /// The number of samples of a chunk.
    fn chunk(&self) -> usize {
        greatest_common_divisor(self.length, self.step)
    }

    /// Where the next samples are cut: at the ends of chunks, and after the last sample.
    fn ends(&self, samples: usize) -> Vec<usize> {
        let first = self.chunk() - self.samples;
        let mut ends: Vec<_> = (first..samples).step_by(self.chunk()).collect();
        if samples > 0 {
            ends.push(samples);
        }
        ends
    }

    /// Adds a part of a chunk; returns the value of the window that it completes.
    fn add_part(&mut self, part: &StateOf<M>, samples: usize) -> Option<M::Output> {
        self.open.merge(part);
        self.samples += samples;
        if self.samples < self.chunk() {
            return None;
        }
        self.samples = 0;
        self.chunks.push(std::mem::replace(&mut self.open, self.observer.empty()));
        if self.chunks.len() < self.length / self.chunk() {
            return None;
        }
        let value = self.measure.read(&self.chunks.all()).gated();
        (0..self.step / self.chunk()).for_each(|_| self.chunks.pop());
        Some(value)
    }
}

fn greatest_common_divisor(a: usize, b: usize) -> usize {
    if b == 0 { a } else { greatest_common_divisor(b, a % b) }
}
