//! Advice that is followed to the letter ends in the right value or in another refusal, never in a
//! wrong number.

use ndarray::{Array2, Array3, Array4, Axis, arr0, array, concatenate};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::ConfusionMatrix;

fn refusal(error: Result<f64, Error>) -> String {
    error.expect_err("refused").to_string()
}

/// Precision of labels of three classes: truth 0, 1, 2, 2 and prediction 0, 2, 2, 1.
#[test]
fn labels_of_several_classes_are_counted_in_a_matrix() {
    let (y, p) = (array![0, 1, 2, 2], array![0, 2, 2, 1]);
    let text = refusal(metrics::precision(&y, &p));
    assert!(text.contains("metrics::confusion_matrix"), "{text}");
    let matrix = metrics::confusion_matrix(&y, &p, 3).expect("labels of three classes");
    assert_eq!(matrix.precision(PerClass), [Ok(1.0), Ok(0.0), Ok(0.5)]);
    // One class of three, in truth and prediction.
    assert!(
        text.contains("map y_true, and predicted labels too, with `mapv(|y| y == 2)`"),
        "{text}"
    );
    let [y, p] = [y, p].map(|labels| labels.mapv(|y| y == 2));
    assert_eq!(metrics::precision(&y, &p), Ok(0.5));
}

/// Truth 1, 2, 2, 1 where 2 is positive; two of three decisions for 2 are right.
#[test]
fn labels_1_and_2_are_compared_with_the_positive_class() {
    let (y, p) = (array![1, 2, 2, 1], array![2, 2, 2, 1]);
    let text = refusal(metrics::precision(&y, &p));
    assert!(text.contains("if 2 is the positive class of two"), "{text}");
    let [decided, expected] = [&p, &y].map(|labels| labels.mapv(|y| y == 2));
    assert_eq!(metrics::precision(&expected, &decided), Ok(2.0 / 3.0));
    let scores = array![0.1, 0.9, 0.8, 0.3];
    assert!(refusal(metrics::roc_auc(&y, &scores)).contains("`mapv(|y| y == 2)`"));
    assert_eq!(metrics::roc_auc(&expected, &scores), Ok(1.0));
    assert!(refusal(metrics::binary_crossentropy(&y, &scores)).contains("`mapv(|y| y == 2)`"));
    assert!(refusal(metrics::hinge(&y, &scores)).contains("`mapv(|y| y == 2)`"));
}

/// −1 is a negative, or unknown: the two ends of the advice give two right values.
#[test]
fn minus_1_is_negative_or_unknown() {
    let (y, p) = (array![-1, 1, 1, -1], array![0.9, 0.8, 0.2, 0.1]);
    let text = refusal(metrics::precision(&y, &p));
    assert!(text.contains("`mapv(|y| y > 0)`") && text.contains("unknown, give"), "{text}");
    assert_eq!(metrics::precision(&y.mapv(|y| y > 0), &p), Ok(0.5));
    let known = y.mapv(|y| y != -1);
    assert_eq!(Precision::default().evaluate_weighted(&y, &p, &known), Ok(1.0));
    assert!(refusal(metrics::recall(&array![-2, 2], &array![0.1, 0.9])).contains("map negative"));
}

#[test]
fn a_fraction_is_a_prediction_that_was_given_first() {
    let (y, p) = (array![0.0, 1.0, 1.0], array![0.4, 0.9, 0.7]);
    let text = refusal(metrics::precision(&p, &y));
    assert!(text.contains("give the truth first, then the prediction"), "{text}");
    assert_eq!(metrics::precision(&y, &p), Ok(1.0));
    assert!(refusal(metrics::roc_auc(&p, &y)).contains("give the truth first"));
}

