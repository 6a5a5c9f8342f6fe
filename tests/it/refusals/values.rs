//! Numbers that an argument may not hold: not finite, or outside its range.

use ndarray::{Array2, ShapeBuilder, array};
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;

use super::{assert_table, refused};

const NAN: f64 = f64::NAN;
const INFINITY: f64 = f64::INFINITY;

fn value(argument: &'static str, index: &[usize], found: f64, expected: Domain) -> Error {
    Error::Value { argument, index: index.into(), found, expected }
}

#[test]
fn numbers_that_are_not_finite() {
    let good = array![0.0, 1.0, 1.0];
    let bad = |x: f64| array![0.5, x, 0.5];
    let truth = |x| refused(MeanSquaredError, &bad(x), &good);
    let prediction = |x| refused(MeanAbsoluteError, &good, &bad(x));
    let expected = |argument, x| value(argument, &[1], x, Domain::Finite);
    assert_table([
        (
            truth(NAN),
            expected("y_true", NAN),
            "y_true[1] is NaN, expected a finite number; remove such samples, or give them weight 0: \
             `ndarray_metrics::known(&y_true)?` is such a mask",
        ),
        (
            truth(INFINITY),
            expected("y_true", INFINITY),
            "y_true[1] is inf, expected a finite number; remove such samples, or give them weight 0",
        ),
        (
            truth(-INFINITY),
            expected("y_true", -INFINITY),
            "y_true[1] is -inf, expected a finite number; remove such samples, or give them weight 0",
        ),
        (
            prediction(NAN),
            expected("y_pred", NAN),
            "y_pred[1] is NaN, expected a finite number; remove such samples, or give them weight 0",
        ),
        (
            prediction(INFINITY),
            expected("y_pred", INFINITY),
            "y_pred[1] is inf, expected a finite number; remove such samples, or give them weight 0",
        ),
        (
            prediction(-INFINITY),
            expected("y_pred", -INFINITY),
            "y_pred[1] is -inf, expected a finite number; remove such samples, or give them weight 0",
        ),
    ]);
}

/// ∞ − ∞ is NaN: not the formula is to blame but the argument, the truth first.
#[test]
fn infinities_that_meet_are_told_from_overflow() {
    let infinite = array![1.0, INFINITY];
    let text =
        "y_true[1] is inf, expected a finite number; remove such samples, or give them weight 0";
    let error = value("y_true", &[1], INFINITY, Domain::Finite);
    assert_table([
        (refused(MeanSquaredError, &infinite, &infinite), error.clone(), text),
        (refused(MeanAbsoluteError, &infinite, &infinite.mapv(|x| x as f32)), error, text),
    ]);
}

#[test]
fn numbers_that_may_not_be_negative() {
    const COUNT: &str = "y_true[1] is -1, expected a finite number of at least 0; remove such \
                         samples, or give them weight 0";
    const RATE: &str = "y_pred[0] is -0.5, expected a finite number of at least 0; remove such \
                        samples, or give them weight 0";
    let (good, negative, rates) = (array![2, 1], array![2, -1], array![-0.5, 1.0]);
    let (poisson, logarithmic) = (Poisson::default(), MeanSquaredLogarithmicError::default());
    let error = |argument, index, found| value(argument, &[index], found, Domain::NonNegative);
    assert_table([
        (refused(poisson, &negative, &good), error("y_true", 1, -1.0), COUNT),
        (refused(poisson, &good, &rates), error("y_pred", 0, -0.5), RATE),
    ]);
    const ABOVE: &str = "y_true[1] is -1, expected a finite number above -1; remove such samples, or \
                         give them weight 0";
    let error = value("y_true", &[1], -1.0, Domain::AboveMinusOne);
    assert_table([(refused(logarithmic, &negative, &good), error, ABOVE)]);
    assert!(logarithmic.evaluate(&good, &rates).is_ok());
}

/// A formula of one's own that has no value for numbers that it admits.
#[test]
fn a_formula_that_is_not_a_number_is_named() {
    let ratio = MeanOf::new("ratio", |y: f64, p: f64| y / p);
    let good = array![[1.0, 2.0], [3.0, 4.0]];
    let bad = array![[1.0, 2.0], [0.0, 4.0]];
    let error = refused(ratio, &bad, &bad);
    let variant = Error::Formula { measure: "MeanOf(\"ratio\")".into(), index: vec![1, 0] };
    let text = "the formula of MeanOf(\"ratio\") is NaN at [1, 0], expected a number for every pair \
                of admitted arguments; narrow the `Domain` that the measure states, or change its \
                formula";
    assert_table([(error, variant, text)]);
    assert_eq!(ratio.evaluate(&good, &good), Ok(1.0));
    assert_eq!(ratio.evaluate(&good, &bad), Err(Error::Undefined(Undefined::Overflow)));
}

/// Column-major arrays are read as they lie in memory; the refusal is that of the first element as it is
/// indexed.
#[test]
fn the_first_bad_number_of_column_major_arrays() {
    let mut p = Array2::<f64>::zeros((40, 30).f());
    let y = p.clone();
    (p[[7, 2]], p[[3, 20]], p[[30, 0]]) = (INFINITY, INFINITY, INFINITY);
    let text = "y_pred[3, 20] is inf, expected a finite number";
    let starts = |error: Error| assert!(error.to_string().starts_with(text), "{error}");
    starts(MeanSquaredError.evaluate(&y, &p).expect_err("refused"));
    let mut stream = MeanAbsoluteError.streaming();
    stream.update(&y, &y).expect("accepted");
    let before = stream.clone();
    starts(stream.update(&y, &p).expect_err("refused"));
    assert_eq!(stream, before);
    let mut good = p.clone();
    (good[[7, 2]], good[[3, 20]], good[[30, 0]]) = (0.1, 1e300, -1.0);
    let rows = (y.as_standard_layout().to_owned(), good.as_standard_layout().to_owned());
    assert_eq!(MeanAbsoluteError.state_of(&y, &good), MeanAbsoluteError.state_of(&rows.0, &rows.1));
    assert_eq!(
        MeanAbsoluteError.state_of(&y.t(), &good.t()),
        MeanAbsoluteError.state_of(&rows.0, &rows.1)
    );
}
