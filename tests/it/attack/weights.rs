//! Weights of any size: the right value, or a typed reason.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::RankedScores;
use ndarray_metrics::{Output, Streaming, laws};

use crate::cases::cases;

const TOO_FAR: Result<f64, Error> = Err(Error::Undefined(Undefined::Overflow));

fn close(found: Result<f64, Error>, expected: f64) {
    let found = found.expect("a value");
    assert!(
        (found - expected).abs() <= 4.0 * f64::EPSILON * expected.abs(),
        "{found}, expected {expected}"
    );
}

/// A1: areas whose weights add up beyond the range.
#[test]
fn areas_of_large_weights() {
    let (y, p) = (array![0, 1], array![0.1, 0.9]);
    for curve in [Curve::Roc, Curve::PrecisionRecall, Curve::PrecisionRecallGain] {
        let auc = Auc { curve, ..Default::default() };
        let even = auc.evaluate(&y, &p);
        for weight in [1e308, 1e-300, 5e-324] {
            assert_eq!(auc.evaluate_weighted(&y, &p, &array![weight, weight]), even, "{curve:?}");
        }
    }
    let auc =
        Auc { curve: Curve::PrecisionRecall, summation: Summation::Minoring, ..Default::default() };
    let (y, p) = (array![0, 1, 1], array![0.1, 0.05, 0.9]);
    let large = auc.evaluate_weighted(&y, &p, &array![1e308, 8e307, 8e307]);
    close(large, auc.evaluate_weighted(&y, &p, &array![1.0, 0.8, 0.8]).expect("a value"));
    let gain = Auc { curve: Curve::PrecisionRecallGain, ..Default::default() };
    let apart = gain.evaluate_weighted(&y, &array![0.3, 0.9, 0.1], &array![1e-160, 1e160, 1e160]);
    assert_eq!(apart, TOO_FAR);
}

/// A1: weights of labels, which are divided by their sum.
#[test]
fn areas_of_labels_with_weights_of_any_size() {
    let (y, p) = (array![[0, 1, 1], [1, 0, 0]], array![[0.1, 0.9, 0.2], [0.9, 0.1, 0.6]]);
    let of = |weights: Vec<f64>| Auc {
        multi_label: true,
        label_weights: Some(weights),
        ..Default::default()
    };
    let even = of(vec![1.0; 3]).evaluate(&y, &p).expect("a value");
    for weight in [1e308, 5e-324] {
        close(of(vec![weight; 3]).evaluate(&y, &p), even);
    }
}

/// A4: the quotient of one class does not see the weights of another.
#[test]
fn classes_of_weights_far_apart() {
    let (y, p) = (array![0, 1, 1], array![0, 0, 1]);
    for far in [1e150, 1e155, 1e163, 1e165, 1e200, 1e300] {
        let weights = array![far, 1.0 / far, 1.0 / far];
        let matrix = Confusion::new(2).evaluate_weighted(&y, &p, &weights).expect("accepted");
        assert_eq!(matrix.recall(PerClass), [Ok(1.0), Ok(0.5)], "{far:e}");
        assert_eq!(matrix.balanced_accuracy(), Ok(0.75), "{far:e}");
        assert_eq!(matrix.precision(PerClass)[1], Ok(1.0));
        assert_eq!(matrix.iou(PerClass)[1], Ok(0.5));
        assert_eq!(matrix.specificity(PerClass)[0], Ok(0.5));
        close(matrix.f1(PerClass)[1].map_err(Error::Undefined), 2.0 / 3.0);
    }
    let (y, p) = (array![[1, 0], [0, 1]], array![[0.9, 0.1], [0.9, 0.1]]);
    let macro_f1 = F1Score::new(Average::Macro);
    assert_eq!(macro_f1.evaluate_weighted(&y, &p, &array![1e200, 1e-200]), Ok(0.5));
}

