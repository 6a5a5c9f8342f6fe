//! Rank correlations and concordance: examples by hand, one state for one multiset, weights of any size.

use ndarray::{Array1, Array2, array, s};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{RankedPairs, RisksAtTime, State, SurvivalRisks, Tally, TiedPairs};

use crate::cases::cases;
use crate::data::Random;

fn close(found: Result<f64, Error>, expected: f64) {
    assert!(found.as_ref().is_ok_and(|found| (found - expected).abs() < 1e-15), "{found:?}");
}

#[test]
fn examples_by_hand() {
    let (a, b) = (array![1, 0, 4, 1, 0, 3, 0], array![4, 0, 3, 3, 3, 1, 1]);
    close(metrics::spearman_correlation(&a, &b), 6.0 / 17.0);
    let (a, b) = (array![5, 2, 1, 3, 6, 4, 7], array![5, 2, 6, 3, 1, 7, 4]);
    assert_eq!(metrics::kendall_tau(&a, &b), Ok(-1.0 / 7.0));
    assert_eq!(metrics::somers_d(&a, &b), Ok(-1.0 / 7.0));
    let truth = array![[1, 1], [2, 1], [3, 0]];
    assert_eq!(metrics::concordance_index(&truth, &array![3, 1, 2]), Ok(2.0 / 3.0));
}

/// Ends of the range are exact, with ties and with weights.
#[test]
fn one_order_is_1_and_the_opposite_order_minus_1() {
    let y = array![0.3, -2.0, 5.5, 0.3, 7.0, 8.0, 1e300];
    let weights = array![0.1, 2.0, 0.7, 1.3, 1e-9, 3.0, 0.25];
    for (p, expected) in [(y.mapv(f64::cbrt), 1.0), (y.mapv(|y| -3.0 * y.cbrt()), -1.0)] {
        for value in [
            SpearmanCorrelation.evaluate(&y, &p),
            SpearmanCorrelation.evaluate_weighted(&y, &p, &weights),
            KendallTau.evaluate(&y, &p),
            KendallTau.evaluate_weighted(&y, &p, &weights),
            SomersD.evaluate(&y, &p),
            SomersD.evaluate_weighted(&y, &p, &weights),
        ] {
            assert_eq!(value, Ok(expected));
        }
    }
}

#[test]
fn what_does_not_vary_has_no_rank_correlation() {
    let (vary, constant) = (array![1.0, 2.0, 3.0], array![4.0, 4.0, 4.0]);
    let undefined = |reason| Err(Error::Undefined(reason));
    for (y, p) in [(&vary, &constant), (&constant, &vary), (&constant, &constant)] {
        assert_eq!(metrics::spearman_correlation(y, p), undefined(Undefined::Constant));
        assert_eq!(metrics::kendall_tau(y, p), undefined(Undefined::Constant));
    }
    assert_eq!(metrics::somers_d(&vary, &constant), Ok(0.0));
    assert_eq!(metrics::somers_d(&constant, &vary), undefined(Undefined::Constant));
    let empty = Array1::<f64>::zeros(0);
    assert_eq!(metrics::kendall_tau(&empty, &empty), undefined(Undefined::NoSamples));
    assert_eq!(metrics::somers_d(&array![1], &array![2]), undefined(Undefined::Constant));
}

/// The order alone matters: infinities are the first and the last, both zeros are one number.
#[test]
fn infinite_numbers_have_ranks() {
    let y = array![f64::NEG_INFINITY, -0.0, 1.0, f64::INFINITY];
    let p = array![-1e300, 0.0, 1e-300, 1.0];
    assert_eq!(metrics::spearman_correlation(&y, &p), Ok(1.0));
    let pairs = KendallTau.state_of(&array![-0.0, 0.0], &array![0.0, -0.0]).unwrap();
    let two = Tally::try_from(2.0).unwrap();
    let [TiedPairs { truth, prediction, weight, .. }] = &pairs.pairs()[..] else {
        panic!("{pairs:?}")
    };
    assert_eq!((truth.to_bits(), prediction.to_bits(), weight), (0, 0, &two));
}

