//! Batches that stand once in a file, each with all that others say of it.

use ndarray_metrics::Output;
use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::arrays::{flat, numbers, weighted};
use super::cases;

/// Values are written with 12 digits.
pub(super) const TOLERANCE: f64 = 1e-11;

/// The numbers of a measure of two arrays of numbers, NaN where one is undefined.
pub(super) fn of_numbers(measure: impl Measure, batch: &Value) -> Vec<f64> {
    let (y, p) = (numbers(&batch["true"]), numbers(&batch["pred"]));
    flat(weighted(measure, &y, &p, &batch["weights"]).expect("a good batch").numbers())
}

/// The numbers in a value, NaN for null.
pub(super) fn expected(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(list) => list.iter().flat_map(expected).collect(),
        number => vec![number.as_f64().unwrap_or(f64::NAN)],
    }
}

/// Whether numbers are those expected, within what is allowed of each.
fn are_near(found: &[f64], expected: &[f64], allowed: impl Fn(f64) -> f64) -> bool {
    let near = |(a, b): (&f64, &f64)| a.is_nan() && b.is_nan() || (a - b).abs() <= allowed(*b);
    found.len() == expected.len() && found.iter().zip(expected).all(near)
}

pub(super) fn agree(found: &[f64], expected: &[f64]) -> bool {
    are_near(found, expected, |_| TOLERANCE)
}

/// Holds all readings of a file against what is found of each batch, given how many there are, and how far off
/// the number found may be from the one expected.
pub(super) fn compare(
    file: &str,
    count: usize,
    allowed: impl Fn(f64) -> f64,
    found: impl Fn(&Value, &Value) -> Vec<f64>,
) {
    let (mut wrong, mut compared) = (Vec::new(), 0);
    for batch in cases(file) {
        for reading in batch["readings"].as_array().expect("readings") {
            let (found, expected) = (found(&batch, reading), expected(&reading["value"]));
            if !are_near(&found, &expected, &allowed) {
                wrong.push(format!("{reading}: here {found:?}, of {}", batch["true"]));
            }
            compared += 1;
        }
    }
    assert!(wrong.is_empty(), "{} of {compared}:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(compared, count);
}
