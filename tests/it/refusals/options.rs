//! Options that a metric cannot have.

use ndarray::array;
use ndarray_metrics::prelude::*;

use super::{assert_table, refused};

pub(super) fn parameter(option: &'static str, found: &str, expected: &'static str) -> Error {
    Error::Parameter { option, found: found.into(), expected: expected.into() }
}

/// The refusal of a good batch by a stream that has seen nothing, since it can see nothing.
#[track_caller]
pub(super) fn refused_option<M: Measure>(measure: M) -> Error {
    let (labels, one_hot) = (array![0_u8, 1], array![[1_u8, 0], [0, 1]]);
    let y_pred = array![[0.5, 0.5], [0.25, 0.75]];
    let mut stream = measure.clone().streaming();
    let error = stream.update(&one_hot, &y_pred).expect_err("a bad option");
    // The option is refused before shapes are compared, so that one of the two need not fit.
    assert_eq!(stream.update(&labels, &y_pred), Err(error.clone()));
    assert_eq!(measure.evaluate(&one_hot, &y_pred).err(), Some(error.clone()));
    let (state, fresh) = (stream.state(), &measure.observer().empty());
    // As text where the state holds the bad option, which may be NaN.
    assert!(state == fresh || format!("{state:?}") == format!("{fresh:?}"), "{error}");
    error
}

#[test]
fn a_threshold_is_finite() {
    let threshold = |threshold| refused_option(BinaryAccuracy { threshold });
    let error = |found| parameter("threshold", found, "a finite number");
    let infinity = f64::INFINITY;
    assert_table([
        (threshold(f64::NAN), error("NaN"), "option `threshold` is NaN, expected a finite number"),
        (threshold(infinity), error("inf"), "option `threshold` is inf, expected a finite number"),
        (
            threshold(-infinity),
            error("-inf"),
            "option `threshold` is -inf, expected a finite number",
        ),
    ]);
}

const EPSILON_BOUNDS: &str = "a number below 0.5 that does not vanish beside 1 in the type of y_pred \
                       (1e-7 for f32, 1e-15 for f64), or 0.0 to clip nothing";

#[test]
fn an_epsilon_is_positive_and_below_a_half() {
    for (epsilon, found) in
        [(-1e-7, "-1e-7"), (f64::NAN, "NaN"), (0.7, "0.7"), (0.5, "0.5"), (1e-17, "1e-17")]
    {
        let text = format!(
            "option `epsilon` is {found}, expected a number below 0.5 that does not vanish beside 1 \
             in the type of y_pred (1e-7 for f32, 1e-15 for f64), or 0.0 to clip nothing"
        );
        let error = || parameter("epsilon", found, EPSILON_BOUNDS);
        let binary = BinaryCrossentropy { epsilon, ..Default::default() };
        let rows = CategoricalCrossentropy { epsilon, ..Default::default() };
        let labels = SparseCategoricalCrossentropy { epsilon, ..Default::default() };
        let focal = BinaryFocalCrossentropy { epsilon, ..Default::default() };
        let focal_rows = CategoricalFocalCrossentropy { epsilon, ..Default::default() };
        assert_table([
            (refused_option(binary), error(), &text[..]),
            (refused_option(rows), error(), &text),
            (refused_option(labels), error(), &text),
            (refused_option(focal), error(), &text),
            (refused_option(focal_rows), error(), &text),
        ]);
    }
}