/// Integers are taken exactly, and refused where no `f64` holds them.
#[test]
fn integers_beyond_53_bits_are_refused() {
    let (wide, few) = (array![1_i64 << 53, (1 << 53) + 1], array![1.0, 2.0]);
    let text = |error: Error| error.to_string();
    let of_truth = KendallTau.evaluate(&wide, &few).map_err(text).unwrap_err();
    assert!(of_truth.starts_with("y_true[1] is 9007199254740993, "), "{of_truth}");
    let of_prediction = KendallTau.evaluate(&few, &wide).map_err(text).unwrap_err();
    assert!(of_prediction.starts_with("y_pred[1] is 9007199254740993, "), "{of_prediction}");
    assert_eq!(KendallTau.evaluate(&array![1_i64 << 53, (1 << 53) + 2], &few), Ok(1.0));
    let times = array![[1_i64 << 53, 1], [(1 << 53) + 1, 0]];
    let of_time = ConcordanceIndex.evaluate(&times, &few).map_err(text).unwrap_err();
    assert!(of_time.starts_with("y_true[1, 0] is 9007199254740993, "), "{of_time}");
    let mask = array![true, false];
    let none = Err(Error::Undefined(Undefined::ZeroDenominator));
    assert_eq!(ConcordanceIndex.evaluate_weighted(&times, &few, &mask), none);
}

/// A weight of 2 is the sample twice, of which the pair is a tie.
#[test]
fn whole_weights_are_repeated_samples() {
    let (y, p) = (array![1.0, 2.0, 2.0, 3.0, 0.5], array![2.0, 1.0, 4.0, 4.0, 0.0]);
    let twice =
        |a: &Array1<f64>| [a[0], a[0], a[1], a[2], a[2], a[2], a[3], a[4]].into_iter().collect();
    let weights = array![2_u8, 1, 3, 1, 1];
    let (y2, p2): (Array1<f64>, Array1<f64>) = (twice(&y), twice(&p));
    assert_eq!(KendallTau.evaluate_weighted(&y, &p, &weights), KendallTau.evaluate(&y2, &p2));
    assert_eq!(SomersD.evaluate_weighted(&y, &p, &weights), SomersD.evaluate(&y2, &p2));
    let repeated = SpearmanCorrelation.evaluate(&y2, &p2);
    assert_eq!(SpearmanCorrelation.evaluate_weighted(&y, &p, &weights), repeated);
}

struct Case {
    y: Array1<f64>,
    p: Array1<f64>,
    w: Array1<f64>,
}

/// Numbers on a grid, with weights of all digits.
fn case(seed: u64, n: usize, grid: f64) -> Case {
    let mut random = Random(seed);
    let mut draw = || Array1::from_shape_simple_fn(n, || random.unit());
    let (y, p, w) = (draw(), draw(), draw());
    let on_grid = |x: f64| (x * grid).round() / grid;
    Case { p: (&y + &p).mapv(on_grid), y: y.mapv(on_grid), w: w + 0.01 }
}

/// One multiset, fed in one piece and in many, with weights of 1 and without: one state and the same bits.
#[test]
fn states_are_equal_however_they_were_filled() {
    for grid in [4.0, 1e6] {
        let Case { y, p, .. } = case(1, 3000, grid);
        let whole = KendallTau.state_of(&y, &p).unwrap();
        let ones = Array1::<f64>::ones(y.len());
        assert_eq!(whole, KendallTau.state_of_weighted(&y, &p, &ones).unwrap());
        let mut parts = RankedPairs::default();
        for i in (0..y.len()).rev() {
            let (y, p) = (array![y[i]], array![p[i]]);
            let part = match i % 2 {
                0 => KendallTau.state_of(&y, &p),
                _ => KendallTau.state_of_weighted(&y, &p, &array![1_u8]),
            };
            State::merge(&mut parts, &part.unwrap());
        }
        assert_eq!(whole, parts);
        let values = |state: &RankedPairs| {
            [state.spearman_correlation(), state.kendall_tau(), state.somers_d()]
        };
        assert_eq!(values(&whole), values(&parts));
        assert_ne!(whole, RankedPairs::default());
    }
}

