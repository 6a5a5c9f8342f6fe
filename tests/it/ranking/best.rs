//! The best threshold, compared with trying every one in whole numbers.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{RankedScores, ThresholdChoice};

use super::{Case, case, near};

/// Positive is what scores at least `lowest`: the outcomes in whole numbers.
#[derive(Clone, Copy)]
struct ThresholdCounts {
    lowest: f64,
    tp: i128,
    fp: i128,
    fn_: i128,
    tn: i128,
}

/// The outcomes of every threshold, the highest first, which calls nothing positive.
fn outcomes(y: &Array1<bool>, p: &Array1<f64>) -> Vec<ThresholdCounts> {
    let mut thresholds = p.to_vec();
    thresholds.push(f64::INFINITY);
    thresholds.sort_by(|a, b| b.total_cmp(a));
    thresholds.dedup();
    let count = |lowest: f64, label: bool, above: bool| {
        y.iter().zip(p).filter(|&(&y, &p)| y == label && (p >= lowest) == above).count() as i128
    };
    let at = |lowest| ThresholdCounts {
        lowest,
        tp: count(lowest, true, true),
        fp: count(lowest, false, true),
        fn_: count(lowest, true, false),
        tn: count(lowest, false, false),
    };
    thresholds.into_iter().map(at).collect()
}

/// The first of the best, where a merit is a fraction of whole numbers.
fn best(
    all: &[ThresholdCounts],
    merit: impl Fn(&ThresholdCounts) -> (i128, i128),
) -> (ThresholdCounts, f64) {
    let mut best = all[0];
    for other in all {
        let ((above, below), (most, whole)) = (merit(other), merit(&best));
        best = if above * whole > most * below { *other } else { best };
    }
    let (above, below) = merit(&best);
    (best, above as f64 / below as f64)
}

fn same(
    found: &ThresholdChoice,
    (expected, value): (ThresholdCounts, f64),
    all: &[ThresholdCounts],
) {
    assert_eq!(found.lowest_positive, expected.lowest);
    let lower = all.iter().map(|other| other.lowest).find(|&lowest| lowest < expected.lowest);
    assert_eq!(found.threshold, lower.unwrap_or(f64::NEG_INFINITY));
    near(found.value, value);
    let ThresholdCounts { tp, fp, fn_, tn, .. } = expected;
    let counts = [
        &found.counts.true_positives,
        &found.counts.false_positives,
        &found.counts.false_negatives,
        &found.counts.true_negatives,
    ];
    assert_eq!(counts.map(|tally| tally.value().unwrap() as i128), [tp, fp, fn_, tn]);
}

/// Few and many levels: ties of scores, and ties of merit.
#[test]
fn no_threshold_is_better() {
    for seed in 0..60 {
        let Case { y, p, .. } =
            case(100 + seed, 10 + seed as usize, [4.0, 16.0, 1e6][seed as usize % 3]);
        let (all, scores) = (outcomes(&y, &p), RocAuc.state_of(&y, &p).unwrap());
        let narrow = RocAuc.state_of(&y, &p.mapv(|p| p as f32)).unwrap();
        for (beta, square, of) in [(1.0, 1, 1), (2.0, 4, 1), (0.5, 1, 4)] {
            let expected = best(&all, |o| {
                let right = (of + square) * o.tp;
                (right, right + square * o.fn_ + of * o.fp)
            });
            same(&scores.best_f_score(beta).unwrap(), expected, &all);
            let narrow = narrow.best_f_score(beta).unwrap();
            assert_eq!(narrow.lowest_positive, f64::from(expected.0.lowest as f32));
        }
        let n = y.len() as i128;
        for (false_positive, false_negative) in [(1, 1), (5, 1), (1, 7), (0, 1), (1, 0), (0, 0)] {
            let cost = |o: &ThresholdCounts| (-(false_positive * o.fp + false_negative * o.fn_), n);
            let (chosen, value) = best(&all, cost);
            let found = scores.best_cost(false_positive as f64, false_negative as f64).unwrap();
            same(&found, (chosen, 0.0 - value), &all);
        }
        let youden = |o: &ThresholdCounts| {
            (o.tp * (o.fp + o.tn) - o.fp * (o.tp + o.fn_), (o.tp + o.fn_) * (o.fp + o.tn))
        };
        same(&scores.best_youden().unwrap(), best(&all, youden), &all);
    }
}

