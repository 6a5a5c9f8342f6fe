//! What is explained of the truth, and errors relative to it: what scikit-learn and fractions say of the same batches
//! (`sklearn_relative.json`).

use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::readings::{TOLERANCE, compare, of_numbers};

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
            of_numbers(ExplainedVariance { aggregation }, batch)
        }
        "explained_variance_per_column" => of_numbers(ExplainedVariancePerColumn, batch),
        "explained_variance_of_weighted_columns" => {
            of_numbers(ExplainedVariancePerColumn.weighted_mean(own()), batch)
        }
        "r2_score_of_weighted_columns" => {
            of_numbers(R2ScorePerColumn::default().weighted_mean(own()), batch)
        }
        "relative_absolute_error" => of_numbers(RelativeAbsoluteError, batch),
        "relative_squared_error" => of_numbers(RelativeSquaredError, batch),
        "normalized_root_mean_squared_error" => {
            let by = match option("by") {
                Some("Mean") => ErrorNormalization::Mean,
                _ => ErrorNormalization::StandardDeviation,
            };
            of_numbers(NormalizedRootMeanSquaredError { by }, batch)
        }
        "d2_tweedie_score" => {
            let power = reading["options"]["power"].as_f64().expect("a power");
            of_numbers(D2TweedieScore { power }, batch)
        }
        other => panic!("no reading is called {other}"),
    }
}

/// Of numbers above 1, the digits are those of the number.
#[test]
fn relative_errors_have_the_values_of_others() {
    let allowed = |expected: f64| TOLERANCE * expected.abs().max(1.0);
    compare(include_str!("../data/sklearn_relative.json"), 290, allowed, found);
}
