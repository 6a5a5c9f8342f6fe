//! Shapes that do not fit.

use ndarray::{Array1, Array2, array};
use ndarray_metrics::prelude::*;

use super::refusal;

#[test]
fn trap_05_a_column_against_a_row_is_refused() {
    let (column, row) = (array![[1.0], [-1.0], [1.0]], array![0.5, -0.5, 2.0]);
    let words = "y_true has shape [3, 1], y_pred has shape [3]; the two must have equal shapes, \
                 nothing is broadcast or squeezed; axis 1 of size 1 is too many: remove it with \
                 `y_true.index_axis(Axis(1), 0)`";
    assert_eq!(refusal(&Hinge, &column, &row), words);
    assert_eq!(refusal(&MeanSquaredError, &column, &row), words);
    assert_eq!(metrics::hinge(&column.index_axis(ndarray::Axis(1), 0), &row), Ok(1.0 / 3.0));
}

#[test]
fn trap_06_a_column_against_a_table_is_refused() {
    let (table, column) = (Array2::<f64>::zeros((2, 3)), array![[1.0], [3.0]]);
    assert_eq!(
        refusal(&MeanSquaredError, &table, &column),
        "y_true has shape [2, 3], y_pred has shape [2, 1]; the two must have equal shapes, nothing \
         is broadcast or squeezed; axis 1 of `y_true` has size 3, expected 1"
    );
    let (column, table) = (array![[1.0], [2.0], [3.0]], Array2::<f64>::zeros((3, 3)));
    assert_eq!(
        refusal(&MeanAbsoluteError, &column, &table),
        "y_true has shape [3, 1], y_pred has shape [3, 3]; the two must have equal shapes, nothing \
         is broadcast or squeezed; axis 1 of `y_true` has size 1, expected 3"
    );
}

#[test]
fn trap_07_equal_sizes_are_not_equal_shapes() {
    let (y_true, y_pred) = (array![[0, 1, 1], [0, 0, 1]], array![[0, 1], [1, 0], [0, 1]]);
    let words = "all inputs must hold the same number of samples, found `y_true`: 2, `y_pred`: 3";
    assert_eq!(refusal(&MeanIou::new(2), &y_true, &y_pred), words);
    assert_eq!(refusal(&BinaryAccuracy::default(), &y_true, &y_pred), words);
}

#[test]
fn trap_08_one_truth_is_not_the_truth_of_all() {
    let (one, three) = (array![1.0], array![1.0, 2.0, 3.0]);
    let words = "all inputs must hold the same number of samples, found `y_true`: 1, `y_pred`: 3";
    assert_eq!(refusal(&MeanAbsoluteError, &one, &three), words);
    assert_eq!(refusal(&R2Score::default(), &one, &three), words);
    assert_eq!(refusal(&RocAuc, &Array1::<u8>::ones(1), &three), words);
}
