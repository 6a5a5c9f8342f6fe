//! The definitions once more, in plain loops, and in exact whole numbers.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::BrierDecomposition;

use super::{NORMS, near};
use crate::data::Random;

/// A forecast: what came true, with which probability, and its weight.
type Forecast = (f64, f64, f64);

fn forecasts(seed: u64, n: usize) -> Vec<Forecast> {
    let mut random = Random(seed);
    let mut forecast = || {
        let p = random.unit();
        (f64::from(u8::from(random.unit() < p.powf(1.3))), p, random.below(9) as f64 / 4.0)
    };
    (0..n).map(|_| forecast()).collect()
}

fn columns(all: &[Forecast]) -> (Array1<i64>, Array1<f64>, Array1<f64>) {
    let y = all.iter().map(|forecast| forecast.0 as i64).collect();
    (y, all.iter().map(|forecast| forecast.1).collect(), all.iter().map(|f| f.2).collect())
}

/// The forecasts of each bin; none of these stands on a bound.
fn in_bins(all: &[Forecast], bins: usize) -> Vec<Vec<Forecast>> {
    let mut found = vec![Vec::new(); bins];
    for &forecast in all.iter().filter(|forecast| forecast.2 > 0.0) {
        found[(forecast.1 * bins as f64) as usize].push(forecast);
    }
    found.retain(|bin| !bin.is_empty());
    found
}

fn mean(bin: &[Forecast], of: impl Fn(&Forecast) -> f64) -> f64 {
    let total: f64 = bin.iter().map(|forecast| forecast.2 * of(forecast)).sum();
    total / bin.iter().map(|forecast| forecast.2).sum::<f64>()
}

fn weight(bin: &[Forecast]) -> f64 {
    bin.iter().map(|forecast| forecast.2).sum()
}

fn distances(bins: &[Vec<Forecast>]) -> Vec<(f64, f64)> {
    let all: f64 = bins.iter().map(|bin| weight(bin)).sum();
    let distance = |bin: &[Forecast]| (mean(bin, |f| f.0) - mean(bin, |f| f.1)).abs();
    bins.iter().map(|bin| (weight(bin) / all, distance(bin))).collect()
}

fn naive_error(bins: &[Vec<Forecast>], norm: CalibrationNorm) -> f64 {
    let distances = distances(bins);
    match norm {
        CalibrationNorm::Expected => distances.iter().map(|(share, d)| share * d).sum(),
        CalibrationNorm::RootMeanSquare => {
            distances.iter().map(|(share, d)| share * d * d).sum::<f64>().sqrt()
        }
        CalibrationNorm::Maximum => distances.iter().map(|(_, d)| *d).fold(0.0, f64::max),
        other => panic!("{other:?} has no definition here"),
    }
}

/// Reliability, resolution, uncertainty, variance and covariance within bins.
fn naive_decomposition(bins: &[Vec<Forecast>]) -> [f64; 5] {
    let all: Vec<Forecast> = bins.concat();
    let base = mean(&all, |f| f.0);
    let share = |bin: &[Forecast]| weight(bin) / weight(&all);
    let sum = |of: &dyn Fn(&[Forecast], f64, f64) -> f64| {
        let part =
            |bin: &Vec<Forecast>| share(bin) * of(bin, mean(bin, |f| f.1), mean(bin, |f| f.0));
        bins.iter().map(part).sum::<f64>()
    };
    [
        sum(&|_, p, y| (p - y).powi(2)),
        sum(&|_, _, y| (y - base).powi(2)),
        base * (1.0 - base),
        sum(&|bin, p, _| mean(bin, |f| (f.1 - p).powi(2))),
        sum(&|bin, p, y| 2.0 * mean(bin, |f| (f.1 - p) * (f.0 - y))),
    ]
}

