//! Quantiles and extremes of errors and of values.

use ndarray_metrics::element::NoTruth;
use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::Batch;
use super::data::{Data, elements};
use super::naive;
use crate::fraction::Fraction;

const NUMBERS: Data = elements(Number, Number);

/// Few distinct errors.
const TENTHS: Data = elements(Tenth, Tenth);

type Number = Result<f64, Undefined>;

/// Numbers with weights above 0, rising.
type Sorted = Vec<(f64, f64)>;

fn sorted(batch: &Batch, number: impl Fn(f64, f64) -> f64) -> Sorted {
    let all = batch.elements().filter(|(_, _, w)| *w > 0.0).map(|(y, p, w)| (number(y, p), w));
    let mut sorted: Vec<_> = all.collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    sorted
}

fn errors(batch: &Batch) -> Sorted {
    sorted(batch, |y, p| p - y)
}

fn sizes(batch: &Batch) -> Sorted {
    sorted(batch, |y, p| (p - y).abs())
}

fn values(batch: &Batch) -> Sorted {
    sorted(batch, |_, v| v)
}

/// The least number up to which the share of the weight, in fractions, is at least the level; if it is the
/// level, the middle between this number and the next. A level is any number that rounds to it.
fn quantile(numbers: &Sorted, level: f64) -> Number {
    let middle = |a: f64, b: f64| (Fraction::from(a) + b.into()) / 2.0.into();
    let [least, most] = [middle(level.next_down(), level), middle(level, level.next_up())];
    let weight =
        |numbers: &[(f64, f64)]| numbers.iter().map(|(_, w)| Fraction::from(*w)).sum::<Fraction>();
    let (total, mut upto) = (weight(numbers), Fraction::from(0.0));
    let mut distinct = numbers.chunk_by(|a, b| a.0 == b.0).peekable();
    while let Some(tied) = distinct.next() {
        upto = upto + weight(tied);
        let (found, share) = (tied[0].0, upto.clone() / total.clone());
        if share >= least {
            let next = distinct.peek().filter(|_| share <= most).map_or(found, |next| next[0].0);
            return Ok((found + next) / 2.0);
        }
    }
    Err(Undefined::NoSamples)
}

fn width(numbers: &Sorted) -> Number {
    Ok(quantile(numbers, 0.75)? - quantile(numbers, 0.25)?)
}

fn deviation(numbers: &Sorted) -> Number {
    let median = quantile(numbers, 0.5)?;
    let mut distances: Sorted = numbers.iter().map(|(x, w)| ((x - median).abs(), *w)).collect();
    distances.sort_by(|a, b| a.0.total_cmp(&b.0));
    quantile(&distances, 0.5)
}

fn first(numbers: &Sorted) -> Number {
    numbers.first().map(|(x, _)| *x).ok_or(Undefined::NoSamples)
}

fn last(numbers: &Sorted) -> Number {
    numbers.last().map(|(x, _)| *x).ok_or(Undefined::NoSamples)
}

/// 1 less the loss of the prediction over that of the constant quantile.
fn explained(batch: &Batch, level: f64) -> Number {
    let loss = |y: f64, q: f64| f64::max(level * (y - q), (level - 1.0) * (y - q));
    let constant = quantile(&sorted(batch, |y, _| y), level)?;
    match batch.sum(|y, _| loss(y, constant)) {
        0.0 => Err(Undefined::Constant),
        all => Ok(1.0 - batch.sum(loss) / all),
    }
}

/// The absolute errors over those of the mean.
fn relative(batch: &Batch) -> Number {
    let truths = sorted(batch, |y, _| y);
    if first(&truths)? == last(&truths)? {
        return Err(Undefined::Constant);
    }
    let mean = batch.sum(|y, _| y) / batch.weight();
    Ok(batch.sum(|y, p| (y - p).abs()) / batch.sum(|y, _| (y - mean).abs()))
}

