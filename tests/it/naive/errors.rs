//! Errors of predicted numbers that are means, with their values per sample.

use ndarray_metrics::prelude::*;

use super::arrays::Values::*;
use super::data::elements;
use super::means::means;
use super::textbook::*;

/// 2·|y − p|/(|y| + |p|), 0 of two zeros.
fn symmetric(y: f64, p: f64) -> f64 {
    let size = y.abs() + p.abs();
    if size == 0.0 { 0.0 } else { 2.0 * (y - p).abs() / size }
}

/// The summands of the deviance, each with its factor.
fn poisson(y: f64, p: f64) -> Vec<f64> {
    let logarithm = if y == 0.0 { 0.0 } else { y * (y / p).ln() };
    vec![2.0 * logarithm, -2.0 * y, 2.0 * p]
}

fn gamma(y: f64, p: f64) -> Vec<f64> {
    vec![2.0 * (p / y).ln(), 2.0 * y / p, -2.0]
}

fn tweedie(y: f64, p: f64, power: f64) -> Vec<f64> {
    let (one, two) = (1.0 - power, 2.0 - power);
    let truth = if y > 0.0 { y.powf(two) } else { 0.0 };
    vec![2.0 * truth / (one * two), -2.0 * y * p.powf(one) / one, 2.0 * p.powf(two) / two]
}

means! {
    share_within_tolerance: ShareWithinTolerance { tolerance: 2.5 }, elements(Number, Number),
        |_, y, p| share((y[0] - p[0]).abs() <= 2.5), [f64 f64, f32 f32, u8 u8, i64 i64];
    share_of_equal_numbers: ShareWithinTolerance::default(), elements(Sign, Sign),
        |_, y, p| share(y[0] == p[0]), [f64 f64, bool i32];
    mean_bias_error: MeanBiasError, elements(Number, Number), |_, y, p| vec![p[0] - y[0]],
        [f64 f64, f32 f32, u8 i32, i64 u8];
    mean_percentage_error: MeanPercentageError, elements(AboveZero, Number),
        |_, y, p| vec![100.0 * (p[0] - y[0]) / y[0]], [f64 f64, f32 f64, i64 f32];
    mean_percentage_error_of_a_truth_of_zero: MeanPercentageError, elements(Sign, Number),
        |_, y, p| vec![if y[0] == 0.0 { f64::NAN } else { 100.0 * (p[0] - y[0]) / y[0] }],
        [f64 f64, i32 f32];
    symmetric_mean_absolute_percentage_error:
        SymmetricMeanAbsolutePercentageError::default(), elements(Number, Number),
        |_, y, p| vec![symmetric(y[0], p[0])], [f64 f64, f32 f32, u8 i64, i64 i64];
    symmetric_mean_absolute_percentage_error_in_per_cent:
        SymmetricMeanAbsolutePercentageError { scale: SymmetricScale::UpTo200 },
        elements(Sign, Score), |_, y, p| vec![100.0 * symmetric(y[0], p[0])], [f64 f64, bool i32];
    mean_poisson_deviance: MeanPoissonDeviance, elements(Positive, AboveZero),
        |_, y, p| poisson(y[0], p[0]), [f64 f64, f32 f32, u8 f64];
    mean_gamma_deviance: MeanGammaDeviance, elements(AboveZero, AboveZero),
        |_, y, p| gamma(y[0], p[0]), [f64 f64, f32 f32];
    mean_tweedie_deviance: MeanTweedieDeviance { power: 1.5 }, elements(Positive, AboveZero),
        |_, y, p| tweedie(y[0], p[0], 1.5), [f64 f64, u8 f32];
    mean_tweedie_deviance_of_power_3: MeanTweedieDeviance { power: 3.0 },
        elements(AboveZero, AboveZero), |_, y, p| tweedie(y[0], p[0], 3.0), [f64 f64];
    mean_tweedie_deviance_of_power_minus_1: MeanTweedieDeviance { power: -1.0 },
        elements(Number, AboveZero), |_, y, p| tweedie(y[0], p[0], -1.0), [f64 f64, i32 f32];
    mean_tweedie_deviance_of_power_0: MeanTweedieDeviance::default(), elements(Number, Number),
        |_, y, p| vec![(y[0] - p[0]).powi(2)], [f64 f64];
    mean_tweedie_deviance_of_power_1: MeanTweedieDeviance { power: 1.0 },
        elements(Positive, AboveZero), |_, y, p| poisson(y[0], p[0]), [f64 f64];
    mean_tweedie_deviance_of_power_2: MeanTweedieDeviance { power: 2.0 },
        elements(AboveZero, AboveZero), |_, y, p| gamma(y[0], p[0]), [f64 f64];
    root_mean_squared_logarithmic_error:
        RootMeanSquaredLogarithmicError { epsilon: 0.0 }, elements(Positive, Positive),
        |_, y, p| vec![(y[0].ln_1p() - p[0].ln_1p()).powi(2)] => f64::sqrt, [f64 f64, i64 f32];
}
