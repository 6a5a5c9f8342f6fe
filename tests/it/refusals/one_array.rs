//! Measures of one array of values, which is neither truth nor prediction.

use ndarray::{Array1, Array2, arr0, array};
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

/// The refusal of a table of ratings by three raters, which leaves a stream as it was.
#[track_caller]
fn refused_ratings(table: &Array2<f64>) -> String {
    let measure = FleissKappa::new(3);
    let mut stream = measure.streaming();
    stream.add(&array![[2, 1], [0, 3]]).expect("ratings");
    let before = stream.clone();
    let error = stream.add(table).expect_err("a refusal").to_string();
    assert_eq!(stream, before);
    error
}

#[test]
fn ratings_are_counts_of_as_many_raters() {
    for (table, message) in [
        (
            array![[3.0, 0.0], [1.0, 1.0]],
            "option `num_raters` is 3, expected the total of every row, and that of values[1] is 2; a \
             weight of 0 leaves a subject out",
        ),
        (
            array![[3.0, 0.0], [0.5, 2.5]],
            "values[1, 0] is 0.5, expected a whole number of at least 0; remove such samples, or give them \
             weight 0",
        ),
        (
            array![[4.0, -1.0]],
            "values[0, 1] is -1, expected a whole number of at least 0; remove such samples, or give them \
             weight 0",
        ),
        (
            array![[1.0, 1.0, 1.0]],
            "the last axis has 3 columns, expected 2 as in the batches before; use one metric for each \
             number of columns, or `reset`",
        ),
        (
            Array2::zeros((2, 0)),
            "`values` has shape [2, 0], expected [batch, any]; the last axis has a number for each category",
        ),
    ] {
        assert_eq!(refused_ratings(&table), message);
    }
    let weights = array![1.0, 0.0];
    let padded = array![[3.0, 0.0], [f64::NAN, 9.0]];
    let one = Err(Error::Undefined(Undefined::OneClass));
    assert_eq!(FleissKappa::new(3).of_weighted(&padded, &weights), one);
    let line = FleissKappa::new(3).of(&array![3, 0]).expect_err("no categories").to_string();
    assert!(line.starts_with("`values` has shape [2], expected [batch, any]"), "{line}");
}

#[test]
fn raters_are_two_or_more() {
    for (raters, found) in [(0, "0"), (1, "1"), ((1 << 22) + 1, "4194305")] {
        let refused = FleissKappa::new(raters).of(&array![[1, 0]]).expect_err("refused");
        assert_eq!(
            refused.to_string(),
            format!("option `num_raters` is {found}, expected a number of raters from 2 to 2^22")
        );
        let nothing = FleissKappa::new(raters).streaming().result();
        assert_eq!(nothing, Err(Undefined::NoSamples));
    }
    let [two, three] = [2, 3].map(|raters| FleissKappa::new(raters).streaming());
    assert!(two.clone().merge(&three).is_err());
    assert_eq!(metrics::fleiss_kappa(&array![[1, 1], [1, 1]], 2), Ok(-1.0));
}