naive! {
    median_absolute_error: MedianAbsoluteError, NUMBERS, |batch| quantile(&sizes(batch), 0.5),
        [f64 f64, f32 f32, u8 u8, i64 i64, u8 f32];
    median_absolute_error_of_few_values: MedianAbsoluteError, TENTHS,
        |batch| quantile(&sizes(batch), 0.5), [f64 f64];
    median_absolute_error_of_signs: MedianAbsoluteError, elements(Sign, Sign),
        |batch| quantile(&sizes(batch), 0.5), [f64 f64, bool i32];
    quantile_of_absolute_errors: AbsoluteErrorQuantile { level: 0.9 }, NUMBERS,
        |batch| quantile(&sizes(batch), 0.9), [f64 f64, u8 i64];
    quantile_of_absolute_errors_of_few_values: AbsoluteErrorQuantile { level: 0.2 }, elements(Sign, Sign),
        |batch| quantile(&sizes(batch), 0.2), [f64 f64, i32 f32];
    largest_absolute_error_by_its_level: AbsoluteErrorQuantile { level: 1.0 }, NUMBERS,
        |batch| last(&sizes(batch)), [f64 f64, u8 u8];
    quantile_of_errors: ErrorQuantile { level: 0.25 }, NUMBERS,
        |batch| quantile(&errors(batch), 0.25), [f64 f64, f32 f64, u8 u8];
    least_error_by_its_level: ErrorQuantile { level: 0.0 }, NUMBERS,
        |batch| first(&errors(batch)), [f64 f64, i32 u8];
    error_interquartile_range: ErrorInterquartileRange, NUMBERS, |batch| width(&errors(batch)),
        [f64 f64, f32 f32, u8 i64];
    median_absolute_deviation: MedianAbsoluteDeviation, NUMBERS, |batch| deviation(&errors(batch)),
        [f64 f64, f32 f32, u8 u8];
    median_absolute_deviation_of_few_values: MedianAbsoluteDeviation, elements(Sign, Sign),
        |batch| deviation(&errors(batch)), [f64 f64, bool f32];
    max_error: MaxError, NUMBERS, |batch| last(&sizes(batch)), [f64 f64, f32 f32, u8 u8, i64 i64];
    d2_pinball_score: D2PinballScore { level: 0.75 }, NUMBERS, |batch| explained(batch, 0.75),
        [f64 f64, f32 f32, u8 i64];
    d2_pinball_score_of_few_values: D2PinballScore { level: 0.25 }, elements(Sign, Sign),
        |batch| explained(batch, 0.25), [f64 f64, bool i32];
    d2_absolute_error_score: D2AbsoluteErrorScore, NUMBERS, |batch| explained(batch, 0.5),
        [f64 f64, i64 f32];
    relative_absolute_error: RelativeAbsoluteError, NUMBERS, relative, [f64 f64, f32 f32, i64 f32];
    relative_absolute_error_of_few_values: RelativeAbsoluteError, elements(Sign, Sign), relative,
        [f64 f64, bool i32];
    quantile_of_squares: QuantileOf { measure: MeanSquaredError, level: 0.75 }, NUMBERS,
        |batch| quantile(&sorted(batch, |y, p| (y - p).powi(2)), 0.75), [f64 f64, f32 f32, u8 i64];
    median_of_tenths_of_percent: QuantileOf { measure: MeanBiasError, level: 0.5 }, TENTHS,
        |batch| quantile(&errors(batch), 0.5), [f64 f64];
    median_of_values: Median, NUMBERS, |batch| quantile(&values(batch), 0.5),
        [NoTruth f64, NoTruth f32, NoTruth u8];
    quantile_of_values: Quantile { level: 0.1 }, NUMBERS, |batch| quantile(&values(batch), 0.1),
        [NoTruth f64, NoTruth i64];
    minimum_of_values: Minimum, NUMBERS, |batch| first(&values(batch)), [NoTruth f64, NoTruth u8];
    maximum_of_values: Maximum, NUMBERS, |batch| last(&values(batch)), [NoTruth f32, NoTruth i64];
}