fn same_parts(a: BrierDecomposition, [reliability, resolution, rest @ ..]: [f64; 5]) {
    near(a.reliability, reliability);
    near(a.resolution, resolution);
    near(a.uncertainty, rest[0]);
    near(a.within_bin_variance, rest[1]);
    near(a.within_bin_covariance, rest[2]);
}

#[test]
fn errors_and_parts_by_definition() {
    for seed in 0..30 {
        let (all, num_bins) = (forecasts(seed, 150), 1 + seed as usize);
        let (y, p, w) = columns(&all);
        let bins = in_bins(&all, num_bins);
        let state = CalibrationError { num_bins, ..Default::default() }
            .state_of_weighted(&y, &p, &w)
            .unwrap();
        for norm in NORMS {
            let measure = CalibrationError { num_bins, norm, from_logits: false };
            near(measure.evaluate_weighted(&y, &p, &w).unwrap(), naive_error(&bins, norm));
        }
        let score = mean(&bins.concat(), |f| (f.0 - f.1).powi(2));
        near(BrierScore::default().evaluate_weighted(&y, &p, &w).unwrap(), score);
        near(state.brier_score().unwrap(), score);
        let parts = state.brier_decomposition().unwrap();
        same_parts(parts, naive_decomposition(&bins));
        near(parts.brier_score(), score);
        near(parts.skill_score().unwrap(), 1.0 - score / parts.uncertainty);
    }
}

#[test]
fn distinct_scores_by_definition() {
    for seed in 40..60 {
        let mut all = forecasts(seed, 150);
        all.iter_mut().for_each(|forecast| forecast.1 = (forecast.1 * 12.0).round() / 12.0);
        let (y, p, w) = columns(&all);
        let mut scores: Vec<f64> = all.iter().map(|forecast| forecast.1).collect();
        scores.sort_by(f64::total_cmp);
        scores.dedup();
        let of = |score: f64| all.iter().filter(|f| f.1 == score && f.2 > 0.0).copied().collect();
        let mut bins: Vec<Vec<Forecast>> = scores.iter().map(|&score| of(score)).collect();
        bins.retain(|bin| !bin.is_empty());
        let runs = RocAuc.state_of_weighted(&y, &p, &w).unwrap();
        same_parts(runs.brier_decomposition().unwrap(), naive_decomposition(&bins));
        let curve = runs.reliability_curve().unwrap();
        assert_eq!(curve.weights.len(), bins.len());
        for (i, bin) in bins.iter().enumerate() {
            assert_eq!((curve.lower[i], curve.upper[i]), (bin[0].1, bin[0].1));
            near(curve.frequencies[i], mean(bin, |f| f.0));
            assert_eq!(curve.weights[i], weight(bin));
        }
    }
}

#[test]
fn top_labels_by_definition() {
    for seed in 70..90 {
        let mut random = Random(seed);
        let (y, p) = (random.labels(120, 5), random.distributions(120, 5));
        let w = Array1::from_iter((0..120).map(|_| random.below(5) as f64 / 4.0));
        let all: Vec<Forecast> = (0..120)
            .map(|i| {
                let row = p.row(i);
                let most = row.iter().copied().fold(0.0, f64::max);
                let top = row.iter().position(|&share| share == most).unwrap();
                (f64::from(u8::from(top as i64 == y[i])), most, w[i])
            })
            .collect();
        let (num_bins, narrow) = (11, p.mapv(|share| share as f32));
        for norm in NORMS {
            let measure = TopLabelCalibrationError { num_bins, norm, from_logits: false };
            let expected = naive_error(&in_bins(&all, num_bins), norm);
            near(measure.evaluate_weighted(&y, &p, &w).unwrap(), expected);
            let found = measure.evaluate_weighted(&y, &narrow, &w).unwrap();
            assert!((found - expected).abs() < 1e-6);
        }
    }
}

