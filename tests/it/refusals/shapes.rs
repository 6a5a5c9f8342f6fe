//! Truth and prediction of different shapes, which other libraries broadcast or flatten.

use ndarray::{Array, ArrayD, Axis, IxDyn, arr0, array};
use ndarray_metrics::prelude::*;

use super::{Row, assert_table, refused};

const EQUAL: &str = "the two must have equal shapes";
const WITHOUT_LAST: &str = "y_true must have the shape of y_pred without its last axis";

fn ones(shape: &[usize]) -> ArrayD<f64> {
    Array::ones(IxDyn(shape))
}

/// The row of a metric that is given ones; the advice is what the text ends with.
#[track_caller]
fn row<M: Measure>(
    measure: M,
    [y_true, y_pred]: [&[usize]; 2],
    expected: &'static str,
    text: &'static str,
) -> Row<'static> {
    let (_, advice) = text.split_once("squeezed").expect("what all these messages say");
    let found = refused(measure, &ones(y_true), &ones(y_pred));
    let (y_true, y_pred, advice) = (y_true.into(), y_pred.into(), advice.into());
    (found, Error::Shapes { y_true, y_pred, expected, advice }, text)
}

#[test]
fn elements_are_not_broadcast() {
    assert_table([
        row(
            MeanSquaredError,
            [&[3], &[3, 1]],
            EQUAL,
            "y_true has shape [3], y_pred has shape [3, 1]; the two must have equal shapes, nothing \
             is broadcast or squeezed; axis 1 of size 1 is missing: add it with \
             `y_true.insert_axis(Axis(1))`",
        ),
        row(
            MeanAbsoluteError,
            [&[3, 1], &[3]],
            EQUAL,
            "y_true has shape [3, 1], y_pred has shape [3]; the two must have equal shapes, nothing \
             is broadcast or squeezed; axis 1 of size 1 is too many: remove it with \
             `y_true.index_axis(Axis(1), 0)`",
        ),
        row(
            Hinge,
            [&[3, 1], &[3, 3]],
            EQUAL,
            "y_true has shape [3, 1], y_pred has shape [3, 3]; the two must have equal shapes, \
             nothing is broadcast or squeezed; axis 1 of `y_true` has size 1, expected 3",
        ),
        row(
            BinaryAccuracy::default(),
            [&[6], &[2, 3]],
            EQUAL,
            "y_true has shape [6], y_pred has shape [2, 3]; the two must have equal shapes, nothing \
             is broadcast or squeezed; `y_true` has 1 axis, expected 2",
        ),
        row(
            BinaryCrossentropy::default(),
            [&[2, 3, 4], &[2, 4, 3]],
            EQUAL,
            "y_true has shape [2, 3, 4], y_pred has shape [2, 4, 3]; the two must have equal \
             shapes, nothing is broadcast or squeezed; the axes are in another order: permute them \
             with `y_true.permuted_axes([0, 2, 1])`",
        ),
    ]);
}

#[test]
fn static_and_dynamic_arrays_are_refused_in_the_same_words() {
    let (flat, column) = (array![1.0, 2.0, 3.0], array![[1.0], [2.0], [3.0]]);
    let in_static = refused(MeanSquaredError, &flat, &column);
    let (flat_d, column_d) = (flat.clone().into_dyn(), column.clone().into_dyn());
    for other in [
        refused(MeanSquaredError, &flat_d, &column_d),
        refused(MeanSquaredError, &flat, &column_d),
        refused(MeanSquaredError, &flat_d, &column),
        refused(MeanSquaredError, &flat.view(), &column.view()),
    ] {
        assert_eq!(other, in_static);
    }
}

/// What is said of labels against rows of three scores.
const OF_LABELS: &str = "for class labels against rows of scores use `SparseCategoricalAccuracy`, \
     `SparseCategoricalCrossentropy`, or, for precision, recall, F-scores, overlap and agreement, \
     readings of `Confusion { sparse_y_pred: false, ..Confusion::new(3) }`; for a ranking of \
     each class `RocAuc.one_vs_rest()`; for a binary decision take the column of class 1 of y_pred; or make one-hot rows of the labels";

#[test]
fn class_labels_and_one_hot_rows_are_sent_to_the_metrics_sibling() {
    let labels_for_rows: &'static str = format!(
        "y_true has shape [2], y_pred has shape [2, 3]; the two must have equal shapes, nothing is \
         broadcast or squeezed; {OF_LABELS}"
    )
    .leak();
    let rows_for_labels = "y_true has shape [2, 3], y_pred has shape [2, 3]; y_true must have the \
                           shape of y_pred without its last axis, nothing is broadcast or squeezed; \
                           for one-hot or soft labels use the metric whose name does not begin \
                           with `Sparse`, such as `CategoricalAccuracy` or \
                           `CategoricalCrossentropy`; a confusion matrix takes them with \
                           `sparse_y_true: false`, and a ranking metric with `.per_column()`";
    let (from_rows, from_labels) =
        (CategoricalCrossentropy::default(), SparseCategoricalCrossentropy::default());
    assert_table([
        row(CategoricalAccuracy, [&[2], &[2, 3]], EQUAL, labels_for_rows),
        row(from_rows, [&[2], &[2, 3]], EQUAL, labels_for_rows),
        row(SparseCategoricalAccuracy, [&[2, 3]; 2], WITHOUT_LAST, rows_for_labels),
        row(from_labels, [&[2, 3]; 2], WITHOUT_LAST, rows_for_labels),
        row(
            from_rows,
            [&[2, 4], &[2, 4, 3]],
            EQUAL,
            labels_for_rows.replace("[2]", "[2, 4]").replace("[2, 3]", "[2, 4, 3]").leak(),
        ),
        row(BinaryCrossentropy::default(), [&[2], &[2, 3]], EQUAL, labels_for_rows),
    ]);
}

