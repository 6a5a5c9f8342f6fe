//! What is explained of the truth, and errors relative to it: what scikit-learn and fractions say of the same batches
//! (`sklearn_relative.json`).

use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::arrays::{flat, numbers, weighted};
use super::cases;
use super::ranking::expected;

/// Values are written with 12 digits.
const TOLERANCE: f64 = 1e-11;

/// The numbers of a measure, NaN where one is undefined.
fn value(measure: impl Measure, batch: &Value) -> Vec<f64> {
    let (y, p) = (numbers(&batch["true"]), numbers(&batch["pred"]));
    flat(weighted(measure, &y, &p, &batch["weights"]).expect("a good batch").numbers())
}

fn found(batch: &Value, reading: &Value) -> Vec<f64> {
    let option = |name: &str| reading["options"][name].as_str();
    let own = || {
        let weights = reading["options"]["column_weights"].as_array().expect("weights");
        weights.iter().filter_map(Value::as_f64).collect()
    };
    match reading["metric"].as_str().expect("a name") {
        "explained_variance" => {
            let aggregation = match option("average") {
                Some("uniform") => R2Aggregation::UniformAverage,
                _ => R2Aggregation::VarianceWeightedAverage,
            };
            value(ExplainedVariance { aggregation }, batch)
        }
        "explained_variance_per_column" => value(ExplainedVariancePerColumn, batch),
        "explained_variance_of_weighted_columns" => {
            value(ExplainedVariancePerColumn.weighted_mean(own()), batch)
        }
        "r2_score_of_weighted_columns" => {
            value(R2ScorePerColumn::default().weighted_mean(own()), batch)
        }
        "relative_absolute_error" => value(RelativeAbsoluteError, batch),
        "relative_squared_error" => value(RelativeSquaredError, batch),
        "normalized_root_mean_squared_error" => {
            let by = match option("by") {
                Some("Mean") => ErrorNormalization::Mean,
                _ => ErrorNormalization::StandardDeviation,
            };
            value(NormalizedRootMeanSquaredError { by }, batch)
        }
        "d2_tweedie_score" => {
            let power = reading["options"]["power"].as_f64().expect("a power");
            value(D2TweedieScore { power }, batch)
        }
        other => panic!("no reading is called {other}"),
    }
}

fn agree(found: &[f64], expected: &[f64]) -> bool {
    let near = |(a, b): (&f64, &f64)| {
        a.is_nan() && b.is_nan() || (a - b).abs() <= TOLERANCE * b.abs().max(1.0)
    };
    found.len() == expected.len() && found.iter().zip(expected).all(near)
}

#[test]
fn relative_errors_have_the_values_of_others() {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for batch in cases(include_str!("../data/sklearn_relative.json")) {
        for reading in batch["readings"].as_array().expect("readings") {
            let (found, expected) = (found(&batch, reading), expected(&reading["value"]));
            if !agree(&found, &expected) {
                wrong.push(format!("{reading}: here {found:?}, of {}", batch["true"]));
            }
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(compared, 290);
}
