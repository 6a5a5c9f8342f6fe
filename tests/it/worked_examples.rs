//! The worked examples of the documents that this crate started from, by function, stream and
//! merge.
//!
//! The documents print 0.8, 0.06 and 0.379 for them. Those numbers are wrong: by hand, by `NumPy`
//! and by Keras the three are 1.0, 0.034 and 0.42432189, and these are what is asserted here.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;

/// Labels of five samples, and scores that are all on the right side of 0.5.
fn binary() -> (Array1<u8>, Array1<f64>) {
    (array![0, 1, 1, 0, 1], array![0.2, 0.8, 0.9, 0.1, 0.6])
}

/// Five numbers, four of them missed by 0.2 and one by 0.1: 4·0.04 + 0.01 over 5.
fn regression() -> (Array1<f64>, Array1<f64>) {
    (array![1.0, 2.0, 3.0, 4.0, 5.0], array![1.2, 1.8, 3.1, 3.8, 5.2])
}

/// Probabilities of three classes; the true ones are 0.7, 0.8 and 0.5.
fn three_classes() -> Array2<f64> {
    array![[0.7, 0.2, 0.1], [0.1, 0.8, 0.1], [0.2, 0.3, 0.5]]
}

/// −(ln 0.7 + ln 0.8 + ln 0.5)/3, which is ln(1/0.28)/3.
fn crossentropy_by_hand() -> f64 {
    -0.28_f64.ln() / 3.0
}

fn assert_near(found: f64, expected: f64) {
    assert!((found - expected).abs() <= 1e-15, "{found} for {expected}");
}

#[test]
fn five_labels_all_right_have_a_binary_accuracy_of_1() {
    let (y_true, y_pred) = binary();
    assert_eq!(metrics::binary_accuracy(&y_true, &y_pred), Ok(1.0));
    assert_eq!(metrics::binary_accuracy(&y_true, &y_pred.mapv(|p| p as f32)), Ok(1.0));
}

#[test]
fn five_numbers_have_a_mean_squared_error_of_0_034() {
    let (y_true, y_pred) = regression();
    assert_near(metrics::mean_squared_error(&y_true, &y_pred).expect("a value"), 0.034);
}

#[test]
fn three_rows_have_a_crossentropy_of_0_42432189() {
    let one_hot = Array2::<f64>::eye(3);
    let loss = metrics::categorical_crossentropy(&one_hot, &three_classes()).expect("a value");
    assert_near(loss, crossentropy_by_hand());
    assert_eq!(format!("{loss:.8}"), "0.42432189");
}

#[test]
fn class_labels_give_the_crossentropy_of_one_hot_rows_to_the_bit() {
    let (labels, one_hot) = (array![0, 1, 2], Array2::<f64>::eye(3));
    let by_label = metrics::sparse_categorical_crossentropy(&labels, &three_classes());
    assert_eq!(by_label, metrics::categorical_crossentropy(&one_hot, &three_classes()));
    assert_near(by_label.expect("a value"), crossentropy_by_hand());
}

#[test]
fn a_stream_of_two_batches_and_a_merge_give_the_same_bits() {
    let (y_true, y_pred) = regression();
    let at_once = metrics::mean_squared_error(&y_true, &y_pred).expect("a value");
    let (first, second) = (ndarray::s![..2], ndarray::s![2..]);
    let mut stream = MeanSquaredError.streaming();
    stream.update(&y_true.slice(first), &y_pred.slice(first)).expect("a batch");
    let mut other = MeanSquaredError.streaming();
    other.update(&y_true.slice(second), &y_pred.slice(second)).expect("a batch");
    let mut merged = stream.clone();
    merged.merge(&other).expect("equal options");
    stream.update(&y_true.slice(second), &y_pred.slice(second)).expect("a batch");
    for result in [stream.result(), merged.result()] {
        assert_eq!(result.map(f64::to_bits), Ok(at_once.to_bits()));
    }
}
