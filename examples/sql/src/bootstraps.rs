//! Values, and differences of two models, on resampled rows.

use std::sync::Arc;

use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::AggregateUDF;
use ndarray_metrics::collection::{AnyMeasure, AnyState};
use ndarray_metrics::prelude::*;
use ndarray_metrics::{Bootstrap, Replicates};

use crate::aggregate::{Aggregate, each_truth, each_type};
use crate::arguments::Arguments;
use crate::function::MetricFunction;
use crate::listed::{TEXT, bytes_per_row, of_one};
use crate::rows::{Column, Piece};
use crate::value::{LEVEL, ends, parts};

/// The replicates of a bootstrap.
const REPLICATES: usize = 1000;

/// The value and the replicates of one model.
impl Aggregate for Bootstrap<AnyMeasure> {
    type Measure = AnyMeasure;

    fn new(measure: &AnyMeasure) -> Self {
        Self::with(measure.clone(), REPLICATES, 0)
    }

    fn add(&mut self, rows: &Piece<'_>) -> Result<(), Error> {
        add(self, rows, &rows.prediction)
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

    fn value(&self) -> ScalarValue {
        let names = ["value", "standard_error", "lower", "upper", "undefined"];
        parts(names, numbers(&self.replicates()))
    }

    fn size(&self) -> usize {
        size_of_val(self) + REPLICATES * size_of::<AnyState>()
    }
}

/// The replicates of two models, which draw the same rows.
#[derive(Debug)]
pub(crate) struct TwoBootstraps([Bootstrap<AnyMeasure>; 2]);

impl Aggregate for TwoBootstraps {
    type Measure = AnyMeasure;

    fn new(measure: &AnyMeasure) -> Self {
        Self([0, 1].map(|_| Aggregate::new(measure)))
    }

    fn add(&mut self, rows: &Piece<'_>) -> Result<(), Error> {
        let [first, second] = &mut self.0;
        add(first, rows, &rows.prediction)?;
        add(second, rows, rows.second())
    }

    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.0.iter_mut().zip(&other.0).try_for_each(|(own, other)| own.merge(other))
    }

    /// The length of the first, in eight bytes, and both.
    fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        let [first, second] = self.0.each_ref().map(Bootstrap::to_bytes);
        let (first, second) = (first?, second?);
        Ok([(first.len() as u64).to_le_bytes().as_slice(), &first, &second].concat())
    }

    fn restore(measure: &AnyMeasure, bytes: &[u8]) -> Result<Self, Error> {
        let (length, both) = bytes.split_first_chunk().unwrap_or((&[0; 8], &[]));
        let length = usize::try_from(u64::from_le_bytes(*length)).unwrap_or(usize::MAX);
        let (first, second) = both.split_at(length.min(both.len()));
        let restored = |bytes| Bootstrap::restore(measure.clone(), bytes);
        Ok(Self([restored(first)?, restored(second)?]))
    }

    /// The difference, and the p-value of the hypothesis that it is 0.
    fn value(&self) -> ScalarValue {
        let names = ["difference", "standard_error", "lower", "upper", "undefined", "p_value"];
        let [first, second] = &self.0;
        // Both have seen the same ids.
        let difference = first.difference(second).ok();
        let numbers = difference.as_ref().and_then(|difference| {
            let [value, error, lower, upper, undefined] = numbers(difference)?;
            Some([value, error, lower, upper, undefined, difference.p_value(0.0).ok()])
        });
        parts(names, numbers)
    }

    fn size(&self) -> usize {
        self.0.iter().map(Aggregate::size).sum()
    }
}

/// Adds the rows of one model.
fn add(
    bootstrap: &mut Bootstrap<AnyMeasure>,
    rows: &Piece<'_>,
    prediction: &Column<'_>,
) -> Result<(), Error> {
    let ids: Vec<u64> = rows.ids.iter().map(|&id| id as u64).collect();
    each_truth!(&rows.truth, y => each_type!(prediction, p => match &rows.weight {
        None => bootstrap.update(&ids, y, p),
        Some(weight) => bootstrap.update_weighted(&ids, y, p, weight),
    }))
}

/// The value with its standard error, the ends of its interval of 95 %, and the number of replicates without a value.
fn numbers(replicates: &Replicates) -> Option<[Option<f64>; 5]> {
    let value = replicates.value.ok()?;
    let [lower, upper] = ends(replicates.interval(LEVEL));
    Some([
        Some(value),
        replicates.standard_error().ok(),
        lower,
        upper,
        Some(replicates.undefined() as f64),
    ])
}

/// The bootstraps of any metric of one number: of one model, and of the difference of two.
pub(crate) fn bootstraps() -> [Arc<AggregateUDF>; 2] {
    let one = Arguments { id: true, ..TEXT };
    let two = Arguments { second: true, ..one };
    [
        function::<Bootstrap<AnyMeasure>>("bootstrap", one),
        function::<TwoBootstraps>("bootstrap_difference", two),
    ]
}

fn function<A: Aggregate<Measure = AnyMeasure>>(
    name: &str,
    arguments: Arguments,
) -> Arc<AggregateUDF> {
    let returns = A::new(&MeanSquaredError.into()).value().data_type();
    let function: MetricFunction<A> = MetricFunction::of_constant(name, arguments, returns, of_one);
    function.growing(|measure| REPLICATES * bytes_per_row(measure)).into()
}
