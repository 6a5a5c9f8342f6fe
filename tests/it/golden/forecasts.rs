//! Forecasts that say how sure they are: what scikit-learn, scoringrules, or arithmetic in fractions, says
//! (`sklearn_forecasts.json`).

use ndarray_metrics::Undefined;
use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::Case;
use super::arrays::{flat, of_numbers};
use super::counts::{FINE, compare, relative};

fn list(case: &Value, option: &str) -> Vec<f64> {
    let numbers = case["options"][option].as_array().expect("a list");
    numbers.iter().map(|number| number.as_f64().expect("a number")).collect()
}

fn one<M>(measure: M, case: &Value) -> Result<Vec<f64>, Error>
where
    M: Measure<Output = Result<f64, Undefined>>,
{
    of_numbers(measure, case).map(|value| flat([value]))
}

/// What the crate gives, by name and options.
fn evaluate(case: &Value) -> Result<Vec<f64>, Error> {
    let (levels, alphas) = (|| list(case, "levels"), || list(case, "alphas"));
    match case["metric"].as_str().expect("a name") {
        "pinball_loss" => one(PinballLoss { level: Case(case).option("level") }, case),
        "pinball_loss_of_levels" => one(PinballLossOfLevels { levels: levels() }, case),
        "crossing_quantiles" => one(CrossingQuantiles, case),
        "interval_coverage" => one(IntervalCoverage, case),
        "interval_width" => one(IntervalWidth, case),
        "interval_score" => one(IntervalScore { alpha: Case(case).option("alpha") }, case),
        "weighted_interval_score" => one(WeightedIntervalScore { alphas: alphas() }, case),
        "ensemble_crps" => one(EnsembleCrps { fair: Case(case).flag("fair") }, case),
        "gaussian_crps" => one(GaussianCrps, case),
        "quantile_crps" => one(QuantileCrps { levels: levels() }, case),
        "gaussian_negative_log_likelihood" => one(GaussianNegativeLogLikelihood, case),
        other => panic!("no metric is called {other}"),
    }
}

#[test]
fn scikit_learn_and_scoringrules_say_the_same_of_forecasts() {
    let allowed = |case: &Value, expected: &[f64]| relative(case, expected, FINE);
    compare(include_str!("../data/sklearn_forecasts.json"), 269, evaluate, allowed);
}
