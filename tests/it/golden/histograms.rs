//! Where the truth falls in forecasts: what scipy and fractions say (`scipy_histograms.json`).

use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::arrays::{flat, numbers, weighted};
use super::ranking::{agree, expected};
use super::{Case, cases};

fn value(measure: impl Measure, case: &Value) -> Vec<f64> {
    let (y, p) = (numbers(&case["true"]), numbers(&case["pred"]));
    flat(weighted(measure, &y, &p, &case["weights"]).expect("a good batch").numbers())
}

#[test]
fn histograms_have_the_values_of_others() {
    let all = cases(include_str!("../data/scipy_histograms.json"));
    for case in &all {
        let found = match case["metric"].as_str().expect("a name") {
            "rank_histogram" => value(RankHistogram::new(Case(case).size("members")), case),
            _ => value(GaussianPitHistogram { num_bins: Case(case).size("num_bins") }, case),
        };
        assert!(agree(&found, &expected(&case["value"])), "{case}: here {found:?}");
    }
    assert_eq!(all.len(), 48);
}
