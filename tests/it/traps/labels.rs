//! Class labels: out of range, or ignored.

use ndarray::{Array2, array};
use ndarray_metrics::prelude::*;

use super::{near, refusal};

#[test]
fn trap_12_labels_that_name_no_class_are_refused() {
    let y_pred = array![[0.2, 0.7, 0.1], [0.1, 0.1, 0.8]];
    let measure = SparseCategoricalCrossentropy::default();
    for label in [-1, 3] {
        assert_eq!(
            refusal(&measure, &array![1, label], &y_pred),
            format!(
                "y_true[1] is {label}, expected a class label in 0..3, the size of y_pred's last \
                 axis; map the labels to 0..3, give such samples weight 0, which leaves them out, or, \
                 to count them as wrong, append to y_pred, for each further class, a column of 0, or \
                 of -inf for logits"
            )
        );
    }
}

#[test]
fn trap_13_a_pair_out_of_range_does_not_vanish() {
    let (y_true, y_pred) = (array![0, 1, 5], array![0, 1, 2]);
    let words = |argument: &str| {
        format!(
            "{argument}[2] is 5, expected a class label in 0..3 (`num_classes`); map the labels to \
             0..3, or raise `num_classes` to count such samples as wrong; `ignore_class` for a \
             label of y_true, or weight 0, leaves them out"
        )
    };
    assert_eq!(refusal(&MeanIou::new(3), &y_true, &y_pred), words("y_true"));
    assert_eq!(refusal(&MeanIou::new(3), &y_pred, &y_true), words("y_pred"));
    let declared = MeanIou::from(Confusion { ignore_class: Some(5), ..Confusion::new(3) });
    assert_eq!(declared.evaluate(&y_true, &y_pred), Ok(1.0));
}

/// Two labels of three are kept, so that the mean is over two, without weights and with ones.
#[test]
fn trap_14_an_ignored_label_counts_nowhere() {
    let y_pred = array![[0.8, 0.1, 0.1], [0.05, 0.95, 0.0], [0.1, 0.8, 0.1]];
    let y_true = array![0, 1, 2];
    let measure = SparseCategoricalCrossentropy { ignore_class: Some(0), ..Default::default() };
    let expected = -(0.95_f64.ln() + 0.1_f64.ln()) / 2.0;
    let plain = measure.evaluate(&y_true, &y_pred).expect("defined");
    near(plain, expected, 1e-15);
    let ones = array![1.0, 1.0, 1.0];
    assert_eq!(measure.evaluate_weighted(&y_true, &y_pred, &ones), Ok(plain));
}

/// Class 0 is ignored: its row is gone, and it has no value. Class 1 is right once in two.
#[test]
fn trap_15_an_ignored_class_has_no_overlap() {
    let (y_true, y_pred) = (array![0, 1, 1], array![0, 0, 1]);
    let mean = MeanIou::from(Confusion { ignore_class: Some(0), ..Confusion::new(2) });
    assert_eq!(mean.evaluate(&y_true, &y_pred), Ok(0.5));
    let confusion = Confusion { ignore_class: Some(0), ..Confusion::new(2) };
    let matrix = confusion.evaluate(&y_true, &y_pred).expect("defined");
    let by_class = matrix.outcomes().iou(PerClass);
    assert_eq!(by_class, [Err(Undefined::ZeroDenominator), Ok(0.5)]);
}

/// Ten samples, ten classes, scores that are all equal: the lowest class wins, one is right.
#[test]
fn trap_16_constant_scores_are_worth_one_in_ten() {
    let scores = Array2::from_elem((10, 10), 0.1_f32);
    let (one_hot, labels) = (Array2::<f32>::eye(10), ndarray::Array1::from_iter(0..10));
    let top = TopKCategoricalAccuracy { k: 1 };
    let sparse_top = SparseTopKCategoricalAccuracy { k: 1, ..Default::default() };
    assert_eq!(top.evaluate(&one_hot, &scores), Ok(0.1));
    assert_eq!(sparse_top.evaluate(&labels, &scores), Ok(0.1));
    assert_eq!(metrics::categorical_accuracy(&one_hot, &scores), Ok(0.1));
    assert_eq!(metrics::sparse_categorical_accuracy(&labels, &scores), Ok(0.1));
    let three = SparseTopKCategoricalAccuracy { k: 3, ..Default::default() };
    assert_eq!(three.evaluate(&labels, &scores), Ok(0.3));
}
