//! Gaps between groups: by hand, and as fairlearn has them (`fairlearn_groups.json`).

use std::collections::BTreeMap;

use ndarray::{Array1, array};
use ndarray_metrics::Undefined;
use ndarray_metrics::prelude::*;
use serde_json::Value;

#[test]
fn gaps_of_two_groups_by_hand() {
    let mut decisions = ByGroup::new(Precision::default());
    let y_true = array![1.0, 1.0, 0.0, 0.0, 1.0, 1.0, 0.0, 0.0];
    let y_pred = array![0.9, 0.8, 0.7, 0.2, 0.9, 0.1, 0.7, 0.3];
    decisions.update(&[1, 1, 1, 1, 2, 2, 2, 2], &y_true, &y_pred).unwrap();
    let rates = decisions.rates();
    assert_eq!(rates.demographic_parity_difference(), Ok(0.25));
    assert_eq!(rates.demographic_parity_ratio(), Ok(2.0 / 3.0));
    assert_eq!(rates.true_positive.groups, [(1, Ok(1.0)), (2, Ok(0.5))]);
    assert_eq!(rates.false_positive.groups, [(1, Ok(0.5)), (2, Ok(0.5))]);
    assert_eq!(rates.equalized_odds_difference(), Ok(0.5));
    assert_eq!(rates.equal_opportunity_difference(), Ok(0.5));
}

#[test]
fn a_group_without_a_rate_is_left_out_and_named() {
    let mut decisions = ByGroup::new(Recall::default());
    decisions.update(&[1, 1, 2], &array![1.0, 0.0, 0.0], &array![0.9, 0.9, 0.9]).unwrap();
    let rates = decisions.rates();
    assert_eq!(rates.equal_opportunity_difference(), Ok(0.0));
    let named: Vec<_> = rates.true_positive.undefined().collect();
    assert_eq!(named, [(&2, Undefined::ZeroDenominator)]);
    let mut none = ByGroup::new(Recall::default());
    none.update(&[2], &array![0.0], &array![0.9]).unwrap();
    assert_eq!(none.rates().equalized_odds_difference(), Err(Undefined::ZeroDenominator));
}

fn numbers(list: &Value) -> Array1<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

#[track_caller]
fn near(found: Result<f64, Undefined>, expected: &Value) {
    let (found, expected) = (found.unwrap(), expected.as_f64().unwrap());
    assert!((found - expected).abs() <= 1e-12, "{found}, expected {expected}");
}

/// What fairlearn says of one metric: by group, overall, and the gaps.
fn check<M: Measure<Output = Result<f64, Undefined>>>(measure: M, case: &Value, name: &str) {
    let expected = &case[name];
    let (y, p, w) = (numbers(&case["true"]), numbers(&case["pred"]), numbers(&case["weights"]));
    let groups: Vec<_> =
        case["groups"].as_array().unwrap().iter().map(|group| group.as_str().unwrap()).collect();
    let mut metric = ByGroup::new(measure);
    metric.update_weighted(&groups, &y, &p, &w).unwrap();
    let by_group: BTreeMap<_, _> = metric.by_group().collect();
    for (key, value) in expected["by_group"].as_object().unwrap() {
        near(by_group[&key.as_str()], value);
    }
    let numbers = metric.numbers();
    near(metric.overall(), &expected["overall"]);
    near(metric.difference(), &expected["difference"]);
    near(metric.ratio(), &expected["ratio"]);
    near(numbers.largest_distance_from_overall(), &expected["to_overall"]);
}

#[test]
fn fairlearn_agrees() {
    let text = include_str!("../data/fairlearn_groups.json");
    let cases: Value = serde_json::from_str(text).unwrap();
    for case in cases["cases"].as_array().unwrap() {
        check(BinaryAccuracy::default(), case, "accuracy");
        check(Recall::default(), case, "recall");
        check(RocAuc, case, "roc_auc");
        check(MeanAbsoluteError, case, "mean_absolute_error");
        let (y, p, w) = (numbers(&case["true"]), numbers(&case["pred"]), numbers(&case["weights"]));
        let groups: Vec<_> =
            case["groups"].as_array().unwrap().iter().map(Value::to_string).collect();
        let mut decisions = ByGroup::new(Recall::default());
        decisions.update_weighted(&groups, &y, &p, &w).unwrap();
        let rates = decisions.rates();
        near(rates.demographic_parity_difference(), &case["demographic_parity_difference"]);
        near(rates.demographic_parity_ratio(), &case["demographic_parity_ratio"]);
        near(rates.equalized_odds_difference(), &case["equalized_odds_difference"]);
        near(rates.equal_opportunity_difference(), &case["equal_opportunity_difference"]);
    }
}
