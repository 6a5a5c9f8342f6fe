//! The functions that there are.

use std::sync::Arc;

use datafusion::error::Result;
use datafusion::logical_expr::AggregateUDF;
use ndarray_metrics::Streaming;
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;

use crate::arguments::{Arguments, Constant, Prediction};
use crate::bootstraps::bootstraps;
use crate::comparisons::comparisons;
use crate::function::MetricFunction;
use crate::intervals::intervals;
use crate::listed::{bytes_per_row, configured, metrics};

pub(crate) const PLAIN: Arguments = Arguments::NUMBERS;
pub(crate) const CLASSES: Arguments = Arguments { prediction: Prediction::Classes, ..PLAIN };
pub(crate) const THRESHOLD: Arguments =
    Arguments { option: Some(Constant::Number("threshold")), ..PLAIN };

/// Keras's and scikit-learn's.
pub(crate) const DEFAULT_THRESHOLD: f64 = 0.5;

/// All functions, each with an optional weight as the last argument: first those with an option
/// or with types of their own,
///
/// | function | also | value |
/// |---|---|---|
/// | `mse(y, p)` | `mean_squared_error` | [`MeanSquaredError`] |
/// | `rmse(y, p)` | `root_mean_squared_error` | [`RootMeanSquaredError`] |
/// | `mae(y, p)` | `mean_absolute_error` | [`MeanAbsoluteError`] |
/// | `r2(y, p)` | `r2_score` | [`R2Score`] |
/// | `pearson(y, p)` | `pearson_correlation` | [`PearsonCorrelation`] |
/// | `binary_accuracy(label, score [, threshold])` | | [`BinaryAccuracy`] |
/// | `log_loss(label, probability)` | `binary_crossentropy` | [`BinaryCrossentropy`] |
/// | `sparse_log_loss(label, probabilities)` | `sparse_categorical_crossentropy` | [`SparseCategoricalCrossentropy`] |
/// | `precision(label, score [, threshold])` | | [`Precision`] |
/// | `recall(label, score [, threshold])` | | [`Recall`] |
/// | `f1(label, score [, threshold])` | `f1_score` | [`F1Score`] of the label 1 |
/// | `roc_auc(label, score)` | | [`RocAuc`], exact |
/// | `average_precision(label, score)` | | [`AveragePrecision`], exact |
///
/// Thresholds are 0.5 unless given; what is above is positive.
///
/// Then every other metric of the crate that has default options
/// ([`AnyMeasure::names`](ndarray_metrics::collection::AnyMeasure::names)), by its name in small letters,
/// `mean_absolute_percentage_error(y, p)`, and by its other names, `mape(y, p)`. Truth and prediction
/// are what the metric's page says of one sample: a number, or a list of numbers. A metric of several
/// numbers gives a list, with NULL for a number that is not defined.
///
/// Every metric whose standard error has a formula also comes with its interval of 95 %, a struct of `value`,
/// `standard_error`, `lower` and `upper`, or a list of these, by the name with `_interval`: `roc_auc_interval(label,
/// score)`, `f1_interval(label, score, 0.3)`.
///
/// And any metric with any options: `metric(y, p, 'mse')`, `metric(y, p, '{"CramersV": {"num_classes": 3}}')`
/// for one number, `metric_list` for several. The text is what a file of a
/// [`Collection`](ndarray_metrics::collection::Collection) holds: a name, or JSON of a name with options. By such a
/// text also `metric_interval` and `metric_interval_list`, and of any metric of one number:
///
/// | function | value |
/// |---|---|
/// | `compare(y, a, b, 'mse')` | two models on the same rows: `first`, `second`, `difference`, `standard_error`, `lower`, `upper`, `p_value` |
/// | `bootstrap(id, y, p, 'r2')` | 1000 replicates, rows of equal ids drawn together: `value`, `standard_error`, `lower`, `upper`, `undefined` |
/// | `bootstrap_difference(id, y, a, b, 'r2')` | both models with the same draws: `difference`, `standard_error`, `lower`, `upper`, `undefined`, `p_value` |
///
/// # Errors
///
/// None, unless the crate's list of names disagrees with itself.
pub fn functions() -> Result<Vec<Arc<AggregateUDF>>> {
    let mut functions = errors();
    functions.extend(decisions());
    functions.extend(scores());
    functions.extend(metrics(&functions)?);
    functions.extend(configured());
    functions.extend(intervals()?);
    functions.extend(comparisons());
    functions.extend(bootstraps());
    Ok(functions)
}

fn errors() -> Vec<Arc<AggregateUDF>> {
    vec![
        plain("mse", MeanSquaredError).or("mean_squared_error").into(),
        plain("rmse", RootMeanSquaredError).or("root_mean_squared_error").into(),
        plain("mae", MeanAbsoluteError).or("mean_absolute_error").into(),
        plain("r2", R2Score::default()).or("r2_score").into(),
        // Of its own type, which takes 3 % less time by many groups of few rows.
        MetricFunction::new("pearson", PLAIN, |_| PearsonCorrelation)
            .or("pearson_correlation")
            .into(),
    ]
}

fn decisions() -> Vec<Arc<AggregateUDF>> {
    vec![
        decision("binary_accuracy", |threshold| {
            BinaryAccuracy { threshold: threshold.unwrap_or(DEFAULT_THRESHOLD) }.into()
        })
        .into(),
        decision("precision", |threshold| Precision { threshold, ..Default::default() }.into())
            .into(),
        decision("recall", |threshold| Recall { threshold, ..Default::default() }.into()).into(),
        decision("f1", |threshold| {
            let threshold = threshold.or(Some(DEFAULT_THRESHOLD));
            F1Score { average: Average::Micro, threshold }.into()
        })
        .or("f1_score")
        .into(),
    ]
}

fn scores() -> Vec<Arc<AggregateUDF>> {
    let sparse_log_loss = SparseCategoricalCrossentropy::default();
    vec![
        plain("log_loss", BinaryCrossentropy::default()).or("binary_crossentropy").into(),
        metric("sparse_log_loss", CLASSES, sparse_log_loss)
            .or("sparse_categorical_crossentropy")
            .into(),
        plain("roc_auc", RocAuc).into(),
        plain("average_precision", AveragePrecision).into(),
    ]
}

fn plain(name: &str, measure: impl Into<AnyMeasure>) -> MetricFunction<Streaming<AnyMeasure>> {
    metric(name, PLAIN, measure)
}

fn decision(
    name: &str,
    measure: impl Fn(Option<f64>) -> AnyMeasure + Send + Sync + 'static,
) -> MetricFunction<Streaming<AnyMeasure>> {
    MetricFunction::new(name, THRESHOLD, measure)
}

/// A metric with its options, known at run time only: all metrics share what is compiled for a pair of element types.
pub(crate) fn metric(
    name: &str,
    arguments: Arguments,
    measure: impl Into<AnyMeasure>,
) -> MetricFunction<Streaming<AnyMeasure>> {
    let measure = measure.into();
    MetricFunction::new(name, arguments, move |_| measure.clone()).growing(bytes_per_row)
}
