//! Advice that is followed to the letter ends in the right value or in another refusal, never in a
//! wrong number.

use ndarray::{Axis, array, concatenate};
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
