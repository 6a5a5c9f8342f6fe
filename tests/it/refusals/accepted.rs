//! What lies just inside the limits, and is accepted.

use ndarray::{Array2, array};
use ndarray_metrics::prelude::*;

const INFINITY: f64 = f64::INFINITY;

#[test]
fn an_accuracy_takes_any_finite_score() {
    let (labels, one_hot) = (array![0, 1], array![[1, 0], [0, 1]]);
    let logits = array![[7.5, -0.2], [-1e300, 1e300]];
    assert_eq!(metrics::binary_accuracy(&one_hot, &logits), Ok(1.0));
    assert_eq!(metrics::categorical_accuracy(&one_hot, &logits), Ok(1.0));
    assert_eq!(metrics::sparse_categorical_accuracy(&labels, &logits), Ok(1.0));
}

/// What a softmax in `f32` may give is a probability, read as 1 or 0.
#[test]
fn a_probability_may_be_off_by_rounding() {
    let (over, under) = (1.0 + 5e-7, -5e-7);
    let binary = BinaryCrossentropy::default();
    let exact = binary.evaluate(&array![1, 0], &array![1.0, 0.0]);
    assert!(exact.is_ok());
    assert_eq!(binary.evaluate(&array![1, 0], &array![over, under]), exact);
    let narrow = array![over as f32, under as f32];
    assert_eq!(
        binary.evaluate(&array![1, 0], &narrow),
        binary.evaluate(&array![1, 0], &array![1.0_f32, 0.0])
    );
    let rows = array![[over, under], [under, over]];
    assert!(metrics::categorical_crossentropy(&Array2::<u8>::eye(2), &rows).is_ok());
    assert!(metrics::sparse_categorical_crossentropy(&array![0, 1], &rows).is_ok());
}

/// A logit of −∞ is a probability of 0, which costs nothing where the label is 0.
#[test]
fn a_logit_may_be_minus_infinity() {
    let from_logits = true;
    let rows = array![[0.0, 0.0, -INFINITY], [-INFINITY, 3.0, -INFINITY]];
    let (labels, one_hot) = (array![0, 1], array![[1, 0, 0], [0, 1, 0]]);
    let half_of_ln_2 = Ok(2_f64.ln() / 2.0);
    let measure = SparseCategoricalCrossentropy { from_logits, ..Default::default() };
    assert_eq!(measure.evaluate(&labels, &rows), half_of_ln_2);
    let measure = CategoricalCrossentropy { from_logits, ..Default::default() };
    assert_eq!(measure.evaluate(&one_hot, &rows), half_of_ln_2);
    let measure = BinaryCrossentropy { from_logits, ..Default::default() };
    assert_eq!(measure.evaluate(&array![0, 1], &array![-INFINITY, 0.0]), half_of_ln_2);
    assert_eq!(metrics::sparse_categorical_accuracy(&labels, &rows), Ok(1.0));
    assert_eq!(metrics::categorical_accuracy(&one_hot, &rows), Ok(1.0));
    // All scores equal: the lowest class wins, as ever.
    let nothing = array![[-INFINITY, -INFINITY]];
    assert_eq!(metrics::sparse_categorical_accuracy(&array![0], &nothing), Ok(1.0));
}

/// −0 is 0, as a label, a probability and a weight.
#[test]
fn minus_zero_is_zero() {
    let y_pred = array![[0.75, 0.25], [0.25, 0.75]];
    assert_eq!(metrics::sparse_categorical_accuracy(&array![-0.0, 1.0], &y_pred), Ok(1.0));
    assert_eq!(metrics::binary_accuracy(&array![-0.0, 1.0], &array![-0.0, 1.0]), Ok(1.0));
    let weights = array![-0.0, 1.0];
    let mse =
        MeanSquaredError.evaluate_weighted(&array![f64::NAN, 1.0], &array![0.0, 3.0], &weights);
    assert_eq!(mse, Ok(4.0));
}

#[test]
fn a_label_may_be_of_any_type() {
    let y_pred = array![[0.1_f32, 0.2, 0.7], [0.8, 0.1, 0.1]];
    let half = Ok(0.5);
    assert_eq!(metrics::sparse_categorical_accuracy(&array![2_u8, 1], &y_pred), half);
    assert_eq!(metrics::sparse_categorical_accuracy(&array![2_i64, 1], &y_pred), half);
    assert_eq!(metrics::sparse_categorical_accuracy(&array![2_usize, 1], &y_pred), half);
    assert_eq!(metrics::sparse_categorical_accuracy(&array![2.0_f32, 1.0], &y_pred), half);
    assert_eq!(metrics::sparse_categorical_accuracy(&array![false, false], &y_pred), half);
}

#[test]
fn an_epsilon_of_1e_15_serves_f64() {
    let epsilon = 1e-15;
    let measure = BinaryCrossentropy { epsilon, ..Default::default() };
    let loss = measure.evaluate(&array![1], &array![0.0]).expect("a value");
    assert!((loss - 15.0 * 10_f64.ln()).abs() <= 1e-14, "{loss}");
    let measure = SparseCategoricalCrossentropy { epsilon, ..Default::default() };
    let loss = measure.evaluate(&array![0], &array![[0.0, 1.0]]).expect("a value");
    assert!((loss - 15.0 * 10_f64.ln()).abs() <= 1e-14, "{loss}");
}

/// 2^53 + 1 and the like are weights, rounded.
#[test]
fn weights_may_be_of_any_type_and_size() {
    let (y_true, y_pred) = (array![0.0, 0.0], array![1.0, 3.0]);
    let weigh = |weights: &ndarray::Array1<f64>| {
        MeanSquaredError.evaluate_weighted(&y_true, &y_pred, weights)
    };
    assert_eq!(weigh(&array![f64::MAX / 16.0, f64::MAX / 16.0]), Ok(5.0));
    assert_eq!(weigh(&array![f64::MIN_POSITIVE, f64::MIN_POSITIVE]), Ok(5.0));
    let weights = array![u64::MAX, u64::MAX];
    assert_eq!(MeanSquaredError.evaluate_weighted(&y_true, &y_pred, &weights), Ok(5.0));
    let mask = array![false, true];
    assert_eq!(MeanSquaredError.evaluate_weighted(&y_true, &y_pred, &mask), Ok(9.0));
}
