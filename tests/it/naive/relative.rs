//! What is explained of the truth, and errors relative to it: means first, then squares about them.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::Batch;
use super::data::{Data, cells, columns, elements};
use super::naive;
use super::oracle::Sized;

const NUMBERS: Data = elements(Number, Number);
const COLUMNS: Data = columns(Number, Number);
const FEW_COLUMNS: Data = columns(Sign, Score);

type Number = Result<Sized, Undefined>;

fn mean(batch: &Batch, of: impl Fn(f64, f64) -> f64) -> f64 {
    batch.sum(of) / batch.weight()
}

fn variance(batch: &Batch, of: impl Fn(f64, f64) -> f64) -> f64 {
    let middle = mean(batch, &of);
    mean(batch, |y, p| (of(y, p) - middle).powi(2))
}

/// Whether a truth has a spread, or why it has none.
fn spread(batch: &Batch) -> Result<f64, Undefined> {
    if batch.weight() == 0.0 {
        return Err(Undefined::NoSamples);
    }
    let mut truths = batch.present().map(|(y, _, _)| y);
    let first = truths.next();
    let varies = truths.any(|y| Some(y) != first);
    if varies { Ok(variance(batch, |y, _| y)) } else { Err(Undefined::Constant) }
}

fn explained(batch: &Batch) -> Number {
    let lost = variance(batch, |y, p| y - p) / spread(batch)?;
    Ok([1.0 - lost, 1.0 + lost].into())
}

fn squared(batch: &Batch) -> Number {
    Ok((mean(batch, |y, p| (y - p).powi(2)) / spread(batch)?).into())
}

/// The mean of the columns' values, if each has one.
fn uniform(batch: &Batch, value: fn(&Batch) -> Number) -> Number {
    let values = batch.classes().iter().map(value).collect::<Result<Vec<_>, _>>()?;
    let mean = |part: fn(&Sized) -> f64| values.iter().map(part).sum::<f64>() / values.len() as f64;
    Ok([mean(|value| value.value), mean(|value| value.size)].into())
}

/// 1 − Σw·var(y − p)/Σw·var(y), both over the columns whose truth varies.
fn variance_weighted(batch: &Batch) -> Number {
    let columns: Vec<_> = batch.classes();
    let varying: Vec<_> = columns.iter().filter(|column| spread(column).is_ok()).collect();
    if varying.is_empty() {
        let none = columns.iter().all(|column| column.weight() == 0.0);
        return Err(if none { Undefined::NoSamples } else { Undefined::Constant });
    }
    let sum = |of: fn(&Batch) -> f64| varying.iter().map(|c| c.weight() * of(c)).sum::<f64>();
    let lost = sum(|c| variance(c, |y, p| y - p)) / sum(|c| variance(c, |y, _| y));
    Ok([1.0 - lost, 1.0 + lost].into())
}

fn by_mean(batch: &Batch) -> Number {
    let middle = mean(batch, |y, _| y).abs();
    match (batch.weight() > 0.0, middle > 0.0) {
        (false, _) => Err(Undefined::NoSamples),
        (_, false) => Err(Undefined::ZeroDenominator),
        _ => Ok((mean(batch, |y, p| (y - p).powi(2)).sqrt() / middle).into()),
    }
}

fn by_deviation(batch: &Batch) -> Number {
    squared(batch).map(|value| value.value.sqrt().into())
}

/// 1 − D(y, p)/D(y, ȳ), term by term.
fn d2(batch: &Batch, deviance: fn(f64, f64) -> f64) -> Number {
    spread(batch)?;
    let middle = mean(batch, |y, _| y);
    let of_mean = mean(batch, |y, _| deviance(y, middle));
    let lost = mean(batch, deviance) / of_mean;
    // Numbers up to 25, of which the sums of terms cancel.
    Ok([1.0 - lost, (1.0 + lost) * (1.0 + 100.0 / of_mean)].into())
}

/// (e₁ + 3·e₂)/4 of the mean absolute errors, without a column of no weight.
fn weighted_columns(batch: &Batch) -> Number {
    let (mut total, mut weight) = (0.0, 0.0);
    for (column, own) in batch.classes().iter().zip([1.0, 3.0]) {
        if column.weight() > 0.0 {
            total += own * mean(column, |y, p| (y - p).abs());
            weight += own;
        }
    }
    if weight > 0.0 { Ok((total / weight).into()) } else { Err(Undefined::NoSamples) }
}

fn poisson(y: f64, p: f64) -> f64 {
    if y == 0.0 { 2.0 * p } else { 2.0 * (y * (y / p).ln() - y + p) }
}

fn gamma(y: f64, p: f64) -> f64 {
    2.0 * ((p / y).ln() + y / p - 1.0)
}

fn between(y: f64, p: f64) -> f64 {
    2.0 * (-4.0 * y.sqrt() + 2.0 * y / p.sqrt() + 2.0 * p.sqrt())
}

naive! {
    explained_variance: ExplainedVariance::default(), COLUMNS,
        |batch| uniform(batch, explained), [f64 f64, i64 f32, u8 u8];
    explained_variance_of_few_values: ExplainedVariance::default(), FEW_COLUMNS,
        |batch| uniform(batch, explained), [f64 f64, bool i32];
    explained_variance_weighted_by_variance:
        ExplainedVariance { aggregation: R2Aggregation::VarianceWeightedAverage }, FEW_COLUMNS,
        variance_weighted, [f64 f64, i32 f32];
    explained_variance_per_column: ExplainedVariancePerColumn, FEW_COLUMNS,
        |batch| batch.classes().iter().map(explained).collect::<Vec<_>>(), [f64 f64, u8 f32];
    relative_squared_error: RelativeSquaredError, COLUMNS, |batch| uniform(batch, squared),
        [f64 f64, i64 f32, u8 u8];
    relative_squared_error_of_few_values: RelativeSquaredError, FEW_COLUMNS,
        |batch| uniform(batch, squared), [f64 f64, bool i32];
    normalized_by_the_mean: NormalizedRootMeanSquaredError::default(), elements(Positive, Number),
        by_mean, [f64 f64, i32 f32, u8 i64];
    normalized_by_the_deviation:
        NormalizedRootMeanSquaredError { by: ErrorNormalization::StandardDeviation }, NUMBERS,
        by_deviation, [f64 f64, i32 f32, u8 i64];
    d2_of_counts: D2TweedieScore { power: 1.0 }, elements(Positive, AboveZero),
        |batch| d2(batch, poisson), [f64 f64, i32 f32, u8 f64];
    d2_of_amounts: D2TweedieScore { power: 2.0 }, elements(AboveZero, AboveZero),
        |batch| d2(batch, gamma), [f64 f64, i32 f32, u8 f64];
    d2_between: D2TweedieScore { power: 1.5 }, elements(Positive, AboveZero),
        |batch| d2(batch, between), [f64 f64, i32 f32];
    mean_of_weighted_columns: MeanAbsoluteError.per_column().weighted_mean(vec![1.0, 3.0]),
        cells(Number, Number).of(2), weighted_columns, [f64 f64, i32 f32];
}
