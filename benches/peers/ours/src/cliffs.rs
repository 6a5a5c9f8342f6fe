//! The workloads of `cliffs.py`: names as there, and who computes them how.

use ndarray_metrics::element::Element;
use ndarray_metrics::metrics::{
    self, AveragePrecision, BinaryAccuracy, MeanSquaredError, R2Score, RocAuc,
};
use ndarray_metrics::{Evaluate, Measure, Undefined};
use ndarray_stats::{DeviationExt, EntropyExt};

use crate::data;
use crate::family::Family::{I64, Labels, Matrices, Regression, Rows, U64, Weighted, WeightedF64};
use crate::family::Workload;
use crate::timing::Calls;
use crate::workloads::{
    CATEGORICAL_CROSSENTROPY, MSE, SPARSE_ACCURACY, SPARSE_CROSSENTROPY, SPARSE_CROSSENTROPY_LOGITS,
};

const VALID: &str = "data are valid";

const ROC_AUC: Calls<data::Weighted<f64>> =
    &[("ours", |d| metrics::roc_auc(&d.y, &d.p).expect(VALID))];

const ROC_AUC_WEIGHTED: Calls<data::Weighted<f64>> = &[("ours", |d| weighted(RocAuc, d))];

const AVERAGE_PRECISION_WEIGHTED: Calls<data::Weighted<f64>> =
    &[("ours", |d| weighted(AveragePrecision, d))];

const CONFUSION_1000: Calls<data::Labels> = &[("ours", |d| confusion(d, 1_000))];

const CONFUSION_10000: Calls<data::Labels> = &[("ours", |d| confusion(d, 10_000))];

const MSE_I64: Calls<data::Numbers<i64>> = &[
    ("ours", |d| metrics::mean_squared_error(&d.y, &d.p).expect(VALID)),
    ("ndarray-stats", |d| d.y.mean_sq_err(&d.p).unwrap()),
];

const MSE_U64: Calls<data::Numbers<u64>> =
    &[("ours", |d| metrics::mean_squared_error(&d.y, &d.p).expect(VALID))];

const MSE_MATRICES: Calls<data::Matrices> = &[
    ("ours", |d| metrics::mean_squared_error(&d.y, &d.p).expect(VALID)),
    ("ndarray-stats", |d| d.y.mean_sq_err(&d.p).unwrap()),
];

const KL_DIVERGENCE: Calls<data::Matrices> = &[
    ("ours", |d| metrics::kl_divergence(&d.y, &d.p).expect(VALID)),
    ("ndarray-stats", |d| f64::from(d.y.kl_divergence(&d.p).unwrap()) / d.y.nrows() as f64),
];

const COSINE_SIMILARITY: Calls<data::Matrices> =
    &[("ours", |d| metrics::cosine_similarity(&d.y, &d.p).expect(VALID))];

const MSE_WEIGHTED: Calls<data::Weighted<f32>> = &[("ours", |d| weighted(MeanSquaredError, d))];

const BINARY_ACCURACY_WEIGHTED: Calls<data::Weighted<f32>> =
    &[("ours", |d| weighted(BinaryAccuracy::default(), d))];

const R2_WEIGHTED: Calls<data::Weighted<f32>> = &[("ours", |d| weighted(R2Score::default(), d))];

const LOG_COSH: Calls<data::Weighted<f32>> =
    &[("ours", |d| metrics::log_cosh(&d.y, &d.p).expect(VALID))];

const BINARY_FOCAL_CROSSENTROPY: Calls<data::Weighted<f32>> =
    &[("ours", |d| metrics::binary_focal_crossentropy(&d.y, &d.p).expect(VALID))];

const CALIBRATION_ERROR: Calls<data::Weighted<f32>> =
    &[("ours", |d| metrics::calibration_error(&d.y, &d.p).expect(VALID))];

