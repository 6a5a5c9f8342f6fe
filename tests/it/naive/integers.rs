//! Integers of every width: nothing wraps, saturates, or passes through a narrower type.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;

#[test]
fn bytes_do_not_wrap() {
    // 16² and 240², over 2. In 8 bits the differences are 240 and 240, and their squares 0.
    let (y_true, y_pred) = (array![0_u8, 250], array![16_u8, 10]);
    assert_eq!(metrics::mean_squared_error(&y_true, &y_pred), Ok(28_928.0));
    assert_eq!(metrics::mean_absolute_error(&y_true, &y_pred), Ok(128.0));
    assert_eq!(MeanSquaredError.per_sample(&y_true, &y_pred), Ok(array![256.0, 57_600.0]));
    let signed = (array![-128_i8, 127], array![127_i8, -128]);
    assert_eq!(metrics::mean_squared_error(&signed.0, &signed.1), Ok(65_025.0));
    assert_eq!(metrics::mean_absolute_error(&y_true, &signed.1), Ok((127.0 + 378.0) / 2.0));
}

#[test]
fn differences_of_64_bits_are_exact() {
    const MAX: u64 = u64::MAX;
    let (y_true, y_pred) =
        (array![MAX, MAX - 3, 0, 1 << 63], array![MAX - 3, MAX, 5, (1 << 63) + 1]);
    let differences = array![3.0, 3.0, 5.0, 1.0];
    assert_eq!(MeanAbsoluteError.per_sample(&y_true, &y_pred), Ok(differences));
    assert_eq!(metrics::mean_squared_error(&y_true, &y_pred), Ok((9.0 + 9.0 + 25.0 + 1.0) / 4.0));
    let weights = array![1.0, 0.0, 1.0, 2.0];
    let weighted = MeanSquaredError.evaluate_weighted(&y_true, &y_pred, &weights);
    assert_eq!(weighted, Ok((9.0 + 25.0 + 2.0) / 4.0));
    let (y_true, y_pred) = (array![i64::MIN, i64::MAX], array![i64::MIN + 1, i64::MAX - 2]);
    assert_eq!(MeanAbsoluteError.per_sample(&y_true, &y_pred), Ok(array![1.0, 2.0]));
    assert_eq!(metrics::accuracy(&array![1_i64 << 60, 7], &array![(1_i64 << 60) + 1, 7]), Ok(0.5));
}

#[test]
fn types_of_64_bits_meet_exactly() {
    let (signed, unsigned) = (array![i64::MAX, -1, i64::MIN], array![(1_u64 << 63) - 3, 0, 1]);
    let differences = array![2.0, 1.0, 9_223_372_036_854_775_809.0];
    assert_eq!(MeanAbsoluteError.per_sample(&signed, &unsigned), Ok(differences.clone()));
    assert_eq!(MeanAbsoluteError.per_sample(&unsigned, &signed), Ok(differences));
    let (large, small) = (array![i64::MAX, i64::MIN], array![127_i8, -128]);
    let expected = array![9_223_372_036_854_775_680.0, 9_223_372_036_854_775_680.0];
    assert_eq!(MeanAbsoluteError.per_sample(&large, &small), Ok(expected));
    assert_eq!(metrics::mean_absolute_error(&array![u64::MAX], &array![true]), Ok(u64::MAX as f64));
}

/// The widest difference is 2^64 − 1, which rounds to 2^64 once.
#[test]
fn the_widest_difference_is_rounded_once() {
    let widest = 18_446_744_073_709_551_616.0;
    assert_eq!(metrics::mean_absolute_error(&array![i64::MIN], &array![i64::MAX]), Ok(widest));
    assert_eq!(metrics::mean_absolute_error(&array![0_u64], &array![u64::MAX]), Ok(widest));
    assert_eq!(metrics::mean_squared_error(&array![0_u64], &array![u64::MAX]), Ok(widest * widest));
}

/// 2^24 + 1 is no `f32`, and 2^53 + 1 no `f64`; the truth is not rounded to the prediction's type.
#[test]
fn the_truth_does_not_take_the_predictions_type() {
    let truth = array![(1_i64 << 24) + 1];
    assert_eq!(metrics::mean_absolute_error(&truth, &array![16_777_216.0_f32]), Ok(1.0));
    assert_eq!(metrics::mean_absolute_error(&array![1.9], &array![1]), Ok(1.9 - 1.0));
    assert_eq!(metrics::accuracy(&array![1.9, 1.0], &array![1, 1]), Ok(0.5));
    assert_eq!(metrics::accuracy(&array![257, 256, 1], &array![1_u8, 0, 1]), Ok(1.0 / 3.0));
}

/// Class 257 is not 256, as it is in half precision, nor 1, as it is in 8 bits.
#[test]
fn labels_do_not_take_the_predictions_type() {
    let mut y_pred = ndarray::Array2::<f32>::zeros((2, 300));
    y_pred[[0, 257]] = 1.0;
    y_pred[[1, 256]] = 1.0;
    assert_eq!(
        SparseCategoricalAccuracy.per_sample(&array![257, 257], &y_pred),
        Ok(array![1.0, 0.0])
    );
    let bytes = y_pred.mapv(|p| p as u8);
    let labels = array![1_u16, 257];
    assert_eq!(SparseCategoricalAccuracy.per_sample(&labels, &bytes), Ok(array![0.0, 0.0]));
}

#[test]
fn every_width_gives_the_same_error() {
    fn check<A: Element>(of: impl Fn(i16) -> A) {
        let (y_true, y_pred) = (array![3, 100, 7].mapv(&of), array![1, 103, 7].mapv(&of));
        assert_eq!(metrics::mean_squared_error(&y_true, &y_pred), Ok((4.0 + 9.0) / 3.0));
        let floats: Array1<f32> = array![1.0, 103.0, 7.0];
        assert_eq!(metrics::mean_squared_error(&y_true, &floats), Ok((4.0 + 9.0) / 3.0));
    }
    check(|x| x as i8);
    check(|x| x);
    check(i32::from);
    check(i64::from);
    check(|x| x as isize);
    check(|x| x as u8);
    check(|x| x as u16);
    check(|x| x as u32);
    check(|x| x as u64);
    check(|x| x as usize);
    check(f32::from);
    check(f64::from);
}