/// A label that the model does not know, right, wrong and unknown: one of two known, one of three.
#[test]
fn a_label_that_the_model_does_not_know_is_left_out_or_wrong() {
    let (y, p) = (array![0, 1, 2], array![[0.75, 0.25], [0.75, 0.25], [0.5, 0.5]]);
    let text = refusal(metrics::sparse_categorical_accuracy(&y, &p));
    assert!(text.contains("weight 0, which leaves them out"), "{text}");
    let known = y.mapv(|label| label < 2);
    assert_eq!(SparseCategoricalAccuracy.evaluate_weighted(&y, &p, &known), Ok(0.5));
    assert!(text.contains("append to y_pred, for each further class, a column of 0"), "{text}");
    for lowest in [0.0, f64::NEG_INFINITY] {
        let column = array![[lowest], [lowest], [lowest]];
        let wider = concatenate(Axis(1), &[p.view(), column.view()]).expect("three rows");
        assert_eq!(metrics::sparse_categorical_accuracy(&y, &wider), Ok(1.0 / 3.0));
        let top = SparseTopKCategoricalAccuracy { k: 2, ..Default::default() };
        assert_eq!(top.evaluate(&y, &wider), Ok(2.0 / 3.0));
    }
}

/// Of three decisions one is right, one wrong, and one of a class that was not declared.
#[test]
fn a_label_beyond_the_declared_classes_is_left_out_or_wrong() {
    let (y, p) = (array![0, 1, 2], array![0, 0, 1]);
    let error = Confusion::new(2).evaluate(&y, &p).expect_err("refused").to_string();
    assert!(error.contains("raise `num_classes` to count such samples as wrong"), "{error}");
    let accuracy = |matrix: ConfusionMatrix| matrix.accuracy();
    assert_eq!(Confusion::new(3).evaluate(&y, &p).map(accuracy), Ok(Ok(1.0 / 3.0)));
    assert!(error.contains("`ignore_class` for a label of y_true, or weight 0"), "{error}");
    let ignoring = Confusion { ignore_class: Some(2), ..Confusion::new(2) };
    assert_eq!(ignoring.evaluate(&y, &p).map(accuracy), Ok(Ok(0.5)));
    let known = y.mapv(|label| label < 2);
    let left = Confusion::new(2).evaluate_weighted(&y, &p, &known);
    assert_eq!(left.map(accuracy), Ok(Ok(0.5)));
}

/// Labels against rows of scores: every way that the advice names.
#[test]
fn labels_against_rows_of_scores() {
    let (y, p) = (array![1, 0, 1], array![[0.25, 0.75], [0.5, 0.5], [1.0, 0.0]]);
    let text = refusal(metrics::precision(&y, &p));
    assert!(
        text.contains("`SparseCategoricalAccuracy`, `SparseCategoricalCrossentropy`"),
        "{text}"
    );
    assert_eq!(metrics::sparse_categorical_accuracy(&y, &p), Ok(2.0 / 3.0));
    assert!(text.contains("`Confusion { sparse_y_pred: false, ..Confusion::new(2) }`"), "{text}");
    let matrix = Confusion { sparse_y_pred: false, ..Confusion::new(2) }.evaluate(&y, &p);
    assert_eq!(matrix.map(|matrix| matrix.precision(PerClass)), Ok(vec![Ok(0.5), Ok(1.0)]));
    assert!(text.contains("`RocAuc.one_vs_rest()`"), "{text}");
    assert_eq!(RocAuc.one_vs_rest().evaluate(&y, &p), Ok(vec![Ok(0.5), Ok(0.5)]));
    assert!(text.contains("take the column of class 1 of y_pred"), "{text}");
    assert_eq!(metrics::precision(&y, &p.column(1)), Ok(1.0));
    assert!(text.contains("make one-hot rows of the labels"), "{text}");
    let one_hot = Array2::from_shape_fn((3, 2), |(i, class)| u8::from(y[i] == class));
    assert_eq!(metrics::categorical_accuracy(&one_hot, &p), Ok(2.0 / 3.0));
    // One-hot rows against labels' metrics: without `Sparse`, or a matrix of rows.
    let text = refusal(metrics::sparse_categorical_accuracy(&one_hot, &p));
    assert!(
        text.contains("`CategoricalAccuracy`") && text.contains("`sparse_y_true: false`"),
        "{text}"
    );
    assert!(text.contains("`.per_column()`"), "{text}");
    assert_eq!(RocAuc.per_column().evaluate(&one_hot, &p), Ok(vec![Ok(0.5), Ok(0.5)]));
    let of_rows = Confusion { sparse_y_true: false, sparse_y_pred: false, ..Confusion::new(2) };
    assert_eq!(of_rows.evaluate(&one_hot, &p).map(|matrix| matrix.accuracy()), Ok(Ok(2.0 / 3.0)));
}

