//! What is refused, and what is undefined.

use ndarray::array;
use ndarray_metrics::prelude::*;

#[test]
fn a_refused_prediction_is_named() -> Result<(), Error> {
    let (y, good) = (array![1.0, 0.0, 1.0], array![0.5, 0.25, 0.75]);
    let bad = array![0.5, f64::NAN, 0.75];
    let mut stream = MeanSquaredError.comparison();
    stream.update(&y, &good, &y)?;
    let before = stream.clone();
    let error = stream.update(&y, &bad, &good).unwrap_err();
    assert!(error.to_string().starts_with("first: y_pred[1] is NaN, expected"), "{error}");
    let error = stream.update(&y, &good, &bad).unwrap_err();
    assert!(error.to_string().starts_with("second: y_pred[1] is NaN, expected"), "{error}");
    let error = stream.update(&bad, &good, &good).unwrap_err();
    assert!(error.to_string().starts_with("y_true[1] is NaN, expected"), "{error}");
    let error = stream.update(&y, &good, &array![0.5]).unwrap_err();
    assert!(error.to_string().starts_with("second: "), "{error}");
    let error = stream.update_weighted(&y, &good, &good, &array![1.0, -1.0, 1.0]).unwrap_err();
    assert!(matches!(error, Error::Weight { .. }), "{error}");
    assert_eq!(stream, before);
    let error = RocAuc.compare(&y, &good, &bad).unwrap_err();
    assert!(error.to_string().starts_with("second: y_pred[1] is NaN, expected"), "{error}");
    Ok(())
}

#[test]
fn other_options_are_refused() -> Result<(), Error> {
    let (y, p) = (array![1.0, 0.0], array![0.5, 0.25]);
    let mut one = BinaryAccuracy::default().comparison();
    let mut other = BinaryAccuracy { threshold: 0.25 }.comparison();
    other.update(&y, &p, &p)?;
    let before = one.clone();
    assert!(matches!(one.merge(&other), Err(Error::Configuration { .. })));
    assert_eq!(one, before);
    let wrong = BinaryAccuracy { threshold: f64::NAN };
    assert!(matches!(
        wrong.compare(&y, &p, &p),
        Err(Error::Member { .. } | Error::Parameter { .. })
    ));
    Ok(())
}

#[test]
fn areas_take_masks_alone() {
    let (y, p) = (array![1.0, 0.0, 1.0, 0.0], array![0.5, 0.25, 0.75, 0.5]);
    let error = RocAuc.compare_weighted(&y, &p, &p, &array![1.0, 2.0, 1.0, 1.0]).unwrap_err();
    assert_eq!(error.refusal(), &Error::NoCount { index: vec![1], found: 2.0 });
}

#[test]
fn what_has_no_value_is_undefined() -> Result<(), Error> {
    let one = MeanSquaredError.compare(&array![1.0], &array![2.0], &array![4.0])?;
    assert_eq!(one.difference.value, -8.0);
    assert_eq!(one.p_value(), Err(Undefined::TooFewSamples));
    assert_eq!(MeanSquaredError.comparison().result(), Err(Undefined::NoSamples));
    let ones = RocAuc.compare(&array![1.0, 1.0], &array![0.5, 0.25], &array![0.5, 0.5]);
    assert_eq!(ones, Err(Error::Undefined(Undefined::OneClass)));
    let few = RocAuc.compare(&array![1.0, 0.0], &array![0.5, 0.25], &array![0.5, 0.5])?;
    assert_eq!(few.p_value(), Err(Undefined::TooFewSamples));
    let other =
        AveragePrecision.compare(&array![1.0, 0.0], &array![0.5, 0.25], &array![0.5, 0.5])?;
    assert_eq!((other.first, other.second), (1.0, 0.5));
    assert_eq!(other.p_value(), Err(Undefined::NoFormula));
    // All samples differ by the same number.
    let (y, a, b) = (array![0.0, 0.0], array![3.0, 2.0], array![2.0, 1.0]);
    let constant = MeanAbsoluteError.compare(&y, &a, &b)?;
    assert_eq!(constant.difference.standard_error, Ok(0.0));
    assert_eq!(constant.p_value(), Err(Undefined::NoSpread));
    assert_eq!(constant.discordant(), Err(Undefined::NoShare));
    let weights = array![1.0, 2.0];
    let hits = Accuracy.compare_weighted(&y, &a, &y, &weights)?;
    assert_eq!(hits.discordant(), Err(Undefined::NoShare));
    Ok(())
}

/// A measure may leave out a row by what is predicted there: then the two values are not of the same samples.
#[test]
fn different_samples_are_not_paired() -> Result<(), Error> {
    let y = array![[1, 0], [0, 1], [1, 1], [0, 1]];
    let (a, b) = (array![[1, 0], [0, 0], [1, 1], [1, 1]], array![[1, 0], [0, 1], [0, 1], [1, 0]]);
    let comparison = SamplePrecision::default().compare(&y, &a, &b)?;
    assert_eq!(comparison.difference.standard_error, Err(Undefined::Unpaired));
    assert_eq!(comparison.difference.value, comparison.first - comparison.second);
    Ok(())
}

#[test]
fn terms_beyond_the_range_are_remembered() {
    let (y, a) = (array![0.0, 0.0], array![1e200, 1.0]);
    let error = MeanSquaredError.compare(&y, &a, &a).unwrap_err();
    assert_eq!(error, Error::Undefined(Undefined::Overflow));
}

#[test]
fn several_models_are_two_at_least_and_have_hits() {
    let (y, p) = (array![1.0, 0.0], array![1.0, 1.0]);
    assert!(matches!(Accuracy.cochrans_q(&y, &[&p]), Err(Error::Parameter { .. })));
    let halves = array![0.5, 0.5];
    let error = MeanSquaredError.cochrans_q(&y, &[&halves, &p]).unwrap_err();
    assert_eq!(error, Error::Undefined(Undefined::NoShare));
    let error = Accuracy.cochrans_q(&y, &[&p, &array![f64::NAN, 1.0]]).unwrap_err();
    assert!(error.to_string().starts_with("predictions[1]: y_pred[0] is NaN"), "{error}");
}
