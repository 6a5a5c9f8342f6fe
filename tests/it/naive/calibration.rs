//! Calibration: forecasts in bins, each bin by comparing with its bounds.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::{Batch, Own, ranking};
use super::data::{Data, elements, labels};
use super::naive;
use super::textbook::{ratio, sigmoid};

/// Labels and probabilities, or logits.
const FORECASTS: Data = elements(Binary, Share);
const LOGITS: Data = elements(Binary, Logit);

/// What came true, with which probability, and its weight.
type Forecast = (f64, f64, f64);

fn brier_score(batch: &Batch) -> Result<f64, Undefined> {
    ratio(batch.sum(|y, p| (p - y).powi(2)), batch.weight())
}

fn brier_score_of_logits(batch: &Batch) -> Result<f64, Undefined> {
    ratio(batch.sum(|y, z| (sigmoid(z) - y).powi(2)), batch.weight())
}

/// Whether a probability is above the lower bound of a bin, or 0 in the first, and not above the
/// upper one.
fn is_in(p: f64, bin: usize, bins: usize, own: Own) -> bool {
    let bound = |i: usize| own(i as f64 / bins as f64);
    (p > bound(bin) || (bin == 0 && p == 0.0)) && p <= bound(bin + 1)
}

/// The weight of every bin and the distance of its means, |Σw(y − p)|/Σw.
fn distances(forecasts: &[Forecast], bins: usize, own: Own) -> Vec<(f64, f64)> {
    let of = |bin| {
        let inside = || forecasts.iter().filter(move |f| is_in(f.1, bin, bins, own));
        let weight: f64 = inside().map(|f| f.2).sum();
        (weight, inside().map(|(y, p, w)| w * (y - p)).sum::<f64>().abs() / weight)
    };
    (0..bins).map(of).filter(|(weight, _)| *weight > 0.0).collect()
}

/// ΣWₖdₖ/W. The size is that of what cancels in a distance.
fn expected_error(forecasts: &[Forecast], bins: usize, own: Own) -> Result<[f64; 2], Undefined> {
    let distances = distances(forecasts, bins, own);
    let all: f64 = distances.iter().map(|(weight, _)| weight).sum();
    ratio(distances.iter().map(|(weight, d)| weight * d).sum(), all).map(|error| [error, 1.0])
}

fn maximum_error(forecasts: &[Forecast], bins: usize, own: Own) -> Result<[f64; 2], Undefined> {
    let distances = distances(forecasts, bins, own);
    Ok([distances.iter().map(|(_, d)| *d).fold(0.0, f64::max), 1.0])
}

fn squared_error(forecasts: &[Forecast], bins: usize, own: Own) -> Result<[f64; 2], Undefined> {
    let distances = distances(forecasts, bins, own);
    let all: f64 = distances.iter().map(|(weight, _)| weight).sum();
    let mean = ratio(distances.iter().map(|(weight, d)| weight * d * d).sum(), all);
    // The root magnifies what is lost near 0.
    mean.map(|mean| [mean.sqrt(), if mean < 1e-16 { 1e4 } else { 1.0 }])
}

fn forecasts(batch: &Batch) -> Vec<Forecast> {
    batch.present().collect()
}

/// Whether the favoured class is the label, and its probability.
fn favourites(batch: &Batch) -> Vec<Forecast> {
    let favourite = |unit: &super::batch::Unit| {
        let top = ranking(&unit.p)[0];
        (if unit.y[0] == top as f64 { 1.0 } else { 0.0 }, unit.p[top], unit.w[0])
    };
    batch.units.iter().map(favourite).filter(|forecast| forecast.2 > 0.0).collect()
}

/// The error of forecasts in so many bins, and the size of what cancels.
type ErrorOf = fn(&[Forecast], usize, Own) -> Result<[f64; 2], Undefined>;

/// The mean over the classes of the error of each column, with its class as what comes true.
fn class_wise(batch: &Batch, bins: usize, error: ErrorOf) -> Result<[f64; 2], Undefined> {
    let classes = batch.units.first().map_or(0, |unit| unit.p.len());
    let column = |class: usize| {
        let outcome = |y: f64| if y == class as f64 { 1.0 } else { 0.0 };
        let all = batch.units.iter().map(|unit| (outcome(unit.y[0]), unit.p[class], unit.w[0]));
        all.filter(|forecast| forecast.2 > 0.0).collect::<Vec<_>>()
    };
    let errors = (0..classes).map(|class| error(&column(class), bins, batch.own));
    let errors = errors.collect::<Result<Vec<_>, _>>()?;
    ratio(errors.iter().map(|[error, _]| error).sum(), classes as f64).map(|mean| [mean, 1.0])
}

fn class_wise_error(norm: CalibrationNorm, num_bins: usize) -> ClasswiseCalibrationError {
    ClasswiseCalibrationError { norm, num_bins }
}

fn error(norm: CalibrationNorm, num_bins: usize) -> CalibrationError {
    CalibrationError { norm, num_bins, ..Default::default() }
}

fn top_label_error(norm: CalibrationNorm, num_bins: usize) -> TopLabelCalibrationError {
    TopLabelCalibrationError { norm, num_bins, ..Default::default() }
}

naive! {
    brier_score_of_probabilities: BrierScore::default(), FORECASTS, brier_score,
        [bool f64, u8 f32, f64 f32, i64 u8];
    brier_score_from_logits: BrierScore { from_logits: true }, LOGITS, brier_score_of_logits,
        [bool f64, u8 f32];
    calibration_error: CalibrationError::default(), FORECASTS,
        |b| expected_error(&forecasts(b), 15, b.own), [bool f64, u8 f32, f64 f32];
    calibration_error_in_quarters: error(CalibrationNorm::RootMeanSquare, 4), FORECASTS,
        |b| squared_error(&forecasts(b), 4, b.own), [bool f64, i64 f32];
    largest_calibration_error: error(CalibrationNorm::Maximum, 7), FORECASTS,
        |b| maximum_error(&forecasts(b), 7, b.own), [bool f64, u8 f32];
    top_label_calibration_error: TopLabelCalibrationError::default(),
        labels(Class, PositiveProbability), |b| expected_error(&favourites(b), 15, b.own),
        [i64 f64, u8 f32, u8 f64];
    mean_calibration_error_of_classes: ClasswiseCalibrationError::default(),
        labels(Class, Share), |b| class_wise(b, 15, expected_error), [i64 f64, u8 f32, u8 f64];
    mean_of_the_largest_errors: class_wise_error(CalibrationNorm::Maximum, 3),
        labels(Class, Share), |b| class_wise(b, 3, maximum_error), [i64 f64, u8 f32];
    largest_top_label_calibration_error: top_label_error(CalibrationNorm::Maximum, 5),
        labels(Class, PositiveProbability), |b| maximum_error(&favourites(b), 5, b.own),
        [i64 f64, u8 f32];
}
