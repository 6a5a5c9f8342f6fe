//! Feature `serde`: the options of readings of a confusion matrix, beside those of the matrix itself
//! rather than around them, as people write them.

use serde::{Deserialize, Serialize};

use super::Confusion;
use crate::state::KappaWeights;

/// Whether a side is class labels, unless said otherwise.
pub(super) fn sparse() -> bool {
    true
}

fn rows() -> bool {
    false
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CohenKappa {
    num_classes: usize,
    #[serde(default)]
    weights: KappaWeights,
    #[serde(default)]
    ignore_class: Option<i64>,
    #[serde(default = "sparse")]
    sparse_y_true: bool,
    #[serde(default = "sparse")]
    sparse_y_pred: bool,
}

impl From<super::CohenKappa> for CohenKappa {
    fn from(measure: super::CohenKappa) -> Self {
        let super::CohenKappa { confusion, weights } = measure;
        let Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred } = confusion;
        Self { num_classes, weights, ignore_class, sparse_y_true, sparse_y_pred }
    }
}

impl From<CohenKappa> for super::CohenKappa {
    fn from(written: CohenKappa) -> Self {
        let CohenKappa { num_classes, weights, ignore_class, sparse_y_true, sparse_y_pred } =
            written;
        let confusion = Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred };
        Self { confusion, weights }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Iou {
    num_classes: usize,
    target_class_ids: Vec<usize>,
    #[serde(default)]
    ignore_class: Option<i64>,
    #[serde(default = "sparse")]
    sparse_y_true: bool,
    #[serde(default = "sparse")]
    sparse_y_pred: bool,
}

impl From<super::Iou> for Iou {
    fn from(measure: super::Iou) -> Self {
        let super::Iou { confusion, target_class_ids } = measure;
        let Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred } = confusion;
        Self { num_classes, target_class_ids, ignore_class, sparse_y_true, sparse_y_pred }
    }
}

impl From<Iou> for super::Iou {
    fn from(written: Iou) -> Self {
        let Iou { num_classes, target_class_ids, ignore_class, sparse_y_true, sparse_y_pred } =
            written;
        let confusion = Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred };
        Self { confusion, target_class_ids }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OneHotIou {
    num_classes: usize,
    target_class_ids: Vec<usize>,
    #[serde(default)]
    ignore_class: Option<i64>,
    #[serde(default = "rows")]
    sparse_y_true: bool,
    #[serde(default = "rows")]
    sparse_y_pred: bool,
}

impl From<super::OneHotIou> for OneHotIou {
    fn from(measure: super::OneHotIou) -> Self {
        let super::OneHotIou { confusion, target_class_ids } = measure;
        let Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred } = confusion;
        Self { num_classes, target_class_ids, ignore_class, sparse_y_true, sparse_y_pred }
    }
}

impl From<OneHotIou> for super::OneHotIou {
    fn from(written: OneHotIou) -> Self {
        let OneHotIou { num_classes, target_class_ids, ignore_class, sparse_y_true, sparse_y_pred } =
            written;
        let confusion = Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred };
        Self { confusion, target_class_ids }
    }
}