/// A5: average precision down to the smallest share, and the best threshold.
#[test]
fn rankings_of_weights_far_apart() {
    let (y, p) = (array![1, 0], array![0.1, 0.2]);
    for small in [1e-150, 1e-160, 1e-200, 1e-260] {
        close(AveragePrecision.evaluate_weighted(&y, &p, &array![small, 1.0]), small);
    }
    assert_eq!(AveragePrecision.evaluate_weighted(&y, &p, &array![1e-300, 1.0]), TOO_FAR);
    let (y, p) = (array![1, 0, 1], array![0.1, 0.5, 0.9]);
    let scores = RocAuc.state_of_weighted(&y, &p, &array![1.0, 1e200, 1e-199]).expect("accepted");
    assert!(matches!(scores.best_f_score(1.0), Err(Error::Undefined(Undefined::Overflow))));
    let nearer = RocAuc.state_of_weighted(&y, &p, &array![1.0, 1e100, 1e-99]).expect("accepted");
    let best = nearer.best_f_score(1.0).expect("a threshold");
    assert_eq!(best.lowest_positive, 0.9);
    close(Ok(best.value), 2e-99);
}

/// A6: agreement of any weights is exact until it is rounded.
#[test]
fn agreement_of_any_weights() {
    let right = array![0, 1];
    for weights in [array![1e19, 1.0], array![1e100, 1e-100], array![5e-324, 1.0]] {
        let matrix = Confusion::new(2).evaluate_weighted(&right, &right, &weights);
        let matrix = matrix.expect("accepted");
        let kappas = [KappaWeights::Unweighted, KappaWeights::Linear, KappaWeights::Quadratic];
        assert_eq!(kappas.map(|weights| matrix.cohen_kappa(weights)), [Ok(1.0); 3], "{weights}");
        assert_eq!(matrix.matthews_correlation(), Ok(1.0), "{weights}");
    }
    let (y, p) = (array![0, 1, 1], array![0, 1, 0]);
    // Weights a, 1, ½: κ = 2·(tp·tn − fp·fn)/(..) → 4/5 of a heavy class.
    close(CohenKappa::new(2).evaluate_weighted(&y, &p, &array![1e18, 1.0, 0.5]), 0.8);
    assert_eq!(CohenKappa::new(2).evaluate_weighted(&y, &p, &array![1e300, 1e300, 1e300]), TOO_FAR);
}

/// A6: an ordinary sample with a rare class of small weights, against κ in integers of 128 bits.
#[test]
fn agreement_with_a_rare_class_of_small_weights() {
    let n = 2000_u64;
    let label = |i: u64| u8::from(i % 1000 == 7);
    let y: Array1<u8> = (0..n).map(label).collect();
    let p: Array1<u8> = (0..n).map(|i| if i == 7 { 0 } else { label(i) }).collect();
    // Weights of 2^-30 and 1 in units of 2^-30.
    let units = |i: u64| if label(i) == 1 { 1_u128 } else { 1 << 30 };
    let w: Array1<f64> = (0..n).map(|i| units(i) as f64 / (1_u64 << 30) as f64).collect();
    let cell = |t: u8, q: u8| {
        (0..n).filter(|&i| (y[i as usize], p[i as usize]) == (t, q)).map(units).sum::<u128>()
    };
    let [tn, fp, fn_, tp] = [cell(0, 0), cell(0, 1), cell(1, 0), cell(1, 1)].map(|n| n as i128);
    let above = 2 * (tp * tn - fp * fn_);
    let below = (tp + fp) * (fp + tn) + (tp + fn_) * (fn_ + tn);
    close(CohenKappa::new(2).evaluate_weighted(&y, &p, &w), above as f64 / below as f64);
}

