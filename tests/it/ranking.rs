//! Exact ranking metrics: scikit-learn's values, and the traps.

mod best;
mod classes;
mod far;
mod readings;
mod states;

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::RankedScores;

use crate::data::Random;
use crate::npy::read;

struct Case {
    y: Array1<bool>,
    p: Array1<f64>,
    w: Array1<f64>,
}

/// Scores on a number of levels, so that some tie, higher for positives; and weights.
fn case(seed: u64, n: usize, levels: f64) -> Case {
    let mut random = Random(seed);
    let mut sample = || {
        let y = random.unit() < 0.4;
        let p = (levels * (0.7 * random.unit() + if y { 0.3 } else { 0.0 })).floor() / levels;
        (y, p, 0.1 + random.unit())
    };
    let samples: Vec<_> = (0..n).map(|_| sample()).collect();
    Case {
        y: samples.iter().map(|sample| sample.0).collect(),
        p: samples.iter().map(|sample| sample.1).collect(),
        w: samples.iter().map(|sample| sample.2).collect(),
    }
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-12 * expected.abs(), "{found}, expected {expected}");
}

/// `roc_auc_score` and `average_precision_score` of scikit-learn 1.9.1, without and with weights.
#[test]
fn scikit_learn_says_the_same() {
    let expected = [
        (
            1,
            50,
            10.0,
            [0.7317708333333334, 0.7252838337963327, 0.652120669056153, 0.6816263214576143],
        ),
        (
            2,
            500,
            20.0,
            [0.8312889983579638, 0.8248652614310465, 0.8007452372654739, 0.794955157636702],
        ),
        (
            3,
            2000,
            1000.0,
            [0.8334380338690683, 0.8330950623043895, 0.8097134934549837, 0.812968493930655],
        ),
    ];
    for (seed, n, levels, [auc, weighted_auc, precision, weighted_precision]) in expected {
        let Case { y, p, w } = case(seed, n, levels);
        near(metrics::roc_auc(&y, &p).unwrap(), auc);
        near(RocAuc.evaluate_weighted(&y, &p, &w).unwrap(), weighted_auc);
        near(metrics::average_precision(&y, &p).unwrap(), precision);
        near(AveragePrecision.evaluate_weighted(&y, &p, &w).unwrap(), weighted_precision);
    }
}

/// The exact values of scikit-learn, and that of Keras's 200 thresholds.
#[test]
fn breast_cancer_is_ranked_exactly_and_on_a_grid() {
    let y: Array1<u8> = read("breast_cancer_labels.npy");
    let p: Array1<f32> = read("breast_cancer_probabilities.npy");
    let scores = RocAuc.state_of(&y, &p).unwrap();
    near(scores.roc_auc().unwrap(), 0.9932012227258353);
    near(scores.average_precision().unwrap(), 0.9951328347840511);
    let on_a_grid = metrics::auc(&y, &p).unwrap();
    assert_eq!(format!("{on_a_grid:.7}"), "0.9906451");
}

/// scikit-learn's `roc_curve(.., drop_intermediate=False)` and `precision_recall_curve`.
#[test]
fn curves_have_the_points_of_scikit_learn() {
    let (y, p) = (array![0, 0, 1, 1, 1, 0], array![0.1, 0.4, 0.35, 0.8, 0.4, 0.2]);
    let scores = RocAuc.state_of(&y, &p).unwrap();
    let third = 1.0 / 3.0;
    let roc = scores.roc_curve().unwrap();
    assert_eq!(roc.thresholds, array![f64::INFINITY, 0.8, 0.4, 0.35, 0.2, 0.1]);
    assert_eq!(roc.false_positive_rates, array![0.0, 0.0, third, third, 2.0 * third, 1.0]);
    assert_eq!(roc.true_positive_rates, array![0.0, third, 2.0 * third, 1.0, 1.0, 1.0]);
    let curve = scores.precision_recall_curve().unwrap();
    assert_eq!(curve.thresholds, array![0.1, 0.2, 0.35, 0.4, 0.8]);
    assert_eq!(curve.precision, array![0.5, 0.6, 0.75, 2.0 * third, 1.0, 1.0]);
    assert_eq!(curve.recall, array![1.0, 1.0, 1.0, 2.0 * third, third, 0.0]);

    let scores = RocAuc.state_of_weighted(&y, &p, &array![1.0, 2.0, 1.0, 0.5, 1.0, 1.0]).unwrap();
    let roc = scores.roc_curve().unwrap();
    assert_eq!(roc.false_positive_rates, array![0.0, 0.0, 0.5, 0.5, 0.75, 1.0]);
    assert_eq!(roc.true_positive_rates, array![0.0, 0.2, 0.6, 1.0, 1.0, 1.0]);
    let precision = scores.precision_recall_curve().unwrap().precision;
    assert_eq!(precision, array![2.5 / 6.5, 2.5 / 5.5, 2.5 / 4.5, 1.5 / 3.5, 1.0, 1.0]);
}

/// Trap 17: fixed thresholds see nothing of scores that lie close together. Trap 24: nor do logits
/// that saturate a sigmoid. Only the order counts.
#[test]
fn order_alone_counts() {
    let Case { y, p, w } = case(7, 300, 40.0);
    let (plain, weighted) =
        (metrics::roc_auc(&y, &p).unwrap(), RocAuc.evaluate_weighted(&y, &p, &w).unwrap());
    let transforms: [fn(f64) -> f64; 5] =
        [|p| p * 1e-6, |p| 20.0 + 20.0 * p, |p| p.exp(), |p| p * 1e300 - 1e299, |p| p.powi(3)];
    for transform in transforms {
        let p = p.mapv(transform);
        assert_eq!(metrics::roc_auc(&y, &p), Ok(plain));
        assert_eq!(RocAuc.evaluate_weighted(&y, &p, &w), Ok(weighted));
    }
    let logits = array![20.0_f32, 25.0, 30.0, 40.0];
    assert_eq!(metrics::roc_auc(&array![0, 0, 1, 1], &logits), Ok(1.0));
}

