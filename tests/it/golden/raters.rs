//! How far several raters agree: what statsmodels says (`statsmodels_raters.json`).

use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::{Case, cases, floats, integers, is_float};

const FILE: &str = include_str!("../data/statsmodels_raters.json");

fn found(case: &Value) -> Result<f64, Error> {
    let (measure, ratings) = (FleissKappa::new(Case(case).size("num_raters")), &case["pred"]);
    let (ratings, weights) = (integers(ratings), &case["weights"]);
    match (weights.is_null(), is_float(weights)) {
        (true, _) => measure.of(&ratings),
        (_, true) => measure.of_weighted(&ratings, &floats(weights)),
        _ => measure.of_weighted(&ratings, &integers(weights)),
    }
}

#[test]
fn agreement_of_raters() {
    let (mut values, mut undefined) = (0, 0);
    for case in cases(FILE) {
        match (found(&case), case["value"].as_f64()) {
            (Ok(found), Some(value)) => {
                assert!((found - value).abs() <= 1e-11, "{}: {found}, not {value}", case["id"]);
                values += 1;
            }
            (Err(Error::Undefined(_)), None) => undefined += 1,
            (found, value) => panic!("{}: {found:?}, {value:?}", case["id"]),
        }
    }
    assert!(values > 35 && undefined > 0, "{values} values, {undefined} undefined");
}