/// One score for each sample in a metric of rows.
#[test]
fn one_score_for_each_sample_is_no_row() {
    let (y, p) = (array![1, 0], array![[0.5], [0.5]]);
    let text = refusal(metrics::categorical_crossentropy(&y, &p));
    assert!(text.contains("`y_pred.index_axis(Axis(y_pred.ndim() - 1), 0)`"), "{text}");
    let flat = p.index_axis(Axis(p.ndim() - 1), 0);
    let loss = metrics::binary_crossentropy(&y, &flat).expect("a value");
    assert!((loss - std::f64::consts::LN_2).abs() < 1e-15);
    assert_eq!(metrics::binary_f1_score(&array![1, 0], &array![0.9, 0.1]), Ok(1.0));
}

/// Axes to add, to remove and to move.
#[test]
fn axes_are_added_removed_and_moved() {
    let (flat, column) = (array![1.0, 2.0, 4.0], array![[2.0], [2.0], [2.0]]);
    let text = refusal(metrics::mean_absolute_error(&flat, &column));
    assert!(text.contains("`y_true.insert_axis(Axis(1))`"), "{text}");
    assert_eq!(metrics::mean_absolute_error(&flat.clone().insert_axis(Axis(1)), &column), Ok(1.0));
    let text = refusal(metrics::mean_absolute_error(&column, &flat));
    assert!(text.contains("`y_true.index_axis(Axis(1), 0)`"), "{text}");
    assert_eq!(metrics::mean_absolute_error(&column.index_axis(Axis(1), 0), &flat), Ok(1.0));
    let text = refusal(metrics::mean_absolute_error(&arr0(1.0), &arr0(3.0)));
    assert!(text.contains("`y_true.insert_axis(Axis(0))`"), "{text}");
    let [y, p] = [arr0(1.0), arr0(3.0)].map(|scalar| scalar.insert_axis(Axis(0)));
    assert_eq!(metrics::mean_absolute_error(&y, &p), Ok(2.0));
    let (mask, pair) = (array![[true], [false], [true]], (&flat, &array![2.0, 9.0, 4.0]));
    let text = refusal(MeanAbsoluteError.evaluate_weighted(pair.0, pair.1, &mask));
    assert!(text.contains("`weights.index_axis(Axis(1), 0)`"), "{text}");
    let mask = mask.index_axis(Axis(1), 0);
    assert_eq!(MeanAbsoluteError.evaluate_weighted(pair.0, pair.1, &mask), Ok(0.5));
    let wide = Array3::from_shape_fn((2, 3, 4), |(i, j, k)| (12 * i + 4 * j + k) as f64);
    let turned = wide.clone().permuted_axes([0, 2, 1]);
    let text = refusal(metrics::mean_absolute_error(&turned, &wide));
    assert!(text.contains("`y_true.permuted_axes([0, 2, 1])`"), "{text}");
    assert_eq!(metrics::mean_absolute_error(&turned.permuted_axes([0, 2, 1]), &wide), Ok(0.0));
    let text = refusal(metrics::r2_score(&wide, &(&wide + 1.0)));
    assert!(text.contains("use `to_shape` on y_true and y_pred"), "{text}");
    let samples = wide.to_shape((6, 4)).expect("six samples").to_owned();
    assert!(metrics::r2_score(&samples, &(&samples + 1.0)).is_ok());
}

