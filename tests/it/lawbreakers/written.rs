//! States that are written wrongly.

use ndarray::array;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::State;
use ndarray_metrics::{Block, laws};
use serde::{Deserialize, Serialize};

/// The number of samples, which are also listed as they came: equal states need not be written
/// alike.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Listed<const KEPT: bool> {
    count: Count<KEPT>,
    listed: Vec<u64>,
}

/// A count that is written, or is not.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "u64", into = "u64")]
struct Count<const KEPT: bool>(u64);

impl<const KEPT: bool> From<u64> for Count<KEPT> {
    fn from(count: u64) -> Self {
        Self(count)
    }
}

impl<const KEPT: bool> From<Count<KEPT>> for u64 {
    fn from(count: Count<KEPT>) -> Self {
        if KEPT { count.0 } else { 0 }
    }
}

impl<const KEPT: bool> PartialEq for Listed<KEPT> {
    fn eq(&self, other: &Self) -> bool {
        self.count == other.count
    }
}

impl<const KEPT: bool> State for Listed<KEPT> {
    fn merge(&mut self, other: &Self) {
        self.count.0 += other.count.0;
        self.listed.extend(&other.listed);
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
struct Counted<const KEPT: bool>;

impl<const KEPT: bool> Measure for Counted<KEPT> {
    type Observer = Self;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Self {
        self.clone()
    }

    fn read(&self, state: &Listed<KEPT>) -> Result<f64, Undefined> {
        Ok(state.count.0 as f64)
    }
}

impl<const KEPT: bool> Observer for Counted<KEPT> {
    type State = Listed<KEPT>;

    fn empty(&self) -> Self::State {
        Self::State::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Self::State,
    ) -> Result<(), Error> {
        state.count.0 += block.y_pred().len() as u64;
        state.listed.extend(block.y_pred().iter().map(|p| p.to_f64().to_bits()));
        Ok(())
    }
}

fn broken<const KEPT: bool>() -> Option<&'static str> {
    let numbers = array![1.0, 2.0, 3.0, 4.0, 5.0];
    laws::check_restored(&Counted::<KEPT>, &numbers, &numbers, 3).err().map(|broken| broken.law)
}

#[test]
fn what_is_not_written_is_missed() {
    assert_eq!(broken::<false>(), Some("resuming"));
}

#[test]
fn equal_states_that_are_written_differently_are_noticed() {
    assert_eq!(broken::<true>(), Some("equal bytes"));
}
