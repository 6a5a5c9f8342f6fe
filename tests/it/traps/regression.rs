//! Regression and correlation.

use ndarray::{Array1, array};
use ndarray_metrics::prelude::*;

use super::near;

/// Spread 2, errors of 1/8 that every type holds exactly: 1 - 3/128.
#[test]
fn trap_31_r2_does_not_depend_on_the_offset() {
    for offset in [0.0, 1e4, 1e6, 1e8] {
        let y_true = array![0.0, 1.0, 2.0] + offset;
        assert_eq!(metrics::r2_score(&y_true, &(&y_true + 0.125)), Ok(0.9765625));
    }
    for offset in [0.0, 1e4] {
        let y_true = array![0.0_f32, 1.0, 2.0] + offset;
        assert_eq!(metrics::r2_score(&y_true, &(&y_true + 0.125)), Ok(0.9765625));
    }
    let y_true: Array1<f64> = (0..1000).map(|i| 1e8 + f64::from(i % 7)).collect();
    let y_pred: Array1<f64> =
        (0..1000).map(|i| 1e8 + f64::from(i % 7) + f64::from(i % 3)).collect();
    near(metrics::r2_score(&y_true, &y_pred).expect("defined"), two_pass(&y_true, &y_pred), 1e-12);
}

/// The definition, around the mean of what is left without the offset.
fn two_pass(y_true: &Array1<f64>, y_pred: &Array1<f64>) -> f64 {
    let (y, p) = (y_true - 1e8, y_pred - 1e8);
    let mean = y.sum() / y.len() as f64;
    let residual: f64 = y.iter().zip(&p).map(|(y, p)| (y - p) * (y - p)).sum();
    1.0 - residual / y.iter().map(|y| (y - mean) * (y - mean)).sum::<f64>()
}

#[test]
fn trap_32_r2_of_a_constant_target_is_undefined() {
    let constant = array![2.0, 2.0, 2.0];
    for prediction in [array![2.0, 2.0, 2.0], array![2.0, 2.0, 3.0]] {
        let undefined = Err(Error::Undefined(Undefined::Constant));
        assert_eq!(metrics::r2_score(&constant, &prediction), undefined);
    }
}

#[test]
fn trap_33_a_column_correlates() {
    let column = array![[1.0], [2.0], [4.0]];
    assert_eq!(metrics::pearson_correlation(&column, &column), Ok(1.0));
    assert_eq!(metrics::pearson_correlation(&column, &-&column), Ok(-1.0));
    assert_eq!(metrics::concordance_correlation(&column, &column), Ok(1.0));
}

/// ln cosh x is x²/2 − x⁴/12 + …
#[test]
fn trap_34_small_errors_do_not_cancel() {
    for x in [1e-4_f64, 1e-6, 1e-9, 1e-20] {
        let expected = x * x / 2.0 - x.powi(4) / 12.0;
        near(metrics::log_cosh(&array![0.0], &array![x]).expect("defined"), expected, 1e-15);
    }
    let narrow = metrics::log_cosh(&array![0.0_f32], &array![1e-4_f32]).expect("defined");
    near(narrow, 5e-9, 1e-6);
}

/// 2·10/210 and 0, in the mean.
#[test]
fn trap_56_a_symmetric_error_says_its_scale() {
    let (y_true, y_pred) = (array![100.0, 0.0], array![110.0, 0.0]);
    let of = |scale| SymmetricMeanAbsolutePercentageError { scale }.evaluate(&y_true, &y_pred);
    let plain = metrics::symmetric_mean_absolute_percentage_error(&y_true, &y_pred);
    near(plain.expect("defined"), 1.0 / 21.0, 1e-15);
    near(of(SymmetricScale::UpTo1).expect("defined"), 1.0 / 42.0, 1e-15);
    near(of(SymmetricScale::UpTo200).expect("defined"), 100.0 / 21.0, 1e-15);
}
