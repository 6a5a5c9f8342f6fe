//! What is refused, and what is undefined.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::RankedScores;

fn message<V: std::fmt::Debug>(refused: Result<V, Error>) -> String {
    refused.expect_err("a refusal").to_string()
}

#[test]
fn refusals_name_the_place_and_keep_the_state() {
    let mut stream = CalibrationError::default().streaming();
    stream.update(&array![0, 1], &array![0.25, 0.5]).unwrap();
    let before = stream.clone();

    let refused = message(stream.update(&array![[0, 1]], &array![[0.5, 1.5]]));
    assert!(
        refused.starts_with("y_pred[0, 1] is 1.5, expected a probability in [0, 1]"),
        "{refused}"
    );
    assert!(refused.ends_with("if these are logits, say `from_logits: true`"), "{refused}");
    let refused = message(stream.update(&array![0, 1], &array![0.5, f64::NAN]));
    assert!(refused.starts_with("y_pred[1] is NaN"), "{refused}");
    let refused = message(stream.update(&array![0, 2], &array![0.5, 0.5]));
    assert!(refused.starts_with("y_true[1] is 2, expected a label 0 or 1"), "{refused}");
    let refused =
        message(stream.update_weighted(&array![0, 1], &array![0.5, 0.5], &array![1.0, -1.0]));
    assert!(refused.starts_with("weights[1] is -1"), "{refused}");
    assert!(stream.update(&array![0, 1, 1], &array![0.5, 0.5]).is_err());
    assert_eq!(stream, before);
}

#[test]
fn rows_are_refused_by_name_and_place() {
    let error = TopLabelCalibrationError::default();
    let refused = message(error.evaluate(&array![0, 3], &array![[0.5, 0.5], [0.5, 0.5]]));
    assert!(refused.starts_with("y_true[1] is 3, expected a class label in 0..2"), "{refused}");
    let refused = message(error.evaluate(&array![0, 1], &array![[0.5, 0.5], [0.5, -0.5]]));
    assert!(refused.starts_with("y_pred[1, 1] is -0.5, expected a probability"), "{refused}");
    let refused = message(error.evaluate(&array![0, 1], &array![[0.5, 0.5], [0.0, 0.0]]));
    assert!(refused.starts_with("the row y_pred[1] gives every class"), "{refused}");
    let infinite = Array2::from_elem((1, 2), f64::NEG_INFINITY);
    let logits = TopLabelCalibrationError { from_logits: true, ..error };
    let refused = message(logits.evaluate(&array![0], &infinite));
    assert!(refused.starts_with("the row y_pred[0] gives every class"), "{refused}");
    let refused = message(logits.evaluate(&array![0], &array![[0.0, f64::INFINITY]]));
    assert!(refused.starts_with("y_pred[0, 1] is inf"), "{refused}");
    assert!(error.evaluate(&array![[0, 1]], &array![[0.5, 0.5]]).is_err());
}

#[test]
fn rows_of_all_classes_are_refused_by_name_and_place() {
    let error = ClasswiseCalibrationError::default();
    let refused = message(error.evaluate(&array![0, 3], &array![[0.5, 0.5], [0.5, 0.5]]));
    assert!(refused.starts_with("y_true[1] is 3, expected a class label in 0..2"), "{refused}");
    let refused = message(error.evaluate(&array![0, 1], &array![[0.5, 0.5], [0.5, -0.5]]));
    assert!(refused.starts_with("y_pred[1, 1] is -0.5, expected a probability"), "{refused}");
    assert_eq!(error.evaluate(&array![0, 1], &array![[1.0, 0.0], [0.0, 1.0]]), Ok(0.0));
    let many = ClasswiseCalibrationError { num_bins: 4096, ..error };
    let refused = message(many.evaluate(&array![0], &Array2::from_elem((1, 17), 0.0)));
    let room = "option `num_bins` is 4096, expected at most 65536 bins for all of the 17 classes";
    assert_eq!(refused, room);
    assert_eq!(many.evaluate(&array![0], &Array2::from_elem((1, 16), 0.0)), Ok(1.0 / 16.0));
}

