//! What this crate runs for the workloads of `states.py`, and for those of class labels.

use ndarray::{Array1, Array2};
use ndarray_metrics::Evaluate;
use ndarray_metrics::metrics::{self, Decision, F1Score, MeanIou, Precision};
use ndarray_metrics::state::Average;

const VALID: &str = "data are valid";

pub(crate) fn exact_auc(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::roc_auc(y, p).expect(VALID)
}

pub(crate) fn average_precision(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::average_precision(y, p).expect(VALID)
}

pub(crate) fn precision(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::precision(y, p).expect(VALID)
}

pub(crate) fn precision_at_nine(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    let nine = Precision::default().at((1..10).map(|i| f64::from(i) / 10.0).collect());
    nine.evaluate(y, p).expect(VALID).into_iter().flatten().sum::<f64>() / 9.0
}

/// The trace, as in Python.
pub(crate) fn confusion(y: &Array1<i64>, p: &Array1<i64>) -> f64 {
    metrics::confusion_matrix(y, p, 10).expect(VALID).to_array().expect(VALID).diag().sum()
}

pub(crate) fn mean_iou(y: &Array1<i64>, p: &Array1<i64>) -> f64 {
    MeanIou::new(21).evaluate(y, p).expect(VALID)
}

pub(crate) fn f1_macro(one_hot: &Array2<f32>, p: &Array2<f32>) -> f64 {
    F1Score::new(Average::Macro).evaluate(one_hot, p).expect(VALID)
}

pub(crate) fn r2(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::r2_score(y, p).expect(VALID)
}

pub(crate) fn r2_columns(one_hot: &Array2<f32>, p: &Array2<f32>) -> f64 {
    metrics::r2_score(one_hot, p).expect(VALID)
}

pub(crate) fn pearson(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::pearson_correlation(y, p).expect(VALID)
}

pub(crate) fn concordance(y: &Array1<f32>, p: &Array1<f32>) -> f64 {
    metrics::concordance_correlation(y, p).expect(VALID)
}
