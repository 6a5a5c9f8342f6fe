//! Two models on the same rows.

use std::sync::Arc;

use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::AggregateUDF;
use ndarray_metrics::collection::AnyMeasure;
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Comparison, StreamingComparison};

use crate::aggregate::{Aggregate, each_truth, each_type};
use crate::arguments::Arguments;
use crate::function::MetricFunction;
use crate::listed::{TEXT, bytes_per_row, of_one};
use crate::rows::Piece;
use crate::value::{LEVEL, ends, parts};

impl Aggregate for StreamingComparison<AnyMeasure> {
    type Measure = AnyMeasure;

    fn new(measure: &AnyMeasure) -> Self {
        measure.clone().comparison()
    }

    fn add(&mut self, rows: &Piece<'_>) -> Result<(), Error> {
        let Piece { truth, prediction, weight, .. } = rows;
        each_truth!(truth, y => each_type!(prediction, a => each_type!(rows.second(), b => match weight {
            None => self.update(y, a, b),
            Some(weight) => self.update_weighted(y, a, b, weight),
        })))
    }

    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        Self::merge(self, other)
    }

    fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        Self::to_bytes(self)
    }

    fn restore(measure: &AnyMeasure, bytes: &[u8]) -> Result<Self, Error> {
        Self::restore(measure.clone(), bytes)
    }

    /// Both values, the difference with its standard error and the ends of its interval of 95 %, and the p-value.
    fn value(&self) -> ScalarValue {
        let names =
            ["first", "second", "difference", "standard_error", "lower", "upper", "p_value"];
        parts(names, self.result().ok().map(|comparison| numbers(&comparison)))
    }
}

fn numbers(comparison: &Comparison) -> [Option<f64>; 7] {
    let difference = &comparison.difference;
    let [lower, upper] = ends(difference.interval(LEVEL));
    [
        Some(comparison.first),
        Some(comparison.second),
        Some(difference.value),
        difference.standard_error.ok(),
        lower,
        upper,
        comparison.p_value().ok(),
    ]
}

/// The comparison of two models by any metric of one number.
pub(crate) fn comparisons() -> [Arc<AggregateUDF>; 1] {
    let arguments = Arguments { second: true, ..TEXT };
    let returns = StreamingComparison::new(&MeanSquaredError.into()).value().data_type();
    let function: MetricFunction<StreamingComparison<AnyMeasure>> =
        MetricFunction::of_constant("compare", arguments, returns, of_one);
    [function.growing(bytes_per_row).into()]
}