/// A7: doubling a stream gives the same value, then a reason, never another number.
#[test]
fn merging_with_itself_ends_in_overflow() {
    fn doubled<M: Measure>(measure: M, y: &Array1<f64>, p: &Array1<f64>, w: &Array1<f64>)
    where
        M::Output: Output,
    {
        let mut stream: Streaming<M> = measure.streaming();
        stream.update_weighted(y, p, w).expect("accepted");
        let first = stream.result().numbers();
        let mut over = false;
        for merges in 0..1300 {
            let copy = stream.clone();
            match stream.merge(&copy) {
                Ok(()) => {}
                Err(error) => panic!("{error}"),
            }
            for (found, expected) in stream.result().numbers().iter().zip(&first) {
                over |= *found == Err(Undefined::Overflow);
                let same = found == expected || *found == Err(Undefined::Overflow);
                assert!(
                    same && !(over && found.is_ok()),
                    "{:?} after {merges}: {found:?}",
                    stream.measure()
                );
            }
        }
        assert!(over, "{:?}", stream.measure());
    }
    let (y, p) = (array![0.0, 1.0, 1.0, 0.0, 1.0], array![0.25, 0.75, 0.5, 0.75, 1.0]);
    for weights in [Array1::ones(5), array![1e300, 1.0, 0.5, 2.0, 3.0]] {
        doubled(MeanSquaredError, &y, &p, &weights);
        doubled(Precision::default(), &y, &p, &weights);
        doubled(BinaryAccuracy::default(), &y, &p, &weights);
        doubled(CalibrationError::default(), &y, &p, &weights);
        doubled(BinaryF1Score::default(), &y, &p, &weights);
        doubled(RocAuc, &y, &p, &weights);
        doubled(AveragePrecision, &y, &p, &weights);
        doubled(R2Score::default(), &y, &p, &weights);
    }
    let far = array![0.0, 1e154, 0.0, 0.0, 0.0];
    doubled(MeanSquaredError, &far, &Array1::zeros(5), &Array1::ones(5));
}

/// A7: counts of `f32` scores beyond 2^47 of one score, in any number of threads. Read above the
/// numbers that 31, 47 and 53 bits hold, and at the end; in the long run after every merge.
#[test]
fn a_score_of_very_many_samples() {
    let (y, p) = (array![0, 1, 1, 0], array![0.5_f32, 0.5, 0.75, 0.25]);
    let mut stream = (RocAuc, AveragePrecision).streaming();
    stream.update(&y, &p).expect("accepted");
    let first = stream.result();
    for merges in 0..200 {
        let copy = stream.clone();
        stream.merge(&copy).expect("alike");
        if !cases([31, 47, 53, 199].contains(&merges), true) {
            continue;
        }
        let (area, precision) = stream.result();
        assert_eq!(area, first.0, "{merges}");
        let (found, expected) = (precision.expect("a value"), first.1.expect("a value"));
        assert!((found - expected).abs() < 1e-15, "{merges}: {found}");
    }
    let state: &RankedScores = stream.state().0.own().expect("its own");
    assert_eq!(state.runs().len(), 3);
    assert_eq!(state.positives().value(), Ok(2_f64.powi(201)));
}

/// A8: small weights scale out, and weights too small to multiply with give a reason.
#[test]
fn weights_near_the_smallest_number() {
    let (y, p) = (array![1.1, 2.2, 3.3, 4.7], array![1.0, 2.5, 3.1, 5.0]);
    let mean = metrics::mean_squared_error(&y, &p);
    let of = |size: f64| MeanSquaredError.evaluate_weighted(&y, &p, &Array1::from_elem(4, size));
    for exponent in [-500, -900, -960] {
        assert_eq!(of(2_f64.powi(exponent)), mean, "{exponent}");
    }
    for size in [2_f64.powi(-1020), 5e-324 * 2_f64.powi(24), 5e-324] {
        assert!([mean.clone(), TOO_FAR].contains(&of(size)), "{size:e}");
        let r2 = R2Score::default().evaluate_weighted(&y, &p, &Array1::from_elem(4, size));
        assert_eq!(r2, TOO_FAR, "{size:e}");
        let concordance =
            ConcordanceCorrelation.evaluate_weighted(&y, &p, &Array1::from_elem(4, size));
        assert_eq!(concordance, TOO_FAR, "{size:e}");
    }
    // A product that loses no digit counts, however small.
    let whole = MeanAbsoluteError.evaluate_weighted(&array![3.0], &array![1.0], &array![5e-324]);
    assert_eq!(whole, Ok(2.0));
    let tiny = MeanAbsoluteError.evaluate_weighted(&array![1e-200], &array![0.0], &array![1e-300]);
    assert_eq!(tiny, TOO_FAR);
    let rows = Array2::from_elem((1, 2), 10.0);
    let each =
        MeanAbsoluteError.per_sample_weighted(&rows, &(&rows * 0.0), &array![[1e308, 1e308]]);
    assert_eq!(each, Ok(array![10.0]));
    laws::check(&MeanSquaredError, &y, &p, 11).expect("lawful");
}
