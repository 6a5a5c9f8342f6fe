//! Errors of predicted numbers that are quotients of sums.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::Batch;
use super::data::{Data, elements};
use super::naive;
use super::oracle::Sized;
use super::textbook::ratio;

const NUMBERS: Data = elements(Number, Number);

fn absolute(batch: &Batch) -> Result<f64, Undefined> {
    ratio(batch.sum(|y, p| (y - p).abs()), batch.weight())
}

fn squared(batch: &Batch) -> Result<f64, Undefined> {
    ratio(batch.sum(|y, p| (y - p).powi(2)), batch.weight())
}

fn percentage(batch: &Batch) -> Result<Sized, Undefined> {
    let size = batch.sum(|y, _| y.abs());
    ratio(100.0 * batch.sum(|y, p| (y - p).abs()), size).map(Sized::from)
}

naive! {
    weighted_absolute_percentage_error: WeightedAbsolutePercentageError, NUMBERS, percentage,
        [f64 f64, f32 f32, u8 i64, i64 f64];
    weighted_absolute_percentage_error_of_few_values: WeightedAbsolutePercentageError,
        elements(Sign, Sign), percentage, [f64 f64, bool i32];
    mean_absolute_scaled_error: MeanAbsoluteScaledError { naive_error: 2.5 }, NUMBERS,
        |batch| Ok(absolute(batch)? / 2.5), [f64 f64, u8 f32];
    root_mean_squared_scaled_error: RootMeanSquaredScaledError { naive_squared_error: 2.5 }, NUMBERS,
        |batch| Ok((squared(batch)? / 2.5).sqrt()), [f64 f64, i32 f32];
}
