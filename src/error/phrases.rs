//! Parts of messages.

use std::iter::once;

use crate::text::{axis, counted, list};

/// What rows of classes are expected, and what to do with one number for each sample.
pub(super) const NO_CLASS_AXIS: &str = "expected [batch, .., classes] with at least one class; for one number per sample use a metric of \
     elements, such as `Accuracy` for predicted labels, or `BinaryAccuracy`, `BinaryF1Score` or \
     `BinaryCrossentropy` for scores";

/// After the name of an array without axes.
pub(super) const SCALAR: &str = "is a scalar (shape []), but samples lie along a leading batch axis; make it a \
     batch of one with ";

/// After the number of groups.
pub(super) const GROUPS: &str =
    ", the number of groups; number the groups from 0, or add groups with `grow`";

/// After the number of columns.
pub(super) const COLUMNS: &str =
    " as in the batches before; use one metric for each number of columns, or `reset`";

/// After a weight other than 0 and 1.
pub(super) const NO_COUNT: &str = ", expected 0 or 1: the standard error of a value of counts asks for the number of \
     samples, which other weights do not tell; with other weights take a `Bootstrap`";

/// After a weight of an element of a row that is neither 0 nor that of the others.
pub(super) const UNEVEN: &str = ", expected 0 for an element that is not there, or the weight of the other elements \
     of its row; weights for rows have the prediction's shape without its last axis";

/// What a formula should give.
pub(super) const NO_TERM: &str = "expected a number for every pair of admitted arguments; narrow the `Domain` that the \
     measure states, or change its formula";

/// What is wrong with a row that does not vary, and what to change.
pub(super) const CONSTANT_ROW: &str = "of y_true or y_pred does not vary, expected a row of different numbers, without \
    which a correlation is undefined; leave the row out, or give it weight 0; without `per_row()` the metric \
    pools all elements and accepts such rows";

/// What is wrong with a row of zeros, and what to change.
pub(super) const ZERO_ROW: &str = "gives every class a probability of 0, expected at least one number above 0, or one \
    logit above -inf; remove the sample, or give it weight 0";

/// What is wrong with an array that is too large, and what to change.
pub(super) const TOO_LARGE: &str = "do not fit into memory; evaluate fewer samples at a time and join their values, or \
    read single cells of a matrix with `cells`";

/// What is wrong with an integer that no `f64` holds, and what to change.
pub(super) const INEXACT: &str = "which no `f64` holds, but it is compared as one; subtract one number near all \
    of them first, from both arrays where two are compared, and from integers as integers; or accept that they \
    are rounded: `mapv(|n| n as f64)`";

/// What scores are expected of a ranking, and what to do with others.
pub(super) const SEVERAL_SCORES: &str = "expected one score for each sample, [batch]; for the two classes of one decision take the column \
     of class 1 of both arrays, `.column(1)`; for several labels say `.per_column()`, `.averaged()` for \
     the mean of the columns' values, or `.pooled()` to rank all elements together";

/// Writes the shape of a batch of samples.
pub(super) fn batch_text(sample: &[Option<usize>]) -> String {
    let axes = sample.iter().copied().map(axis);
    format!("[{}]", list(once("batch".to_owned()).chain(axes)))
}

/// Writes what labels are expected, and what to do with others.
pub(super) fn label_rule(classes: usize) -> String {
    if classes == usize::MAX {
        return "a whole number of at least 0; map the labels to whole numbers, or give such samples \
                weight 0, which leaves them out"
            .into();
    }
    format!(
        "a class label in 0..{classes}, the size of y_pred's last axis; map the labels to \
         0..{classes}, give such samples weight 0, which leaves them out, or, to count them as \
         wrong, append to y_pred, for each further class, a column of 0, or of -inf for logits"
    )
}

/// Writes what labels are expected of declared classes, and what to do with others.
pub(super) fn class_rule(argument: &str, label: &str, classes: usize) -> String {
    let expected = format!("a class label in 0..{classes} (`num_classes`)");
    if label.parse::<f64>().is_ok_and(|number| number.is_finite() && number.fract() != 0.0) {
        return format!(
            "{expected}; a fraction is no label: for scores of a binary decision use a metric of scores, \
             such as `BinaryF1Score`, `BinaryMatthewsCorrelation` or `BinaryIou`; for rows of one score \
             for each class say `sparse_{argument}: false`"
        );
    }
    format!(
        "{expected}; map the labels to 0..{classes}, or raise `num_classes` to count such samples as \
         wrong; `ignore_class` for a label of y_true, or weight 0, leaves them out"
    )
}

/// Writes what shapes weights may have, given that of the units.
pub(super) fn leading_axes(units: &[usize]) -> String {
    let first = &units[..units.len().min(1)];
    format!("the leading axes of {units:?}, such as {first:?}, one weight for everything under it")
}

/// Writes how many arrays there are, and for which inputs.
pub(super) fn counted_inputs(arrays: usize, inputs: &[String]) -> String {
    let [arrays, count] = [counted(arrays, "array"), counted(inputs.len(), "input")];
    format!("{arrays} for {count} ({})", list_names(inputs))
}

/// Writes an index; nothing for a single number.
pub(super) fn place(index: &[usize]) -> String {
    if index.is_empty() { String::new() } else { format!("{index:?}") }
}

/// Writes which weight is refused.
pub(super) fn weight_at(index: &[usize]) -> String {
    if index.is_empty() { "weight".into() } else { format!("weights{index:?}") }
}

pub(super) fn list_counts(counts: &[(String, usize)]) -> String {
    list(counts.iter().map(|(name, n)| format!("`{name}`: {n}")))
}

pub(super) fn list_names(names: &[String]) -> String {
    list(names.iter().map(|name| format!("`{name}`")))
}

/// The advice that is added for a truth that is NaN, which often stands for an unknown one.
pub(super) fn on_missing(argument: &str, found: f64) -> &'static str {
    match argument {
        "y_true" if found.is_nan() => ": `ndarray_metrics::known(&y_true)?` is such a mask",
        _ => "",
    }
}
