//! Tuples of measures: one pass over memory for all members.

use std::any::{Any, TypeId};

use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observation, Observe, Output};
use crate::shape::Unit;
use crate::state::State;

/// What a member observes, and into what type of state.
#[derive(PartialEq)]
struct Observed(Option<Observation>, TypeId);

impl Observed {
    fn of<M: Measure>(measure: &M) -> Self {
        Self(measure.observation(), TypeId::of::<M::State>())
    }
}

/// The first earlier member that observes what a member would.
fn shared(member: usize, observed: &[Observed]) -> Option<usize> {
    observed[member].0?;
    observed[..member].iter().position(|earlier| *earlier == observed[member])
}

/// The state of the earlier member that observed for a member.
fn copy<S: State>(member: usize, observed: &[Observed], states: &[&dyn Any]) -> Option<S> {
    states[shared(member, observed)?].downcast_ref().cloned()
}

/// Each member is handed the same block before the next block is read, so that all but the first
/// find it in cache; members that observe the same are observed once. Every member accepts a batch, or no member keeps any of it.
macro_rules! tuple {
    ($($member:ident $index:tt),+) => {
        impl<$($member: State),+> State for ($($member,)+) {
            fn merge(&mut self, other: &Self) -> Result<(), Error> {
                self.check_merge(other)?;
                $(self.$index.merge(&other.$index)?;)+
                Ok(())
            }

            fn check_merge(&self, other: &Self) -> Result<(), Error> {
                $(self.$index.check_merge(&other.$index)?;)+
                Ok(())
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
        }

        impl<$($member: Measure),+> Measure for ($($member,)+) {
            type State = ($($member::State,)+);
            type Output = ($($member::Output,)+);

            const SCALES_WITH_WEIGHTS: bool = $($member::SCALES_WITH_WEIGHTS)||+;

            fn init(&self) -> Self::State {
                ($(self.$index.init(),)+)
            }

            fn value(&self, state: &Self::State) -> Self::Output {
                ($(self.$index.value(&state.$index),)+)
            }

            fn check_state(&self, state: &Self::State) -> Result<(), Error> {
                $(self.$index.check_state(&state.$index)?;)+
                Ok(())
            }
        }

        impl<T: Element, P: Element, $($member: Observe<T, P>),+> Observe<T, P> for ($($member,)+) {
            fn check(&self, batch: &Batch<'_, T, P>) -> Result<(), Error> {
                $(self.$index.check(batch)?;)+
                Ok(())
            }

            fn unit(&self) -> Unit {
                Unit::Element$(.coarser(self.$index.unit()))+
            }

            fn observe(&self, block: &Block<'_, T, P>, state: &mut Self::State) -> Result<(), Error> {
                let observed = [$(Observed::of(&self.$index)),+];
                $(if shared($index, &observed).is_none() {
                    self.$index.observe(block, &mut state.$index)?;
                })+
                Ok(())
            }

            fn complete(&self, state: &mut Self::State) {
                $(self.$index.complete(&mut state.$index);)+
                let observed = [$(Observed::of(&self.$index)),+];
                let states: [&dyn Any; _] = [$(&state.$index),+];
                let copies = ($(copy::<$member::State>($index, &observed, &states),)+);
                $(if let Some(copy) = copies.$index {
                    state.$index = copy;
                })+
            }
        }
    };
}

tuple!(A 0);
tuple!(A 0, B 1);
tuple!(A 0, B 1, C 2);
tuple!(A 0, B 1, C 2, D 3);
tuple!(A 0, B 1, C 2, D 3, E 4);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6);
tuple!(A 0, B 1, C 2, D 3, E 4, F 5, G 6, H 7);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::{MeanAbsoluteError, MeanSquaredError, RocAuc, RootMeanSquaredError};

    #[test]
    fn a_member_has_what_an_earlier_one_observed() {
        let observed = [
            Observed::of(&MeanAbsoluteError),
            Observed::of(&MeanSquaredError),
            Observed::of(&RocAuc),
            Observed::of(&RootMeanSquaredError),
            Observed::of(&MeanSquaredError),
            Observed::of(&MeanAbsoluteError),
        ];
        let expected = [None, None, None, Some(1), Some(1), None];
        assert_eq!([0, 1, 2, 3, 4, 5].map(|member| shared(member, &observed)), expected);
    }
}
