//! Errors of predicted numbers: what scikit-learn, or arithmetic in fractions, says (`sklearn_regression.json`).

use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::arrays::of_numbers;
use super::counts::{FINE, compare, relative};

/// What the crate gives, by name and options.
fn evaluate(case: &Value) -> Result<Vec<f64>, Error> {
    let option = |name: &str| case["options"][name].as_f64().expect("a number");
    match case["metric"].as_str().expect("a name") {
        "mean_bias_error" => one(MeanBiasError, case),
        "mean_percentage_error" => one(MeanPercentageError, case),
        "symmetric_mean_absolute_percentage_error" => {
            one(SymmetricMeanAbsolutePercentageError { scale: scale(option("most")) }, case)
        }
        "weighted_absolute_percentage_error" => one(WeightedAbsolutePercentageError, case),
        "mean_absolute_scaled_error" => {
            one(MeanAbsoluteScaledError { naive_error: option("naive_error") }, case)
        }
        "root_mean_squared_scaled_error" => {
            let naive_squared_error = option("naive_squared_error");
            one(RootMeanSquaredScaledError { naive_squared_error }, case)
        }
        "root_mean_squared_logarithmic_error" => {
            one(RootMeanSquaredLogarithmicError::default(), case)
        }
        "mean_poisson_deviance" => one(MeanPoissonDeviance, case),
        "mean_gamma_deviance" => one(MeanGammaDeviance, case),
        "mean_tweedie_deviance" => one(MeanTweedieDeviance { power: option("power") }, case),
        other => panic!("no metric is called {other}"),
    }
}

fn one<M: Measure<Output = Result<f64, Undefined>>>(
    measure: M,
    case: &Value,
) -> Result<Vec<f64>, Error> {
    Ok(vec![of_numbers(measure, case)?.unwrap_or(f64::NAN)])
}

fn scale(most: f64) -> SymmetricScale {
    let scales = [SymmetricScale::UpTo1, SymmetricScale::UpTo2, SymmetricScale::UpTo200];
    let of = |scale: &SymmetricScale| {
        SymmetricMeanAbsolutePercentageError { scale: *scale }.scale().most == most
    };
    scales.into_iter().find(of).expect("a scale")
}

#[test]
fn scikit_learn_and_fractions_say_the_same_of_errors_of_numbers() {
    let allowed = |case: &Value, expected: &[f64]| relative(case, expected, FINE);
    compare(include_str!("../data/sklearn_regression.json"), 247, evaluate, allowed);
}