/// Name, arrays, who computes it.
pub(crate) const CLIFFS: &[Workload] = &[
    ("cliff_roc_auc_f64", "weighted_binary_f64", WeightedF64(ROC_AUC)),
    ("cliff_roc_auc_f64_weighted", "weighted_binary_f64", WeightedF64(ROC_AUC_WEIGHTED)),
    (
        "cliff_average_precision_f64_weighted",
        "weighted_binary_f64",
        WeightedF64(AVERAGE_PRECISION_WEIGHTED),
    ),
    ("cliff_confusion_1000", "labels_1000", Labels(CONFUSION_1000)),
    ("cliff_confusion_10000", "labels_10000", Labels(CONFUSION_10000)),
    ("cliff_mse_i64", "whole_i64", I64(MSE_I64)),
    ("cliff_mse_u64", "whole_u64", U64(MSE_U64)),
    ("cliff_mse_both_column_major", "both_column_major", Matrices(MSE_MATRICES)),
    ("cliff_mse_one_column_major", "one_column_major", Matrices(MSE_MATRICES)),
    ("cliff_sparse_crossentropy_2", "rows_2", Rows(SPARSE_CROSSENTROPY)),
    ("cliff_sparse_crossentropy_3", "rows_3", Rows(SPARSE_CROSSENTROPY)),
    ("cliff_sparse_crossentropy_10", "rows_10", Rows(SPARSE_CROSSENTROPY)),
    ("cliff_sparse_crossentropy_logits_2", "rows_2", Rows(SPARSE_CROSSENTROPY_LOGITS)),
    ("cliff_sparse_crossentropy_logits_3", "rows_3", Rows(SPARSE_CROSSENTROPY_LOGITS)),
    ("cliff_sparse_crossentropy_logits_10", "rows_10", Rows(SPARSE_CROSSENTROPY_LOGITS)),
    ("cliff_sparse_accuracy_2", "rows_2", Rows(SPARSE_ACCURACY)),
    ("cliff_sparse_accuracy_3", "rows_3", Rows(SPARSE_ACCURACY)),
    (
        "cliff_categorical_crossentropy_column_major",
        "rows_column_major",
        Rows(CATEGORICAL_CROSSENTROPY),
    ),
    ("cliff_kl_divergence_2", "shares_2", Matrices(KL_DIVERGENCE)),
    ("cliff_kl_divergence_10", "shares_10", Matrices(KL_DIVERGENCE)),
    ("cliff_kl_divergence_100", "shares_100", Matrices(KL_DIVERGENCE)),
    ("cliff_cosine_similarity_2", "shares_2", Matrices(COSINE_SIMILARITY)),
    ("cliff_cosine_similarity_100", "shares_100", Matrices(COSINE_SIMILARITY)),
    ("cliff_mse_weighted", "weighted_regression", Weighted(MSE_WEIGHTED)),
    ("cliff_binary_accuracy_weighted", "weighted_binary", Weighted(BINARY_ACCURACY_WEIGHTED)),
    ("cliff_r2_weighted", "weighted_regression", Weighted(R2_WEIGHTED)),
    ("cliff_log_cosh", "weighted_regression", Weighted(LOG_COSH)),
    ("cliff_binary_focal_crossentropy", "weighted_binary", Weighted(BINARY_FOCAL_CROSSENTROPY)),
    ("cliff_calibration_error", "weighted_binary", Weighted(CALIBRATION_ERROR)),
    ("cliff_mse_1", "regression_1", Regression(MSE)),
    ("cliff_mse_64", "regression_64", Regression(MSE)),
];

fn weighted<A: Element>(
    measure: impl Measure<Output = Result<f64, Undefined>>,
    d: &data::Weighted<A>,
) -> f64 {
    measure.evaluate_weighted(&d.y, &d.p, &d.w).expect(VALID)
}

/// The trace, as in Python.
fn confusion(d: &data::Labels, classes: usize) -> f64 {
    let matrix = metrics::confusion_matrix(&d.y, &d.p, classes).expect(VALID);
    matrix.to_array().expect(VALID).diag().sum()
}
