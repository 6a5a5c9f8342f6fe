//! Rank correlations and concordance: what scipy, scikit-survival and exact arithmetic say of the same batches
//! (`scipy_ranks.json`).

use ndarray_metrics::prelude::*;
use ndarray_metrics::{Output, Undefined};
use serde_json::Value;

use super::arrays::{flat, numbers, weighted};
use super::cases;
use super::ranking::{agree, expected};

/// The value of a measure, NaN where it is undefined.
fn value(measure: impl Measure<Output = Result<f64, Undefined>>, batch: &Value) -> Vec<f64> {
    let (y, p) = (numbers(&batch["true"]), numbers(&batch["pred"]));
    flat(weighted(measure, &y, &p, &batch["weights"]).expect("a good batch").numbers())
}

fn found(batch: &Value, metric: &str) -> Vec<f64> {
    match metric {
        "spearman_correlation" => value(SpearmanCorrelation, batch),
        "kendall_tau" => value(KendallTau, batch),
        "somers_d" => value(SomersD, batch),
        "concordance_index" => value(ConcordanceIndex, batch),
        other => panic!("no reading is called {other}"),
    }
}

#[test]
fn rank_correlations_have_the_values_of_others() {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for batch in cases(include_str!("../data/scipy_ranks.json")) {
        for reading in batch["readings"].as_array().expect("readings") {
            let found = found(&batch, reading["metric"].as_str().expect("a name"));
            if !agree(&found, &expected(&reading["value"])) {
                wrong.push(format!("{reading}: here {found:?}, of {}", batch["true"]));
            }
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(compared, 138);
}
