//! Tuples of measures: one pass over memory for all members, and one state for equal observers.

use std::any::Any;
use std::fmt::Debug;

use super::{Input, Measure, Observer, StateOf, check_shapes, fill_alike};
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::output::Output;
use crate::state::State;

/// The state of one member of a tuple.
///
/// Members with equal observers share one state, which the first of these members owns.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Member<S> {
    /// The member's own state.
    Own(S),
    /// The state of an earlier member, by its position in the tuple.
    SharedWith(usize),
}

impl<S> Member<S> {
    /// The member's own state, or `None` if the member shares the state of an earlier one.
    #[must_use]
    pub fn own(&self) -> Option<&S> {
        match self {
            Self::Own(state) => Some(state),
            Self::SharedWith(_) => None,
        }
    }
}

impl<S: State> State for Member<S> {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        match (self, other) {
            (Self::Own(own), Self::Own(other)) => own.check_merge(other),
            (own, other) if own == other => Ok(()),
            _ => Err(Error::Configuration {
                ours: format!("the state of a tuple member, {self:?}"),
                theirs: format!("the state of a tuple member, {other:?}"),
            }),
        }
    }

    fn merge(&mut self, other: &Self) {
        if let (Self::Own(own), Self::Own(other)) = (self, other) {
            own.merge(other);
        }
    }
}

/// Adds a block to the member's own state. The owner of a shared state fills it.
fn observe<O: Observer, T: Element, P: Element>(
    observer: &O,
    block: &Block<'_, T, P>,
    state: &mut Member<O::State>,
) -> Result<(), Error> {
    match state {
        Member::Own(state) => observer.observe(&block.laid_out(observer.layout()), state),
        Member::SharedWith(_) => Ok(()),
    }
}

/// Says which member refused: its place, and the measure or observer.
#[cold]
fn of_member(error: Error, place: usize, member: &impl Debug) -> Error {
    error.of_member(format_args!("member {place} of the tuple, `{member:?}`"))
}

fn finish<O: Observer>(observer: &O, state: &mut Member<O::State>) {
    if let Member::Own(state) = state {
        observer.finish(state);
    }
}

/// Refuses a state that the member cannot have filled, and a state that is shared or owned where
/// the tuple expects the opposite.
fn check_state<O: Observer>(
    observer: &O,
    state: &Member<O::State>,
    expected: &Member<O::State>,
) -> Result<(), Error> {
    match (state, expected) {
        (Member::Own(state), Member::Own(_)) => observer.check_state(state),
        _ => expected.check_merge(state),
    }
}

/// Reads a member's value off its own or its shared state. Reads an empty state if `states` do not
/// belong to a tuple of this type.
fn read<M: Measure>(measure: &M, position: usize, states: &[&dyn Any]) -> M::Output {
    let member = |position: usize| states.get(position)?.downcast_ref::<Member<StateOf<M>>>();
    let state = match member(position) {
        Some(Member::SharedWith(earlier)) => member(*earlier).and_then(Member::own),
        own => own.and_then(Member::own),
    };
    match state {
        Some(state) => measure.read(state),
        None => measure.read(&measure.observer().empty()),
    }
}

/// All members observe a block before the next block is read, so that only the first member finds
/// it outside the cache. If one member refuses a batch, no member keeps any of the batch.
macro_rules! tuple {
    ($($member:ident $index:tt),+) => {
        impl<$($member: State),+> State for ($($member,)+) {
            fn check_merge(&self, other: &Self) -> Result<(), Error> {
                $(self.$index.check_merge(&other.$index)?;)+
                Ok(())
            }

            fn merge(&mut self, other: &Self) {
                $(self.$index.merge(&other.$index);)+
            }
        }

        impl<$($member: Output),+> Output for ($($member,)+) {
            type Value = Self;

            fn into_result(self) -> Result<Self, Error> {
                Ok(self)
            }

            fn numbers(&self) -> Vec<Result<f64, Undefined>> {
                let members = [$(self.$index.numbers()),+];
                members.concat()
            }

            fn gated(self) -> Self {
                ($(self.$index.gated(),)+)
            }
        }

        impl<$($member: Observer),+> Observer for ($($member,)+) {
            type State = ($(Member<$member::State>,)+);

            const INPUT: Input = Input::all(&[$($member::INPUT),+]);

            fn empty(&self) -> Self::State {
                ($(match self.earlier(&self.$index, $index) {
                    Some(earlier) => Member::SharedWith(earlier),
                    None => Member::Own(self.$index.empty()),
                },)+)
            }

            fn layout(&self) -> Layout {
                Layout::BY_MEMBER$(.keeping(self.$index.layout()))+
            }

            fn check_options<Q: Element>(&self) -> Result<(), Error> {
                $(self.$index.check_options::<Q>().map_err(|error| of_member(error, $index, &self.$index))?;)+
                Ok(())
            }

            fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
                $(check_shapes(&self.$index, shapes).map_err(|error| of_member(error, $index, &self.$index))?;)+
                Ok(())
            }

            fn observe<Y: Element, Q: Element>(
                &self,
                block: &Block<'_, Y, Q>,
                state: &mut Self::State,
            ) -> Result<(), Error> {
                $(observe(&self.$index, block, &mut state.$index)
                    .map_err(|error| of_member(error, $index, &self.$index))?;)+
                Ok(())
            }

            fn finish(&self, state: &mut Self::State) {
                $(finish(&self.$index, &mut state.$index);)+
            }

            fn check_state(&self, state: &Self::State) -> Result<(), Error> {
                let expected = self.empty();
                $(check_state(&self.$index, &state.$index, &expected.$index)?;)+
                Ok(())
            }
        }

        impl<$($member: Observer),+> Earlier for ($($member,)+) {
            fn earlier<Wanted: Observer>(&self, observer: &Wanted, position: usize) -> Option<usize> {
                let alike = [$(fill_alike(&self.$index, observer)),+];
                alike[..position].iter().position(|&alike| alike)
            }
        }

        impl<$($member: Measure),+> Measure for ($($member,)+) {
            type Observer = ($($member::Observer,)+);
            type Output = ($($member::Output,)+);

            fn observer(&self) -> Self::Observer {
                ($(self.$index.observer(),)+)
            }

            fn check(&self) -> Result<(), Error> {
                $(self.$index.check().map_err(|error| of_member(error, $index, &self.$index))?;)+
                Ok(())
            }

            fn scales_with_weights(&self) -> bool {
                $(self.$index.scales_with_weights())||+
            }

            fn read(&self, state: &StateOf<Self>) -> Self::Output {
                let states: [&dyn Any; _] = [$(&state.$index),+];
                ($(read(&self.$index, $index, &states),)+)
            }
        }
    };
}

/// Finds the first member before `position` whose observer is equal to the given one.
trait Earlier {
    fn earlier<O: Observer>(&self, observer: &O, position: usize) -> Option<usize>;
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);
