//! Tuples of measures: one pass over memory for all members.

use crate::batch::{Batch, Block};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observe, Output};
use crate::shape::Unit;
use crate::state::State;

/// Each member is handed the same block before the next block is read, so that all but the first
/// find it in cache. Every member accepts a batch, or no member keeps any of it.
macro_rules! tuple {
    ($($member:ident $index:tt),+) => {
        impl<$($member: State),+> State for ($($member,)+) {
            fn merge(&mut self, other: &Self) -> Result<(), Error> {
                let mut merged = self.clone();
                $(merged.$index.merge(&other.$index)?;)+
                *self = merged;
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
                $(self.$index.observe(block, &mut state.$index)?;)+
                Ok(())
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
