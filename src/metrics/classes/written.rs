//! Feature `serde`: the flat written form of the metrics of a confusion matrix, with the options of
//! the matrix beside their own.

use serde::{Deserialize, Serialize};

use super::Confusion;
use crate::state::KappaWeights;

/// The default of `sparse_y_true` and `sparse_y_pred`: class labels.
pub(super) fn sparse() -> bool {
    true
}

/// The default of `sparse_y_true` and `sparse_y_pred` for one-hot metrics: rows.
fn rows() -> bool {
    false
}

/// Makes the written form of each metric, and the conversions from and to the metric.
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
    CramersV by "sparse", #[serde(default)] bias_correction: bool;
    TschuprowsT by "sparse", #[serde(default)] bias_correction: bool;
    ExpectedCost by "sparse", #[serde(with = "crate::state::form::option::table")] costs: Vec<Vec<f64>>;
}
