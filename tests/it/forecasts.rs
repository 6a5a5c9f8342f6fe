//! Errors of forecasts: examples by hand, what is undefined, what is refused.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::known;
use ndarray_metrics::prelude::*;

/// Training series 1, 3, 2, 4: steps of 2, −1 and 2, so a mean size of 5/3 and a mean square of 3.
#[test]
fn scaled_errors_of_a_short_series() {
    let naive = NaiveScale::of(&array![1.0, 3.0, 2.0, 4.0], 1).expect("a scale");
    assert_eq!(naive, NaiveScale { mean_absolute: 5.0 / 3.0, mean_squared: 3.0 });
    let (y, p) = (array![5.0, 6.0], array![4.0, 7.0]);
    let absolute = naive.mean_absolute_scaled_error().evaluate(&y, &p).expect("a value");
    assert!((absolute - 3.0 / 5.0).abs() < 1e-15, "{absolute}");
    let root = naive.root_mean_squared_scaled_error().evaluate(&y, &p).expect("a value");
    assert_eq!(root, (1.0_f64 / 3.0).sqrt());
}

/// A lag of two steps compares 2 with 1, and 4 with 3.
#[test]
fn the_lag_is_the_season() {
    let naive = NaiveScale::of(&array![1_u8, 3, 2, 4], 2).expect("a scale");
    assert_eq!(naive, NaiveScale { mean_absolute: 1.0, mean_squared: 1.0 });
}

