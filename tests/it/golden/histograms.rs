//! Where the truth falls in forecasts: what scipy and fractions say (`scipy_histograms.json`).

use ndarray_metrics::prelude::*;

use super::readings::{agree, expected, of_numbers};
use super::{Case, cases};

#[test]
fn histograms_have_the_values_of_others() {
    let all = cases(include_str!("../data/scipy_histograms.json"));
    for case in &all {
        let found = match case["metric"].as_str().expect("a name") {
            "rank_histogram" => of_numbers(RankHistogram::new(Case(case).size("members")), case),
            _ => of_numbers(GaussianPitHistogram { num_bins: Case(case).size("num_bins") }, case),
        };
        assert!(agree(&found, &expected(&case["value"])), "{case}: here {found:?}");
    }
    assert_eq!(all.len(), 48);
}
