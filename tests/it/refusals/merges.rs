//! Streams of different options, which cannot be merged.

use ndarray::Array1;
use ndarray_metrics::Streaming;
use ndarray_metrics::prelude::*;

use super::{assert_table, bits, seen};

/// Merging is refused in both directions, in these words, and nothing is kept.
#[track_caller]
fn assert_apart<M: Measure>(ours: &M, theirs: &M, words: [&str; 2]) {
    let pair = [seen(ours), seen(theirs)];
    for (mut a, b, [ours, theirs]) in [
        (pair[0].clone(), pair[1].clone(), words),
        (pair[1].clone(), pair[0].clone(), [words[1], words[0]]),
    ] {
        let before = (a.clone(), b.clone());
        let error = a.merge(&b).expect_err("different options");
        let variant = Error::Configuration { ours: ours.into(), theirs: theirs.into() };
        let text = format!("cannot merge {theirs} into {ours}: metric and options must be equal");
        assert_table([(error, variant, &text[..])]);
        assert_eq!((bits(&a), bits(&b)), (bits(&before.0), bits(&before.1)));
        assert_eq!((a, b), before);
    }
}

#[test]
fn every_option_counts() {
    let words = |threshold: &str| format!("BinaryAccuracy {{ threshold: {threshold} }}");
    assert_apart(
        &BinaryAccuracy { threshold: 0.5 },
        &BinaryAccuracy { threshold: 0.5 + f64::EPSILON },
        [&words("0.5"), &words("0.5000000000000002")],
    );
    assert_apart(
        &TopKCategoricalAccuracy::default(),
        &TopKCategoricalAccuracy { k: 1 },
        ["TopKCategoricalAccuracy { k: 5 }", "TopKCategoricalAccuracy { k: 1 }"],
    );
    assert_apart(
        &Huber::default(),
        &Huber { delta: 2.0 },
        ["Huber { delta: 1.0 }", "Huber { delta: 2.0 }"],
    );
    let product = |y: f64, p: f64| y * p;
    assert_apart(
        &MeanOf::new("product", product),
        &MeanOf::new("other", product),
        ["MeanOf(\"product\")", "MeanOf(\"other\")"],
    );
}

#[test]
fn streams_of_different_options_are_not_merged() {
    assert_apart(
        &BinaryAccuracy::default(),
        &BinaryAccuracy { threshold: 0.25 },
        ["BinaryAccuracy { threshold: 0.5 }", "BinaryAccuracy { threshold: 0.25 }"],
    );
    assert_apart(
        &BinaryCrossentropy::default(),
        &BinaryCrossentropy { from_logits: true, ..Default::default() },
        [
            "BinaryCrossentropy { from_logits: false, label_smoothing: 0.0, epsilon: 1e-7 }",
            "BinaryCrossentropy { from_logits: true, label_smoothing: 0.0, epsilon: 1e-7 }",
        ],
    );
    assert_apart(
        &CategoricalCrossentropy::default(),
        &CategoricalCrossentropy { label_smoothing: 0.1, ..Default::default() },
        [
            "CategoricalCrossentropy { from_logits: false, label_smoothing: 0.0, epsilon: 1e-7 }",
            "CategoricalCrossentropy { from_logits: false, label_smoothing: 0.1, epsilon: 1e-7 }",
        ],
    );
    assert_apart(
        &SparseCategoricalCrossentropy::default(),
        &SparseCategoricalCrossentropy { ignore_class: Some(-1), ..Default::default() },
        [
            "SparseCategoricalCrossentropy { from_logits: false, ignore_class: None, epsilon: 1e-7 }",
            "SparseCategoricalCrossentropy { from_logits: false, ignore_class: Some(-1), epsilon: \
             1e-7 }",
        ],
    );
}

#[test]
fn readings_of_one_state_by_different_options_are_not_merged() {
    let words =
        |class: &str| format!("Recall {{ threshold: None, top_k: None, class_id: {class} }}");
    assert_apart(
        &Recall::default(),
        &Recall { class_id: Some(1), ..Default::default() },
        [&words("None"), &words("Some(1)")],
    );
    let words = |thresholds: &str| {
        format!(
            "AtThresholds {{ decision: Specificity {{ threshold: None }}, thresholds: {thresholds} }}"
        )
    };
    assert_apart(
        &Specificity::default().at(vec![0.5, 0.25]),
        &Specificity::default().at(vec![0.5]),
        [&words("[0.5, 0.25]"), &words("[0.5]")],
    );
    let words =
        |beta: &str| format!("FBetaScore {{ average: PerClass, beta: {beta}, threshold: None }}");
    assert_apart(
        &FBetaScore::default(),
        &FBetaScore::new(PerClass, 2.0),
        [&words("1.0"), &words("2.0")],
    );
    let words =
        |k: &str| format!("R2Score {{ class_aggregation: UniformAverage, num_regressors: {k} }}");
    assert_apart(
        &R2Score::default(),
        &R2Score { num_regressors: 1, ..Default::default() },
        [&words("0"), &words("1")],
    );
    let words = |class: &str| {
        format!(
            "OneHotMeanIou {{ confusion: Confusion {{ num_classes: 2, ignore_class: {class}, \
             sparse_y_true: false, sparse_y_pred: false }} }}"
        )
    };
    assert_apart(
        &OneHotMeanIou::new(2),
        &OneHotMeanIou {
            confusion: Confusion { ignore_class: Some(7), ..OneHotMeanIou::new(2).confusion },
        },
        [&words("None"), &words("Some(7)")],
    );
}

#[test]
fn tuples_of_different_options_are_not_merged() {
    assert_apart(
        &(MeanSquaredError, BinaryAccuracy::default()),
        &(MeanSquaredError, BinaryAccuracy { threshold: 0.25 }),
        [
            "(MeanSquaredError, BinaryAccuracy { threshold: 0.5 })",
            "(MeanSquaredError, BinaryAccuracy { threshold: 0.25 })",
        ],
    );
}

/// A refusal takes nothing away from what both may still see.
#[test]
fn a_stream_goes_on_after_a_refused_merge() {
    let mut ours = seen(&BinaryAccuracy::default());
    let theirs: Streaming<_> = BinaryAccuracy { threshold: 0.25 }.streaming();
    assert!(ours.merge(&theirs).is_err());
    ours.update(&Array1::<u8>::zeros(4), &Array1::<f64>::zeros(4)).expect("a good batch");
    assert_eq!(ours.result(), Ok(7.0 / 8.0));
}
