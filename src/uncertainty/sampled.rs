//! What a standard error asks of an observer.

use super::estimate::Estimate;
use crate::error::Undefined;
use crate::measure::{Observer, Slope};
use crate::scale::Scale;
use crate::state::Influence;

/// An observer of samples that are independent of each other: its measures have a standard error.
///
/// Means have one, readings of counts and of other sums, of rankings, of clusterings and of the moments of one
/// column. Any other measure is resampled by a [`Bootstrap`](crate::Bootstrap).
#[diagnostic::on_unimplemented(
    message = "a measure filled by `{Self}` has no formula for its standard error",
    label = "no standard error from the state alone",
    note = "resample it: `Bootstrap::new(measure)`, `update(&ids, &y_true, &y_pred)?`, `replicates().interval(0.95)?`"
)]
pub trait Sampled: Observer {
    /// The way from samples to standard errors.
    #[doc(hidden)]
    type By: SampledBy<Self>;
}

/// A way from the samples of an observer to the standard errors of its measures.
#[doc(hidden)]
pub trait SampledBy<O: Observer> {
    /// The observer that fills what a standard error needs.
    type Samples: Observer;

    /// Returns the observer that fills what a standard error needs.
    fn samples(observer: &O) -> Self::Samples;

    /// Returns the state that the measure reads.
    fn plain(state: &<Self::Samples as Observer>::State) -> &O::State;

    /// Returns an estimate for each number that is read.
    fn estimates(
        reading: &Reading<'_, O::State>,
        state: &<Self::Samples as Observer>::State,
    ) -> Vec<Result<Estimate, Undefined>>;
}

/// The observer that fills what the standard errors of an observer's measures need.
pub(crate) type SamplesOf<O> = <<O as Sampled>::By as SampledBy<O>>::Samples;

/// How a measure reads its numbers off a state.
#[doc(hidden)]
pub struct Reading<'a, S> {
    pub(crate) read: &'a dyn Fn(&S) -> Vec<Result<f64, Undefined>>,
    pub(crate) scale: Scale,
    /// The derivative of the value by the mean that it is computed from.
    pub(crate) slope: Option<Slope>,
    /// How far a pair moves each number that is read off moments.
    pub(crate) influences: Vec<Result<Influence, Undefined>>,
    /// The standard error, if there is a formula of its own for it.
    pub(crate) error: Option<Result<f64, Undefined>>,
    /// Whether the value is that of one part, chosen among several by their values.
    pub(crate) selects: bool,
}

impl<S> std::fmt::Debug for Reading<'_, S> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reading").field("scale", &self.scale).finish_non_exhaustive()
    }
}

impl<S> Reading<'_, S> {
    /// Returns the numbers of a state.
    pub(crate) fn numbers(&self, state: &S) -> Vec<Result<f64, Undefined>> {
        (self.read)(state)
    }

    /// Whether the numbers lie in [0, 1], as those of a share do.
    pub(crate) fn is_within_unit(&self) -> bool {
        self.scale.least >= 0.0 && self.scale.most <= 1.0
    }
}
