//! The metrics of [`ndarray_metrics`] as SQL aggregate functions of DataFusion and Ballista.
//!
//! ```sql
//! SELECT model, mse(y, p), roc_auc(label, score), f1(label, score, 0.3, weight)
//! FROM predictions GROUP BY model
//! ```
//!
//! The same bits from one thread, from many partitions and from a cluster, because a metric's state
//! is exact and merges in any order. [`functions`] lists what there is; [`MetricFunction`] is the
//! one adapter that all of them are made with; [`register`] puts them into a session.
//!
//! # Arguments
//!
//! Truth first, then the prediction, then the options of a function, then a weight. Options are
//! constants: a function travels to a cluster by its name alone, and its arguments with the query.
//! Predictions of `f32` are read as they are, Booleans and integers as 64-bit integers, decimals as `f64`. So are true
//! numbers, as `f64` where it holds them: the metric finds the same bits.
//!
//! # Nulls
//!
//! A row with a null in any argument is left out, as SQL's aggregates do; so is a list that holds
//! one. A row of weight 0 is not looked at. A value that is not defined, of no rows or of one class,
//! is NULL. What the metric refuses (NaN, labels out of range, probabilities outside [0, 1],
//! negative weights) ends the query with the metric's own message, in which positions count the
//! rows of one batch.
#![forbid(unsafe_code)]

mod accumulator;
mod aggregate;
mod arguments;
mod bootstraps;
mod comparisons;
mod function;
mod functions;
mod groups;
mod intervals;
mod listed;
mod rows;
mod state;
mod value;
mod waiting;

use datafusion::error::Result;
use datafusion::execution::FunctionRegistry;

pub use aggregate::{Aggregate, SqlMeasure};
pub use arguments::{Arguments, Constant, Prediction};
pub use function::MetricFunction;
pub use functions::functions;
pub use value::SqlValue;

/// Makes all [`functions`] known to a session, or to whatever else plans SQL.
///
/// # Errors
///
/// What the registry refuses.
pub fn register(registry: &mut dyn FunctionRegistry) -> Result<()> {
    for function in functions()? {
        registry.register_udaf(function)?;
    }
    Ok(())
}
