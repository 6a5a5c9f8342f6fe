//! Values with their standard errors and intervals.

use std::sync::Arc;

use datafusion::arrow::array::{ArrayRef, Float64Array, StructArray};
use datafusion::arrow::buffer::NullBuffer;
use datafusion::arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::ScalarValue;
use datafusion::logical_expr::AggregateUDF;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Estimate, WithError};

use crate::arguments::Arguments;
use crate::function::MetricFunction;
use crate::functions::{CLASSES, DEFAULT_THRESHOLD, PLAIN, THRESHOLD};
use crate::listed::SCORE;
use crate::measure::SqlMeasure;
use crate::value::SqlValue;

/// The probability with which the intervals cover.
const LEVEL: f64 = 0.95;

/// What a value with its interval consists of.
const PARTS: [&str; 4] = ["value", "standard_error", "lower", "upper"];

/// The functions of values with their intervals.
pub(crate) fn intervals() -> Vec<Arc<AggregateUDF>> {
    let threshold = |threshold: Option<f64>| threshold.unwrap_or(DEFAULT_THRESHOLD);
    vec![
        interval("mse", PLAIN, |_| MeanSquaredError).into(),
        interval("rmse", PLAIN, |_| RootMeanSquaredError).into(),
        interval("mae", PLAIN, |_| MeanAbsoluteError).into(),
        interval("r2", PLAIN, |_| R2Score::default()).into(),
        interval("pearson", PLAIN, |_| PearsonCorrelation).into(),
        interval("binary_accuracy", THRESHOLD, move |t| BinaryAccuracy { threshold: threshold(t) })
            .into(),
        interval("precision", THRESHOLD, |threshold| Precision { threshold, ..Default::default() })
            .into(),
        interval("recall", THRESHOLD, |threshold| Recall { threshold, ..Default::default() })
            .into(),
        interval("f1", THRESHOLD, move |t| BinaryF1Score { threshold: threshold(t) }).into(),
        interval("log_loss", PLAIN, |_| BinaryCrossentropy::default()).into(),
        interval("sparse_log_loss", CLASSES, |_| SparseCategoricalCrossentropy::default()).into(),
        interval("roc_auc", PLAIN, |_| RocAuc).growing(|_| SCORE).into(),
    ]
}

fn interval<M>(
    name: &str,
    arguments: Arguments,
    measure: impl Fn(Option<f64>) -> M + Send + Sync + 'static,
) -> MetricFunction<WithError<M>>
where
    WithError<M>: SqlMeasure,
{
    let name = format!("{name}_interval");
    MetricFunction::new(&name, arguments, move |option| WithError { measure: measure(option) })
}

/// A struct of the value, its standard error and the ends of the interval of 95 %, NULL where there is none.
impl SqlValue for Result<Estimate, Undefined> {
    fn data_type(&self) -> DataType {
        DataType::Struct(parts())
    }

    fn scalar(&self) -> ScalarValue {
        let estimate = self.as_ref().ok();
        let interval = estimate.and_then(|estimate| estimate.interval(LEVEL).ok());
        let numbers = [
            estimate.map(|estimate| estimate.value),
            estimate.and_then(|estimate| estimate.standard_error.ok()),
            interval.map(|interval| interval.lower),
            interval.map(|interval| interval.upper),
        ];
        let columns = numbers.map(|number| Arc::new(Float64Array::from(vec![number])) as ArrayRef);
        let known = NullBuffer::from(vec![estimate.is_some()]);
        ScalarValue::Struct(Arc::new(StructArray::new(parts(), columns.into(), Some(known))))
    }
}

fn parts() -> Fields {
    PARTS.map(|part| Field::new(part, DataType::Float64, true)).into_iter().collect()
}