/// With weights, no threshold of the grid of all scores is better by more than rounding.
#[test]
fn no_threshold_is_better_with_weights() {
    for seed in 0..20 {
        let Case { y, p, w } = case(200 + seed, 120, 40.0);
        let scores = RocAuc.state_of_weighted(&y, &p, &w).unwrap();
        let best = [scores.best_f_score(1.5).unwrap(), scores.best_cost(2.0, 3.0).unwrap()];
        let best = [&best[0], &best[1], &scores.best_youden().unwrap()];
        let mut most = [0.0_f64, f64::INFINITY, 0.0];
        for threshold in p.iter().copied().chain([-1.0]) {
            let of = |label: bool, above: bool| -> f64 {
                let chosen = (0..120).filter(|&i| y[i] == label && (p[i] > threshold) == above);
                chosen.map(|i| w[i]).sum()
            };
            let (tp, fp) = (of(true, true), of(false, true));
            let (missed, tn) = (of(true, false), of(false, false));
            most[0] = most[0].max(3.25 * tp / (3.25 * tp + 2.25 * missed + fp));
            most[1] = most[1].min((2.0 * fp + 3.0 * missed) / w.sum());
            most[2] = most[2].max(tp / (tp + missed) + tn / (tn + fp) - 1.0);
        }
        best.iter().zip(most).for_each(|(best, most)| near(best.value, most));
    }
}

/// The threshold means the same in every decision of the crate, and the counts are those.
#[test]
fn thresholds_are_those_of_decisions() {
    let Case { y, p, w } = case(31, 400, 90.0);
    let choice = RocAuc.state_of_weighted(&y, &p, &w).unwrap().best_f_score(1.0).unwrap();
    let precision = Precision { threshold: Some(choice.threshold), ..Default::default() };
    assert_eq!(precision.evaluate_weighted(&y, &p, &w).ok(), choice.counts.precision().ok());
    near(choice.value, choice.counts.f1().unwrap());
    let narrow = p.mapv(|p| p as f32);
    let choice = RocAuc.state_of(&y, &narrow).unwrap().best_youden().unwrap();
    let recall = Recall { threshold: Some(choice.threshold), ..Default::default() };
    assert_eq!(recall.evaluate(&y, &narrow).ok(), choice.counts.recall().ok());
    near(choice.value, 2.0 * choice.counts.balanced_accuracy().unwrap() - 1.0);
}

/// Nothing, or everything, may be the best to call positive.
#[test]
fn the_ends() {
    let scores = RocAuc.state_of(&array![0, 1, 0], &array![0.3, 0.5, 0.9]).unwrap();
    let nothing = scores.best_cost(1.0, 0.1).unwrap();
    assert_eq!((nothing.threshold, nothing.lowest_positive), (0.9, f64::INFINITY));
    near(nothing.value, 0.1 / 3.0);
    let everything = RocAuc.state_of(&array![1, 0, 1], &array![0.3, 0.5, 0.9]).unwrap();
    let everything = everything.best_f_score(1.0).unwrap();
    assert_eq!(everything.lowest_positive, 0.3);
    assert_eq!((everything.threshold, everything.value), (f64::NEG_INFINITY, 0.8));
    // Costs nothing either way: the highest threshold.
    let free = scores.best_cost(0.0, 0.0).unwrap();
    assert_eq!((free.lowest_positive, free.value.to_bits()), (f64::INFINITY, 0));
}

/// Any β: recall alone, precision alone.
#[test]
fn extreme_betas() {
    let Case { y, p, .. } = case(33, 100, 30.0);
    let scores = RocAuc.state_of(&y, &p).unwrap();
    for beta in [1e-200, 1e-20] {
        let choice = scores.best_f_score(beta).unwrap();
        near(choice.value, choice.counts.precision().unwrap());
    }
    for beta in [1e20, 1e200, f64::MAX] {
        let choice = scores.best_f_score(beta).unwrap();
        assert_eq!((choice.value, choice.counts.recall()), (1.0, Ok(1.0)));
    }
}

