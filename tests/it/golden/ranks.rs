//! Rank correlations and concordance: what scipy, scikit-survival and exact arithmetic say of the same batches
//! (`scipy_ranks.json`).

use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::readings::{TOLERANCE, compare, of_numbers};

fn found(batch: &Value, reading: &Value) -> Vec<f64> {
    match reading["metric"].as_str().expect("a name") {
        "spearman_correlation" => of_numbers(SpearmanCorrelation, batch),
        "kendall_tau" => of_numbers(KendallTau, batch),
        "somers_d" => of_numbers(SomersD, batch),
        "concordance_index" => of_numbers(ConcordanceIndex, batch),
        other => panic!("no reading is called {other}"),
    }
}

#[test]
fn rank_correlations_have_the_values_of_others() {
    compare(include_str!("../data/scipy_ranks.json"), 138, |_| TOLERANCE, found);
}
