//! One group's metric.

use datafusion::arrow::array::ArrayRef;
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::Accumulator;
use ndarray_metrics::{Evaluate, Metric, Streaming};

use crate::arguments::Arguments;
use crate::measure::{SqlMeasure, update};
use crate::rows::Rows;
use crate::state::{bytes, each_state, read, refusal};
use crate::value::SqlValue;

/// The metric of one group, or of all rows where there are no groups.
#[derive(Debug)]
pub(crate) struct MetricAccumulator<M: SqlMeasure> {
    metric: Streaming<M>,
    arguments: Arguments,
    /// Bytes that the state takes for a row, and has taken for those so far.
    per_row: usize,
    taken: usize,
}

impl<M: SqlMeasure> MetricAccumulator<M> {
    pub(crate) fn new(measure: M, arguments: Arguments, per_row: usize) -> Self {
        Self { metric: measure.streaming(), arguments, per_row, taken: 0 }
    }
}

impl<M: SqlMeasure> Accumulator for MetricAccumulator<M> {
    fn update_batch(&mut self, columns: &[ArrayRef]) -> Result<()> {
        let rows = Rows::new(self.arguments, columns, None)?;
        self.taken += rows.len() * self.per_row;
        rows.each_piece(|piece| update(&mut self.metric, piece).map_err(refusal))
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        each_state(states, |_, state| {
            self.taken += if self.per_row > 0 { state.len() } else { 0 };
            let other = read(self.metric.measure(), state)?;
            self.metric.merge(&other).map_err(refusal)
        })
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        Ok(vec![ScalarValue::LargeBinary(Some(bytes(&self.metric)?))])
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(self.metric.result().scalar())
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.taken
    }
}
