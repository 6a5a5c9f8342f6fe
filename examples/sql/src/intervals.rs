//! Values with their standard errors and intervals.

use std::sync::Arc;

use datafusion::arrow::datatypes::DataType;
use datafusion::common::{ScalarValue, plan_err};
use datafusion::error::Result;
use datafusion::logical_expr::AggregateUDF;
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Estimate, WithError};

use crate::aggregate::Aggregate;
use crate::arguments::Arguments;
use crate::function::MetricFunction;
use crate::functions::{CLASSES, DEFAULT_THRESHOLD, THRESHOLD};
use crate::listed::{ANY, TEXT, bytes_per_row, is_one, listed, of_text};
use crate::rows::Piece;
use crate::value::{LEVEL, ends, list, parts};

/// A metric whose value comes with its interval: one struct, or a list with a struct for each of several numbers.
#[derive(Debug)]
pub(crate) struct WithInterval(Streaming<WithError<AnyMeasure>>);

impl Aggregate for WithInterval {
    type Measure = AnyMeasure;

    fn new(measure: &AnyMeasure) -> Self {
        Self(measure.clone().with_error().streaming())
    }

    fn add(&mut self, rows: &Piece<'_>) -> Result<(), Error> {
        rows.add_to(&mut self.0)
    }

    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.0.merge(&other.0)
    }

    fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        self.0.to_bytes()
    }

    fn restore(measure: &AnyMeasure, bytes: &[u8]) -> Result<Self, Error> {
        Streaming::restore(measure.clone().with_error(), bytes).map(Self)
    }

    fn value(&self) -> ScalarValue {
        let estimates = self.0.result();
        match estimates.as_slice() {
            [one] if is_one(&self.0.measure().measure) => estimate(Some(one)),
            several => list(several.iter().map(|one| estimate(Some(one))).collect(), &kind()),
        }
    }
}

/// The functions of values with their intervals: those with options or types of their own, those of every metric with
/// default options, and those of any metric with any options.
pub(crate) fn intervals() -> Result<Vec<Arc<AggregateUDF>>> {
    let mut functions = with_options();
    let make = |name: &str, measure: AnyMeasure| {
        has_interval(&measure).then(|| interval(name, ANY, move |_| measure.clone()))
    };
    functions.extend(listed(&functions, "_interval", make)?);
    functions.extend(configured());
    Ok(functions)
}

fn with_options() -> Vec<Arc<AggregateUDF>> {
    let threshold = |threshold: Option<f64>| threshold.unwrap_or(DEFAULT_THRESHOLD);
    let accuracy = move |t| BinaryAccuracy { threshold: threshold(t) }.into();
    let precision = |threshold| Precision { threshold, ..Default::default() }.into();
    let recall = |threshold| Recall { threshold, ..Default::default() }.into();
    let f1 = move |t| BinaryF1Score { threshold: threshold(t) }.into();
    let losses = |_| SparseCategoricalCrossentropy::default().into();
    vec![
        interval("binary_accuracy_interval", THRESHOLD, accuracy).into(),
        interval("precision_interval", THRESHOLD, precision).into(),
        interval("recall_interval", THRESHOLD, recall).into(),
        interval("f1_interval", THRESHOLD, f1).or("f1_score_interval").into(),
        interval("sparse_log_loss_interval", CLASSES, losses).into(),
    ]
}

fn interval(
    name: &str,
    arguments: Arguments,
    measure: impl Fn(Option<f64>) -> AnyMeasure + Send + Sync + 'static,
) -> MetricFunction<WithInterval> {
    let returns = WithInterval::new(&measure(None)).value().data_type();
    let of_call = move |constant: Option<&ScalarValue>| {
        Ok(measure(match constant {
            Some(ScalarValue::Float64(number)) => *number,
            _ => None,
        }))
    };
    MetricFunction::of_constant(name, arguments, returns, of_call).growing(bytes_per_row)
}

fn configured() -> [Arc<AggregateUDF>; 2] {
    let several = list(Vec::new(), &kind()).data_type();
    [("metric_interval", kind()), ("metric_interval_list", several)].map(|(name, returns)| {
        let function: MetricFunction<WithInterval> =
            MetricFunction::of_constant(name, TEXT, returns, of_text_with_interval);
        function.growing(bytes_per_row).into()
    })
}

fn of_text_with_interval(constant: Option<&ScalarValue>) -> Result<AnyMeasure> {
    let measure = of_text(constant)?;
    match has_interval(&measure) {
        true => Ok(measure),
        false => plan_err!("{measure:?} has no formula for its standard error: take `bootstrap`"),
    }
}

/// Whether there is a formula for the standard error of a metric.
fn has_interval(measure: &AnyMeasure) -> bool {
    let refused = measure.clone().with_error().observer().check_options::<f64>().err();
    refused.is_none_or(|error| error.refusal() != &Error::Undefined(Undefined::NoFormula))
}

/// The value, its standard error and the ends of the interval of 95 %, NULL where there is none.
fn estimate(estimate: Option<&Result<Estimate, Undefined>>) -> ScalarValue {
    let estimate = estimate.and_then(|estimate| estimate.as_ref().ok());
    let numbers = estimate.map(|estimate| {
        let [lower, upper] = ends(estimate.interval(LEVEL));
        [Some(estimate.value), estimate.standard_error.ok(), lower, upper]
    });
    parts(["value", "standard_error", "lower", "upper"], numbers)
}

/// The type of a value with its interval.
fn kind() -> DataType {
    estimate(None).data_type()
}