#[test]
fn flipped_labels_give_the_rest() {
    let Case { y, p, w } = case(8, 300, 40.0);
    let flipped = y.mapv(|y| !y);
    near(metrics::roc_auc(&flipped, &p).unwrap(), 1.0 - metrics::roc_auc(&y, &p).unwrap());
    let weighted = |y| RocAuc.evaluate_weighted(y, &p, &w).unwrap();
    near(weighted(&flipped), 1.0 - weighted(&y));
}

#[test]
fn constant_scores_are_worth_a_half() {
    let Case { y, w, .. } = case(9, 300, 40.0);
    let constant = Array1::from_elem(300, 0.3);
    let positives: f64 = y.iter().zip(&w).map(|(&y, w)| if y { *w } else { 0.0 }).sum();
    let scores = RocAuc.state_of_weighted(&y, &constant, &w).unwrap();
    assert_eq!(metrics::roc_auc(&y, &constant), Ok(0.5));
    assert_eq!(scores.roc_auc(), Ok(0.5));
    assert_eq!(scores.runs().len(), 1);
    near(scores.average_precision().unwrap(), positives / w.sum());
}

#[test]
fn a_perfect_ranking_is_exactly_one() {
    let Case { y, w, .. } = case(11, 300, 40.0);
    let scores = Array1::from_iter((0..300).map(|i| if y[i] { 400.0 - i as f64 } else { -1.0 }));
    let scores = RocAuc.state_of_weighted(&y, &scores, &w).unwrap();
    assert_eq!((scores.roc_auc(), scores.average_precision()), (Ok(1.0), Ok(1.0)));
}

/// Trap 20: 32-bit counts of pairs overflow here.
#[test]
fn large_batches_do_not_overflow() {
    let n = 200_000;
    let y = Array1::from_iter((0..n).map(|i| i % 2 == 1));
    let p = Array1::from_iter((0..n).map(|i| ((i * 7919) % n) as f32));
    let wide = p.mapv(f64::from);
    let expected = naive_area_by_rank(&y, &wide);
    assert_eq!(metrics::roc_auc(&y, &p), Ok(expected));
    assert_eq!(metrics::roc_auc(&y, &wide), Ok(expected));
    let separated = Array1::from_iter(y.iter().map(|&y| u8::from(y)));
    assert_eq!(metrics::roc_auc(&y, &separated), Ok(1.0));
    assert_eq!(metrics::roc_auc(&y, &Array1::<f32>::zeros(n)), Ok(0.5));
}

/// Scores are a permutation of 0..n: the ranks are the scores.
fn naive_area_by_rank(y: &Array1<bool>, p: &Array1<f64>) -> f64 {
    let ranks: u128 = y.iter().zip(p).filter(|(y, _)| **y).map(|(_, &p)| p as u128 + 1).sum();
    let positives = y.iter().filter(|y| **y).count() as u128;
    let negatives = y.len() as u128 - positives;
    let ordered = ranks - positives * (positives + 1) / 2;
    ordered as f64 / (positives * negatives) as f64
}

#[test]
fn undefined_values_have_reasons() {
    let (no, yes, p) = (array![0, 0], array![1, 1], array![0.2, 0.7]);
    let undefined = |reason| Err(Error::Undefined(reason));
    assert_eq!(metrics::roc_auc(&no, &p), undefined(Undefined::OneClass));
    assert_eq!(metrics::roc_auc(&yes, &p), undefined(Undefined::OneClass));
    assert_eq!(metrics::average_precision(&no, &p), undefined(Undefined::ZeroDenominator));
    assert_eq!(metrics::average_precision(&yes, &p), Ok(1.0));
    let nothing = RocAuc.state_of_weighted(&yes, &p, &array![0.0, 0.0]).unwrap();
    assert_eq!(nothing, RankedScores::default());
    assert_eq!(nothing.roc_auc(), Err(Undefined::NoSamples));
    assert_eq!(nothing.average_precision(), Err(Undefined::NoSamples));
    assert_eq!(nothing.roc_curve(), Err(Undefined::NoSamples));
    assert_eq!(nothing.precision_recall_curve(), Err(Undefined::NoSamples));
    let negative = RocAuc.state_of(&no, &p).unwrap();
    assert_eq!(negative.roc_curve(), Err(Undefined::OneClass));
    assert_eq!(negative.precision_recall_curve(), Err(Undefined::ZeroDenominator));
}

#[test]
fn integers_and_matrices_are_scores() {
    let y = array![[0, 1], [1, 0]];
    let pooled = RocAuc.pooled();
    assert_eq!(pooled.evaluate(&y, &array![[-3_i64, 5], [7, i64::MIN]]), Ok(1.0));
    assert_eq!(pooled.evaluate(&y, &array![[3_u16, 3], [3, 3]]), Ok(0.5));
    assert_eq!(pooled.evaluate(&y, &array![[false, true], [false, false]]), Ok(0.75));
    let transposed: Array2<u8> = y.t().mapv(|y| y as u8);
    assert_eq!(pooled.evaluate(&transposed, &array![[0, 9], [9, 0]].t()), Ok(1.0));
}
