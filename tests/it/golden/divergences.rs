//! The symmetric divergence between distributions: what scipy says (`scipy_divergences.json`).

use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;

use super::arrays::{flat, numbers, weighted};
use super::cases;
use super::ranking::{agree, expected};

#[test]
fn divergences_have_the_values_of_scipy() {
    let all = cases(include_str!("../data/scipy_divergences.json"));
    for case in &all {
        let (y, p) = (numbers(&case["true"]), numbers(&case["pred"]));
        let found = weighted(JensenShannonDivergence, &y, &p, &case["weights"]);
        let found = flat(found.expect("a good batch").numbers());
        assert!(agree(&found, &expected(&case["value"])), "{case}: here {found:?}");
    }
    assert_eq!(all.len(), 30);
}
