//! The workloads: names as in `peers.py`, and who computes them how.

use linfa::prelude::*;
use ndarray::Array1;
use ndarray_stats::{DeviationExt, EntropyExt, QuantileExt};
use smartcore::metrics as smartcore;

use crate::family::Family::{Binary, Labels, Regression, Rows};
use crate::family::Workload;
use crate::timing::Calls;
use crate::{data, ours, states};

pub(crate) const MSE: Calls<data::Regression> = &[
    ("ours", |d| ours::mse(&d.y, &d.p)),
    ("ndarray-stats", |d| d.y.mean_sq_err(&d.p).unwrap()),
    ("linfa", |d| d.linfa_p.mean_squared_error(&d.linfa_y).unwrap().into()),
    ("smartcore", |d| smartcore::mean_squared_error(&d.y, &d.p)),
];

const MAE: Calls<data::Regression> = &[
    ("ours", |d| ours::mae(&d.y, &d.p)),
    ("ndarray-stats", |d| d.y.mean_abs_err(&d.p).unwrap()),
    ("linfa", |d| d.linfa_p.mean_absolute_error(&d.linfa_y).unwrap().into()),
    ("smartcore", |d| smartcore::mean_absolute_error(&d.y, &d.p)),
];

const BINARY_ACCURACY: Calls<data::Binary> = &[
    ("ours", |d| ours::binary_accuracy(&d.y, &d.p)),
    ("ndarray-stats", |d| d.labels.count_eq(&decide(&d.p)).unwrap() as f64 / d.y.len() as f64),
    ("smartcore", |d| smartcore::accuracy(&d.labels, &decide(&d.p))),
    ("linfa", |d| {
        let decided = d.linfa_p.mapv(|p| *p > 0.5);
        decided.confusion_matrix(&d.linfa_y).unwrap().accuracy().into()
    }),
];

const BINARY_CROSSENTROPY: Calls<data::Binary> = &[
    ("ours", |d| ours::binary_crossentropy(&d.y, &d.p)),
    ("linfa", |d| d.linfa_p.log_loss(d.linfa_y.as_slice().unwrap()).unwrap().into()),
];

pub(crate) const CATEGORICAL_CROSSENTROPY: Calls<data::Rows> = &[
    ("ours", |d| ours::categorical_crossentropy(&d.one_hot, &d.p)),
    ("ndarray-stats", |d| f64::from(d.one_hot.cross_entropy(&d.p).unwrap()) / d.y.len() as f64),
];

pub(crate) const SPARSE_CROSSENTROPY: Calls<data::Rows> =
    &[("ours", |d| ours::sparse_crossentropy(&d.y, &d.p))];

pub(crate) const SPARSE_CROSSENTROPY_LOGITS: Calls<data::Rows> =
    &[("ours", |d| ours::sparse_crossentropy_logits(&d.y, &d.p))];

const CATEGORICAL_ACCURACY: Calls<data::Rows> =
    &[("ours", |d| ours::categorical_accuracy(&d.one_hot, &d.p))];

pub(crate) const SPARSE_ACCURACY: Calls<data::Rows> = &[
    ("ours", |d| ours::sparse_accuracy(&d.y, &d.p)),
    ("ndarray-stats", |d| {
        let best = d.p.rows().into_iter().map(|row| row.argmax().unwrap() as i64);
        best.zip(&d.y).filter(|(best, y)| best == *y).count() as f64 / d.y.len() as f64
    }),
];

const TOP5: Calls<data::Rows> = &[("ours", |d| ours::top5(&d.y, &d.p))];

const STREAM4: Calls<data::Regression> = &[("ours", |d| ours::stream4(&d.y, &d.p))];

const AUC_200: Calls<data::Binary> = &[("ours", |d| ours::auc_200(&d.y, &d.p))];

const EXACT_AUC: Calls<data::Binary> = &[
    ("ours", |d| states::exact_auc(&d.y, &d.p)),
    ("linfa", |d| d.linfa_p.roc(d.linfa_y.as_slice().unwrap()).unwrap().area_under_curve().into()),
    ("smartcore", |d| smartcore::roc_auc_score(&d.y, &d.p)),
];

/// The value is how many predictions are right; linfa's as far as `f32` counts.
const CONFUSION: Calls<data::Labels> = &[
    ("ours", |d| states::confusion(&d.y, &d.p)),
    ("linfa", |d| {
        let matrix = d.linfa_p.confusion_matrix(&d.linfa_y).unwrap();
        f64::from(matrix.accuracy()) * d.linfa_y.len() as f64
    }),
];

const MEAN_IOU: Calls<data::Labels> = &[("ours", |d| states::mean_iou(&d.y, &d.p))];

const PRECISION: Calls<data::Binary> = &[("ours", |d| states::precision(&d.y, &d.p))];

const PRECISION_AT_NINE: Calls<data::Binary> =
    &[("ours", |d| states::precision_at_nine(&d.y, &d.p))];