/// Weighted pairs by the hundred thousand, few of which are equal or many: the same bits in any parts.
#[test]
fn large_states_do_not_depend_on_their_parts() {
    for grid in [30.0, 1e9] {
        let Case { y, p, w } = case(2, cases(75_000, 150_000), grid);
        let measures = (SpearmanCorrelation, KendallTau, SomersD);
        let (mut whole, mut parts) = (measures.streaming(), measures.streaming());
        whole.update_weighted(&y, &p, &w).unwrap();
        let mut start = 0;
        for size in [y.len() / 2 - 10_000, 1, 20_000, 9, y.len() / 4, y.len() / 4 - 10_010] {
            let part = s![start..start + size];
            parts.update_weighted(&y.slice(part), &p.slice(part), &w.slice(part)).unwrap();
            start += size;
        }
        assert_eq!(whole.result(), parts.result());
        assert!(whole.result().0.is_ok_and(|rho| (0.6..0.8).contains(&rho)));
    }
}

/// Weights of one pair add up exactly, in any order and any number of batches.
#[test]
fn weights_of_equal_pairs_add_up_exactly() {
    let weights = [1e16, 1.0, 2_f64.powi(-60), 1.0, 3e-17, 0.1, 0.7, 1e300, 5e-324];
    let (mut random, mut total) = (Random(3), Tally::default());
    let (mut pairs, mut risks) = (RankedPairs::default(), SurvivalRisks::default());
    for _ in 0..2000 {
        let weight = weights[random.below(weights.len())];
        total.add(weight).unwrap();
        pairs.add(0.5, 2.0, weight).unwrap();
        risks.add(0.5, true, 2.0, weight).unwrap();
    }
    let found: Vec<_> = pairs.pairs().into_iter().map(|tied| tied.weight).collect();
    assert_eq!(found, [total.clone()]);
    let [RisksAtTime { events, censored, .. }] = &risks.runs()[..] else { panic!("{risks:?}") };
    assert_eq!((events, censored), (&total, &Tally::default()));
    assert_eq!(pairs.weight(), total);
}

/// A common factor of all weights does not matter; weights too far apart are refused.
#[test]
fn weights_of_any_size_give_a_value() {
    let (y, p) = (array![1, 2, 2, 3], array![1, 2, 3, 3]);
    for size in [f64::MAX / 8.0, 1.0, 1e-290, 5e-324] {
        let weights = Array1::from_elem(4, size);
        close(KendallTau.evaluate_weighted(&y, &p, &weights), 0.8);
        close(SomersD.evaluate_weighted(&y, &p, &weights), 0.8);
        let plain = SpearmanCorrelation.evaluate(&y, &p).unwrap();
        close(SpearmanCorrelation.evaluate_weighted(&y, &p, &weights), plain);
    }
    let apart = array![1e200, 1.0, 1.0, 1.0];
    let overflow = Err(Error::Undefined(Undefined::Overflow));
    assert_eq!(KendallTau.evaluate_weighted(&y, &p, &apart), overflow);
    assert_eq!(SpearmanCorrelation.evaluate_weighted(&y, &p, &apart), overflow);
    let truth = array![[1, 1], [2, 1], [3, 0], [4, 0]];
    assert_eq!(ConcordanceIndex.evaluate_weighted(&truth, &p, &apart), overflow);
}

