//! What is said of the error of rates, scores and roots, which are read off exact totals.

use ndarray::{Array1, Array2};
use ndarray_metrics::prelude::*;
use num_bigint::BigInt;

use crate::data::Random;
use crate::exact_sum::oracle::{exact, is_quotient};

/// Random weights of very different sizes, so that totals are no `f64`s.
fn weights(random: &mut Random, n: usize) -> Array1<f64> {
    (0..n).map(|_| 10_f64.powi(random.below(12) as i32 - 6) * random.unit()).collect()
}

fn total(weights: &Array1<f64>, counts: impl Fn(usize) -> bool) -> BigInt {
    let counted: Vec<_> =
        weights.iter().enumerate().filter(|(i, _)| counts(*i)).map(|(_, &w)| w).collect();
    exact(&counted)
}

#[track_caller]
fn assert_within(found: Result<f64, Error>, above: &BigInt, below: &BigInt, ulps: u32) {
    let found = found.expect("a value");
    assert!(is_quotient(found, above, below, 1000 * ulps), "{found:e} is not {above}/{below}");
}

#[test]
fn rates_are_within_2_ulp() {
    let mut random = Random(21);
    for _ in 0..300 {
        let n = 4 + random.below(30);
        let (mut y, p) = (random.labels(n, 2), random.probabilities(n));
        (y[0], y[1]) = (0, 1);
        let w = weights(&mut random, n);
        let p = &p.mapv(|p| if p > 0.5 { 0.75 } else { 0.25 });
        let is = |truth: i64, said: bool| {
            let (y, w) = (&y, &w);
            move |i: usize| y[i] == truth && (p[i] > 0.5) == said && w[i] > 0.0
        };
        let [tp, fp] = [total(&w, is(1, true)), total(&w, is(0, true))];
        let [tn, fn_] = [total(&w, is(0, false)), total(&w, is(1, false))];
        let recall = Recall::default().evaluate_weighted(&y, p, &w);
        assert_within(recall, &tp, &(&tp + &fn_), 2);
        let missed = FalseNegativeRate::default().evaluate_weighted(&y, p, &w);
        assert_within(missed, &fn_, &(&tp + &fn_), 2);
        let specificity = Specificity::default().evaluate_weighted(&y, p, &w);
        assert_within(specificity, &tn, &(&tn + &fp), 2);
        let alarms = FalsePositiveRate::default().evaluate_weighted(&y, p, &w);
        assert_within(alarms, &fp, &(&tn + &fp), 2);
        if tp.bits() + fp.bits() > 0 {
            let precision = Precision::default().evaluate_weighted(&y, p, &w);
            assert_within(precision, &tp, &(&tp + &fp), 2);
        }
        if tn.bits() + fn_.bits() > 0 {
            let value = NegativePredictiveValue::default().evaluate_weighted(&y, p, &w);
            assert_within(value, &tn, &(&tn + &fn_), 2);
        }
    }
}

/// Fβ of one class: (1 + β²)·tp/((1 + β²)·tp + β²·fn + fp), with a β² that is a whole number.
#[test]
fn f_scores_are_within_3_ulp() {
    let mut random = Random(22);
    for _ in 0..300 {
        let n = 4 + random.below(30);
        let mut y = Array2::from_shape_simple_fn((n, 1), || random.below(2) as u8);
        let mut p = Array2::from_shape_simple_fn((n, 1), || random.below(2) as f64);
        (y[(0, 0)], p[(0, 0)]) = (1, 1.0);
        let w = weights(&mut random, n);
        let is = |truth: u8, said: f64| {
            let (y, p) = (&y, &p);
            move |i: usize| y[(i, 0)] == truth && p[(i, 0)] == said
        };
        let [tp, fp] = [total(&w, is(1, 1.0)), total(&w, is(0, 1.0))];
        let fn_ = total(&w, is(1, 0.0));
        let beta = (1 + random.below(4)) as i64;
        let measure =
            FBetaScore { average: Average::Macro, beta: beta as f64, threshold: Some(0.5) };
        let found = measure.evaluate_weighted(&y, &p, &w);
        let above = &tp * (1 + beta * beta);
        assert_within(found, &above, &(&above + fn_ * (beta * beta) + fp), 3);
    }
}

/// (2r ± 3u)² lies on either side of four times the mean, for a root r and its last place u.
#[test]
fn a_root_is_within_1_5_ulp() {
    let mut random = Random(23);
    for _ in 0..2000 {
        let n = 1 + random.below(40);
        let y = Array1::from_shape_simple_fn(n, || random.below(1 << 26) as i64);
        let p = Array1::from_shape_simple_fn(n, || random.below(1 << 26) as i64);
        let squares: i128 = y.iter().zip(&p).map(|(y, p)| i128::from(y - p).pow(2)).sum();
        let root = RootMeanSquaredError.evaluate(&y, &p).expect("a value");
        let place = root.next_up() - root;
        let [low, high] = [-3.0, 3.0].map(|off| exact(&[2.0 * root, off * place]));
        let four_means = 4 * BigInt::from(squares) * exact(&[1.0]).pow(2);
        assert!(low.pow(2) * n <= four_means && four_means <= high.pow(2) * n, "{root:e}");
    }
}

/// Truth and prediction of so few digits that their products are exact, far from zero at times.
fn short(random: &mut Random) -> (Array1<f64>, Array1<f64>) {
    let (n, offset) = (3 + random.below(40), [0.0, 1024.0][random.below(2)]);
    let number = |random: &mut Random| offset + random.below(1 << 14) as f64 / 8192.0;
    let y: Array1<f64> = (0..n).map(|_| number(random)).collect();
    let p = y.iter().map(|y| 0.5 * (y + number(random))).collect();
    (y, p)
}

/// n·Σab − Σa·Σb, in steps of 2^-2148.
fn spread(a: &Array1<f64>, b: &Array1<f64>) -> BigInt {
    let sum = |x: &Array1<f64>| exact(&x.to_vec());
    sum(&(a * b)) * exact(&[1.0]) * a.len() - sum(a) * sum(b)
}

#[test]
fn r2_and_concordance_are_within_2_ulp() {
    let mut random = Random(24);
    for _ in 0..1000 {
        let (y, p) = short(&mut random);
        let errors = &y - &p;
        let error = exact(&(&errors * &errors).to_vec()) * exact(&[1.0]) * y.len();
        let (yy, pp, apart) = (spread(&y, &y), spread(&p, &p), exact(&errors.to_vec()));
        let r2 = R2Score::default().evaluate(&y, &p);
        assert_within(r2, &(&yy - error), &yy, 2);
        let concordance = ConcordanceCorrelation.evaluate(&y, &p);
        assert_within(concordance, &(2 * spread(&y, &p)), &(&yy + &pp + &apart * &apart), 2);
    }
}

/// (r ± 4 ulp)²·var(y)·var(p) lies on either side of cov², for positive ones.
#[test]
fn pearson_is_within_4_ulp() {
    let mut random = Random(25);
    for _ in 0..1000 {
        let (y, p) = short(&mut random);
        let (both, common) = (spread(&y, &y) * spread(&p, &p), spread(&y, &p));
        let r = PearsonCorrelation.evaluate(&y, &p).expect("numbers that vary");
        if common.magnitude().bits() == 0 || r <= 0.0 {
            continue;
        }
        let place = r - r.next_down();
        let [low, high] = [-4.0, 4.0].map(|off| exact(&[r, off * place]).pow(2) * &both);
        let square = (common * exact(&[1.0])).pow(2);
        assert!(low <= square && square <= high, "{r:e}");
    }
}
