//! Element types.

use ndarray::{Array2, ArrayRef1, array};
use ndarray_metrics::prelude::*;

/// (234² + 240²)/2, whatever integers hold the numbers.
#[test]
fn trap_09_integers_do_not_wrap() {
    fn errors<T: Element, P: Element>(y_true: &ArrayRef1<T>, y_pred: &ArrayRef1<P>) {
        assert_eq!(metrics::mean_squared_error(y_true, y_pred), Ok(56_178.0));
        assert_eq!(metrics::mean_absolute_error(y_true, y_pred), Ok(237.0));
    }
    let (y_true, y_pred) = (array![0_u8, 250], array![234_u8, 10]);
    errors(&y_true, &y_pred);
    errors(&y_true.mapv(u16::from), &y_pred);
    errors(&y_true, &y_pred.mapv(i16::from));
    errors(&y_true.mapv(u32::from), &y_pred.mapv(u64::from));
    errors(&y_true.mapv(i32::from), &y_pred.mapv(i64::from));
    let ends = metrics::mean_absolute_error(&array![i8::MIN, i8::MAX], &array![i8::MAX, i8::MIN]);
    assert_eq!(ends, Ok(255.0));
    let widest = metrics::mean_absolute_error(&array![u64::MAX, 0], &array![0, u64::MAX]);
    assert_eq!(widest, Ok(u64::MAX as f64));
    let (y_true, y_pred) = (array![0_u8, 250], array![16_u8, 10]);
    assert_eq!(metrics::mean_squared_error(&y_true, &y_pred), Ok(28_928.0));
    assert_eq!(metrics::median_absolute_error(&y_true, &y_pred), Ok(128.0));
    assert_eq!(metrics::max_error(&y_true, &y_pred), Ok(240.0));
}

#[test]
fn trap_10_a_number_does_not_equal_its_whole_part() {
    assert_eq!(metrics::accuracy(&array![1.9, 2.0], &array![1, 2]), Ok(0.5));
    assert_eq!(metrics::accuracy(&array![257, 1], &array![1_u8, 1]), Ok(0.5));
}

/// The truth is class 256 of 300; `u8` scores are largest for class 0, and 256 is 0 in `u8`.
#[test]
fn trap_11_labels_do_not_pass_through_the_type_of_scores() {
    let scores = |best: usize| Array2::from_shape_fn((1, 300), |(_, class)| class == best);
    let as_u8 = |best| scores(best).mapv(u8::from);
    let as_f32 = |best| scores(best).mapv(|one| f32::from(u8::from(one)));
    for (truth, best, right) in [(256, 0, 0.0), (256, 256, 1.0), (257, 256, 0.0), (257, 1, 0.0)] {
        assert_eq!(metrics::sparse_categorical_accuracy(&array![truth], &as_u8(best)), Ok(right));
        assert_eq!(metrics::sparse_categorical_accuracy(&array![truth], &as_f32(best)), Ok(right));
    }
    let apart = metrics::sparse_top_k_categorical_accuracy(&array![256_u16], &as_u8(0));
    assert_eq!(apart, Ok(0.0));
}