/// Keras takes labels of shape (N, 1), squeezing them.
#[test]
fn a_column_of_class_labels_is_told_to_be_indexed_away() {
    let text = "y_true has shape [2, 1], y_pred has shape [2, 3]; y_true must have the shape of \
                y_pred without its last axis, nothing is broadcast or squeezed; axis 1 of size 1 is \
                too many: remove it with `y_true.index_axis(Axis(1), 0)`";
    let from_labels = SparseCategoricalCrossentropy::default();
    assert_table([
        row(SparseCategoricalAccuracy, [&[2, 1], &[2, 3]], WITHOUT_LAST, text),
        row(from_labels, [&[2, 1], &[2, 3]], WITHOUT_LAST, text),
    ]);
    let (column, rows) = (array![[1], [0]], array![[0.3, 0.7], [0.6, 0.4]]);
    let flat = column.index_axis(Axis(1), 0);
    assert_eq!(metrics::sparse_categorical_accuracy(&flat, &rows), Ok(1.0));
}

#[test]
fn different_numbers_of_samples_are_listed() {
    let counts = |y_true, y_pred| Error::SampleCounts {
        counts: vec![("y_true".into(), y_true), ("y_pred".into(), y_pred)],
    };
    let text = "all inputs must hold the same number of samples, found `y_true`: 2, `y_pred`: 3";
    let one = "all inputs must hold the same number of samples, found `y_true`: 1, `y_pred`: 3";
    let (three, three_rows) = (ones(&[3]), ones(&[3, 2]));
    assert_table([
        (refused(MeanSquaredError, &ones(&[2]), &three), counts(2, 3), text),
        (refused(MeanSquaredError, &ones(&[2, 3]), &three_rows), counts(2, 3), text),
        (refused(CategoricalAccuracy, &ones(&[2, 2]), &three_rows), counts(2, 3), text),
        (refused(SparseCategoricalAccuracy, &ones(&[2]), &three_rows), counts(2, 3), text),
        // A truth of length 1 is not stretched over all predictions.
        (refused(MeanAbsoluteError, &ones(&[1]), &three), counts(1, 3), one),
        (refused(MeanAbsoluteError, &ones(&[1, 2]), &three_rows), counts(1, 3), one),
    ]);
}

#[test]
fn a_scalar_has_no_batch_axis() {
    let none = |argument: &str| Error::NoBatchAxis { argument: argument.into() };
    let scalar_truth = "`y_true` is a scalar (shape []), but samples lie along a leading batch \
                        axis; make it a batch of one with `y_true.insert_axis(Axis(0))`";
    let scalar_prediction = scalar_truth.replace("y_true", "y_pred");
    let (scalar, one) = (arr0(1.0), array![1.0]);
    assert_table([
        (refused(MeanSquaredError, &scalar, &scalar), none("y_true"), scalar_truth),
        (refused(MeanSquaredError, &one, &scalar), none("y_pred"), &scalar_prediction),
        (refused(MeanSquaredError, &scalar.clone().into_dyn(), &one), none("y_true"), scalar_truth),
        (refused(CategoricalAccuracy, &one, &scalar), none("y_pred"), &scalar_prediction),
        (refused(SparseCategoricalAccuracy, &scalar, &one), none("y_true"), scalar_truth),
    ]);
}

#[test]
fn rows_of_classes_need_a_last_axis_with_a_class() {
    let none = |found: &[usize]| Error::NoClassAxis { found: found.into() };
    let flat = "y_pred has shape [2], expected [batch, .., classes] with at least one class; for \
                one number per sample use a metric of elements, such as `Accuracy` for predicted \
                labels, or `BinaryAccuracy`, `BinaryF1Score` or `BinaryCrossentropy` for scores";
    let empty = "y_pred has shape [2, 0], expected [batch, .., classes] with at least one class; \
                 for one number per sample use a metric of elements, such as `Accuracy` for \
                 predicted labels, or `BinaryAccuracy`, `BinaryF1Score` or `BinaryCrossentropy` for scores";
    let (two, empty_rows) = (ones(&[2]), ones(&[2, 0]));
    assert_table([
        (refused(CategoricalAccuracy, &two, &two), none(&[2]), flat),
        (refused(SparseCategoricalAccuracy, &two, &two), none(&[2]), flat),
        (
            refused(CategoricalCrossentropy::default(), &empty_rows, &empty_rows),
            none(&[2, 0]),
            empty,
        ),
        (
            refused(SparseCategoricalCrossentropy::default(), &two, &empty_rows),
            none(&[2, 0]),
            empty,
        ),
    ]);
}

/// The one number per sample is refused in the same words as the value.
#[test]
fn per_sample_is_refused_likewise() {
    let (flat, column, rows) = (ones(&[3]), ones(&[3, 1]), ones(&[3, 3]));
    assert_eq!(
        MeanSquaredError.per_sample(&flat, &column),
        Err(refused(MeanSquaredError, &flat, &column))
    );
    assert_eq!(
        CategoricalAccuracy.per_sample(&flat, &rows),
        Err(refused(CategoricalAccuracy, &flat, &rows))
    );
    assert_eq!(
        SparseCategoricalAccuracy.per_sample(&rows, &rows),
        Err(refused(SparseCategoricalAccuracy, &rows, &rows))
    );
}
