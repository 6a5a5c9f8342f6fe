//! Means by class or size, and what is read off them together.

use std::collections::BTreeMap;

use ndarray_metrics::Undefined;
use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::batch::{Batch, Own};
use super::data::labels;
use super::naive;
use super::probabilities::{distance, shares};
use super::textbook::{normalised, softmax};

/// 1 less the mean loss over the loss of the classes' shares.
fn skill(
    batch: &Batch,
    loss: fn(Own, usize, &[f64]) -> f64,
    of_share: fn(f64) -> f64,
) -> Result<[f64; 2], Undefined> {
    let (mut total, mut weight, mut classes) = (0.0, 0.0, BTreeMap::<usize, f64>::new());
    for unit in batch.units.iter().filter(|unit| unit.w[0] > 0.0) {
        let (class, w) = (unit.y[0] as usize, unit.w[0]);
        total += w * loss(batch.own, class, &unit.p);
        weight += w;
        *classes.entry(class).or_default() += w;
    }
    if classes.len() < 2 {
        return Err(Undefined::OneClass);
    }
    let baseline: f64 = classes.values().map(|w| of_share(w / weight)).sum();
    Ok([1.0 - total / weight / baseline, 1.0 + total / weight / baseline])
}

fn entropy(share: f64) -> f64 {
    -share * share.ln()
}

fn variance(share: f64) -> f64 {
    share * (1.0 - share)
}

/// The least share of sets of one size that hold the label.
fn worst(batch: &Batch) -> Result<f64, Undefined> {
    let mut sizes = BTreeMap::<usize, [f64; 2]>::new();
    for unit in batch.units.iter().filter(|unit| unit.w[0] > 0.0) {
        let [covered, all] = sizes.entry(unit.p.iter().sum::<f64>() as usize).or_default();
        *covered += unit.w[0] * unit.p[unit.y[0] as usize];
        *all += unit.w[0];
    }
    let shares = sizes.values().map(|[covered, all]| covered / all);
    shares.reduce(f64::min).ok_or(Undefined::NoSamples)
}

naive! {
    d2_log_loss_score: D2LogLossScore::default(), labels(Class, PositiveProbability),
        |batch| skill(batch, |own, class, p| -normalised(own, p)[class].ln(), entropy),
        [i64 f64, u8 f32];
    d2_log_loss_score_from_logits:
        D2LogLossScore { from_logits: true, ..Default::default() }, labels(Class, Logit),
        |batch| skill(batch, |_, class, p| -softmax(p)[class].ln(), entropy),
        [i32 f64, bool f32];
    d2_brier_score: D2BrierScore::default(), labels(Class, PositiveProbability),
        |batch| skill(batch, |_, class, p| distance(class as f64, &shares(p)), variance),
        [i64 f64, u8 f32];
    d2_brier_score_from_logits: D2BrierScore { from_logits: true }, labels(Class, Logit),
        |batch| skill(batch, |_, class, p| distance(class as f64, &softmax(p)), variance),
        [i32 f64, bool f32];
    size_stratified_coverage: SizeStratifiedCoverage, labels(Class, Binary), worst,
        [i64 bool, u8 f32, i32 u8];
}
