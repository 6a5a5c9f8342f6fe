//! Readings of counts and moments: what Keras says of random cases (`keras_counts.json`) and in its
//! own tests and class docs (`keras_counts_reference.json`), and what scikit-learn says where Keras
//! is silent or wrong (`sklearn_counts.json`).

use ndarray_metrics::prelude::*;
use serde_json::Value;

use super::{cases, keras, scikit};

const KERAS: &str = include_str!("../data/keras_counts.json");
const REFERENCE: &str = include_str!("../data/keras_counts_reference.json");
const SCIKIT: &str = include_str!("../data/sklearn_counts.json");

/// Contract with Keras: within this of the larger of |value| and the size of its terms.
const TOLERANCE: f64 = 1e-6;

/// scikit-learn computes in f64; what is left is the order in which it adds.
pub(super) const FINE: f64 = 1e-9;

/// The file allows a unit of the last digit of a list's shortest number for all of it: 1 beside
/// 1.0. A tolerance as coarse as that is replaced.
const COARSE: f64 = 5e-4;

type Evaluate = fn(&Value) -> Result<Vec<f64>, Error>;

/// The numbers in a value, in C order, lists of a curve in the order of their names; NaN for null.
fn flat(value: &Value) -> Vec<f64> {
    match value {
        Value::Array(list) => list.iter().flat_map(flat).collect(),
        Value::Object(lists) => lists.values().flat_map(flat).collect(),
        number => vec![number.as_f64().unwrap_or(f64::NAN)],
    }
}

/// What the crate gives; NaN for what is undefined. A constant row of a correlation is refused,
/// because a mean over rows without it would be another one; Keras's value is NaN or 0.
fn found(case: &Value, evaluate: Evaluate) -> Result<Vec<f64>, Error> {
    match evaluate(case) {
        Err(Error::Undefined(_) | Error::ConstantRow { .. }) => Ok(vec![f64::NAN]),
        other => other,
    }
}

/// What the value should be: that of the definition, where the library deviates.
fn expected(case: &Value) -> Vec<f64> {
    flat(case.get("defined").unwrap_or(&case["value"]))
}

/// One number for each value, from as many or from one for all.
fn spread(numbers: &Value, values: &[f64]) -> Vec<f64> {
    let numbers = flat(numbers);
    if numbers.len() == 1 { vec![numbers[0]; values.len()] } else { numbers }
}

/// What each number may differ by: so much of its scale.
pub(super) fn relative(case: &Value, expected: &[f64], tolerance: f64) -> Vec<f64> {
    let scales = spread(&case["scale"], expected);
    let each = expected.iter().zip(scales);
    each.map(|(value, scale)| tolerance * value.abs().max(scale)).collect()
}

fn agree(found: &[f64], expected: &[f64], tolerances: &[f64]) -> bool {
    let close = |((a, b), tolerance): ((&f64, &f64), &f64)| {
        (a.is_nan() && b.is_nan()) || (a - b).abs() <= *tolerance
    };
    let lengths = [found.len(), tolerances.len()];
    lengths == [expected.len(); 2] && found.iter().zip(expected).zip(tolerances).all(close)
}

/// The weights of one case, if there is one.
fn weights(
    case: &Value,
    evaluate: Evaluate,
    allowed: impl Fn(&[f64]) -> Vec<f64>,
) -> Option<String> {
    let expected = expected(case);
    let found = found(case, evaluate);
    match &found {
        Ok(values) if agree(values, &expected, &allowed(&expected)) => None,
        _ => {
            let (name, id, options) = (&case["metric"], &case["id"], &case["options"]);
            Some(format!("{name} {id} {options}: expected {expected:?}, here {found:?}"))
        }
    }
}

/// Compares all cases that are not to be refused, of which there are so many.
pub(super) fn compare(
    file: &str,
    compared: usize,
    evaluate: Evaluate,
    allowed: impl Fn(&Value, &[f64]) -> Vec<f64>,
) {
    let mut cases = cases(file);
    cases.retain(|case| case.get("refused").is_none());
    let wrong: Vec<_> = cases
        .iter()
        .filter_map(|case| weights(case, evaluate, |expected| allowed(case, expected)))
        .collect();
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    assert_eq!(cases.len(), compared);
}

#[test]
fn keras_says_the_same_of_random_counts() {
    let allowed = |case: &Value, expected: &[f64]| relative(case, expected, TOLERANCE);
    compare(KERAS, 892, keras::evaluate, allowed);
}

#[test]
fn keras_has_these_reference_counts() {
    let allowed = |case: &Value, expected: &[f64]| {
        let given = spread(&case["tolerance"], expected).into_iter().zip(expected);
        let fine = |value: &f64| 2.0 * TOLERANCE * value.abs().max(1.0);
        given.map(|(given, value)| if given > COARSE { fine(value) } else { given }).collect()
    };
    compare(REFERENCE, 234, keras::evaluate, allowed);
}

#[test]
fn scikit_learn_says_the_same_of_random_counts() {
    let allowed = |case: &Value, expected: &[f64]| relative(case, expected, FINE);
    compare(SCIKIT, 902, scikit::evaluate, allowed);
}

/// What breaks a contract is refused.
#[test]
fn what_breaks_a_contract_of_counts_is_refused() {
    for case in [KERAS, REFERENCE].into_iter().flat_map(cases) {
        if case.get("refused").is_some() {
            assert!(found(&case, keras::evaluate).is_err(), "{case} is accepted");
        }
    }
}

/// Where a library is not right, the values differ.
#[test]
fn deviations_of_counts_are_what_they_are_said_to_be() {
    let files: [(&str, usize, Evaluate); 3] = [
        (KERAS, 109, keras::evaluate),
        (REFERENCE, 23, keras::evaluate),
        (SCIKIT, 5, scikit::evaluate),
    ];
    for (file, deviations, evaluate) in files {
        let mut cases = cases(file);
        cases.retain(|case| case.get("deviates").is_some());
        assert_eq!(cases.len(), deviations);
        for case in &cases {
            let theirs = flat(&case["value"]);
            let near: Vec<_> = theirs.iter().map(|value| 1e-7 * value.abs()).collect();
            let ours = found(case, evaluate).expect("accepted");
            assert!(!agree(&ours, &theirs, &near), "{case} does not differ");
        }
    }
}
