//! Scores of the probabilities of several classes: the addends of the term of one row.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::data::{labels, rows};
use super::means::means;
use super::textbook::*;

/// Shares of the row's sum.
pub(super) fn shares(row: &[f64]) -> Vec<f64> {
    let total: f64 = row.iter().sum();
    row.iter().map(|p| p / total).collect()
}

/// 1 for the class, 0 for the others.
fn outcome(class: f64, classes: usize) -> Vec<f64> {
    (0..classes).map(|other| if other as f64 == class { 1.0 } else { 0.0 }).collect()
}

fn squares(y: &[f64], p: &[f64]) -> Vec<f64> {
    y.iter().zip(p).map(|(y, p)| (p - y).powi(2)).collect()
}

/// The squared distance of probabilities from a class. It may be tiny beside what is subtracted.
pub(super) fn distance(class: f64, p: &[f64]) -> f64 {
    squares(&outcome(class, p.len()), p).iter().sum()
}

fn cumulated(row: &[f64]) -> Vec<f64> {
    (1..=row.len()).map(|upto| row[..upto].iter().sum()).collect()
}

fn ranked_probability(class: f64, p: &[f64]) -> Vec<f64> {
    let (y, steps) = (cumulated(&outcome(class, p.len())), p.len() - 1);
    if steps == 0 {
        return vec![0.0];
    }
    let total: f64 = squares(&y[..steps], &cumulated(p)[..steps]).iter().sum();
    of_size_1(total / steps as f64)
}

means! {
    categorical_brier_score:
        CategoricalBrierScore::default(), rows(Share, PositiveProbability),
        |_, y, p| of_size_1(squares(y, &shares(p)).iter().sum()), [f64 f64, u8 f32, bool f64];
    categorical_brier_score_from_logits:
        CategoricalBrierScore { from_logits: true, scale_by_half: true }, rows(Binary, Logit),
        |_, y, p| of_size_1(0.5 * squares(y, &softmax(p)).iter().sum::<f64>()), [f64 f64, i32 f32];
    sparse_categorical_brier_score:
        SparseCategoricalBrierScore::default(), labels(Class, PositiveProbability),
        |_, y, p| of_size_1(distance(y[0], &shares(p))), [i64 f64, u8 f32, f32 f32];
    sparse_categorical_brier_score_from_logits:
        SparseCategoricalBrierScore { from_logits: true, scale_by_half: true },
        labels(Class, Logit),
        |_, y, p| of_size_1(0.5 * distance(y[0], &softmax(p))),
        [i32 f64, bool f32, i64 i32];
    ranked_probability_score:
        RankedProbabilityScore::default(), labels(Class, PositiveProbability),
        |_, y, p| ranked_probability(y[0], &shares(p)), [i64 f64, u8 f32];
    ranked_probability_score_from_logits:
        RankedProbabilityScore { from_logits: true }, labels(Class, Logit),
        |_, y, p| ranked_probability(y[0], &softmax(p)), [i32 f64, bool f32, i64 i32];
    spherical_score: SphericalScore::default(), labels(Class, PositiveProbability),
        |_, y, p| of_size_1(p[y[0] as usize] / norm(p)), [i64 f64, u8 f32];
    spherical_score_from_logits: SphericalScore { from_logits: true }, labels(Class, Logit),
        |_, y, p| of_size_1(softmax(p)[y[0] as usize] / norm(&softmax(p))),
        [i32 f64, bool f32, i64 i32];
    perplexity: Perplexity { from_logits: true, ..Default::default() }, labels(Class, Logit),
        |_, y, p| vec![-softmax(p)[y[0] as usize].ln()] => f64::exp, [i32 f64, bool f32];
    bits_per_label: BitsPerLabel::default(), labels(Class, PositiveProbability),
        |own, y, p| vec![-normalised(own, p)[y[0] as usize].ln()] => |nats| nats / 2_f64.ln(),
        [i64 f64, u8 f32];
    prediction_set_coverage: PredictionSetCoverage, labels(Class, Binary),
        |_, y, p| share(p[y[0] as usize] == 1.0), [i64 bool, u8 f32, i32 u8, bool f64];
    prediction_set_size: PredictionSetSize, labels(Class, Binary), |_, _, p| p.to_vec(),
        [i64 bool, u8 f32, i32 u8];
    empty_prediction_sets: EmptyPredictionSets, labels(Class, Binary),
        |_, _, p| share(p.iter().all(|&member| member == 0.0)), [i64 bool, u8 f32];
}
