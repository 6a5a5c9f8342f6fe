//! Metrics: measures that are fed batch after batch.

use std::fmt::Debug;

use ndarray::{ArrayRef, Dimension};

use crate::batch::Batch;
use crate::element::Element;
use crate::error::Error;
use crate::measure::{Measure, Observe, observe_all};
use crate::state::State;
use crate::values::Values;

/// A running evaluation.
///
/// The result depends on the multiset of (truth, prediction, weight) alone: the same bits for any
/// split into batches, order, tree of merges and thread count. An update that is refused leaves
/// the state bit for bit as it was.
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
pub trait Metric: Clone + PartialEq + Debug {
    /// The formula and its options.
    type Measure: Measure;

    /// Adds a batch.
    ///
    /// # Errors
    ///
    /// Every refusal of [`Error`]; the state then stays as it was.
    fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error>
    where
        Self::Measure: Observe<T, P>;

    /// Adds a batch with weights or a mask; see [`Measure::evaluate_weighted`].
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
        Self::Measure: Observe<T, P>,
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension;

    /// The value of all batches so far: a `Result`, or a tuple of them for a tuple of measures.
    /// Reading changes nothing.
    fn result(&self) -> <Self::Measure as Measure>::Output;

    /// Forgets all batches.
    fn reset(&mut self);

    /// Adds all that another metric of equal options has seen.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if the options differ; both then stay as they were.
    fn merge(&mut self, other: &Self) -> Result<(), Error>;
}

/// A measure with the state of what it has seen: the one implementation of [`Metric`].
#[derive(Clone, Debug, PartialEq)]
pub struct Streaming<M: Measure> {
    measure: M,
    state: M::State,
}

impl<M: Measure> Streaming<M> {
    pub(crate) fn new(measure: M) -> Self {
        let state = measure.init();
        Self { measure, state }
    }

    /// A metric that has seen what the state says.
    #[cfg(feature = "serde")]
    pub(crate) fn resumed(measure: M, state: M::State) -> Self {
        Self { measure, state }
    }

    /// The formula and its options.
    #[must_use]
    pub fn measure(&self) -> &M {
        &self.measure
    }

    /// The sufficient statistics so far.
    #[must_use]
    pub fn state(&self) -> &M::State {
        &self.state
    }

    pub(crate) fn state_mut(&mut self) -> &mut M::State {
        &mut self.state
    }

    /// Refuses a metric whose options are not these.
    pub(crate) fn check_options(&self, other: &Self) -> Result<(), Error> {
        if self.measure == other.measure {
            return Ok(());
        }
        let (ours, theirs) = (format!("{:?}", self.measure), format!("{:?}", other.measure));
        Err(Error::Configuration { ours, theirs })
    }

    pub(crate) fn add_batch<T: Element, P: Element>(
        &mut self,
        batch: &Batch<'_, T, P>,
    ) -> Result<(), Error>
    where
        M: Observe<T, P>,
    {
        let mut fresh = self.measure.init();
        observe_all(&self.measure, batch, &mut fresh)?;
        self.state.merge(&fresh)
    }
}

impl<M: Measure> Metric for Streaming<M> {
    type Measure = M;

    fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error>
    where
        M: Observe<T, P>,
    {
        self.add_batch(&Batch::new(y_true, y_pred, None))
    }

    fn update_weighted<T, D, P, E, W, F>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error>
    where
        M: Observe<T, P>,
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        self.add_batch(&Batch::new(y_true, y_pred, Some(&Values::new(weights))))
    }

    fn result(&self) -> M::Output {
        self.measure.value(&self.state)
    }

    fn reset(&mut self) {
        self.state = self.measure.init();
    }

    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.check_options(other)?;
        self.state.merge(&other.state)
    }
}
