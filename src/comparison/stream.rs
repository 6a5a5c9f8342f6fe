//! A comparison over many batches.

use std::fmt::{self, Debug};

use ndarray::{ArrayRef, Dimension};

use super::paired::{Compared, ComparedBy, Comparison};
use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::output::OneNumber;
use crate::pass;
use crate::state::State;

/// The state of two models, which the observer of a measure fills.
pub(super) type BothOf<M> = <ByOf<M> as ComparedBy<<M as Measure>::Observer>>::Both;

/// The way from samples to a comparison by a measure.
pub(super) type ByOf<M> = <<M as Measure>::Observer as Compared>::By;

/// A running comparison of two models on the same samples.
///
/// Made by [`comparison`](crate::Evaluate::comparison). The result depends on the multiset of (truth, first prediction,
/// second prediction, weight) alone: the same bits for any split into batches, order, tree of merges and thread count.
/// An update that is refused leaves the state bit for bit as it was.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut stream = Accuracy.comparison();
/// stream.update(&array![1, 1], &array![1, 1], &array![1, 0])?;
/// stream.update(&array![1, 1], &array![0, 1], &array![0, 1])?;
/// let comparison = stream.result()?; // 1 − 1, 1 − 0, 0 − 0, 1 − 1
/// assert_eq!((comparison.first, comparison.second, comparison.difference.value), (0.75, 0.5, 0.25));
/// assert_eq!(comparison.difference.standard_error, Ok(0.25));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct StreamingComparison<M: Measure>
where
    M::Observer: Compared,
{
    measure: M,
    state: Option<BothOf<M>>,
}

impl<M: Measure> Debug for StreamingComparison<M>
where
    M::Observer: Compared,
{
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { measure, state } = self;
        f.debug_struct("StreamingComparison")
            .field("measure", measure)
            .field("state", state)
            .finish()
    }
}

impl<M: Measure<Output: OneNumber>> StreamingComparison<M>
where
    M::Observer: Compared,
{
    pub(crate) fn new(measure: M) -> Self {
        Self { measure, state: None }
    }

    #[cfg(feature = "serde")]
    pub(super) fn resumed(measure: M, state: Option<BothOf<M>>) -> Self {
        Self { measure, state }
    }

    /// The formula and its options.
    #[must_use]
    pub fn measure(&self) -> &M {
        &self.measure
    }

    /// The sufficient statistics so far, `None` before the first batch.
    #[must_use]
    pub fn state(&self) -> Option<&BothOf<M>> {
        self.state.as_ref()
    }

    /// Adds a batch: one truth, and the predictions of two models.
    ///
    /// # Errors
    ///
    /// Every refusal of the measure. A refused prediction is told by the member, `first` or `second`. After an error
    /// the state is as it was.
    pub fn update<T, D, P, E, Q, F>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        first: &ArrayRef<P, E>,
        second: &ArrayRef<Q, F>,
    ) -> Result<(), Error>
    where
        T: Element,
        P: Element,
        Q: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        let (first, second) = (Batch::new(y_true, first, None), Batch::new(y_true, second, None));
        self.add(state(&self.measure, &first, &second)?)
    }

    /// Adds a batch with weights or a mask, which hold for both models.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update), and [`Error::Weight`]; [`Error::NoCount`] for weights other than 0 and 1 of a ranking.
    pub fn update_weighted<T, D, P, E, Q, F, W, G>(
        &mut self,
        y_true: &ArrayRef<T, D>,
        first: &ArrayRef<P, E>,
        second: &ArrayRef<Q, F>,
        weights: &ArrayRef<W, G>,
    ) -> Result<(), Error>
    where
        T: Element,
        P: Element,
        Q: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
        G: Dimension,
    {
        let weights = Elements::new(weights);
        let first = Batch::new(y_true, first, Some(&weights));
        let second = Batch::new(y_true, second, Some(&weights));
        self.add(state(&self.measure, &first, &second)?)
    }

    fn add(&mut self, batch: BothOf<M>) -> Result<(), Error> {
        match &mut self.state {
            Some(state) => state.merge_checked(&batch)?,
            none => *none = Some(batch),
        }
        Ok(())
    }

    /// Adds all data of another comparison with equal options.
    ///
    /// # Errors
    ///
    /// [`Error::Configuration`] if the options differ; both then stay as they were.
    pub fn merge(&mut self, other: &Self) -> Result<(), Error> {
        if self.measure != other.measure {
            let (ours, theirs) = (format!("{:?}", self.measure), format!("{:?}", other.measure));
            return Err(Error::Configuration { ours, theirs });
        }
        other.state.iter().try_for_each(|theirs| self.add(theirs.clone()))
    }

    /// Returns the comparison of all batches so far. Changes nothing.
    ///
    /// # Errors
    ///
    /// The reason why one of the two values is undefined.
    pub fn result(&self) -> Result<Comparison, Undefined> {
        let both = self.state.as_ref().ok_or(Undefined::NoSamples)?;
        ByOf::<M>::compare(&self.measure, both)
    }

    /// Forgets all batches.
    pub fn reset(&mut self) {
        self.state = None;
    }
}

/// Compares two models on one batch.
pub(crate) fn of_batches<M, T: Element, P: Element, Q: Element>(
    measure: &M,
    first: &Batch<'_, T, P>,
    second: &Batch<'_, T, Q>,
) -> Result<Comparison, Error>
where
    M: Measure<Observer: Compared>,
{
    Ok(ByOf::<M>::compare(measure, &state(measure, first, second)?)?)
}

/// Returns the state of one batch.
fn state<M: Measure<Observer: Compared>, T: Element, P: Element, Q: Element>(
    measure: &M,
    first: &Batch<'_, T, P>,
    second: &Batch<'_, T, Q>,
) -> Result<BothOf<M>, Error> {
    measure.check()?;
    let each = ByOf::<M>::each(&measure.observer());
    let first = pass::filled(&each, first).map_err(|error| named(error, "first"))?;
    let second = pass::filled(&each, second).map_err(|error| named(error, "second"))?;
    ByOf::<M>::both(first, second)
}

/// Says which prediction is refused; truth and weights are of both.
pub(crate) fn named(error: Error, model: impl ToString) -> Error {
    match error.argument() {
        Some("y_true" | "weights") => error,
        _ => error.of_member(model),
    }
}
