//! Ranking scores, and decisions by a threshold.

use ndarray::{Array1, Array2, array, s};
use ndarray_metrics::prelude::*;

use super::{near, refusal};
use crate::list::on_label;

/// Scores close together: of four pairs of a negative and a positive, three are in order.
#[test]
fn trap_17_close_scores_are_ranked() {
    let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.0001, 0.0004, 0.00035, 0.0008]);
    assert_eq!(metrics::roc_auc(&y_true, &y_pred), Ok(0.75));
    assert_eq!(metrics::roc_auc(&y_true, &y_pred.mapv(|p| p as f32)), Ok(0.75));
    // The grid of Keras, under its own name, gives what Keras gives.
    assert_eq!(metrics::auc(&y_true, &y_pred), Ok(0.5));
}

#[test]
fn trap_18_an_area_needs_two_classes() {
    let scores = array![0.1, 0.9, 0.5];
    for truth in [array![1, 1, 1], array![0, 0, 0]] {
        let undefined = Err(Error::Undefined(Undefined::OneClass));
        assert_eq!(metrics::roc_auc(&truth, &scores), undefined);
        assert_eq!(metrics::auc(&truth, &scores), undefined);
    }
}

#[test]
fn trap_19_a_score_that_is_no_number_is_refused() {
    let (y_true, y_pred) = (array![0, 1, 0, 1], array![0.1, f64::NAN, 0.3, 0.6]);
    let words = "y_pred[1] is NaN, expected a number, finite or not; remove such samples, or give them weight 0";
    assert_eq!(refusal(&RocAuc, &y_true, &y_pred), words);
    assert_eq!(refusal(&AveragePrecision, &y_true, &y_pred), words);
    assert_eq!(refusal(&RocAuc, &y_true, &y_pred.mapv(|p| p as f32)), words);
}

/// Every second sample positive, scores a permutation of 0..n, so that ranks are scores plus one.
#[test]
fn trap_20_two_hundred_thousand_samples_do_not_overflow() {
    for n in [100_000_u64, 200_000] {
        let y_true = Array1::from_iter((0..n).map(|i| i % 2 == 1));
        let y_pred = Array1::from_iter((0..n).map(|i| (i * 7919 % n) as f64));
        let ranks = (0..n).filter(|i| i % 2 == 1).map(|i| u128::from(i * 7919 % n + 1));
        let half = u128::from(n / 2);
        let ordered = ranks.sum::<u128>() - half * (half + 1) / 2;
        let expected = ordered as f64 / (half * half) as f64;
        near(expected, 0.5, 1e-4);
        assert_eq!(metrics::roc_auc(&y_true, &y_pred), Ok(expected));
        assert_eq!(metrics::roc_auc(&y_true, &Array1::<f64>::zeros(n as usize)), Ok(0.5));
    }
}

#[test]
fn trap_21_scores_without_a_truth_are_refused() {
    let (y_true, y_pred) = (array![0, 1, 1], array![0.1, 0.8, 0.2, 0.9]);
    let words = "all inputs must hold the same number of samples, found `y_true`: 3, `y_pred`: 4";
    assert_eq!(refusal(&RocAuc, &y_true, &y_pred), words);
    assert_eq!(refusal(&Auc::default(), &y_true, &y_pred), words);
}

#[test]
fn trap_22_a_binary_label_is_0_or_1() {
    let y_pred = array![0.1, 0.2, 0.3, 0.8, 0.9];
    let words = |(place, found): (usize, f64)| {
        format!("y_true[{place}] is {found}, expected a label 0 or 1; {}", on_label(found))
    };
    for (truth, found) in [(array![-1, -1, -1, 1, 1], (0, -1.0)), (array![0, 0, 0, 2, 2], (3, 2.0))]
    {
        assert_eq!(refusal(&RocAuc, &truth, &y_pred), words(found));
        assert_eq!(refusal(&Auc::default(), &truth, &y_pred), words(found));
    }
}

