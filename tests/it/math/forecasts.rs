//! What the documentation of forecasts says of the error of their terms: held at many points, against
//! sums of two floats.

use ndarray::{Array2, array};
use ndarray_metrics::prelude::*;

use super::oracle::{Pair, Truth, exp, ln_of};
use super::{any_size, either_sign, near};
use crate::data::Random;

const POINTS: usize = 4_000;
const TINY: f64 = 1.0 / (1_u64 << 46) as f64;
const ONE_OVER_ROOT_PI: Pair =
    Pair { high: 0.564_189_583_547_756_3, low: 7.667_729_806_582_94e-18 };
/// φ(0) = 1/√(2π).
const DENSITY: Pair = Pair { high: 0.398_942_280_401_432_7, low: -2.492_327_202_277_73e-17 };
const TAU: Pair = Pair { high: std::f64::consts::TAU, low: 2.449_293_598_294_706_4e-16 };

fn term<M: PerSample>(measure: &M, y: f64, row: &[f64]) -> f64 {
    let row = Array2::from_shape_vec((1, row.len()), row.to_vec()).expect("a row");
    measure.per_sample(&array![y], &row).expect("a target and its row")[0]
}

/// Asserts that terms are within some ulps of the truth.
fn assert_within<M: PerSample>(
    ulps: f64,
    measure: &M,
    point: impl Fn(&mut Random) -> (f64, Vec<f64>),
    truth: impl Fn(f64, &[f64]) -> Pair,
) {
    let (mut random, mut worst) = (Random(17), 0.0);
    for _ in 0..POINTS {
        let (y, row) = point(&mut random);
        let error = Truth::from(truth(y, &row)).ulps(term(measure, y, &row));
        assert!(error <= ulps, "{error} ulp for {y:e} and {row:?}");
        worst = error.max(worst);
    }
    println!("at most {worst:.3} ulp of {ulps}");
}

/// Asserts that terms of rows of many lengths are within 2^-46 of the truth, but for what the sums of two
/// floats lose themselves.
fn assert_near<M: PerSample>(
    measure: impl Fn(usize) -> M,
    lengths: std::ops::Range<usize>,
    truth: impl Fn(f64, &[f64]) -> Pair,
) {
    let (mut random, mut worst) = (Random(19), 0.0);
    for length in lengths.cycle().take(POINTS / 4) {
        let mut row: Vec<f64> = (0..length).map(|_| number(&mut random)).collect();
        row.sort_by(f64::total_cmp);
        let y = number(&mut random);
        let (found, truth) = (term(&measure(length), y, &row), truth(y, &row));
        let size = row.iter().fold(y.abs(), |size, x| size.max(x.abs()));
        let lost = size * length as f64 / (1_u64 << 50) as f64 / (1_u64 << 50) as f64;
        let error = ((found - truth.high) - truth.low).abs() / (TINY * truth.high.abs() + lost);
        assert!(error <= 1.0, "{error} of what is allowed for {y:e} and {row:?}");
        worst = error.max(worst);
    }
    println!("at most {worst:.3} of what is allowed");
}

fn number(random: &mut Random) -> f64 {
    let size = any_size(random, -30..30);
    either_sign(random, size)
}

/// A number, and an interval or a quantile that is often close to it.
fn interval(random: &mut Random) -> (f64, Vec<f64>) {
    let y = number(random);
    let mut bound = || if random.below(2) == 0 { near(random, y) } else { number(random) };
    let mut bounds = vec![bound(), bound()];
    bounds.sort_by(f64::total_cmp);
    (y, bounds)
}

fn pinball(level: f64, y: f64, q: f64) -> Pair {
    let above = Pair::sum(y, -q);
    let below = above.negative().times(Pair::sum(1.0, -level));
    if y >= q { above.times(Pair::from(level)) } else { below }
}

fn distance(y: f64, lower: f64, upper: f64) -> Pair {
    match (y < lower, y > upper) {
        (true, _) => Pair::sum(lower, -y),
        (_, true) => Pair::sum(y, -upper),
        _ => Pair::from(0.0),
    }
}

fn sum(terms: impl IntoIterator<Item = Pair>) -> Pair {
    terms.into_iter().fold(Pair::from(0.0), Pair::plus)
}

#[test]
fn pinball_losses() {
    for level in [0.5, 0.9, 0.3, 1e-3] {
        let quantile = |random: &mut Random| {
            let (y, row) = interval(random);
            (y, row[..1].to_vec())
        };
        let one = PinballLossOfLevels { levels: vec![level] };
        assert_within(2.0, &one, quantile, |y, row| pinball(level, y, row[0]));
        let mut random = Random(23);
        for _ in 0..POINTS {
            let (y, row) = quantile(&mut random);
            let loss = PinballLoss { level };
            assert_eq!(loss.evaluate(&array![y], &array![row[0]]), Ok(term(&one, y, &row)));
        }
    }
}

fn levels(count: usize) -> Vec<f64> {
    (1..=count).map(|i| i as f64 / (count + 1) as f64).collect()
}