const AVERAGE_PRECISION: Calls<data::Binary> =
    &[("ours", |d| states::average_precision(&d.y, &d.p))];

const F1_MACRO: Calls<data::Rows> = &[("ours", |d| states::f1_macro(&d.one_hot, &d.p))];

const R2: Calls<data::Regression> = &[
    ("ours", |d| states::r2(&d.y, &d.p)),
    ("linfa", |d| d.linfa_p.r2(&d.linfa_y).unwrap().into()),
    ("smartcore", |d| smartcore::r2(&d.y, &d.p)),
];

const R2_COLUMNS: Calls<data::Rows> = &[("ours", |d| states::r2_columns(&d.one_hot, &d.p))];

const PEARSON: Calls<data::Regression> = &[("ours", |d| states::pearson(&d.y, &d.p))];

const CONCORDANCE: Calls<data::Regression> = &[("ours", |d| states::concordance(&d.y, &d.p))];

fn decide(p: &Array1<f32>) -> Array1<u8> {
    p.mapv(|p| u8::from(p > 0.5))
}

/// Name, arrays, who computes it.
pub(crate) const WORKLOADS: &[Workload] = &[
    ("mse_1e3", "regression_1e3", Regression(MSE)),
    ("mse_1e5", "regression_1e5", Regression(MSE)),
    ("mse_1e7", "regression_1e7", Regression(MSE)),
    ("mae_1e3", "regression_1e3", Regression(MAE)),
    ("mae_1e5", "regression_1e5", Regression(MAE)),
    ("mae_1e7", "regression_1e7", Regression(MAE)),
    ("binary_accuracy_1e3", "binary_1e3", Binary(BINARY_ACCURACY)),
    ("binary_accuracy_1e5", "binary_1e5", Binary(BINARY_ACCURACY)),
    ("binary_accuracy_1e7", "binary_1e7", Binary(BINARY_ACCURACY)),
    ("binary_crossentropy_1e3", "binary_1e3", Binary(BINARY_CROSSENTROPY)),
    ("binary_crossentropy_1e5", "binary_1e5", Binary(BINARY_CROSSENTROPY)),
    ("binary_crossentropy_1e7", "binary_1e7", Binary(BINARY_CROSSENTROPY)),
    ("categorical_crossentropy_100000x100", "rows_100000x100", Rows(CATEGORICAL_CROSSENTROPY)),
    ("categorical_crossentropy_10000x1000", "rows_10000x1000", Rows(CATEGORICAL_CROSSENTROPY)),
    ("sparse_crossentropy_100000x100", "rows_100000x100", Rows(SPARSE_CROSSENTROPY)),
    ("sparse_crossentropy_10000x1000", "rows_10000x1000", Rows(SPARSE_CROSSENTROPY)),
    ("sparse_crossentropy_logits_100000x100", "rows_100000x100", Rows(SPARSE_CROSSENTROPY_LOGITS)),
    ("sparse_crossentropy_logits_10000x1000", "rows_10000x1000", Rows(SPARSE_CROSSENTROPY_LOGITS)),
    ("categorical_accuracy_100000x100", "rows_100000x100", Rows(CATEGORICAL_ACCURACY)),
    ("categorical_accuracy_10000x1000", "rows_10000x1000", Rows(CATEGORICAL_ACCURACY)),
    ("sparse_accuracy_100000x100", "rows_100000x100", Rows(SPARSE_ACCURACY)),
    ("sparse_accuracy_10000x1000", "rows_10000x1000", Rows(SPARSE_ACCURACY)),
    ("top5_100000x100", "rows_100000x100", Rows(TOP5)),
    ("top5_10000x1000", "rows_10000x1000", Rows(TOP5)),
    ("stream4_256", "regression_1e5", Regression(STREAM4)),
    ("auc_200_1e6", "binary_1e6", Binary(AUC_200)),
    ("exact_auc_1e6", "binary_1e6", Binary(EXACT_AUC)),
    ("confusion_1e7", "labels_1e7", Labels(CONFUSION)),
    ("mean_iou_64x256x256", "masks_64x256x256", Labels(MEAN_IOU)),
    ("precision_1e7", "binary_1e7", Binary(PRECISION)),
    ("precision_at_nine_1e7", "binary_1e7", Binary(PRECISION_AT_NINE)),
    ("average_precision_1e6", "binary_1e6", Binary(AVERAGE_PRECISION)),
    ("f1_macro_100000x100", "rows_100000x100", Rows(F1_MACRO)),
    ("r2_1e7", "regression_1e7", Regression(R2)),
    ("r2_columns_100000x100", "rows_100000x100", Rows(R2_COLUMNS)),
    ("r2_columns_10000x1000", "rows_10000x1000", Rows(R2_COLUMNS)),
    ("pearson_1e7", "regression_1e7", Regression(PEARSON)),
    ("concordance_1e7", "regression_1e7", Regression(CONCORDANCE)),
];
