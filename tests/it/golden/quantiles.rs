//! Quantiles and extremes of errors and of values: what scikit-learn and `NumPy` say (`sklearn_quantiles.json`).

use ndarray_metrics::element::NoTruth;
use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::arrays::{numbers, of_numbers, weighted};
use super::counts::{FINE, compare, relative};
use super::{Case, Golden};
use crate::data::to_f32;

/// What the crate gives, by name and options.
fn evaluate(case: &Value) -> Result<Vec<f64>, Error> {
    let level = || Case(case).option("level");
    match case["metric"].as_str().expect("a name") {
        "median_absolute_error" => one(MedianAbsoluteError, case),
        "absolute_error_quantile" => one(AbsoluteErrorQuantile { level: level() }, case),
        "error_quantile" => one(ErrorQuantile { level: level() }, case),
        "error_interquartile_range" => one(ErrorInterquartileRange, case),
        "median_absolute_deviation" => one(MedianAbsoluteDeviation, case),
        "max_error" => one(MaxError, case),
        "share_within_tolerance" => {
            one(ShareWithinTolerance { tolerance: Case(case).option("tolerance") }, case)
        }
        "d2_pinball_score" => one(D2PinballScore { level: level() }, case),
        "d2_absolute_error_score" => one(D2AbsoluteErrorScore, case),
        "median" => of_values(&Median, case),
        "quantile" => of_values(&Quantile { level: level() }, case),
        "minimum" => of_values(&Minimum, case),
        "maximum" => of_values(&Maximum, case),
        other => panic!("no metric is called {other}"),
    }
}

fn one(measure: impl Golden, case: &Value) -> Result<Vec<f64>, Error> {
    Ok(vec![of_numbers(measure, case)?.unwrap_or(f64::NAN)])
}

fn of_values(measure: &(impl Golden + ValueMeasure), case: &Value) -> Result<Vec<f64>, Error> {
    let values = numbers(&case["pred"]);
    let (truth, weights) = (values.mapv(|_| NoTruth), &case["weights"]);
    let value = match case["pred"]["dtype"].as_str() {
        Some("f32") => weighted(measure.clone(), &truth, &to_f32(&values), weights)?,
        _ => weighted(measure.clone(), &truth, &values, weights)?,
    };
    value.map(|value| vec![value]).map_err(Error::Undefined)
}

#[test]
fn scikit_learn_and_numpy_say_the_same_of_quantiles() {
    let allowed = |case: &Value, expected: &[f64]| relative(case, expected, FINE);
    compare(include_str!("../data/sklearn_quantiles.json"), 321, evaluate, allowed);
}
