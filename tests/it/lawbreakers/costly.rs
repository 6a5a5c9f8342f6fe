//! A state that is copied at each update breaks the law of cost, in a tuple only: a tuple asks all
//! members whether they merge before it merges any.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::State;
use ndarray_metrics::{Block, laws};

use crate::allocation::allocated;

/// All predictions so far. Asked whether it merges with another, it tries on a copy, as states did
/// that had no other answer.
#[derive(Clone, Debug, Default, PartialEq)]
struct Copied<const COPIES: bool>(Vec<f64>);

impl<const COPIES: bool> State for Copied<COPIES> {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        if COPIES {
            self.clone().merge(other);
        }
        Ok(())
    }

    fn merge(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }
}

#[derive(Clone, Debug, PartialEq)]
struct Largest<const COPIES: bool>;

impl<const COPIES: bool> Observer for Largest<COPIES> {
    type State = Copied<COPIES>;

    fn empty(&self) -> Self::State {
        Copied::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Self::State,
    ) -> Result<(), Error> {
        state.0.extend(block.y_pred().iter().map(|p| p.to_f64()));
        Ok(())
    }
}

impl<const COPIES: bool> Measure for Largest<COPIES> {
    type Observer = Self;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Self {
        self.clone()
    }

    fn read(&self, seen: &Copied<COPIES>) -> Result<f64, Undefined> {
        seen.0.iter().copied().reduce(f64::max).ok_or(Undefined::NoSamples)
    }
}

fn broken<const COPIES: bool>() -> Option<&'static str> {
    let (y, p) = (Array1::<f64>::zeros(5), array![1.0, 2.5, 3.0, -7.0, 0.1]);
    let checked = laws::check_cost(&Largest::<COPIES>, &y, &p, 10_000, allocated);
    checked.err().map(|broken| broken.law)
}

#[test]
fn a_state_that_is_copied_at_each_update_is_noticed() {
    assert_eq!(broken::<true>(), Some("cost"));
}

#[test]
fn a_state_that_grows_and_is_not_copied_is_fine() {
    assert_eq!(broken::<false>(), None);
}
