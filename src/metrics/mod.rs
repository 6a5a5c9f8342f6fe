//! Metrics under Keras's names: a struct for each, with its options as fields, and a function that
//! computes it in one call with Keras's defaults.
//!
//! Truth comes first, as in Keras and scikit-learn. Every metric has these forms (values per sample are for means):
//!
//! | form | call |
//! |---|---|
//! | function | `metrics::mean_squared_error(&y_true, &y_pred)?` |
//! | with options | `BinaryAccuracy { threshold: 0.8 }.evaluate(&y_true, &y_pred)?` |
//! | weighted, masked | `MeanSquaredError.evaluate_weighted(&y_true, &y_pred, &weights)?` |
//! | per sample | `MeanSquaredError.per_sample(&y_true, &y_pred)?` |
//! | streaming, merged | `let mut m = MeanSquaredError.streaming(); m.update(..)?; m.merge(&other)?; m.result()?` |
//! | in a tuple, one pass for all | `(MeanSquaredError, MeanAbsoluteError).streaming()` |
//!
//! Classes lie along the last axis. Keras's `axis` is not copied: `array.view().permuted_axes(..)`
//! puts any axis last without copying.

mod accuracy;
mod auc;
mod calibration;
mod classes;
mod closure;
mod correlation;
mod crossentropy;
mod curves;
mod decision;
mod distribution;
mod hinge;
mod hits;
mod moments;
mod operating_point;
mod outcome_counts;
mod precision_recall;
mod r2;
mod ranking;
mod rates;
mod regression;
mod relative;
mod robust;
mod similarity;
mod thresholds;
mod top_k;
mod values;

pub use accuracy::{
    Accuracy, BinaryAccuracy, CategoricalAccuracy, SparseCategoricalAccuracy, accuracy,
    binary_accuracy, categorical_accuracy, sparse_categorical_accuracy,
};
pub use auc::{Auc, Grid, auc};
pub use calibration::{
    BrierScore, CalibrationError, TopLabelCalibrationError, brier_score, calibration_error,
    top_label_calibration_error,
};
pub use classes::{
    BalancedAccuracy, BinaryIou, CohenKappa, Confusion, F1Score, FBetaScore, Iou,
    MatthewsCorrelation, MeanIou, OneHotIou, OneHotMeanIou, binary_iou, confusion_matrix,
    f_beta_score, f1_score,
};
pub use closure::MeanOf;
pub use correlation::{
    ConcordanceCorrelation, ConcordanceCorrelationPerRow, PearsonCorrelation,
    PearsonCorrelationPerRow, concordance_correlation, pearson_correlation,
};
pub use crossentropy::{
    BinaryCrossentropy, BinaryFocalCrossentropy, CategoricalCrossentropy,
    CategoricalFocalCrossentropy, EPSILON, SparseCategoricalCrossentropy, binary_crossentropy,
    binary_focal_crossentropy, categorical_crossentropy, categorical_focal_crossentropy,
    sparse_categorical_crossentropy,
};
pub use curves::{Curve, Summation};
pub use decision::{AtThresholds, Decision};
pub use distribution::{KlDivergence, Poisson, kl_divergence, poisson};
pub use hinge::{CategoricalHinge, Hinge, SquaredHinge, categorical_hinge, hinge, squared_hinge};
pub use moments::{ColumnMoments, ElementMoments};
pub use operating_point::{
    OperatingPoint, PrecisionAtRecall, RecallAtPrecision, SensitivityAtSpecificity,
    SpecificityAtSensitivity,
};
pub use outcome_counts::{FalseNegatives, FalsePositives, TrueNegatives, TruePositives};
pub use precision_recall::{Precision, Recall, precision, recall};
pub use r2::{R2Aggregation, R2Score, R2ScorePerColumn, r2_score};
pub use ranking::{AveragePrecision, RocAuc, average_precision, roc_auc};
pub use rates::{
    FalseNegativeRate, FalsePositiveRate, NegativePredictiveValue, Specificity,
    false_negative_rate, false_positive_rate, negative_predictive_value, specificity,
};
pub use regression::{
    MeanAbsoluteError, MeanSquaredError, RootMeanSquaredError, mean_absolute_error,
    mean_squared_error, root_mean_squared_error,
};
pub use relative::{
    MeanAbsolutePercentageError, MeanSquaredLogarithmicError, mean_absolute_percentage_error,
    mean_squared_logarithmic_error,
};
pub use robust::{Huber, LogCoshError, huber, log_cosh};
pub use similarity::{CosineSimilarity, cosine_similarity};
pub use top_k::{
    SparseTopKCategoricalAccuracy, TopKCategoricalAccuracy, sparse_top_k_categorical_accuracy,
    top_k_categorical_accuracy,
};
pub use values::{Mean, Sum, ValueMeasure, mean, sum};
