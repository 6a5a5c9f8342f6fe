//! The symmetric divergence between distributions: what scipy says (`scipy_divergences.json`).

use ndarray_metrics::prelude::*;

use super::cases;
use super::readings::{agree, expected, of_numbers};

#[test]
fn divergences_have_the_values_of_scipy() {
    let all = cases(include_str!("../data/scipy_divergences.json"));
    for case in &all {
        let found = of_numbers(JensenShannonDivergence, case);
        assert!(agree(&found, &expected(&case["value"])), "{case}: here {found:?}");
    }
    assert_eq!(all.len(), 30);
}
