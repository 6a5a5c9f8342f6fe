//! A running evaluation over many batches.

use std::fmt::{self, Debug};

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observer, StateOf};
use crate::output::Output as _;
use crate::pass;
use crate::state::State;

mod sealed {
    #[expect(unnameable_types, reason = "a seal")]
    pub trait Sealed {}
    impl<M: super::Measure> Sealed for super::Streaming<M> {}
}

/// A running evaluation.
///
/// The result depends on the multiset of (truth, prediction, weight) alone: the same bits for any
/// split into batches, order, tree of merges and thread count. An update that is refused leaves
/// the state bit for bit as it was. The trait is sealed: [`Streaming`] is its one implementation.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut first = MeanSquaredError.streaming();
/// first.update(&array![1.0, 2.0], &array![1.2, 1.8])?;
/// let mut second = MeanSquaredError.streaming();
/// second.update(&array![3.0, 4.0, 5.0], &array![3.1, 3.8, 5.2])?;
///
/// first.merge(&second)?;
/// let whole = metrics::mean_squared_error(
///     &array![1.0, 2.0, 3.0, 4.0, 5.0],
///     &array![1.2, 1.8, 3.1, 3.8, 5.2],
/// )?;
/// assert_eq!(first.result()?, whole);
/// # Ok::<(), Error>(())
/// ```
pub trait Metric: Clone + PartialEq + Debug + sealed::Sealed {
    /// The formula and its options.
    type Measure: Measure;

    /// Adds a batch.
    ///
    /// # Errors
    ///
    /// Every refusal of [`Error`]. After an error the state is as it was.
    fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error>;

    /// Adds a batch with weights or a mask; see
    /// [`evaluate_weighted`](crate::Evaluate::evaluate_weighted).
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update), and [`Error::Weight`].
    fn update_weighted<T, D, P, E, W, F>(
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
        F: Dimension;

    /// Returns the value of all batches so far: a `Result`, or a tuple of `Result`s for a tuple of
    /// measures. Changes nothing.
    fn result(&self) -> <Self::Measure as Measure>::Output;

    /// Forgets all batches.
    fn reset(&mut self);

    /// Adds all data of another metric with equal options.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if the options differ; both metrics then stay as they were.
    fn merge(&mut self, other: &Self) -> Result<(), Error>;
}

/// A measure with the state of its data so far: the one implementation of [`Metric`].
#[derive(Clone, PartialEq)]
pub struct Streaming<M: Measure> {
    measure: M,
    observer: M::Observer,
    state: StateOf<M>,
}

impl<M: Measure> Debug for Streaming<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { measure, state, .. } = self;
        f.debug_struct("Streaming").field("measure", measure).field("state", state).finish()
    }
}

impl<M: Measure> Streaming<M> {
    pub(crate) fn new(measure: M) -> Self {
        let observer = measure.observer();
        let state = observer.empty();
        Self { measure, observer, state }
    }

    /// Returns a metric that continues from a state.
    pub(crate) fn resumed(measure: M, state: StateOf<M>) -> Self {
        Self { observer: measure.observer(), measure, state }
    }

    /// The formula and its options.
    #[must_use]
    pub fn measure(&self) -> &M {
        &self.measure
    }

    /// The sufficient statistics so far.
    #[must_use]
    pub fn state(&self) -> &StateOf<M> {
        &self.state
    }

    pub(crate) fn state_mut(&mut self) -> &mut StateOf<M> {
        &mut self.state
    }

    /// Refuses a metric whose options differ.
    pub(crate) fn check_options(&self, other: &Self) -> Result<(), Error> {
        if self.measure == other.measure {
            return Ok(());
        }
        let (ours, theirs) = (format!("{:?}", self.measure), format!("{:?}", other.measure));
        Err(Error::Configuration { ours, theirs })
    }

    /// Adds a batch: fills a fresh state and merges it, so that a refused batch leaves no trace.
    pub(crate) fn add_batch<T: Element, P: Element>(
        &mut self,
        batch: &Batch<'_, T, P>,
    ) -> Result<(), Error> {
        let mut fresh = self.observer.empty();
        self.measure.check()?;
        pass::fill(&self.observer, batch, &mut fresh)?;
        self.state.merge_checked(&fresh)
    }
}

impl<M: Measure> Metric for Streaming<M> {
    type Measure = M;

    fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error> {
        self.add_batch(&Batch::new(y_true, y_pred, None))
    }

    fn update_weighted<T, D, P, E, W, F>(
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

    fn result(&self) -> M::Output {
        self.measure.read(&self.state).gated()
    }

    fn reset(&mut self) {
        self.state = self.observer.empty();
    }

    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.check_options(other)?;
        self.state.merge_checked(&other.state)
    }
}
