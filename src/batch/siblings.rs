//! What to do where truth and prediction are labels and rows, but not in the way that the layout pairs
//! them.

use crate::error::Error;

/// Advice for one-hot rows in a metric of labels.
pub(super) const OF_ROWS: &str = "; for one-hot or soft labels use the metric whose name does not begin with \
                       `Sparse`, such as `CategoricalAccuracy` or `CategoricalCrossentropy`; a confusion \
                       matrix takes them with `sparse_y_true: false`, and a ranking metric with \
                       `.per_column()`";

/// Advice for one number for each target in a metric of forecasts.
pub(super) const NO_ROW: &str = "; the last axis of y_pred holds what belongs to one target, such as the members of \
                      an ensemble, quantiles, the two bounds of an interval, or the features of a point; for one number for \
                      each target use `MeanAbsoluteError`, or `PinballLoss` for a quantile";

/// Advice for labels and columns of one score in a metric of rows.
pub(super) const ONE_SCORE: &str = "; one score for each sample is no row of classes: use a metric of elements, such \
                         as `BinaryAccuracy`, `BinaryCrossentropy` or `BinaryF1Score`, on \
                         `y_pred.index_axis(Axis(y_pred.ndim() - 1), 0)`";

/// Advice for labels and rows of scores in a metric of arrays of equal shapes.
pub(super) fn of_labels(classes: usize) -> String {
    format!(
        "; for class labels against rows of scores use `SparseCategoricalAccuracy`, \
         `SparseCategoricalCrossentropy`, or, for precision, recall, F-scores, overlap and agreement, \
         readings of `Confusion {{ sparse_y_pred: false, ..Confusion::new({classes}) }}`; for a ranking of \
         each class `RocAuc.one_vs_rest()`; for a binary decision take the column of class 1 of y_pred; or make one-hot rows of the labels"
    )
}

/// Advice for scores whose classes lie on axis 1, as channels do in other libraries.
pub(super) fn channels_first(y_pred: &[usize]) -> String {
    let order: Vec<_> = std::iter::once(0).chain(2..y_pred.len()).chain([1]).collect();
    format!(
        "; if axis 1 of y_pred has a score for each class, move it to the end with \
         `y_pred.permuted_axes({order:?})`, and use a metric of labels and rows, or `sparse_y_pred: false`"
    )
}

/// Returns a shape without its second axis.
pub(super) fn without_axis_1(shape: &[usize]) -> Vec<usize> {
    shape.iter().enumerate().filter(|(axis, _)| *axis != 1).map(|(_, &size)| size).collect()
}

/// Checks a truth with a last axis of classes against a prediction of class labels.
pub(super) fn check_row_and_label(y_true: &[usize], y_pred: &[usize]) -> Result<(), Error> {
    let expected = "y_pred must have the shape of y_true without its last axis";
    match y_true.split_last() {
        Some((1.., units)) if units == y_pred => Ok(()),
        _ => Err(shapes_error(y_true, y_pred, expected, "")),
    }
}

/// The rule of a truth with one number for each row of the prediction.
pub(super) const WITHOUT_LAST: &str = "y_true must have the shape of y_pred without its last axis";

pub(super) fn shapes_error(
    y_true: &[usize],
    y_pred: &[usize],
    expected: &'static str,
    advice: impl Into<String>,
) -> Error {
    let (y_true, y_pred) = (y_true.into(), y_pred.into());
    Error::Shapes { y_true, y_pred, expected, advice: advice.into() }
}
