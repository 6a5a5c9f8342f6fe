//! What is undefined, and matrices that were filled in different ways.

use ndarray::{Array1, array};
use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::{ConfusionMatrix, Tally};

use crate::data::Random;

#[test]
fn what_is_undefined() {
    let fresh = Confusion::new(3).streaming();
    let c = fresh.state();
    assert_eq!(c.accuracy(), Err(Undefined::NoSamples));
    assert_eq!(c.matthews_correlation(), Err(Undefined::NoSamples));
    assert_eq!(c.cohen_kappa(KappaWeights::Linear), Err(Undefined::NoSamples));
    assert_eq!(c.f1(Average::Micro), Err(Undefined::NoSamples));
    assert_eq!(c.recall(PerClass), [Err(Undefined::NoSamples); 3]);
    assert_eq!(c.mean_iou_of(&[0]), Err(Undefined::NoSamples));

    let one = metrics::confusion_matrix(&array![1, 1], &array![1, 1], 3).expect("accepted");
    assert_eq!(one.matthews_correlation(), Err(Undefined::OneClass));
    assert_eq!(one.cohen_kappa(KappaWeights::Unweighted), Err(Undefined::OneClass));
    assert_eq!(one.specificity(PerClass)[1], Err(Undefined::ZeroDenominator));
    assert_eq!(one.mean_iou_of(&[0, 2]), Err(Undefined::ZeroDenominator));
    assert_eq!(one.mean_iou_of(&[1]), Ok(1.0));

    let constant = metrics::confusion_matrix(&array![0, 1], &array![1, 1], 2).expect("accepted");
    assert_eq!(constant.matthews_correlation(), Err(Undefined::Constant));
    assert_eq!(constant.cohen_kappa(KappaWeights::Unweighted), Ok(0.0));
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

#[test]
fn cells_outside_of_the_matrix_hold_nothing() {
    let matrix =
        metrics::confusion_matrix(&array![0, 1, 1], &array![1, 1, 0], 2).expect("accepted");
    assert_eq!(matrix.cell(0, 1), Tally::try_from(1.0).unwrap());
    for (truth, prediction) in [(0, 2), (2, 0), (0, 3), (2, 2), (usize::MAX, 0), (0, usize::MAX)] {
        assert_eq!(matrix.cell(truth, prediction), Tally::default());
    }
}

#[test]
fn numbers_of_a_matrix_are_those_of_its_cells() {
    let matrix =
        metrics::confusion_matrix(&array![0, 1, 1], &array![1, 1, 1], 2).expect("accepted");
    assert_eq!(matrix.numbers(), [Ok(1.0), Ok(2.0)]);
}

/// Cells far apart in size: the mean of odds ratios is no wrong number, and a cell that vanishes in the
/// total tells nothing.
#[test]
fn cells_far_apart_give_no_wrong_number() {
    let mut odds = ConfusionMatrix::with_classes(2).unwrap();
    for (truth, prediction) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
        odds.add(truth, prediction, if truth == prediction { 1e150 } else { 1e50 }).unwrap();
    }
    let ratio = odds.diagnostic_odds_ratio(Average::MacroOfDefined).unwrap();
    assert!((ratio / 1e200 - 1.0).abs() < 1e-12, "{ratio}");
    assert_eq!(odds.diagnostic_odds_ratio(Average::Weighted), Err(Undefined::Overflow));
    let mut vanishing = ConfusionMatrix::with_classes(5).unwrap();
    let mut without = vanishing.clone();
    for cell in 0..25 {
        let (truth, prediction) = (cell / 5, cell % 5);
        vanishing.add(truth, prediction, if cell == 1 { 1e-300 } else { 1e269 }).unwrap();
        without.add(truth, prediction, if cell == 1 { 0.0 } else { 1.0 }).unwrap();
    }
    let [found, expected] = [vanishing, without].map(|matrix| matrix.theils_u().unwrap());
    assert!((found - expected).abs() < 1e-15 && found < 0.03, "{found} {expected}");
}