/// 1 − 1e-15 is 1 in `f32`: the logarithm of 0 would come back. These streams have seen `f64`.
#[test]
fn an_epsilon_that_vanishes_in_the_predictions_type() {
    const TEXT: &str = "option `epsilon` is 1e-15, expected a number below 0.5 that does not vanish \
                        beside 1 in the type of y_pred (1e-7 for f32, 1e-15 for f64), or 0.0 to clip \
                        nothing";
    let (labels, one_hot) = (array![0, 1], array![[1, 0], [0, 1]]);
    let y_pred = array![[0.5_f32, 0.5], [0.25, 0.75]];
    let (epsilon, error) = (1e-15, || parameter("epsilon", "1e-15", EPSILON_BOUNDS));
    let from_labels = SparseCategoricalCrossentropy { epsilon, ..Default::default() };
    assert_table([
        (
            refused(BinaryCrossentropy { epsilon, ..Default::default() }, &one_hot, &y_pred),
            error(),
            TEXT,
        ),
        (
            refused(CategoricalCrossentropy { epsilon, ..Default::default() }, &one_hot, &y_pred),
            error(),
            TEXT,
        ),
        (refused(from_labels, &labels, &y_pred), error(), TEXT),
    ]);
}

#[test]
fn an_epsilon_is_not_asked_for_with_logits() {
    let (labels, logits) = (array![0, 1], array![[0.5_f32, 0.5], [0.25, 0.75]]);
    let from_logits = true;
    let usual = SparseCategoricalCrossentropy { from_logits, ..Default::default() };
    for epsilon in [0.0, -1.0, 1e-15] {
        let measure = SparseCategoricalCrossentropy { epsilon, ..usual };
        assert_eq!(measure.evaluate(&labels, &logits), usual.evaluate(&labels, &logits));
    }
}

/// Such a measure would be unlike itself: no two of its streams could merge.
#[test]
fn an_epsilon_is_a_number_even_with_logits() {
    let (epsilon, from_logits) = (f64::NAN, true);
    let error = || parameter("epsilon", "NaN", EPSILON_BOUNDS);
    let binary = BinaryCrossentropy { epsilon, from_logits, ..Default::default() };
    assert_eq!(refused_option(binary), error());
    let rows = CategoricalCrossentropy { epsilon, from_logits, ..Default::default() };
    assert_eq!(refused_option(rows), error());
    let labels = SparseCategoricalCrossentropy { epsilon, from_logits, ..Default::default() };
    assert_eq!(refused_option(labels), error());
    let focal = BinaryFocalCrossentropy { epsilon, from_logits, ..Default::default() };
    assert_eq!(refused_option(focal), error());
    let focal = CategoricalFocalCrossentropy { epsilon, from_logits, ..Default::default() };
    assert_eq!(refused_option(focal), error());
}

#[test]
fn a_label_smoothing_lies_between_0_and_1() {
    for (label_smoothing, found) in [(1.5, "1.5"), (-0.1, "-0.1"), (f64::NAN, "NaN")] {
        let text = format!("option `label_smoothing` is {found}, expected a number in [0, 1]");
        let error = || parameter("label_smoothing", found, "a number in [0, 1]");
        let binary = BinaryCrossentropy { label_smoothing, ..Default::default() };
        let rows = CategoricalCrossentropy { label_smoothing, ..Default::default() };
        let logits = BinaryCrossentropy { from_logits: true, ..binary };
        let focal = BinaryFocalCrossentropy { label_smoothing, ..Default::default() };
        let focal_rows = CategoricalFocalCrossentropy { label_smoothing, ..Default::default() };
        assert_table([
            (refused_option(binary), error(), &text[..]),
            (refused_option(logits), error(), &text),
            (refused_option(rows), error(), &text),
            (refused_option(focal), error(), &text),
            (refused_option(focal_rows), error(), &text),
        ]);
    }
    for label_smoothing in [0.0, 1.0] {
        let measure = BinaryCrossentropy { label_smoothing, ..Default::default() };
        assert!(measure.evaluate(&array![1], &array![0.5]).is_ok());
    }
}

