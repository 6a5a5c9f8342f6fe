//! Scores of the probabilities of several classes, and of sets of classes: what scikit-learn, or arithmetic in fractions, says
//! (`sklearn_probabilities.json`).

use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::arrays::{numbers, one, weighted};
use super::counts::{FINE, compare, relative};

/// What the crate gives, by name and options.
fn evaluate(case: &Value) -> Result<Vec<f64>, Error> {
    let scale_by_half = case["options"]["scale_by_half"].as_bool().unwrap_or_default();
    let from_logits = false;
    match case["metric"].as_str().expect("a name") {
        "categorical_brier_score" => {
            let (y, p, w) = (numbers(&case["true"]), numbers(&case["pred"]), &case["weights"]);
            let score = weighted(CategoricalBrierScore { from_logits, scale_by_half }, &y, &p, w)?;
            Ok(vec![score.unwrap_or(f64::NAN)])
        }
        "sparse_categorical_brier_score" => {
            one(SparseCategoricalBrierScore { from_logits, scale_by_half }, case)
        }
        "ranked_probability_score" => one(RankedProbabilityScore::default(), case),
        "spherical_score" => one(SphericalScore::default(), case),
        "perplexity" => one(Perplexity::default(), case),
        "bits_per_label" => one(BitsPerLabel::default(), case),
        "d2_log_loss_score" => one(D2LogLossScore::default(), case),
        "d2_brier_score" => one(D2BrierScore::default(), case),
        "prediction_set_coverage" => one(PredictionSetCoverage, case),
        "prediction_set_size" => one(PredictionSetSize, case),
        "empty_prediction_sets" => one(EmptyPredictionSets, case),
        "size_stratified_coverage" => one(SizeStratifiedCoverage, case),
        other => panic!("no metric is called {other}"),
    }
}

#[test]
fn scikit_learn_and_fractions_say_the_same_of_probabilities() {
    let allowed = |case: &Value, expected: &[f64]| relative(case, expected, FINE);
    compare(include_str!("../data/sklearn_probabilities.json"), 297, evaluate, allowed);
}
