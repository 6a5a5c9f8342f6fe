//! Calibration of probabilities without bins, by the formula of isotonic regression that has no order of
//! pooling; and in bins of equal weight.

use std::f64::consts::LN_2;

use ndarray_metrics::prelude::*;
use ndarray_metrics::state::RankedScores;

use super::arrays::Values::*;
use super::batch::Batch;
use super::data::{Data, single};
use super::naive;
use super::textbook::ratio;

/// Labels and probabilities of which many tie, 0 and 1 among them.
const FORECASTS: Data = single(Binary, Share);

/// A number, and the size of what cancels.
type Number = Result<[f64; 2], Undefined>;

/// A probability with the weights of its positives and its negatives.
type Point = [f64; 3];

/// The distinct probabilities, rising.
fn points(batch: &Batch) -> Result<Vec<Point>, Undefined> {
    ratio(0.0, batch.weight())?;
    let mut distinct: Vec<_> = batch.present().map(|(_, p, _)| p).collect();
    distinct.sort_by(f64::total_cmp);
    distinct.dedup();
    let at = |score: f64, label: f64| {
        batch.sum(move |y, p| f64::from(u8::from(y == label && p == score)))
    };
    Ok(distinct.into_iter().map(|p| [p, at(p, 1.0), at(p, 0.0)]).collect())
}

fn share(points: &[Point]) -> f64 {
    let [positives, negatives] = [1, 2].map(|i| points.iter().map(|point| point[i]).sum::<f64>());
    positives / (positives + negatives)
}

/// max over starts of min over ends of the share of positives between both.
fn recalibrated(points: &[Point]) -> Vec<f64> {
    let least = |start: usize, at: usize| {
        (at..points.len()).map(|end| share(&points[start..=end])).fold(1.0, f64::min)
    };
    let most = |at: usize| (0..=at).map(|start| least(start, at)).fold(0.0, f64::max);
    (0..points.len()).map(most).collect()
}

/// The mean score of some probabilities in place of the points' own.
fn mean_score(
    points: &[Point],
    probabilities: &[f64],
    rule: ScoringRule,
) -> Result<f64, Undefined> {
    let loss = |p: f64| match rule {
        ScoringRule::Brier => (1.0 - p).powi(2),
        _ => -p.ln(),
    };
    let term = |w: f64, p: f64| if w > 0.0 { w * loss(p) } else { 0.0 };
    let terms = points.iter().zip(probabilities);
    let sum: f64 = terms.map(|(&[_, pos, neg], &p)| term(pos, p) + term(neg, 1.0 - p)).sum();
    let all: f64 = points.iter().map(|[_, positives, negatives]| positives + negatives).sum();
    if sum.is_finite() { ratio(sum, all) } else { Err(Undefined::RuledOut) }
}

fn miscalibration(batch: &Batch, rule: ScoringRule) -> Number {
    let points = points(batch)?;
    let own: Vec<_> = points.iter().map(|point| point[0]).collect();
    let score = mean_score(&points, &own, rule)?;
    Ok([score - mean_score(&points, &recalibrated(&points), rule)?, 1.0])
}

fn discrimination(batch: &Batch, rule: ScoringRule) -> Number {
    let points = points(batch)?;
    let always = vec![share(&points); points.len()];
    let recalibrated = mean_score(&points, &recalibrated(&points), rule)?;
    Ok([mean_score(&points, &always, rule)? - recalibrated, LN_2])
}

/// Probabilities, recalibrated frequencies, weights.
fn curve(batch: &Batch) -> Vec<Number> {
    let points = match points(batch) {
        Ok(points) => points,
        Err(reason) => return vec![Err(reason)],
    };
    let own = points.iter().map(|point| point[0]);
    let weights = points.iter().map(|[_, positives, negatives]| positives + negatives);
    let lists = own.chain(recalibrated(&points)).chain(weights);
    lists.map(|x| Ok([x, 1.0])).collect()
}

