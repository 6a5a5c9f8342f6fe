//! Wrong answers that metric libraries give without a word, and what this crate answers: one test
//! for each row of the documentation's page `guide::traps`, named after its number.
//!
//! Expected numbers are computed by hand, or by a definition in the test that shares no code with
//! the crate.

mod classes;
mod clusterings;
mod comparisons;
mod intervals;
mod labels;
mod page;
mod probabilities;
mod ranking;
mod regression;
mod retrieval;
mod shapes;
mod states;
mod streams;
mod types;
mod weights;

use ndarray::{ArrayRef, Dimension};
use ndarray_metrics::prelude::*;

/// The words of a refusal, which leaves a stream as it was and is the same in the one-call form.
#[track_caller]
fn refusal<M, T, D, P, E>(measure: &M, y_true: &ArrayRef<T, D>, y_pred: &ArrayRef<P, E>) -> String
where
    M: Measure,
    T: Element,
    P: Element,
    D: Dimension,
    E: Dimension,
{
    let before = measure.clone().streaming();
    let mut after = before.clone();
    let error = after.update(y_true, y_pred).expect_err("a refusal");
    assert!(after == before, "{error}");
    let at_once = measure.evaluate(y_true, y_pred).err().expect("a refusal");
    assert_eq!(format!("{at_once:?}"), format!("{error:?}"));
    error.to_string()
}

/// Equal to so many parts of the expected value.
#[track_caller]
fn near(found: f64, expected: f64, relative: f64) {
    let apart = (found - expected).abs();
    assert!(apart <= relative * expected.abs(), "{found}, expected {expected}");
}
