//! Windows over a stream: the last samples or batches, and one window after the other. Nothing is subtracted.

mod chunks;
mod hopping;

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observer as _, StateOf};
use crate::output::Output as _;
use crate::pass;
use chunks::Chunks;

pub use hopping::HoppingWindows;

/// What a window counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Samples(usize),
    Batches(usize),
}

/// The value of any measure on the last samples or batches of a stream.
///
/// The window is the merge of states of its parts, two merges for each part, so that the value has the bits of one
/// call on the tail of the stream, however long the stream was and however large the numbers that left. A sample
/// of weight 0 is none. Memory is a state for each sample or batch of the window.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::{SlidingWindow, prelude::*};
///
/// let mut window = SlidingWindow::of_samples(MeanSquaredError, 3);
/// window.update(&array![0.0, 0.0, 0.0], &array![1e8, 1e-3, 1e-3])?;
/// window.update(&array![0.0], &array![1e-3])?;
/// assert_eq!(window.result(), Ok(1e-6)); // 1e16 has left without a trace
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct SlidingWindow<M: Measure> {
    measure: M,
    observer: M::Observer,
    length: Length,
    chunks: Chunks<StateOf<M>>,
}

impl<M: Measure> SlidingWindow<M> {
    /// Returns a window of the last samples.
    #[must_use]
    pub fn of_samples(measure: M, samples: usize) -> Self {
        Self::new(measure, Length::Samples(samples))
    }

    /// Returns a window of the last batches.
    #[must_use]
    pub fn of_batches(measure: M, batches: usize) -> Self {
        Self::new(measure, Length::Batches(batches))
    }

    fn new(measure: M, length: Length) -> Self {
        let observer = measure.observer();
        let chunks = Chunks::new(observer.empty());
        Self { measure, observer, length, chunks }
    }

    /// Adds a batch, and forgets what is too old.
    ///
    /// # Errors
    ///
    /// As [`Metric::update`](crate::Metric::update); [`Error::Parameter`] for a window of length 0. A refused batch
    /// changes nothing.
    pub fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error> {
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
    ) -> Result<(), Error>
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

    fn add_batch<T: Element, P: Element>(&mut self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
        self.measure.check()?;
        let (states, most) = match self.length {
            Length::Samples(most) => (self.last_samples(batch, most)?, most),
            Length::Batches(most) => (vec![pass::filled(&self.observer, batch)?], most),
        };
        check_length("length", most)?;
        states.iter().try_for_each(|state| self.chunks.check(state))?;
        for state in states {
            self.chunks.push(state);
            if self.chunks.len() > most {
                self.chunks.pop();
            }
        }
        Ok(())
    }

    /// Returns a state for each of the last samples of a batch, all of which is checked.
    fn last_samples<T: Element, P: Element>(
        &self,
        batch: &Batch<'_, T, P>,
        most: usize,
    ) -> Result<Vec<StateOf<M>>, Error> {
        pass::filled(&self.observer, batch)?;
        let weights = batch.sample_weights()?;
        let counted = counted(batch, weights.as_ref());
        let last = &counted[counted.len().saturating_sub(most)..];
        let ends: Vec<_> = (1..=last.len()).collect();
        let states = pass::fill_groups(&self.observer, batch, weights.as_ref(), last, &ends)?;
        Ok(states.into_iter().map(|(_, state)| state).collect())
    }

    /// Returns the value of the window.
    #[must_use]
    pub fn result(&self) -> M::Output {
        self.measure.read(&self.chunks.all()).gated()
    }

    /// The number of samples or batches in the window.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chunks.len()
    }

    /// Whether nothing is in the window.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chunks.len() == 0
    }

    /// Forgets everything.
    pub fn reset(&mut self) {
        self.chunks = Chunks::new(self.observer.empty());
    }
}

/// The samples with a weight above 0.
fn counted<T: Element, P: Element>(
    batch: &Batch<'_, T, P>,
    weights: Option<&crate::batch::SampleWeights>,
) -> Vec<usize> {
    let counts = |&sample: &usize| weights.is_none_or(|weights| weights.counts(sample));
    (0..batch.shapes().samples()).filter(counts).collect()
}

/// Refuses a window or a step without samples.
fn check_length(option: &'static str, found: usize) -> Result<(), Error> {
    if found > 0 { Ok(()) } else { Err(Error::parameter(option, found, "a number of at least 1")) }
}
