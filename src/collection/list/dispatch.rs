//! What the enums of measures and observers do: what the measure or the observer inside does.

use super::{AnyMeasure, AnyObserver};
use crate::batch::{Block, Layout, Shapes, Widest};
use crate::collection::own::{OwnObserver, WithoutFormula};
use crate::collection::state::AnyState;
use crate::collection::value::Value;
use crate::comparison::{Compared, ComparedBy as _};
use crate::element::{Element, rounds_to_f32};
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observer, Slope};
use crate::scale::Scale;
use crate::state::{Influence, State};
use crate::uncertainty::{Sampled, SampledBy as _};

#[expect(clippy::useless_conversion, reason = "a measure of the user's own converts to itself")]
impl Observer for AnyObserver {
    type State = AnyState;

    fn empty(&self) -> AnyState {
        each_observer!(self, own => own.empty().into())
    }

    fn layout(&self) -> Layout {
        each_observer!(self, own => own.layout())
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if rounds_to_f32::<P>() { self.check_single() } else { self.check_double() }
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        each_observer!(self, own => own.check_shapes(shapes))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut AnyState,
    ) -> Result<(), Error> {
        block.widened(|block| self.observe_widest(&block, state))
    }

    fn finish(&self, state: &mut AnyState) {
        each_observer!(self, own => if let Some(state) = state.downcast_mut() {
            own.finish(state);
        });
    }

    fn check_state(&self, state: &AnyState) -> Result<(), Error> {
        each_observer!(self, own => match state.downcast_ref() {
            Some(state) => own.check_state(state),
            None => self.empty().check_merge(state),
        })
    }
}

/// Compiled here, once for each pair of types that a block is widened to.
impl AnyObserver {
    #[inline(never)]
    fn check_single(&self) -> Result<(), Error> {
        each_observer!(self, own => own.check_options::<f32>())
    }

    #[inline(never)]
    fn check_double(&self) -> Result<(), Error> {
        each_observer!(self, own => own.check_options::<f64>())
    }

    /// Returns the observer of what standard errors need, one that refuses all data if there is no formula.
    pub(in crate::collection) fn samples(&self) -> OwnObserver {
        each_sampled!(self, own => own_samples(own), _ => OwnObserver::new(WithoutFormula))
    }

    /// Returns the observer of one of two models that are compared, one that refuses all data if there is no formula.
    pub(in crate::collection) fn model(&self) -> OwnObserver {
        each_compared!(self, own => own_model(own), _ => OwnObserver::new(WithoutFormula))
    }

    /// Adds a block of any element types.
    #[inline(never)]
    pub(in crate::collection) fn observe_widest(
        &self,
        block: &Widest<'_>,
        state: &mut AnyState,
    ) -> Result<(), Error> {
        let layout = self.layout();
        match block {
            Widest::Single(block) => self.observe_typed(&block.laid_out(layout), state),
            Widest::Double(block) => self.observe_typed(&block.laid_out(layout), state),
            Widest::Whole(block) => self.observe_typed(&block.laid_out(layout), state),
        }
    }

    fn observe_typed<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut AnyState,
    ) -> Result<(), Error> {
        each_observer!(self, own => match state.downcast_mut() {
            Some(state) => own.observe(block, state),
            None => self.empty().check_merge(state),
        })
    }
}

fn own_samples<O: Sampled>(observer: &O) -> OwnObserver {
    OwnObserver::new(O::By::samples(observer))
}

fn own_model<O: Compared>(observer: &O) -> OwnObserver {
    OwnObserver::new(O::By::each(observer))
}

#[expect(clippy::useless_conversion, reason = "a measure of the user's own converts to itself")]
impl Measure for AnyMeasure {
    type Observer = AnyObserver;
    type Output = Value;

    fn observer(&self) -> AnyObserver {
        each_measure!(self, own => own.observer().into())
    }

    fn check(&self) -> Result<(), Error> {
        each_measure!(self, own => Measure::check(own))
    }

    fn scale(&self) -> Scale {
        each_measure!(self, own => Measure::scale(own))
    }

    fn scales_with_weights(&self) -> bool {
        each_measure!(self, own => own.scales_with_weights())
    }

    fn slope(&self, state: &AnyState) -> Option<Slope> {
        each_measure!(self, own => state.downcast_ref().and_then(|state| Measure::slope(own, state)))
    }

    fn influences(&self, state: &AnyState) -> Vec<Result<Influence, Undefined>> {
        each_measure!(self, own => match state.downcast_ref() {
            Some(state) => Measure::influences(own, state),
            None => Vec::new(),
        })
    }

    fn standard_error(&self, state: &AnyState) -> Option<Result<f64, Undefined>> {
        each_measure!(self, own => state.downcast_ref().and_then(|state| Measure::standard_error(own, state)))
    }

    fn selects(&self) -> bool {
        each_measure!(self, own => Measure::selects(own))
    }

    fn areas(&self) -> Option<f64> {
        each_measure!(self, own => Measure::areas(own))
    }

    /// Reads the state; reads an empty state instead if this one is of another kind.
    fn read(&self, state: &AnyState) -> Value {
        each_measure!(self, own => match state.downcast_ref() {
            Some(state) => own.read(state).into(),
            None => own.read(&own.observer().empty()).into(),
        })
    }
}
