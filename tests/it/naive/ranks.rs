//! Rank correlations and concordance: every two samples, one by one.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::{Batch, Unit};
use super::data::{Data, rows_for_labels, single};
use super::naive;
use super::oracle::Sized;
use super::textbook::Centred;

const NUMBERS: Data = single(Tenth, Number);
/// Of few values, so that a side is often constant.
const FEW: Data = single(Sign, Score);

type Sample = (f64, f64, f64);

fn samples(batch: &Batch) -> Vec<Sample> {
    batch.present().collect()
}

/// Why a value that compares two sides has none.
fn varying(batch: &Batch, sides: &[fn(Sample) -> f64]) -> Result<Vec<Sample>, Undefined> {
    let samples = samples(batch);
    let Some(&first) = samples.first() else { return Err(Undefined::NoSamples) };
    let constant = |side: &fn(Sample) -> f64| samples.iter().all(|&s| side(s) == side(first));
    if sides.iter().any(constant) { Err(Undefined::Constant) } else { Ok(samples) }
}

const TRUTH: fn(Sample) -> f64 = |(y, _, _)| y;
const PREDICTION: fn(Sample) -> f64 = |(_, p, _)| p;

/// The weight below a number and half of the weight at it.
fn rank(samples: &[Sample], side: fn(Sample) -> f64, number: f64) -> f64 {
    let weight = |&(y, p, w): &Sample| match side((y, p, w)).total_cmp(&number) {
        std::cmp::Ordering::Less => w,
        std::cmp::Ordering::Equal => w / 2.0,
        std::cmp::Ordering::Greater => 0.0,
    };
    samples.iter().map(weight).sum()
}

fn spearman(batch: &Batch) -> Result<Sized, Undefined> {
    let samples = varying(batch, &[TRUTH, PREDICTION])?;
    let ranks = |&(y, p, w): &Sample| (rank(&samples, TRUTH, y), rank(&samples, PREDICTION, p), w);
    let ranked: Vec<_> = samples.iter().map(ranks).collect();
    Ok([Centred::of(&ranked).pearson(), 1.0].into())
}

/// Σ of the products of weights over every two samples, times what the pair gives.
fn pairs(samples: &[Sample], of_pair: impl Fn(Sample, Sample) -> f64) -> f64 {
    let each = |(i, &a): (usize, &Sample)| {
        samples[..i].iter().map(|&b| a.2 * b.2 * of_pair(a, b)).sum::<f64>()
    };
    samples.iter().enumerate().map(each).sum()
}

fn sign(difference: f64) -> f64 {
    if difference == 0.0 { 0.0 } else { difference.signum() }
}

/// Concordant pairs less discordant ones.
fn surplus(samples: &[Sample]) -> f64 {
    pairs(samples, |a, b| sign(a.0 - b.0) * sign(a.1 - b.1))
}

fn untied(samples: &[Sample], side: fn(Sample) -> f64) -> f64 {
    pairs(samples, |a, b| sign(side(a) - side(b)).abs())
}

fn kendall(batch: &Batch) -> Result<Sized, Undefined> {
    let samples = varying(batch, &[TRUTH, PREDICTION])?;
    let both = untied(&samples, TRUTH) * untied(&samples, PREDICTION);
    Ok([surplus(&samples) / both.sqrt(), 1.0].into())
}

fn somers(batch: &Batch) -> Result<Sized, Undefined> {
    let samples = varying(batch, &[TRUTH])?;
    Ok([surplus(&samples) / untied(&samples, TRUTH), 1.0].into())
}

/// Whether the first had the event before the other had it or was lost from sight.
fn is_before(a: &Unit, b: &Unit) -> bool {
    a.y[1] == 1.0 && (a.y[0] < b.y[0] || a.y[0] == b.y[0] && b.y[1] == 0.0)
}

fn concordance(batch: &Batch) -> Result<f64, Undefined> {
    // Equal samples together: there are few kinds.
    let mut units: Vec<Unit> = Vec::new();
    for unit in batch.units.iter().filter(|unit| unit.w[0] > 0.0) {
        match units.iter_mut().find(|own| own.y == unit.y && own.p == unit.p) {
            Some(own) => own.w[0] += unit.w[0],
            None => units.push(unit.clone()),
        }
    }
    let (mut right, mut all) = (0.0, 0.0);
    for a in &units {
        for b in units.iter().filter(|b| is_before(a, b)) {
            let weight = a.w[0] * b.w[0];
            right += weight * (1.0 + sign(a.p[0] - b.p[0])) / 2.0;
            all += weight;
        }
    }
    match (units.is_empty(), all > 0.0) {
        (true, _) => Err(Undefined::NoSamples),
        (_, false) => Err(Undefined::ZeroDenominator),
        _ => Ok(right / all),
    }
}

naive! {
    spearman_correlation: SpearmanCorrelation, NUMBERS, spearman, [f64 f64, i32 f32, f32 i64];
    spearman_correlation_of_few_values: SpearmanCorrelation, FEW, spearman, [f64 f32, bool u8];
    kendall_tau: KendallTau, NUMBERS, kendall, [f64 f64, i32 f32, f32 i64];
    kendall_tau_of_few_values: KendallTau, FEW, kendall, [f64 f32, bool u8];
    somers_d: SomersD, NUMBERS, somers, [f64 f64, i32 f32];
    somers_d_of_few_values: SomersD, FEW, somers, [f64 f32, bool u8];
    concordance_index: ConcordanceIndex, rows_for_labels(Binary, Tenth).of(2), concordance,
        [f64 f64, u8 f32, bool i64];
}