/// The first weight above 0 says how many classes there are.
#[test]
fn the_number_of_classes_is_open_until_a_forecast_comes() {
    let mut stream = ClasswiseCalibrationError::default().streaming();
    stream.update_weighted(&array![0], &array![[0.5, 0.5]], &array![0.0]).unwrap();
    assert_eq!((stream.result(), stream.state().len()), (Err(Undefined::NoSamples), 0));
    stream.update(&array![2], &array![[0.25, 0.25, 0.5]]).unwrap();
    assert_eq!(stream.result(), Ok(1.0 / 3.0));
    assert_eq!((stream.state().len(), stream.measure().left_out(stream.state())), (3, 0));
    assert!(stream.update(&array![0], &array![[0.5, 0.5]]).is_err());
    let other = ClasswiseCalibrationError { num_bins: 5, ..Default::default() };
    let mut other = other.state_of(&array![2], &array![[0.25, 0.25, 0.5]]).unwrap();
    let merged = ndarray_metrics::state::State::merge_checked(&mut other, stream.state());
    let refused = message(merged);
    assert!(refused.contains("forecasts in 15 bins into forecasts in 5 bins"), "{refused}");
}

#[test]
fn a_number_of_bins_that_cannot_be() {
    for num_bins in [0, 4097, usize::MAX] {
        let expected = format!("option `num_bins` is {num_bins}, expected a number from 1 to 4096");
        let measure = CalibrationError { num_bins, ..Default::default() };
        assert_eq!(message(measure.evaluate(&array![1], &array![0.5])), expected);
        assert_eq!(measure.streaming().result(), Err(Undefined::NoSamples));
        let measure = TopLabelCalibrationError { num_bins, ..Default::default() };
        assert_eq!(message(measure.evaluate(&array![1], &array![[0.5, 0.5]])), expected);
        let measure = ClasswiseCalibrationError { num_bins, ..Default::default() };
        assert_eq!(message(measure.evaluate(&array![1], &array![[0.5, 0.5]])), expected);
        assert_eq!(
            message(
                CalibrationError { num_bins, ..Default::default() }
                    .state_of(&array![1], &array![0.5])
            ),
            expected
        );
    }
}

#[test]
fn states_of_other_bins_do_not_merge() {
    let mut five = CalibrationError { num_bins: 5, ..Default::default() }.streaming();
    let ten = CalibrationError { num_bins: 10, ..Default::default() }.streaming();
    let before = five.clone();
    assert!(matches!(five.merge(&ten), Err(Error::Configuration { .. })));
    let (mut state, other) = (
        CalibrationError { num_bins: 5, ..Default::default() }
            .state_of(&array![1], &array![0.5])
            .unwrap(),
        CalibrationError { num_bins: 10, ..Default::default() }
            .state_of(&array![1], &array![0.5])
            .unwrap(),
    );
    let refused = message(ndarray_metrics::state::State::merge_checked(&mut state, &other));
    assert!(refused.contains("forecasts in 10 bins into forecasts in 5 bins"), "{refused}");
    assert_eq!(five, before);
}

#[test]
fn undefined_values_have_reasons() {
    let nothing = CalibrationError { num_bins: 5, ..Default::default() }
        .state_of(&Array1::<u8>::zeros(0), &Array1::<f64>::zeros(0))
        .unwrap();
    assert_eq!(nothing.calibration_error(CalibrationNorm::Maximum), Err(Undefined::NoSamples));
    assert_eq!(nothing.curve(), Err(Undefined::NoSamples));
    assert_eq!(nothing.brier_score(), Err(Undefined::NoSamples));
    assert_eq!(nothing.brier_decomposition(), Err(Undefined::NoSamples));
    assert_eq!(RankedScores::default().brier_decomposition(), Err(Undefined::NoSamples));
    assert_eq!(RankedScores::default().reliability_curve(), Err(Undefined::NoSamples));
    for beyond in [-0.5, 1.0_f64.next_up()] {
        let scores = RocAuc.state_of(&array![0, 1], &array![0.5, beyond]).unwrap();
        assert_eq!(scores.brier_decomposition(), Err(Undefined::NotProbabilities));
        assert_eq!(scores.reliability_curve(), Err(Undefined::NotProbabilities));
    }
    let alike = CalibrationError { num_bins: 5, ..Default::default() }
        .state_of(&array![1, 1], &array![0.5, 0.75])
        .unwrap();
    let parts = alike.brier_decomposition().unwrap();
    assert_eq!((parts.uncertainty, parts.resolution), (0.0, 0.0));
    assert_eq!(parts.skill_score(), Err(Undefined::OneClass));
}

/// Weights from 2^-500 on.
#[test]
fn weights_of_any_size_give_a_value() {
    let (y, p) = (array![0, 1, 1], array![0.25, 0.25, 0.75]);
    for size in [f64::MAX / 4.0, 1.0, 1e-150] {
        let w = Array1::from_elem(3, size);
        let state = CalibrationError { num_bins: 2, ..Default::default() }
            .state_of_weighted(&y, &p, &w)
            .unwrap();
        assert_eq!(state.calibration_error(CalibrationNorm::Expected), Ok(0.25));
        assert_eq!(state.brier_score(), Ok(0.6875 / 3.0));
    }
}