fn read_curve(scores: &RankedScores) -> Vec<Result<f64, Undefined>> {
    match scores.recalibration_curve() {
        Ok(curve) => [curve.probabilities, curve.frequencies, curve.weights]
            .into_iter()
            .flat_map(|list| list.to_vec())
            .map(Ok)
            .collect(),
        Err(reason) => vec![Err(reason)],
    }
}

/// The weight of every bin, and the distance of its means. A middle lies in the part of as many cuts as
/// are below it.
fn bins(batch: &Batch, num_bins: usize) -> Result<Vec<[f64; 2]>, Undefined> {
    let points = points(batch)?;
    let weight = |points: &[Point]| points.iter().map(|point| point[1] + point[2]).sum::<f64>();
    let middle = |at: usize| (weight(&points[..at]) + weight(&points[..=at])) / 2.0;
    let cuts = |at: usize| {
        let below = |k: &usize| *k as f64 * weight(&points) < num_bins as f64 * middle(at);
        (1..num_bins).filter(below).count()
    };
    let inside = |bin: usize| (0..points.len()).filter(move |&at| cuts(at) == bin);
    let of = |bin: usize| {
        let own: Vec<_> = inside(bin).map(|at| points[at]).collect();
        let excess: f64 = own.iter().map(|[p, pos, neg]| pos - p * (pos + neg)).sum();
        [weight(&own), excess.abs() / weight(&own)]
    };
    Ok((0..num_bins).map(of).filter(|[weight, _]| *weight > 0.0).collect())
}

fn equal_mass(batch: &Batch, num_bins: usize, norm: CalibrationNorm) -> Number {
    let bins = bins(batch, num_bins)?;
    let all: f64 = bins.iter().map(|[weight, _]| weight).sum();
    let mean = |power: i32| bins.iter().map(|[w, d]| w * d.powi(power)).sum::<f64>() / all;
    let error = match norm {
        CalibrationNorm::Expected => mean(1),
        CalibrationNorm::RootMeanSquare => mean(2).sqrt(),
        _ => bins.iter().map(|[_, distance]| *distance).fold(0.0, f64::max),
    };
    // The root magnifies what is lost near 0.
    Ok([error, if error < 1e-8 { 1e4 } else { 1.0 }])
}

fn error(num_bins: usize, norm: CalibrationNorm) -> EqualMassCalibrationError {
    EqualMassCalibrationError { num_bins, norm }
}

const LOG: ScoringRule = ScoringRule::Logarithmic;

naive! {
    miscalibration_by_squares: Miscalibration::default(), FORECASTS,
        |batch| miscalibration(batch, ScoringRule::Brier), [bool f64, u8 f32];
    miscalibration_in_nats: Miscalibration { score: LOG }, FORECASTS,
        |batch| miscalibration(batch, LOG), [bool f64, u8 f32];
    discrimination_by_squares: Discrimination::default(), FORECASTS,
        |batch| discrimination(batch, ScoringRule::Brier), [bool f64, u8 f32];
    discrimination_in_nats: Discrimination { score: LOG }, FORECASTS,
        |batch| discrimination(batch, LOG), [bool f64, u8 f32];
    recalibration_curve_of_forecasts: RocAuc => read_curve, FORECASTS, curve, [bool f64, u8 f32];
    error_in_fifteen_parts: EqualMassCalibrationError::default(), FORECASTS,
        |batch| equal_mass(batch, 15, CalibrationNorm::Expected), [bool f64, u8 f32];
    squared_error_in_three_parts: error(3, CalibrationNorm::RootMeanSquare), FORECASTS,
        |batch| equal_mass(batch, 3, CalibrationNorm::RootMeanSquare), [bool f64, u8 f32];
    largest_error_in_four_parts: error(4, CalibrationNorm::Maximum), FORECASTS,
        |batch| equal_mass(batch, 4, CalibrationNorm::Maximum), [bool f64, u8 f32];
}