#[test]
fn refusals_and_reasons() {
    let scores = RocAuc.state_of(&array![0, 1], &array![0.1, 0.2]).unwrap();
    for beta in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let refused = scores.best_f_score(beta).unwrap_err().to_string();
        assert!(refused.ends_with("expected a finite number above 0"), "{refused}");
    }
    let refused = scores.best_cost(1.0, -2.0).unwrap_err().to_string();
    assert_eq!(refused, "option `false_negative` is -2, expected a finite number of at least 0");
    let refused = scores.best_cost(f64::NAN, 1.0).unwrap_err().to_string();
    assert!(refused.starts_with("option `false_positive` is NaN"), "{refused}");
    let undefined = |reason| Err(Error::Undefined(reason));
    let nothing = RankedScores::default();
    assert_eq!(nothing.best_cost(1.0, 1.0), undefined(Undefined::NoSamples));
    assert_eq!(nothing.best_f_score(1.0), undefined(Undefined::NoSamples));
    assert_eq!(nothing.best_youden(), undefined(Undefined::NoSamples));
    let negatives = RocAuc.state_of(&array![0, 0], &array![0.1, 0.2]).unwrap();
    assert_eq!(negatives.best_f_score(1.0), undefined(Undefined::ZeroDenominator));
    assert_eq!(negatives.best_youden(), undefined(Undefined::OneClass));
    assert_eq!(negatives.best_cost(1.0, 1.0).unwrap().value, 0.0);
}

/// Powers of two change no bit, of weights of any size.
#[test]
fn the_scale_of_weights_does_not_matter() {
    let Case { y, p, w } = case(37, 300, 50.0);
    let plain = RocAuc.state_of_weighted(&y, &p, &w).unwrap();
    for power in [-900, -60, 60, 900] {
        let scaled = RocAuc.state_of_weighted(&y, &p, &w.mapv(|w| w * 2_f64.powi(power))).unwrap();
        for (a, b) in [
            (plain.best_f_score(0.7), scaled.best_f_score(0.7)),
            (plain.best_cost(0.3, 1.1), scaled.best_cost(0.3, 1.1)),
            (plain.best_youden(), scaled.best_youden()),
        ] {
            let (a, b) = (a.unwrap(), b.unwrap());
            assert_eq!((a.threshold, a.value.to_bits()), (b.threshold, b.value.to_bits()));
        }
        assert_eq!(plain.brier_decomposition(), scaled.brier_decomposition());
    }
}

/// Every threshold of the curve gives the curve's rates; between two scores it gives those of the higher.
#[test]
fn a_threshold_of_the_curve_gives_its_rates() {
    let y = array![0, 0, 1, 1, 0, 1];
    let p = array![0.25, 0.5, 0.5, 0.75, -0.0, 0.0];
    let w = array![1.0, 2.0, 0.5, 4.0, 1.0, 0.25];
    for scores in [RocAuc.state_of(&y, &p), RocAuc.state_of_weighted(&y, &p, &w)] {
        let scores = scores.expect("accepted");
        let curve = scores.precision_recall_curve().expect("defined");
        assert_eq!(curve.thresholds.to_vec(), [0.0, 0.25, 0.5, 0.75]);
        for (i, &threshold) in curve.thresholds.iter().enumerate() {
            for at in [threshold, threshold - 0.125] {
                let counts = scores.counts_at(at);
                assert_eq!(counts.precision(), Ok(curve.precision[i]), "{at}");
                assert_eq!(counts.recall(), Ok(curve.recall[i]), "{at}");
            }
        }
        for nothing in [f64::NAN, f64::INFINITY, 0.76] {
            assert_eq!(scores.counts_at(nothing).recall(), Ok(0.0));
        }
    }
    assert!(RankedScores::default().counts_at(0.5).is_empty());
}