#[test]
fn pinball_losses_of_a_hundred_levels() {
    let total = |y: f64, row: &[f64]| {
        let losses = levels(row.len()).into_iter().zip(row).map(|(level, &q)| pinball(level, y, q));
        sum(losses).over(Pair::from(row.len() as f64))
    };
    assert_near(|count| PinballLossOfLevels { levels: levels(count) }, 1..101, total);
    let twice = |y: f64, row: &[f64]| total(y, row).scaled(1);
    assert_near(|count| QuantileCrps { levels: levels(count) }, 1..101, twice);
}

#[test]
fn scores_of_intervals() {
    assert_within(0.5, &IntervalWidth, interval, |_, row| Pair::sum(row[1], -row[0]));
    for alpha in [0.1, 0.3, 1e-3] {
        assert_within(3.0, &IntervalScore { alpha }, interval, |y, row| {
            let missed = distance(y, row[0], row[1]).scaled(1).over(Pair::from(alpha));
            Pair::sum(row[1], -row[0]).plus(missed)
        });
    }
}

#[test]
fn scores_of_a_hundred_intervals() {
    let score = |y: f64, row: &[f64]| {
        let count = row.len() / 2;
        let of_interval = |(k, alpha): (usize, f64)| {
            let (lower, upper) = (row[k], row[row.len() - 1 - k]);
            let width = Pair::sum(upper, -lower).times(Pair::from(alpha)).scaled(-1);
            width.plus(distance(y, lower, upper))
        };
        let median = distance(y, row[count], row[count]).scaled(-1);
        let total = sum(levels(count).into_iter().enumerate().map(of_interval)).plus(median);
        total.over(Pair::from(count as f64 + 0.5))
    };
    for count in [1, 2, 30, 100] {
        let measure = |_| WeightedIntervalScore { alphas: levels(count) };
        assert_near(measure, 2 * count + 1..2 * count + 2, score);
    }
}

/// The definition, in which almost all digits may cancel.
#[test]
fn scores_of_a_hundred_members() {
    let score = |y: f64, row: &[f64], pairs: usize| {
        let from_truth = sum(row.iter().map(|&x| distance(y, x, x)));
        let apart = |x: f64| row.iter().map(move |&z| distance(x, z, z));
        let apart = sum(row.iter().flat_map(|&x| apart(x))).scaled(-1);
        let count = |n: usize| Pair::from(n as f64);
        from_truth.over(count(row.len())).plus(apart.over(count(pairs)).negative())
    };
    let biased = |y: f64, row: &[f64]| score(y, row, row.len() * row.len());
    assert_near(|_| EnsembleCrps::default(), 1..101, biased);
    let fair = |y: f64, row: &[f64]| score(y, row, row.len() * (row.len() - 1));
    assert_near(|_| EnsembleCrps { fair: true }, 2..101, fair);
}

/// e^(high + low) is e^high·(1 + low) to a hundred bits.
fn exponential(x: Pair) -> Pair {
    let Truth { value, exponent } = exp(x.high);
    value.scaled(exponent).times(Pair::sum(1.0, x.low))
}

/// A truth of up to 12 deviations from a mean, small ones as often as large ones.
fn gaussian(random: &mut Random) -> (f64, Vec<f64>) {
    let deviation = any_size(random, -20..20);
    let size = any_size(random, -20..3);
    let z = if random.below(3) == 0 { 12.0 * random.unit() } else { size };
    (either_sign(random, deviation * z), vec![0.0, deviation])
}

/// 2φ(z)·(z + z³/3 + z⁵/15 + …) = 2Φ(z) − 1; beyond 9 it is 1 to sixty bits.
#[test]
fn scores_of_gaussian_distributions() {
    assert_within(8.0, &GaussianCrps, gaussian, |y, row| {
        let z = Pair::from(y.abs()).over(Pair::from(row[1]));
        let square = z.times(z);
        let density = exponential(square.scaled(-1).negative()).times(DENSITY).scaled(1);
        let (mut addend, mut series) = (z, Pair::from(0.0));
        for n in 1..300 {
            series = series.plus(addend);
            addend = addend.times(square).over(Pair::from(f64::from(2 * n + 1)));
        }
        let inside = if z.high > 9.0 { Pair::from(1.0) } else { series.times(density) };
        let score = z.times(inside).plus(density).plus(ONE_OVER_ROOT_PI.negative());
        score.times(Pair::from(row[1]))
    });
}

/// In units of the last place of the largest of 1, |ln v| and (y − μ)²/v.
#[test]
fn likelihoods_of_gaussian_distributions() {
    let (mut random, mut worst) = (Random(29), 0.0);
    for _ in 0..POINTS {
        let (y, row) = gaussian(&mut random);
        let (mean, variance) = (number(&mut random), row[1]);
        let error = Pair::sum(y, -mean);
        let distance = error.times(error).over(Pair::from(variance));
        let of_variance = ln_of(Pair::from(variance));
        let truth = ln_of(TAU).plus(of_variance).plus(distance).scaled(-1);
        let found = term(&GaussianNegativeLogLikelihood, y, &[mean, variance]);
        let size = distance.high.max(of_variance.high.abs()).max(1.0);
        let error = ((found - truth.high) - truth.low).abs() / (size * f64::EPSILON);
        assert!(error <= 8.0, "{error} ulp for {y:e}, {mean:e} and {variance:e}");
        worst = error.max(worst);
    }
    println!("at most {worst:.3} ulp of 8");
}
