//! What a standard error asks of an observer.

use super::estimate::Estimate;
use crate::error::Undefined;
use crate::measure::{Measure, Observer, Slope, StateOf};
use crate::output::Output as _;
use crate::scale::Scale;
use crate::state::Influence;

/// An observer of samples that are independent of each other: its measures have a standard error.
///
/// Means have one, readings of counts and of other sums, of rankings (each column or class by itself), of clusterings
/// and of the moments of one column. Any other measure is resampled by a [`Bootstrap`](crate::Bootstrap).
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

    /// Returns an estimate for each number that is read.
    fn estimates(
        reading: &dyn Reading<O::State>,
        state: &<Self::Samples as Observer>::State,
    ) -> Vec<Result<Estimate, Undefined>>;
}

/// The observer that fills what the standard errors of an observer's measures need.
pub(crate) type SamplesOf<O> = <<O as Sampled>::By as SampledBy<O>>::Samples;

/// How numbers are read off a state: what standard errors and comparisons ask of a measure, whose methods of the same
/// names say more.
#[doc(hidden)]
pub trait Reading<S> {
    /// Returns the numbers of a state.
    fn numbers(&self, state: &S) -> Vec<Result<f64, Undefined>>;

    /// Returns the range, the direction and the unit of each number.
    fn scale(&self) -> Scale {
        Scale::ANY
    }

    /// Returns the derivative of the value by the mean that it is computed from.
    fn slope(&self, _: &S) -> Option<Slope> {
        None
    }

    /// Returns how far a pair moves each number that is read off moments.
    fn influences(&self, _: &S) -> Vec<Result<Influence, Undefined>> {
        Vec::new()
    }

    /// Returns the standard error, if there is a formula of its own for it.
    fn standard_error(&self, _: &S) -> Option<Result<f64, Undefined>> {
        None
    }

    /// Whether the value is that of one part, chosen among several by their values.
    fn selects(&self) -> bool {
        false
    }

    /// Returns how many areas under the ROC curve the value is; `None` if it is no area.
    fn areas(&self) -> Option<f64> {
        None
    }
}

/// Every measure reads its state.
impl<M: Measure> Reading<StateOf<M>> for M {
    fn numbers(&self, state: &StateOf<M>) -> Vec<Result<f64, Undefined>> {
        self.read(state).gated().numbers()
    }

    fn scale(&self) -> Scale {
        Measure::scale(self)
    }

    fn slope(&self, state: &StateOf<M>) -> Option<Slope> {
        Measure::slope(self, state)
    }

    fn influences(&self, state: &StateOf<M>) -> Vec<Result<Influence, Undefined>> {
        Measure::influences(self, state)
    }

    fn standard_error(&self, state: &StateOf<M>) -> Option<Result<f64, Undefined>> {
        Measure::standard_error(self, state)
    }

    fn selects(&self) -> bool {
        Measure::selects(self)
    }

    fn areas(&self) -> Option<f64> {
        Measure::areas(self)
    }
}

impl<S> dyn Reading<S> + '_ {
    /// Returns the number of a state; of several numbers, none is the one.
    pub(crate) fn number(&self, state: &S) -> Result<f64, Undefined> {
        if let [number] = self.numbers(state)[..] { number } else { Err(Undefined::NoFormula) }
    }

    /// Whether the numbers lie in [0, 1], as those of a share do.
    pub(crate) fn is_within_unit(&self) -> bool {
        let scale = self.scale();
        scale.least >= 0.0 && scale.most <= 1.0
    }
}