/// Sequences of rows, with a weight for each row.
#[test]
fn rows_of_sequences_are_units() {
    let y = array![[0, 1], [1, 0]];
    let p = array![[[0.75, 0.25], [0.25, 0.75]], [[0.75, 0.25], [f64::NAN, 9.0]]];
    let w = array![[1.0, 1.0], [2.0, 0.0]];
    let measure = TopLabelCalibrationError { num_bins: 4, ..Default::default() };
    assert_eq!(measure.evaluate_weighted(&y, &p, &w), Ok((2.0_f64 - 3.0).abs() / 4.0));
}

/// The mean distance of dyadic probabilities, in whole numbers of 2^-20: correct to the last bit,
/// and it does not cancel where sums of rounded numbers would.
#[test]
fn the_expected_error_is_a_rounded_quotient_of_whole_numbers() {
    for seed in 100..120 {
        let mut random = Random(seed);
        let p =
            Array1::from_iter((0..400).map(|_| (random.below(1 << 20) as f64) * 2_f64.powi(-20)));
        let y = p.mapv(|p| random.unit() < p);
        let mut excess = [0_i64; 4];
        for (&p, &y) in p.iter().zip(&y) {
            let bin = ((p * 4.0).ceil() as usize).max(1) - 1;
            excess[bin] += (p * 2_f64.powi(20)) as i64 - (i64::from(y) << 20);
        }
        let distance: i64 = excess.iter().map(|excess| excess.abs()).sum();
        let measure = CalibrationError { num_bins: 4, ..Default::default() };
        let found = measure.evaluate(&y, &p).unwrap();
        let exact = distance as f64 / (400_u64 << 20) as f64;
        assert!((found - exact).abs() <= f64::EPSILON / 2.0 * exact, "{found}, exactly {exact}");
    }
}

/// Frequencies of 500,000/999,999 and 500,001/1,000,001: resolution is a square of their difference,
/// 2.5e-13, which a difference of rounded frequencies gives to three digits.
#[test]
fn resolution_does_not_cancel() {
    let bins = [(0.25, 500_000_u64, 999_999_u64), (0.75, 500_001, 1_000_001)];
    let (positives, all) = (1_000_001_i128, 2_000_000_i128);
    // Σ Wₖ(yₖ/Wₖ − Y/W)²/W = Σ (yₖ·W − Y·Wₖ)²/(Wₖ·W³).
    let part = |&(_, y, w): &(f64, u64, u64)| {
        let difference = i128::from(y) * all - positives * i128::from(w);
        difference as f64 * difference as f64 / (w as f64 * (all as f64).powi(3))
    };
    let expected: f64 = bins.iter().map(part).sum();
    let p = array![0.25, 0.25, 0.75, 0.75];
    let counts = bins.iter().flat_map(|&(_, y, w)| [y as f64, (w - y) as f64]);
    let w = Array1::from_iter(counts);
    let y = array![1, 0, 1, 0];
    for found in [
        CalibrationError { num_bins: 2, ..Default::default() }
            .state_of_weighted(&y, &p, &w)
            .unwrap()
            .brier_decomposition()
            .unwrap(),
        RocAuc.state_of_weighted(&y, &p, &w).unwrap().brier_decomposition().unwrap(),
    ] {
        assert!((found.resolution / expected - 1.0).abs() < 1e-15, "{found:?}, {expected}");
    }
}

/// scikit-learn's and Guo's definition of one bin: the whole is in it.
#[test]
fn one_bin_compares_the_means() {
    let (y, p) = (array![0, 1, 1, 0], array![0.0, 0.5, 1.0, 0.75]);
    for norm in NORMS {
        let measure = CalibrationError { num_bins: 1, norm, from_logits: false };
        assert_eq!(measure.evaluate(&y, &p), Ok(2.25 / 4.0 - 0.5));
    }
    let matrix = Array2::from_shape_vec((2, 2), p.to_vec()).unwrap();
    let labels = Array2::from_shape_vec((2, 2), y.to_vec()).unwrap();
    assert_eq!(metrics::calibration_error(&labels, &matrix), metrics::calibration_error(&y, &p));
}
