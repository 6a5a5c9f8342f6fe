//! A measure that is right but for one observation: the law that is tried then notices it, those of
//! layout and tuples included, which a measure has no way of breaking alone. (A wrong observation
//! before a refusal is none of a law that compares what was before with what is after.)

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ndarray_metrics::prelude::*;
use ndarray_metrics::{Block, laws};

use super::{Fault, Faulty, Seen, batch};

#[derive(Clone, Debug)]
struct WrongOnce {
    time: usize,
    observed: Arc<AtomicUsize>,
}

impl PartialEq for WrongOnce {
    fn eq(&self, other: &Self) -> bool {
        self.time == other.time
    }
}

impl Measure for WrongOnce {
    type Observer = Self;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> Self {
        self.clone()
    }

    fn read(&self, state: &Seen) -> Result<f64, Undefined> {
        Faulty(Fault::None).read(state)
    }
}

impl Observer for WrongOnce {
    type State = Seen;

    fn empty(&self) -> Seen {
        Seen::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut Seen,
    ) -> Result<(), Error> {
        Faulty(Fault::None).observe(block, state)?;
        if self.observed.fetch_add(1, Ordering::SeqCst) == self.time {
            state.total.add(1.0).expect("a number");
        }
        Ok(())
    }
}

/// The law that notices a wrong observation, and how many there were.
fn noticed(time: usize) -> (Option<&'static str>, usize) {
    let (y_true, y_pred) = batch();
    let measure = WrongOnce { time, observed: Arc::default() };
    let broken = laws::check(&measure, &y_true, &y_pred, 5).err().map(|broken| broken.law);
    (broken, measure.observed.load(Ordering::SeqCst))
}

#[test]
fn each_law_notices_a_wrong_observation() {
    let (broken, observations) = noticed(usize::MAX);
    assert_eq!(broken, None);
    let laws: BTreeSet<_> = (0..observations).filter_map(|time| noticed(time).0).collect();
    let expected = [
        "instruction set",
        "layout",
        "merge",
        "no data",
        "order",
        "powers of two",
        "scaled weights",
        "split",
        "threads",
        "tuple",
        "unit weights",
        "zero weight",
    ];
    assert_eq!(laws.into_iter().collect::<Vec<_>>(), expected);
}