/// Scores with channels first, against labels.
#[test]
fn classes_are_moved_to_the_last_axis() {
    let labels = Array3::from_shape_fn((2, 4, 5), |(i, j, k)| (i + j + k) % 3);
    let scores = Array4::from_shape_fn((2, 3, 4, 5), |(i, class, j, k)| {
        f64::from(u8::from(class == labels[(i, j, k)]))
    });
    let confusion = Confusion { sparse_y_pred: false, ..Confusion::new(3) };
    for text in [
        refusal(MeanIou::new(3).evaluate(&labels, &scores)),
        refusal(MeanIou::from(confusion).evaluate(&labels, &scores)),
        refusal(metrics::sparse_categorical_accuracy(&labels, &scores)),
    ] {
        assert!(text.contains("`y_pred.permuted_axes([0, 2, 3, 1])`"), "{text}");
    }
    let moved = scores.permuted_axes([0, 2, 3, 1]);
    assert_eq!(MeanIou::from(confusion).evaluate(&labels, &moved), Ok(1.0));
    assert_eq!(metrics::sparse_categorical_accuracy(&labels, &moved), Ok(1.0));
    // Masks with an axis of one channel.
    let masks = labels.clone().insert_axis(Axis(3));
    let text = refusal(MeanIou::new(3).evaluate(&masks, &labels));
    assert!(text.contains("`y_true.index_axis(Axis(3), 0)`"), "{text}");
    assert_eq!(MeanIou::new(3).evaluate(&masks.index_axis(Axis(3), 0), &labels), Ok(1.0));
}

/// Scores of one decision, in a metric of class labels.
#[test]
fn scores_are_no_labels() {
    let (y, p) = (array![0, 1, 1, 0], array![0.2, 0.9, 0.4, 0.1]);
    let text = refusal(MeanIou::new(2).evaluate(&y, &p));
    assert!(text.contains("`BinaryF1Score`, `BinaryMatthewsCorrelation` or `BinaryIou`"), "{text}");
    assert_eq!(BinaryIou::default().evaluate(&y, &p), Ok((2.0 / 3.0 + 0.5) / 2.0));
    assert_eq!(metrics::binary_f1_score(&y, &p), Ok(2.0 / 3.0));
    assert_eq!(metrics::binary_matthews_correlation(&y, &p), Ok(2.0 / 12_f64.sqrt()));
    let text = refusal(metrics::accuracy(&y, &p));
    assert!(text.contains("for a score of labels 0 and 1 use `BinaryAccuracy`"), "{text}");
    assert_eq!(metrics::binary_accuracy(&y, &p), Ok(0.75));
    let text = metrics::f1_score(&y, &p).expect_err("refused").to_string();
    assert!(
        text.contains("`BinaryAccuracy`, `BinaryF1Score` or `BinaryCrossentropy` for scores"),
        "{text}"
    );
}

/// Options that a message names.
#[test]
fn options_do_what_the_message_says() {
    let (y, logits) = (array![1, 0], array![2.0, -2.0]);
    let text = refusal(metrics::binary_crossentropy(&y, &logits));
    assert!(text.contains("say `from_logits: true`"), "{text}");
    let measure = BinaryCrossentropy { from_logits: true, ..Default::default() };
    let loss = measure.evaluate(&y, &logits).expect("a value");
    assert!((loss - (-2_f64).exp().ln_1p()).abs() < 1e-15);
    let small = BinaryCrossentropy { epsilon: 1e-20, ..Default::default() };
    assert!(refusal(small.evaluate(&y, &array![1.0, 0.0])).contains("or 0.0 to clip nothing"));
    let unclipped = BinaryCrossentropy { epsilon: 0.0, ..Default::default() };
    assert_eq!(unclipped.evaluate(&y, &array![1.0, 0.0]), Ok(0.0));
    let two = array![[1, 0], [0, 1]];
    let text = refusal(metrics::roc_auc(&two, &two));
    for way in ["`.column(1)`", "`.per_column()`", "`.averaged()`", "`.pooled()`"] {
        assert!(text.contains(way), "{way}: {text}");
    }
    assert_eq!(metrics::roc_auc(&two.column(1), &two.column(1)), Ok(1.0));
    let text = refusal(metrics::concordance_correlation(&array![1.0], &array![1.0]));
    assert!(text.contains("undefined"), "{text}");
}
