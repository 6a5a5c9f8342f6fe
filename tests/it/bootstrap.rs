//! The bootstrap: draws as published, the bits of any split, order and merge, and what its replicates say.

use ndarray::{Array1, Axis, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Bootstrap, Undefined};
use serde_json::Value;

use crate::data::Random;

fn cases() -> Value {
    serde_json::from_str(include_str!("data/scipy_bootstrap.json")).unwrap()
}

fn numbers(list: &Value) -> Array1<f64> {
    list.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

fn whole(text: &Value) -> u64 {
    text.as_str().unwrap().parse().unwrap()
}

/// The sum of one sample's value of 1 is how often it was drawn.
#[test]
fn draws_are_those_of_the_definition() {
    for case in cases()["draws"].as_array().unwrap() {
        for (place, id) in case["ids"].as_array().unwrap().iter().enumerate() {
            let mut drawn = Bootstrap::with(TruePositives::default(), 16, whole(&case["seed"]));
            drawn.update(&[whole(id)], &array![1.0], &array![0.9]).unwrap();
            let expected: Vec<_> = case["draws"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row[place].as_f64().unwrap())
                .collect();
            let found: Vec<_> = drawn.replicates().replicates;
            let found: Vec<_> = found.into_iter().map(|count| count.unwrap_or(0.0)).collect();
            assert_eq!(found, expected, "{id}");
        }
    }
}

/// scipy draws 9999 times with replacement: within a tenth of the standard error, and the ends of the interval
/// within a quarter of it.
#[test]
fn scipy_has_nearly_the_same_distribution() {
    for case in cases()["intervals"].as_array().unwrap() {
        let values = numbers(&case["values"]);
        let (zeros, ids) = (Array1::<f64>::zeros(values.len()), (0..200).collect::<Vec<u64>>());
        let mut mean = Bootstrap::new(MeanAbsoluteError);
        mean.update(&ids, &zeros, &values).unwrap();
        let (replicates, expected) = (mean.replicates(), case["standard_error"].as_f64().unwrap());
        let error = replicates.standard_error().unwrap();
        assert!((error / expected - 1.0).abs() < 0.1, "{error}, expected {expected}");
        let interval = replicates.interval(0.95).unwrap();
        let ends = numbers(&case["interval"]);
        for (found, end) in [interval.lower, interval.upper].into_iter().zip(ends) {
            assert!((found - end).abs() < 0.25 * expected, "{found}, expected {end}");
        }
    }
}

#[test]
fn any_split_order_and_merge_gives_the_same_bits() {
    let mut random = Random(2);
    let y: Array1<f64> = (0..60).map(|_| random.below(2) as f64).collect();
    let p: Array1<f64> = (0..60).map(|_| random.below(20) as f64 / 20.0).collect();
    let w: Array1<f64> = (0..60).map(|_| random.below(3) as f64 / 2.0).collect();
    let ids: Vec<u64> = (0..60).map(|i| i / 2).collect();
    let fresh = Bootstrap::with(RocAuc, 20, 9);
    let mut at_once = fresh.clone();
    at_once.update_weighted(&ids, &y, &p, &w).unwrap();
    let (mut one, mut other) = (fresh.clone(), fresh);
    for start in (0..60).step_by(7).rev() {
        let own: Vec<_> = (start..60.min(start + 7)).rev().collect();
        let of = |array: &Array1<f64>| array.select(Axis(0), &own);
        let ids: Vec<_> = own.iter().map(|&i| ids[i]).collect();
        let part = if start % 2 == 0 { &mut one } else { &mut other };
        part.update_weighted(&ids, &of(&y), &of(&p), &of(&w)).unwrap();
    }
    one.merge(&other).unwrap();
    assert_eq!(one, at_once);
    assert_eq!(
        one.result(),
        RocAuc.evaluate_weighted(&y, &p, &w).map_err(|_| Undefined::NoSamples)
    );
}

/// A cluster enters a replicate as a whole.
#[test]
fn equal_ids_are_drawn_together() {
    let mut counts = Bootstrap::with(TruePositives::default(), 50, 1);
    counts.update(&[5, 5, 5], &array![1.0, 1.0, 1.0], &array![0.9, 0.9, 0.9]).unwrap();
    let of_three = counts.replicates().replicates;
    assert!(of_three.iter().flatten().all(|count| count % 3.0 == 0.0));
    assert!(of_three.iter().flatten().any(|&count| count == 6.0));
}

#[test]
fn eight_of_ten_right() {
    let mut accuracy = Bootstrap::new(Accuracy);
    let ids: Vec<u64> = (0..10).collect();
    let right = Array1::from_iter((0..10).map(|i| f64::from(i < 8)));
    accuracy.update(&ids, &Array1::from_elem(10, 1), &right).unwrap();
    let interval = accuracy.replicates().interval(0.95).unwrap();
    assert_eq!((interval.lower, interval.upper), (0.5, 1.0));
    assert_eq!(accuracy.replicates().undefined(), 0);
}

/// Of three samples one is positive: 37 in 100 replicates have none.
#[test]
fn too_many_undefined_replicates_leave_no_interval() {
    let mut area = Bootstrap::with(RocAuc, 100, 0);
    area.update(&[1, 2, 3], &array![1.0, 0.0, 0.0], &array![0.9, 0.2, 0.4]).unwrap();
    let replicates = area.replicates();
    assert!((20..60).contains(&replicates.undefined()), "{}", replicates.undefined());
    assert_eq!(replicates.standard_error(), Err(Undefined::Replicates));
    assert_eq!(replicates.interval(0.9), Err(Error::Undefined(Undefined::Replicates)));
    let none = Bootstrap::with(RocAuc, 10, 0).replicates();
    assert_eq!(none.standard_error(), Err(Undefined::NoSamples));
}

/// Two models that err alike: each is unsure by itself, their difference is not.
#[test]
fn differences_are_paired() {
    let mut random = Random(4);
    let errors: Array1<f64> = (0..50).map(|_| random.unit() * 10.0).collect();
    let (zeros, ids) = (Array1::<f64>::zeros(50), (0..50).collect::<Vec<u64>>());
    let mut one = Bootstrap::with(MeanAbsoluteError, 200, 3);
    let mut other = one.clone();
    one.update(&ids, &zeros, &(&errors + 0.5)).unwrap();
    other.update(&ids, &zeros, &errors).unwrap();
    let difference = one.difference(&other).unwrap();
    assert!(difference.standard_error().unwrap() < 1e-12);
    assert!(one.replicates().standard_error().unwrap() > 0.2);
    assert_eq!(difference.p_value(0.0), Ok(2.0 / 201.0));
    assert_eq!(one.difference(&one).unwrap().p_value(0.0), Ok(1.0));
}

#[test]
fn bootstraps_that_do_not_belong_together_are_refused() {
    let mut one = Bootstrap::with(Accuracy, 5, 1);
    one.update(&[1, 2], &array![1.0, 1.0], &array![1.0, 0.0]).unwrap();
    let before = one.clone();
    let text = |error: Error| error.to_string();
    let seed = one.merge(&Bootstrap::with(Accuracy, 5, 2)).map_err(text);
    assert_eq!(
        seed.unwrap_err(),
        "option `seed` is 2, expected 1, the seed of the first bootstrap"
    );
    let fewer = one.difference(&Bootstrap::with(Accuracy, 4, 1)).map_err(text);
    let words = "option `replicates` is 4, expected 5, as many as the first bootstrap has";
    assert_eq!(fewer.unwrap_err(), words);
    let ids = one.difference(&Bootstrap::with(Accuracy, 5, 1)).map_err(text).unwrap_err();
    assert!(ids.starts_with("option `ids` is another set of ids"), "{ids}");
    let short = one.update(&[1], &array![1.0, 1.0], &array![1.0, 0.0]).map_err(text).unwrap_err();
    assert!(short.ends_with("found `ids`: 1, `y_pred`: 2"), "{short}");
    assert!(one.update(&[1, 2], &array![1.0, f64::NAN], &array![1.0, 0.0]).is_err());
    assert_eq!(one, before);
}