/// Elsewhere epsilon is no bound on both sides: any positive number does that the type can hold.
#[test]
fn an_epsilon_that_only_raises_is_positive_and_finite() {
    const POSITIVE: &str = "a finite number above 0 in the type of y_pred (1e-7 for f32)";
    const NONE: &str = "a finite number above 0 in the type of y_pred (1e-7 for f32), or 0.0 to leave \
                        every number as it is";
    for (epsilon, found) in [(-1e-7, "-1e-7"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        let error = |expected| parameter("epsilon", found, expected);
        let text = |expected| format!("option `epsilon` is {found}, expected {expected}");
        assert_table([
            (
                refused_option(MeanAbsolutePercentageError { epsilon }),
                error(POSITIVE),
                &text(POSITIVE)[..],
            ),
            (refused_option(MeanSquaredLogarithmicError { epsilon }), error(NONE), &text(NONE)),
            (refused_option(Poisson { epsilon }), error(NONE), &text(NONE)),
        ]);
    }
    let zero = refused_option(MeanAbsolutePercentageError { epsilon: 0.0 });
    assert_eq!(zero, parameter("epsilon", "0", POSITIVE));
    let tiny = MeanAbsolutePercentageError { epsilon: 1e-60 };
    let narrow = array![[0.5_f32, 0.5]];
    assert_eq!(refused(tiny, &narrow, &narrow), parameter("epsilon", "1e-60", POSITIVE));
    for (epsilon, found) in [(1.0, "1"), (7e20, "7e20"), (f64::INFINITY, "inf")] {
        let error = refused_option(KlDivergence { epsilon });
        assert_eq!(error, parameter("epsilon", found, "a number in [0, 1)"));
    }
    let error = refused_option(KlDivergence { epsilon: -0.5 });
    assert_eq!(error, parameter("epsilon", "-0.5", NONE));
}

#[test]
fn the_focus_of_a_focal_crossentropy_is_checked() {
    const SHARE: &str = "a number in [0, 1]";
    const POWER: &str = "a finite number of at least 0";
    let binary = BinaryFocalCrossentropy::default();
    let rows = CategoricalFocalCrossentropy::default();
    for (alpha, found) in [(1.5, "1.5"), (-0.25, "-0.25"), (f64::NAN, "NaN")] {
        let error = parameter("alpha", found, SHARE);
        assert_eq!(refused_option(BinaryFocalCrossentropy { alpha, ..binary }), error);
        assert_eq!(refused_option(CategoricalFocalCrossentropy { alpha, ..rows }), error);
    }
    for (gamma, found) in [(-1.0, "-1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        let error = parameter("gamma", found, POWER);
        assert_eq!(refused_option(BinaryFocalCrossentropy { gamma, ..binary }), error);
        assert_eq!(refused_option(CategoricalFocalCrossentropy { gamma, ..rows }), error);
    }
}

#[test]
fn a_bound_of_errors_is_positive_and_a_number_of_classes_too() {
    for (delta, found) in [(0.0, "0"), (-1.0, "-1"), (f64::NAN, "NaN"), (f64::INFINITY, "inf")] {
        let error = refused_option(Huber { delta });
        let text = format!("option `delta` is {found}, expected a finite number above 0");
        assert_table([(error, parameter("delta", found, "a finite number above 0"), &text[..])]);
    }
    let error = || parameter("k", "0", "at least 1");
    let text = "option `k` is 0, expected at least 1";
    let by_label = SparseTopKCategoricalAccuracy { k: 0, ..Default::default() };
    let by_id = SparseTopKCategoricalAccuracy { k: 0, from_sorted_ids: true };
    assert_table([
        (refused_option(TopKCategoricalAccuracy { k: 0 }), error(), text),
        (refused_option(by_label), error(), text),
        (refused_option(by_id), error(), text),
    ]);
}

#[test]
fn per_sample_refuses_options_likewise() {
    let (y_true, y_pred) = (array![[1_u8, 0]], array![[0.5, 0.5]]);
    let measure = CategoricalCrossentropy { epsilon: -1.0, ..Default::default() };
    assert_eq!(measure.per_sample(&y_true, &y_pred), Err(refused_option(measure)));
    let measure = BinaryAccuracy { threshold: f64::NAN };
    assert_eq!(measure.per_sample(&y_true, &y_pred), Err(refused_option(measure)));
}
