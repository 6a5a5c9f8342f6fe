//! Means of each column by itself, and the mean of their values.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::Batch;
use super::data::{Data, cells};
use super::naive;
use super::textbook::ratio;

const NUMBERS: Data = cells(Number, Number);

fn absolute(column: &Batch) -> Result<f64, Undefined> {
    let total = column.sum(|y, p| (y - p).abs());
    ratio(total, column.weight()).map_err(|_| Undefined::NoSamples)
}

fn root(column: &Batch) -> Result<f64, Undefined> {
    let total = column.sum(|y, p| (y - p).powi(2));
    ratio(total, column.weight()).map(f64::sqrt)
}

/// The mean of the columns that have a value.
fn mean_of(batch: &Batch, value: fn(&Batch) -> Result<f64, Undefined>) -> Result<f64, Undefined> {
    let defined: Vec<f64> =
        batch.classes().iter().filter_map(|column| value(column).ok()).collect();
    ratio(defined.iter().sum(), defined.len() as f64)
}

naive! {
    mean_absolute_error_per_column: MeanAbsoluteError.per_column(), NUMBERS,
        |batch| batch.classes().iter().map(absolute).collect::<Vec<_>>(),
        [f64 f64, i64 f32, u8 i64, i64 u8];
    root_mean_squared_error_per_column: RootMeanSquaredError.averaged(), NUMBERS,
        |batch| mean_of(batch, root), [f64 f64, f32 i32];
}