#[test]
fn bad_numbers_are_not_added() {
    let (mut pairs, mut risks) = (RankedPairs::default(), SurvivalRisks::default());
    let text = |error: Error| error.to_string();
    let of_pair = pairs.add(f64::NAN, 1.0, 1.0).map_err(text).unwrap_err();
    assert!(of_pair.starts_with("truth is NaN, expected a number, finite or not"), "{of_pair}");
    assert!(pairs.add(1.0, f64::NAN, 1.0).is_err() && pairs.add(1.0, 1.0, -1.0).is_err());
    let of_time = risks.add(f64::INFINITY, true, 1.0, 1.0).map_err(text).unwrap_err();
    assert!(of_time.starts_with("time is inf, expected a finite number"), "{of_time}");
    assert!(
        risks.add(1.0, true, f64::NAN, 1.0).is_err()
            && risks.add(1.0, true, 1.0, f64::NAN).is_err()
    );
    assert!(pairs.is_empty() && risks.is_empty());
    assert_eq!(pairs.add(1.0, 1.0, 0.0).and(risks.add(1.0, true, 1.0, 0.0)), Ok(()));
    assert!(pairs.is_empty() && risks.is_empty());
}

/// The share of comparable pairs in order, every two samples one by one.
fn by_hand(truth: &Array2<f64>, risks: &Array1<f64>, w: &Array1<f64>) -> f64 {
    let (mut right, mut all) = (0.0, 0.0);
    for i in 0..risks.len() {
        for j in 0..risks.len() {
            let (before, tie) = (truth[[i, 0]] < truth[[j, 0]], truth[[i, 0]] == truth[[j, 0]]);
            if truth[[i, 1]] == 1.0 && (before || tie && truth[[j, 1]] == 0.0) {
                all += w[i] * w[j];
                right += w[i]
                    * w[j]
                    * (f64::midpoint(1.0, (risks[i] - risks[j]).clamp(-1e-9, 1e-9) * 1e9));
            }
        }
    }
    right / all
}

#[test]
fn concordance_is_that_of_every_two_samples() {
    for (seed, grid) in [(4, 3.0), (5, 20.0), (6, 1e6)] {
        let Case { y: times, p: risks, w } = case(seed, 700, grid);
        let events = w.mapv(|w| f64::from(u8::from(w > 0.3)));
        let truth = ndarray::stack![ndarray::Axis(1), times, events];
        close_to(
            ConcordanceIndex.evaluate_weighted(&truth, &risks, &w),
            by_hand(&truth, &risks, &w),
        );
        let eighths = w.mapv(|w| (8.0 * w).ceil() / 8.0);
        let expected = by_hand(&truth, &risks, &eighths);
        close_to(ConcordanceIndex.evaluate_weighted(&truth, &risks, &eighths), expected);
        let whole = ConcordanceIndex.state_of_weighted(&truth, &risks, &w).unwrap();
        let mut parts = SurvivalRisks::default();
        for i in (0..700).rev() {
            parts.add(times[i], events[i] == 1.0, risks[i], w[i]).unwrap();
        }
        assert_eq!((&whole, whole.concordance_index()), (&parts, parts.concordance_index()));
    }
}

fn close_to(found: Result<f64, Error>, expected: f64) {
    assert!(found.as_ref().is_ok_and(|found| (found - expected).abs() < 1e-12), "{found:?}");
}

/// Times of survival instead of risks turn the value around; a minus sign turns it back.
#[test]
fn predicted_times_are_no_risks() {
    let truth = array![[1, 1], [2, 1], [4, 0], [5, 1]];
    let times = array![1.5, 2.0, 3.0, 9.0];
    assert_eq!(metrics::concordance_index(&truth, &times), Ok(0.0));
    assert_eq!(metrics::concordance_index(&truth, &times.mapv(|t| -t)), Ok(1.0));
}

#[test]
fn truth_has_two_columns() {
    let text = |error: Error| error.to_string();
    let three = ConcordanceIndex.evaluate(&Array2::<f64>::ones((4, 3)), &Array1::<f64>::ones(4));
    let three = three.map_err(text).unwrap_err();
    assert!(three.contains("a time and whether the event happened then"), "{three}");
    let flat = ConcordanceIndex.evaluate(&Array1::<f64>::ones(4), &Array1::<f64>::ones(4));
    assert!(flat.map_err(text).unwrap_err().contains("without its last axis"));
}
