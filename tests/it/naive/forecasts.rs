//! Forecasts: pinball losses, intervals, ensembles and Gaussian distributions.

use std::f64::consts::PI;

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::data::{elements, labels};
use super::means::means;
use super::textbook::*;

/// The larger one of α(y − q) and (α − 1)(y − q).
fn pinball(level: f64, y: f64, q: f64) -> f64 {
    (level * (y - q)).max((level - 1.0) * (y - q))
}

/// u − l, and 2/α for each unit outside.
fn score_of_interval(alpha: f64, y: f64, bounds: [f64; 2]) -> f64 {
    let [lower, upper] = bounds;
    upper - lower + 2.0 / alpha * ((lower - y).max(0.0) + (y - upper).max(0.0))
}

/// The mean distance of the members from the truth, less that of all pairs, of which there are so many.
fn crps(y: f64, members: &[f64], pairs: usize) -> Vec<f64> {
    let from_truth = members.iter().map(|x| (x - y).abs() / members.len() as f64);
    let apart = |x: f64| members.iter().map(move |z| -(x - z).abs() / (2 * pairs) as f64);
    from_truth.chain(members.iter().flat_map(|&x| apart(x))).collect()
}

fn normal_density(z: f64) -> f64 {
    (-0.5 * z * z).exp() / (2.0 * PI).sqrt()
}

/// ½ + φ(z)·(z + z³/3 + z⁵/15 + …); beyond 9 it is 0 or 1.
pub(super) fn normal_distribution(z: f64) -> f64 {
    if z.abs() > 9.0 {
        return if z > 0.0 { 1.0 } else { 0.0 };
    }
    let (mut term, mut sum) = (z, 0.0);
    for n in 1..300 {
        sum += term;
        term *= z * z / f64::from(2 * n + 1);
    }
    0.5 + normal_density(z) * sum
}

means! {
    pinball_loss: PinballLoss::default(), elements(Number, Number),
        |_, y, p| vec![pinball(0.5, y[0], p[0])], [f64 f64, f32 f32, u8 i64, i64 i64];
    pinball_loss_of_a_level: PinballLoss { level: 0.9 }, elements(Number, Number),
        |_, y, p| vec![pinball(0.9, y[0], p[0])], [f64 f64, i32 f32];
    pinball_loss_of_levels:
        PinballLossOfLevels { levels: vec![0.1, 0.5, 0.75] }, labels(Number, Number).of(3),
        |_, y, p| (0..3).map(|i| pinball([0.1, 0.5, 0.75][i], y[0], p[i]) / 3.0).collect(),
        [f64 f64, f32 f32, i64 u8];
    quantile_crps: QuantileCrps { levels: vec![0.2, 0.9] }, labels(Number, Number).of(2),
        |_, y, p| (0..2).map(|i| pinball([0.2, 0.9][i], y[0], p[i])).collect(),
        [f64 f64, f32 f32, i64 u8];
    crossing_quantiles: CrossingQuantiles, labels(Number, Score),
        |_, _, p| share(p.windows(2).any(|pair| pair[1] < pair[0])), [f64 f64, i64 f32, u8 i32];

    interval_coverage: IntervalCoverage, labels(Number, Number).of(2).rising(),
        |_, y, p| share(p[0] <= y[0] && y[0] <= p[1]), [f64 f64, f32 f64, i64 i32];
    interval_coverage_of_any_bounds: IntervalCoverage, labels(Score, Score).of(2),
        |_, y, p| match p[0] <= p[1] {
            true => share(p[0] <= y[0] && y[0] <= p[1]),
            false => vec![f64::NAN],
        },
        [f64 f64, i64 i32];
    interval_width: IntervalWidth, labels(Number, Number).of(2).rising(),
        |_, _, p| vec![p[1] - p[0]], [f64 f64, f32 f32, u8 u8];
    interval_score: IntervalScore { alpha: 0.2 }, labels(Number, Number).of(2).rising(),
        |_, y, p| vec![score_of_interval(0.2, y[0], [p[0], p[1]])], [f64 f64, u8 f32, i64 i64];
    weighted_interval_score:
        WeightedIntervalScore { alphas: vec![0.1, 0.5] }, labels(Number, Number).of(5).rising(),
        |_, y, p| {
            let wide = 0.05 * score_of_interval(0.1, y[0], [p[0], p[4]]);
            let narrow = 0.25 * score_of_interval(0.5, y[0], [p[1], p[3]]);
            vec![0.5 * (y[0] - p[2]).abs() / 2.5, wide / 2.5, narrow / 2.5]
        },
        [f64 f64, f32 f32, i64 u8];

    ensemble_crps: EnsembleCrps::default(), labels(Number, Number),
        |_, y, p| crps(y[0], p, p.len().pow(2)), [f64 f64, f32 f32, i64 u8];
    fair_ensemble_crps: EnsembleCrps { fair: true }, labels(Number, Score).of(4),
        |_, y, p| crps(y[0], p, 12), [f64 f64, i32 f32];
    gaussian_crps: GaussianCrps, labels(Number, AboveZero).of(2),
        |_, y, p| {
            let z = (y[0] - p[0]) / p[1];
            let spread = p[1] * (2.0 * normal_density(z) - 1.0 / PI.sqrt());
            vec![(y[0] - p[0]) * (2.0 * normal_distribution(z) - 1.0), spread]
        },
        [f64 f64, f32 f32, u8 f64];
    gaussian_negative_log_likelihood:
        GaussianNegativeLogLikelihood, labels(Number, AboveZero).of(2),
        |_, y, p| {
            let distance = (y[0] - p[0]).powi(2) / p[1];
            vec![0.5 * (2.0 * PI).ln(), 0.5 * p[1].ln(), 0.5 * distance]
        },
        [f64 f64, i32 f32, u8 f64];
}
