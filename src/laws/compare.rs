//! Compares streams, bit for bit or up to rounding.

use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::metric::{Metric, Streaming};
use crate::output::Output;

/// The relative difference that rounding may make where weights are scaled by any number.
const ROUNDING: f64 = 1e-12;

pub(super) type Numbers = Vec<Result<f64, Undefined>>;

pub(super) fn refused(error: Error) -> String {
    format!("the measure refuses a batch that it should accept: {error}")
}

pub(super) fn numbers<M: Measure>(stream: &Streaming<M>) -> Numbers {
    stream.result().numbers()
}

/// Requires equal states and equal results, bit for bit.
pub(super) fn same<M: Measure>(
    what: &str,
    a: &Streaming<M>,
    b: &Streaming<M>,
) -> Result<(), String> {
    same_numbers(what, &numbers(a), &numbers(b))?;
    if a.state() == b.state() {
        return Ok(());
    }
    Err(format!("{what} have different states: {:?} and {:?}", a.state(), b.state()))
}

pub(super) fn same_numbers(what: &str, a: &Numbers, b: &Numbers) -> Result<(), String> {
    let bits = |n: &Numbers| n.iter().map(|x| x.map(f64::to_bits)).collect::<Vec<_>>();
    if bits(a) == bits(b) {
        return Ok(());
    }
    Err(format!("{what} give {a:?} and {b:?}"))
}

pub(super) fn close<M: Measure>(
    what: &str,
    a: &Streaming<M>,
    b: &Streaming<M>,
) -> Result<(), String> {
    let near = |pair: (&Result<f64, _>, &Result<f64, _>)| match pair {
        (Ok(a), Ok(b)) => (a - b).abs() <= ROUNDING * a.abs().max(b.abs()),
        (a, b) => a == b,
    };
    let (a, b) = (numbers(a), numbers(b));
    if a.len() == b.len() && a.iter().zip(&b).all(near) {
        return Ok(());
    }
    Err(format!("{what} give {a:?} and {b:?}"))
}

pub(super) fn unchanged<M: Measure>(
    what: &str,
    refused: bool,
    before: &Streaming<M>,
    after: &Streaming<M>,
) -> Result<(), String> {
    if !refused {
        return Err(format!("{what} is accepted, expected a refusal"));
    }
    same(&format!("before and after {what}"), before, after)
}
