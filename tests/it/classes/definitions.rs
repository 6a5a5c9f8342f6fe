//! The readings against their definitions, written out over samples.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;

use super::assert_close;
use crate::data::Random;

/// Weight of the samples of which a condition holds.
fn weight(
    (y, p, w): (&Array1<i64>, &Array1<i64>, &Array1<f64>),
    holds: impl Fn(i64, i64) -> bool,
) -> f64 {
    y.iter().zip(p).zip(w).filter(|((y, p), _)| holds(**y, **p)).map(|(_, w)| w).sum()
}

fn ratio(above: f64, below: f64) -> Result<f64, Undefined> {
    if below == 0.0 { Err(Undefined::ZeroDenominator) } else { Ok(above / below) }
}

#[track_caller]
fn assert_all_close(found: &[Result<f64, Undefined>], expected: &[Result<f64, Undefined>]) {
    assert_eq!(found.len(), expected.len());
    for pair in found.iter().zip(expected) {
        match pair {
            (Ok(found), Ok(expected)) => assert_close(*found, *expected),
            (found, expected) => assert_eq!(found, expected),
        }
    }
}

#[test]
fn scores_are_what_they_are_defined_to_be() {
    for (seed, classes) in [(1, 2), (2, 5), (3, 31), (4, 32), (5, 200)] {
        let mut random = Random(seed);
        let (y, p) = (random.labels(500, classes), random.labels(500, classes));
        let w: Array1<f64> = (0..500).map(|_| (random.below(9) as f64) / 8.0).collect();
        let c = Confusion::new(classes).evaluate_weighted(&y, &p, &w).expect("accepted");
        let each = |score: &dyn Fn([f64; 4]) -> Result<f64, Undefined>| -> Vec<_> {
            (0..classes as i64)
                .map(|class| {
                    let of = |truth: bool, prediction: bool| {
                        weight((&y, &p, &w), |y, p| {
                            ((y == class) == truth) && ((p == class) == prediction)
                        })
                    };
                    score([of(true, true), of(false, true), of(true, false), of(false, false)])
                })
                .collect()
        };
        assert_all_close(&c.precision(PerClass), &each(&|[tp, fp, _, _]| ratio(tp, tp + fp)));
        assert_all_close(&c.recall(PerClass), &each(&|[tp, _, miss, _]| ratio(tp, tp + miss)));
        assert_all_close(&c.specificity(PerClass), &each(&|[_, fp, _, tn]| ratio(tn, tn + fp)));
        assert_all_close(
            &c.negative_predictive_value(PerClass),
            &each(&|[_, _, miss, tn]| ratio(tn, tn + miss)),
        );
        assert_all_close(
            &c.false_positive_rate(PerClass),
            &each(&|[_, fp, _, tn]| ratio(fp, fp + tn)),
        );
        assert_all_close(
            &c.false_negative_rate(PerClass),
            &each(&|[tp, _, miss, _]| ratio(miss, tp + miss)),
        );
        assert_all_close(&c.iou(PerClass), &each(&|[tp, fp, miss, _]| ratio(tp, tp + fp + miss)));
        assert_all_close(
            &c.fbeta(2.0, PerClass),
            &each(&|[tp, fp, miss, _]| ratio(5.0 * tp, 5.0 * tp + 4.0 * miss + fp)),
        );
        assert_all_close(
            &[c.accuracy(), c.f1(Averaging::Micro)],
            &[ratio(weight((&y, &p, &w), |y, p| y == p), w.sum()); 2],
        );
    }
}

#[test]
fn kappa_by_its_definition() {
    for (seed, classes) in [(1, 2), (2, 4), (3, 40)] {
        let mut random = Random(seed);
        let (y, p) = (random.labels(300, classes), random.labels(300, classes));
        let c = confusion_matrix(&y, &p, classes).expect("accepted").to_array();
        for (disagreement, power) in
            [(Disagreement::Nominal, 0), (Disagreement::Linear, 1), (Disagreement::Quadratic, 2)]
        {
            let (mut observed, mut expected) = (0.0, 0.0);
            for ((i, j), cell) in c.indexed_iter().filter(|((i, j), _)| i != j) {
                let w = (i.abs_diff(j) as f64).powi(power);
                observed += w * cell;
                expected += w * c.row(i).sum() * c.column(j).sum() / 300.0;
            }
            let kappa = CohenKappa { disagreement, ..CohenKappa::new(classes) };
            let found = kappa.evaluate(&y, &p).expect("defined");
            assert!((found - (1.0 - observed / expected)).abs() < 1e-13, "{found}");
        }
    }
}

#[test]
fn what_is_undefined() {
    let fresh = Confusion::new(3).streaming();
    let c = fresh.state();
    assert_eq!(c.accuracy(), Err(Undefined::NoSamples));
    assert_eq!(c.matthews_correlation(), Err(Undefined::NoSamples));
    assert_eq!(c.cohen_kappa(Disagreement::Linear), Err(Undefined::NoSamples));
    assert_eq!(c.f1(Averaging::Micro), Err(Undefined::NoSamples));
    assert_eq!(c.recall(PerClass), [Err(Undefined::NoSamples); 3]);
    assert_eq!(c.mean_iou_of(&[0]), Err(Undefined::NoSamples));

    let one = confusion_matrix(&array![1, 1], &array![1, 1], 3).expect("accepted");
    assert_eq!(one.matthews_correlation(), Err(Undefined::OneClass));
    assert_eq!(one.cohen_kappa(Disagreement::Nominal), Err(Undefined::OneClass));
    assert_eq!(one.specificity(PerClass)[1], Err(Undefined::ZeroDenominator));
    assert_eq!(one.mean_iou_of(&[0, 2]), Err(Undefined::ZeroDenominator));
    assert_eq!(one.mean_iou_of(&[1]), Ok(1.0));

    let constant = confusion_matrix(&array![0, 1], &array![1, 1], 2).expect("accepted");
    assert_eq!(constant.matthews_correlation(), Err(Undefined::Constant));
    assert_eq!(constant.cohen_kappa(Disagreement::Nominal), Ok(0.0));
}

/// The form of the cells is not part of the state.
#[test]
fn sparse_and_dense_matrices_are_equal() {
    let (mut one_by_one, mut whole) =
        (Confusion::new(60).streaming(), Confusion::new(60).streaming());
    let mut random = Random(9);
    let (y, p) = (random.labels(2000, 60), random.labels(2000, 60));
    whole.update(&y, &p).expect("accepted");
    for (y, p) in y.iter().zip(&p).rev() {
        let mut one = Confusion::new(60).streaming();
        one.update(&array![*y], &array![*p]).expect("accepted");
        one.merge(&one_by_one).expect("alike");
        std::mem::swap(&mut one, &mut one_by_one);
    }
    assert_eq!(whole, one_by_one);
    assert_eq!(whole.state().total().value(), Ok(2000.0));
}

/// Weights of every size, so that they cannot be added as integers of one unit.
#[test]
fn weights_of_very_different_sizes() {
    let y = Array1::from_vec(vec![0, 0, 0, 0, 1]);
    let w = Array1::from_vec(vec![1e300, 1e-300, 5e-324, 0.0, 1.0]);
    let c = Confusion::new(2).evaluate_weighted(&y, &y, &w).expect("accepted");
    let mut exact = ndarray_metrics::state::Tally::default();
    w.iter().take(4).for_each(|&w| exact.add(w).expect("a weight"));
    assert_eq!(c.cell(0, 0), exact);
    assert_eq!(c.mean_iou(), Ok(1.0));
}
