//! Costs of confusions, and association: what scikit-learn, scipy and fractions say
//! (`sklearn_association.json`).

use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Output, Undefined};
use serde_json::Value;

use super::arrays::of_labels;
use super::{Case, cases};

const FILE: &str = include_str!("../data/sklearn_association.json");

/// The file has twelve digits; what is left of terms that cancel has fewer of them.
const TOLERANCE: f64 = 1e-11;

fn costs(case: &Value) -> Vec<Vec<f64>> {
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let number = |value: &Value| value.as_f64().expect("a number");
    let rows = list(&case["options"]["costs"]);
    rows.iter().map(|row| list(row).iter().map(number).collect()).collect()
}

fn measures(case: &Value) -> [(AnyMeasure, &'static str); 5] {
    let classes = Case(case).size("num_classes");
    [
        (ExpectedCost::new(costs(case)).into(), "expected_cost"),
        (CramersV::new(classes).into(), "cramers_v"),
        (TschuprowsT::new(classes).into(), "tschuprows_t"),
        (ContingencyCoefficient::new(classes).into(), "contingency_coefficient"),
        (TheilsU::new(classes).into(), "theils_u"),
    ]
}

#[test]
fn costs_and_associations() {
    let (mut values, mut undefined) = (0, 0);
    for case in cases(FILE) {
        for (measure, name) in measures(&case) {
            let found = of_labels(measure, &case).expect("a case that is taken").numbers()[0];
            match (found, case["value"][name].as_f64()) {
                (Ok(found), Some(value)) => {
                    let near = (found - value).abs() <= TOLERANCE * value.abs().max(1e-2);
                    assert!(near, "{name} {}: {found}, expected {value}", case["id"]);
                    values += 1;
                }
                (Err(Undefined::OneClass | Undefined::Constant), None) => undefined += 1,
                (found, value) => panic!("{name} {}: {found:?}, {value:?}", case["id"]),
            }
        }
    }
    assert!(values > 5 * 48 && undefined > 8, "{values} values, {undefined} undefined");
}