/// A score beyond 1 says nothing about the scores beside it: six of eight decisions are right.
#[test]
fn trap_23_logits_are_not_guessed() {
    let y_true = array![1, 1, 0, 0, 1, 0, 1, 0];
    let y_pred = array![0.7, 1.5, 0.3, 0.2, 0.9, 0.4, 0.1, 0.8];
    let mut one_by_one = BinaryAccuracy::default().streaming();
    for i in 0..8 {
        let one = s![i..=i];
        one_by_one.update(&y_true.slice(one), &y_pred.slice(one)).expect("accepted");
    }
    assert_eq!(metrics::binary_accuracy(&y_true, &y_pred), Ok(0.75));
    assert_eq!(one_by_one.result(), Ok(0.75));
    let logits = BinaryCrossentropy { from_logits: true, ..Default::default() };
    assert!(logits.evaluate(&y_true, &y_pred).is_ok());
    assert!(metrics::binary_crossentropy(&y_true, &y_pred).is_err());
}

#[test]
fn trap_24_large_logits_keep_their_order() {
    let (y_true, logits) = (array![0, 0, 1, 1], array![20.0_f32, 25.0, 30.0, 40.0]);
    assert_eq!(metrics::roc_auc(&y_true, &logits), Ok(1.0));
    assert_eq!(metrics::average_precision(&y_true, &logits), Ok(1.0));
}

/// The samples beside it are untouched, if it is given weight 0.
#[test]
fn trap_25_a_number_that_is_none_changes_no_other() {
    let (y_true, y_pred) = (array![0, 0, 1], array![0.2, 0.3, f64::NAN]);
    assert_eq!(
        refusal(&BinaryAccuracy::default(), &y_true, &y_pred),
        "y_pred[2] is NaN, expected a finite number; remove such samples, or give them weight 0"
    );
    let kept = array![true, true, false];
    let measure = BinaryAccuracy::default();
    assert_eq!(measure.evaluate_weighted(&y_true, &y_pred, &kept), Ok(1.0));
}

fn four_rows() -> Array2<f64> {
    array![[0.7, 0.2, 0.1], [0.4, 0.3, 0.3], [0.1, 0.8, 0.1], [0.2, 0.3, 0.5]]
}

#[test]
fn trap_51_an_absent_class_is_left_out_of_the_mean_area() {
    let mut y_pred = Array2::from_elem((4, 5), 0.05);
    y_pred.diag_mut().fill(0.75);
    let mut areas = RocAuc.averaged_one_vs_rest(OneVsRestAverage::Macro).streaming();
    areas.update(&array![0, 1, 3, 2], &y_pred).expect("accepted");
    near(areas.result().expect("a mean"), 2.0 / 3.0, 1e-15);
    assert_eq!(areas.measure().left_out(areas.state()), 1);
    let precision = AveragePrecision.averaged_one_vs_rest(OneVsRestAverage::Macro);
    let mean = precision.evaluate(&array![0, 0, 1, 1], &four_rows()).expect("a mean");
    near(mean, (1.0 + 5.0 / 6.0) / 2.0, 1e-15);
}

#[test]
fn trap_52_an_absent_class_has_one_rule() {
    let y_true = array![0, 0, 1, 1];
    let rest = RocAuc.averaged_one_vs_rest(OneVsRestAverage::Macro);
    assert_eq!(rest.evaluate(&y_true, &four_rows()), Ok(0.9375));
    let each = RocAuc.one_vs_rest().evaluate(&y_true, &four_rows());
    assert_eq!(each, Ok(vec![Ok(1.0), Ok(0.875), Err(Undefined::OneClass)]));
    let mut pairs = OneVsOneRocAuc::default().streaming();
    pairs.update(&y_true, &four_rows()).expect("accepted");
    assert_eq!((pairs.result(), pairs.state().pairs_left_out()), (Ok(0.9375), 2));
}

/// Two samples on each of two machines, whose areas are 1; that of all four is 3/4.
#[test]
fn trap_54_an_area_does_not_depend_on_the_machines() {
    let (y_true, y_pred) = (array![0, 1, 0, 1], array![0.1, 0.2, 0.3, 0.4]);
    let machine = |samples| {
        let mut stream = RocAuc.streaming();
        let (y_true, y_pred) = (y_true.slice(samples), y_pred.slice(samples));
        stream.update(&y_true, &y_pred).expect("accepted");
        stream
    };
    let (mut one, other) = (machine(s![..2]), machine(s![2..]));
    assert_eq!((one.result(), other.result()), (Ok(1.0), Ok(1.0)));
    one.merge(&other).expect("of one measure");
    assert_eq!(one, machine(s![..]));
    assert_eq!(one.result(), Ok(0.75));
}
