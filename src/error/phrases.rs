//! Parts of messages.

use crate::text::{axes, list};

/// Writes the shape of a batch of samples.
pub(super) fn batch_text(sample: &[Option<usize>]) -> String {
    if sample.is_empty() {
        "[batch]".into()
    } else {
        format!("[batch, {}]", axes(sample.iter().copied()))
    }
}

pub(super) fn label_rule(classes: usize) -> String {
    if classes == usize::MAX {
        return "a whole number of at least 0; map the labels to whole numbers".into();
    }
    format!(
        "a class label in 0..{classes}, the size of y_pred's last axis; map the labels to \
         0..{classes}"
    )
}

pub(super) fn list_counts(counts: &[(String, usize)]) -> String {
    list(counts.iter().map(|(name, n)| format!("`{name}`: {n}")))
}

pub(super) fn list_names(names: &[String]) -> String {
    list(names.iter().map(|name| format!("`{name}`")))
}
