//! The law of cost: the cost of an update depends on the batch, not on the data before it.

use ndarray::{ArrayRef, Dimension};

use super::BrokenLaw;
use super::case::Case;
use super::compare::refused;
use crate::element::Element;
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::metric::{Metric, Streaming};

/// The cost of all updates is compared with that of the first 1/`FACTOR` of them.
const FACTOR: usize = 8;

/// How many times the cost of the first updates all updates may cost. Constant costs give 8, costs
/// that grow like the logarithm up to 11, buffers that double up to 16; costs proportional to the
/// data so far give 64.
const ALLOWED: u64 = 20;

/// First updates with fewer allocations, or fewer bytes, count as these: too little to tell whether
/// the cost grows.
const FEW_ALLOCATIONS: u64 = 100;
const FEW_BYTES: u64 = 100_000;

/// What a thread has allocated so far, as a counting allocator reports it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allocated {
    /// The number of allocations and reallocations.
    pub count: u64,
    /// The total of the bytes that they requested.
    pub bytes: u64,
}

impl Allocated {
    fn since(self, before: Self) -> Self {
        Self { count: self.count - before.count, bytes: self.bytes - before.bytes }
    }
}

/// Tries the law of cost, for the measure alone and in a tuple: over many small updates,
/// allocations and bytes per update stay constant for a state of constant size. For a state that
/// grows, they grow at most like the logarithm of the data so far.
///
/// `allocated` returns what this thread has allocated so far, counted by the caller's global
/// allocator.
///
/// # Errors
///
/// The law of acceptance or of cost.
pub fn check_cost<M, T, D, P, E>(
    measure: &M,
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
    updates: usize,
    allocated: impl Fn() -> Allocated,
) -> Result<(), BrokenLaw>
where
    M: Measure,
    T: Element,
    P: Element,
    D: Dimension,
    E: Dimension,
{
    let broken = |details| BrokenLaw { law: "cost", details };
    Case::new(measure, y_true, y_pred, 1).keeps(&[("acceptance", Case::acceptance)])?;
    let mut alone = measure.clone().streaming();
    costs_the_same("alone", &mut alone, updates, &allocated, |stream| {
        stream.update(y_true, y_pred).map_err(refused)
    })
    .map_err(broken)?;
    let mut both = (measure.clone(), measure.clone()).streaming();
    costs_the_same("in a tuple", &mut both, updates, &allocated, |stream| {
        stream.update(y_true, y_pred).map_err(refused)
    })
    .map_err(broken)
}

/// Compares the cost of all updates with that of the first eighth.
fn costs_the_same<M: Measure>(
    place: &str,
    stream: &mut Streaming<M>,
    updates: usize,
    allocated: &impl Fn() -> Allocated,
    update: impl Fn(&mut Streaming<M>) -> Result<(), String>,
) -> Result<(), String> {
    let start = allocated();
    (0..updates / FACTOR).try_for_each(|_| update(stream))?;
    let first = allocated().since(start);
    (updates / FACTOR..updates).try_for_each(|_| update(stream))?;
    let all = allocated().since(start);
    let allowed = |first: u64, few: u64| ALLOWED * first.max(few);
    let fine = all.count <= allowed(first.count, FEW_ALLOCATIONS)
        && all.bytes <= allowed(first.bytes, FEW_BYTES);
    if fine {
        return Ok(());
    }
    let eighth = updates / FACTOR;
    Err(format!("{place}, {eighth} updates cost {first:?}, but {updates} updates cost {all:?}"))
}
