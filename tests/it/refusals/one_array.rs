//! Measures of one array of values, which is neither truth nor prediction.

use ndarray::{Array1, arr0, array};
use ndarray_metrics::Streaming;
use ndarray_metrics::domain::Domain;
use ndarray_metrics::prelude::*;

use super::assert_table;

/// The refusal of values by a stream that has seen some, and by the one-call form.
#[track_caller]
fn refused(values: &Array1<f64>, weights: Option<&Array1<f64>>) -> Error {
    let mut after = seen();
    let (error, at_once) = match weights {
        Some(weights) => (after.add_weighted(values, weights), Mean.of_weighted(values, weights)),
        None => (after.add(values), Mean.of(values)),
    };
    assert_eq!(after, seen());
    let (error, at_once) = (error.expect_err("a refusal"), at_once.expect_err("a refusal"));
    assert_eq!(format!("{error:?}"), format!("{at_once:?}"));
    error
}

fn seen() -> Streaming<Mean> {
    let mut stream = Mean.streaming();
    stream.add(&array![0.5, -3.0]).expect("finite values");
    stream
}

#[test]
fn values_are_called_values() {
    let value = |found| Error::Value {
        argument: "values",
        index: vec![1],
        found,
        expected: Domain::Finite,
    };
    let weight = Error::Weight { index: vec![0], found: -1.0 };
    assert_table([
        (
            refused(&array![1.0, f64::NAN], None),
            value(f64::NAN),
            "values[1] is NaN, expected a finite number; remove such samples, or give them weight 0",
        ),
        (
            refused(&array![1.0, f64::INFINITY], Some(&array![1.0, 1.0])),
            value(f64::INFINITY),
            "values[1] is inf, expected a finite number; remove such samples, or give them weight 0",
        ),
        (
            refused(&array![1.0, 2.0], Some(&array![-1.0, 1.0])),
            weight,
            "weights[0] is -1, expected a finite number of at least 0; a weight of 0 leaves a sample \
             out",
        ),
    ]);
    let scalar = metrics::mean(&arr0(1.0)).expect_err("no batch axis");
    assert_eq!(scalar, Error::NoBatchAxis { argument: "values".into() });
    assert_eq!(metrics::sum(&arr0(1.0)), Err(scalar));
}

#[test]
fn weights_must_fit_the_values() {
    let error = refused(&array![1.0, 2.0], Some(&array![1.0]));
    assert!(matches!(error, Error::WeightShape { .. }), "{error}");
    assert_eq!(refused(&array![1.0, 2.0], Some(&Array1::zeros(3))).argument(), Some("weights"));
}

/// Not 0, as in Keras.
#[test]
fn nothing_has_neither_mean_nor_sum() {
    let undefined = Err(Error::Undefined(Undefined::NoSamples));
    let none = Array1::<f64>::zeros(0);
    assert_eq!((metrics::mean(&none), metrics::sum(&none)), (undefined.clone(), undefined.clone()));
    assert_eq!(Sum.of_weighted(&array![1.0, f64::NAN], &array![false, false]), undefined);
}

/// A sum may be beyond `f64` where the mean of the same state is not.
#[test]
fn a_sum_beyond_f64_is_undefined() {
    let huge = array![f64::MAX, f64::MAX];
    assert_eq!(metrics::mean(&huge), Ok(f64::MAX));
    assert_eq!(metrics::sum(&huge), Err(Error::Undefined(Undefined::Overflow)));
    assert_eq!(metrics::sum(&array![f64::MAX, f64::MAX, f64::MIN]), Ok(f64::MAX));
}
