//! Feature `serde`: readings of a confusion matrix as people write them, with the options of the matrix
//! beside their own rather than within.

use serde::{Deserialize, Serialize};

use super::Confusion;
use crate::state::KappaWeights;

/// Whether a side is class labels, unless said otherwise.
pub(super) fn sparse() -> bool {
    true
}

/// Whether a side is class labels, unless said otherwise, of a metric of one-hot rows.
fn rows() -> bool {
    false
}

/// Makes the written form of each reading, and how it becomes the reading.
macro_rules! written {
    ($($reading:ident by $sparse:literal $(, $(#[$default:meta])? $option:ident: $type:ty)?;)+) => {$(
        #[derive(Serialize, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(super) struct $reading {
            num_classes: usize,
            $($(#[$default])? $option: $type,)?
            #[serde(default)]
            ignore_class: Option<i64>,
            #[serde(default = $sparse)]
            sparse_y_true: bool,
            #[serde(default = $sparse)]
            sparse_y_pred: bool,
        }

        impl From<super::$reading> for $reading {
            fn from(super::$reading { confusion, $($option)? }: super::$reading) -> Self {
                let Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred } = confusion;
                Self { num_classes, $($option,)? ignore_class, sparse_y_true, sparse_y_pred }
            }
        }

        impl From<$reading> for super::$reading {
            fn from(written: $reading) -> Self {
                let $reading { num_classes, $($option,)? ignore_class, sparse_y_true, sparse_y_pred } =
                    written;
                let confusion =
                    Confusion { num_classes, ignore_class, sparse_y_true, sparse_y_pred };
                Self { confusion, $($option)? }
            }
        }
    )+};
}

written! {
    BalancedAccuracy by "sparse";
    MatthewsCorrelation by "sparse";
    CohenKappa by "sparse", #[serde(default)] weights: KappaWeights;
    Iou by "sparse", target_class_ids: Vec<usize>;
    MeanIou by "sparse";
    OneHotIou by "rows", target_class_ids: Vec<usize>;
    OneHotMeanIou by "rows";
}
