//! Several labels of a sample: what scikit-learn says (`sklearn_multilabel.json`).

use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::Case;
use super::arrays::one;
use super::counts::{FINE, compare, relative};

/// What the crate gives, by name and options.
fn evaluate(case: &Value) -> Result<Vec<f64>, Error> {
    let options = &case["options"];
    let threshold = options["threshold"].as_f64().unwrap_or_default();
    let zero_division = options["zero_division"].as_f64();
    match case["metric"].as_str().expect("a name") {
        "subset_accuracy" => one(SubsetAccuracy { threshold }, case),
        "hamming_loss" => one(HammingLoss { threshold }, case),
        "sample_jaccard" => one(SampleJaccard { threshold, zero_division }, case),
        "sample_f1_score" => one(SampleF1Score { threshold, zero_division }, case),
        "sample_f_beta_score" => {
            let beta = Case(case).option("beta");
            one(SampleFBetaScore { beta, threshold, zero_division }, case)
        }
        "sample_precision" => one(SamplePrecision { threshold, zero_division }, case),
        "sample_recall" => one(SampleRecall { threshold, zero_division }, case),
        "label_ranking_average_precision" => {
            one(LabelRankingAveragePrecision { zero_division }, case)
        }
        "coverage_error" => one(CoverageError, case),
        "label_ranking_loss" => one(LabelRankingLoss { zero_division }, case),
        other => panic!("no metric is called {other}"),
    }
}

#[test]
fn scikit_learn_says_the_same_of_several_labels() {
    let allowed = |case: &Value, expected: &[f64]| relative(case, expected, FINE);
    compare(include_str!("../data/sklearn_multilabel.json"), 293, evaluate, allowed);
}