#[test]
fn series_without_a_scale_are_refused() {
    let constant = NaiveScale::of(&array![2.0, 2.0, 2.0], 1);
    assert_eq!(constant, Err(Undefined::Constant.into()));
    let seasonal = NaiveScale::of(&array![1.0, 2.0, 1.0, 2.0], 2);
    assert_eq!(seasonal, Err(Undefined::Constant.into()));
    let messages = [
        (
            array![1.0, 2.0],
            0,
            "option `lag` is 0, expected a number of steps above 0 and below the 2 of the series",
        ),
        (
            array![1.0, 2.0],
            2,
            "option `lag` is 2, expected a number of steps above 0 and below the 2 of the series",
        ),
        (
            array![],
            1,
            "option `lag` is 1, expected a number of steps above 0 and below the 0 of the series",
        ),
        (
            array![1.0, f64::NAN, 2.0],
            1,
            "series[1] is NaN, expected a finite number; remove such samples, or give them weight 0",
        ),
    ];
    for (series, lag, message) in messages {
        let error = NaiveScale::of(&series, lag).expect_err("no scale");
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn errors_relative_to_sizes() {
    let (y, p) = (array![100.0, 0.0], array![110.0, 0.0]);
    let symmetric = metrics::symmetric_mean_absolute_percentage_error(&y, &p);
    assert_eq!(symmetric, Ok(1.0 / 21.0));
    assert_eq!(metrics::weighted_absolute_percentage_error(&y, &p), Ok(10.0));
}

/// A truth of 0 and any other prediction is the largest symmetric error, however far the numbers lie apart.
#[test]
fn symmetric_errors_of_extreme_numbers() {
    let error =
        |y: f64, p: f64| metrics::symmetric_mean_absolute_percentage_error(&array![y], &array![p]);
    for p in [5e-324, 1.0, f64::MAX] {
        assert_eq!(error(0.0, p), Ok(2.0), "{p:e}");
        assert_eq!(error(-p, p), Ok(2.0), "{p:e}");
    }
    let of_huge = error(f64::MAX, f64::MAX / 4.0).expect("a value");
    assert!((of_huge - 1.2).abs() < 1e-15, "{of_huge}"); // 2·(3/4)/(5/4)
    assert_eq!(
        metrics::symmetric_mean_absolute_percentage_error(&array![i64::MIN], &array![i64::MAX]),
        Ok(2.0)
    );
}

#[test]
fn a_truth_of_zeros_has_no_relative_error() {
    let (y, p) = (array![0.0, 0.0], array![0.0, 1.0]);
    let error = metrics::weighted_absolute_percentage_error(&y, &p);
    assert_eq!(error, Err(Undefined::ZeroDenominator.into()));
    let refused = metrics::mean_percentage_error(&y, &p).expect_err("a truth of 0");
    let message = "y_true[0] is 0, expected a finite number other than 0; remove such samples, or give them \
                   weight 0";
    assert_eq!(refused.to_string(), message);
    let mask = [false, true];
    let left =
        MeanPercentageError.evaluate_weighted(&array![0.0, 4.0], &p, &Array1::from_iter(mask));
    assert_eq!(left, Ok(-75.0));
}

/// A missing truth is refused, with the mask that leaves it out; an infinite one is not missing.
#[test]
fn missing_truths_are_a_mask_away() {
    let (y, p) = (array![[1.0, f64::NAN], [3.0, 6.0]], array![[2.0, 5.0], [3.0, 4.0]]);
    let refused = metrics::mean_absolute_error(&y, &p).expect_err("NaN");
    let message = "y_true[0, 1] is NaN, expected a finite number; remove such samples, or give them weight \
                   0: `ndarray_metrics::known(&y_true)?` is such a mask";
    assert_eq!(refused.to_string(), message);
    let mask = known(&y).expect("a mask");
    assert_eq!(mask, array![[true, false], [true, true]]);
    assert_eq!(MeanAbsoluteError.evaluate_weighted(&y, &p, &mask), Ok(1.0));
    assert_eq!(known(&array![1, 2]), Ok(array![true, true]));
    let infinite =
        known(&array![[1.0_f32, 2.0], [f32::NAN, f32::NEG_INFINITY]]).expect_err("infinite");
    let message =
        "array[1, 1] is -inf, expected a finite number; remove such samples, or give them weight 0";
    assert_eq!(infinite.to_string(), message);
}

/// Two horizons: errors of 1 and 0, and of 0 and 8.
#[test]
fn each_horizon_by_itself() {
    let (y, p) = (array![[1.0, 10.0], [3.0, 30.0]], array![[2.0, 10.0], [3.0, 38.0]]);
    let errors = MeanAbsoluteError.per_column();
    assert_eq!(errors.evaluate(&y, &p), Ok(vec![Ok(0.5), Ok(4.0)]));
    let known = array![[true, true], [false, false]];
    assert_eq!(errors.evaluate_weighted(&y, &p, &known), Ok(vec![Ok(1.0), Ok(0.0)]));
    let known = array![[false, true], [false, true]];
    let none = vec![Err(Undefined::NoSamples), Ok(4.0)];
    assert_eq!(errors.evaluate_weighted(&y, &p, &known), Ok(none));
    let mean = MeanAbsoluteError.averaged();
    assert_eq!(mean.evaluate_weighted(&y, &p, &known), Ok(4.0));
    let columns = mean.state_of_weighted(&y, &p, &known).expect("a state");
    assert_eq!(mean.left_out(&columns), 1);
}

#[test]
fn columns_are_refused_as_elements_are() {
    let errors = MeanSquaredLogarithmicError::default().per_column();
    let mut stream = errors.streaming();
    stream.update(&array![[1.0, 2.0]], &array![[1.0, 2.0]]).expect("two columns");
    let before = stream.clone();
    let refused = stream.update(&array![[1.0, 2.0], [1.0, -1.0]], &array![[1.0, 2.0], [1.0, 2.0]]);
    let message = "y_true[1, 1] is -1, expected a finite number above -1; remove such samples, or give them \
                   weight 0";
    assert_eq!(refused.expect_err("-1").to_string(), message);
    let rows = array![[1.0, 2.0, 3.0]];
    assert!(stream.update(&rows, &rows).is_err(), "three columns");
    assert!(stream.update(&array![1.0], &array![1.0]).is_err(), "no columns");
    assert_eq!(stream, before);
}

/// 64-bit integers are read in parts that begin in any column.
#[test]
fn wide_integers_stay_in_their_columns() {
    let y = Array2::from_shape_fn((5000, 3), |(_, column)| column as i64);
    let p = y.mapv(|_| 0_u64);
    let bias = MeanBiasError.per_column();
    assert_eq!(bias.evaluate(&y, &p), Ok(vec![Ok(0.0), Ok(-1.0), Ok(-2.0)]));
    let huge = y.mapv(|y| if y == 2 { i64::MAX } else { y });
    let found = bias.evaluate(&huge, &p);
    assert_eq!(found, Ok(vec![Ok(0.0), Ok(-1.0), Ok(-9_223_372_036_854_775_807.0)]));
}

/// Poisson: terms 2.545177, 1, 0.613706, 1.545177. Gamma by the same predictions.
#[test]
fn deviances_by_hand() {
    let means = array![0.5, 0.5, 2.0, 2.0];
    let poisson = metrics::mean_poisson_deviance(&array![2, 0, 1, 4], &means).expect("a value");
    assert!((poisson - 1.426_015).abs() < 1e-6, "{poisson}");
    let gamma = metrics::mean_gamma_deviance(&array![2.0, 0.5, 1.0, 4.0], &means).expect("a value");
    assert!((gamma - 1.056_853).abs() < 1e-6, "{gamma}");
}

/// Equal numbers deviate by exactly 0, and beyond the range of `f64` there is no value.
#[test]
fn deviances_at_the_ends() {
    let numbers = array![1e-300, 0.1, 1.0, 7.0, 1e300];
    for power in [-1.0, 0.0, 1.5, 2.0, 3.0] {
        let deviance = MeanTweedieDeviance { power };
        let near =
            deviance.evaluate(&array![0.1, 1.0, 7.0], &array![0.1, 1.0, 7.0]).expect("a value");
        assert!((0.0..1e-13).contains(&near), "{power}: {near:e}");
        let far = deviance.evaluate(&numbers, &numbers.slice(ndarray::s![..;-1]));
        assert!(matches!(far, Err(Error::Undefined(Undefined::Overflow))), "{power}: {far:?}");
    }
    assert_eq!(metrics::mean_poisson_deviance(&numbers, &numbers), Ok(0.0));
    assert_eq!(metrics::mean_gamma_deviance(&numbers, &numbers), Ok(0.0));
}

/// 2·(y·ln(y/p) − y + p) is in range where y/p is not, unless it is above the largest number itself.
#[test]
fn a_poisson_deviance_beyond_all_quotients() {
    let (large, small) = (array![1e300, 1e-300], array![1e-300, 1e300]);
    let logarithm = 600.0 * std::f64::consts::LN_10;
    for deviance in [
        metrics::mean_poisson_deviance(&large, &small).expect("a value"),
        MeanTweedieDeviance { power: 1.0 }.evaluate(&large, &small).expect("a value"),
    ] {
        assert!((deviance / 1e300 - logarithm).abs() < 1e-12, "{deviance:e}");
    }
    let beyond = metrics::mean_poisson_deviance(&array![1e306], &array![1e-300]);
    assert!(matches!(beyond, Err(Error::Undefined(Undefined::Overflow))), "{beyond:?}");
}

#[test]
fn powers_that_no_distribution_has_are_refused() {
    let (y, p) = (array![1.0], array![1.0]);
    for power in [0.5, f64::NAN, f64::INFINITY] {
        let error = MeanTweedieDeviance { power }.evaluate(&y, &p).expect_err("a power");
        let message = format!(
            "option `power` is {power}, expected 0, a negative number, or a finite number of at least 1: no \
             distribution has a power between 0 and 1"
        );
        assert_eq!(error.to_string(), message);
    }
    for naive_error in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let error = MeanAbsoluteScaledError { naive_error }.evaluate(&y, &p).expect_err("a scale");
        let message = format!(
            "option `naive_error` is {naive_error}, expected a finite number above 0, such as \
             `NaiveScale::of(&training_series, 1)?` gives"
        );
        assert_eq!(error.to_string(), message);
    }
}
