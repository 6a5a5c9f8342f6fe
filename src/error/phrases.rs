//! Parts of messages.

use std::iter::once;

use crate::text::{axis, list};

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

pub(super) fn list_counts(counts: &[(String, usize)]) -> String {
    list(counts.iter().map(|(name, n)| format!("`{name}`: {n}")))
}

pub(super) fn list_names(names: &[String]) -> String {
    list(names.iter().map(|name| format!("`{name}`")))
}
