//! One group's metric.

use datafusion::arrow::array::{ArrayRef, LargeBinaryArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::Accumulator;
use ndarray_metrics::{Evaluate, Metric, Streaming};

use crate::arguments::Arguments;
use crate::measure::{SqlMeasure, update};
use crate::rows::Rows;
use crate::state::{Partial, bytes, columns, read, refusal};
use crate::value::SqlValue;

/// A measure and what a call feeds it with.
#[derive(Clone, Debug)]
pub(crate) struct Call<M> {
    pub(crate) measure: M,
    pub(crate) arguments: Arguments,
    /// The types of truth, prediction and weight.
    pub(crate) types: Vec<DataType>,
    /// Bytes that a state takes for a row.
    pub(crate) per_row: usize,
}

/// The metric of one group, or of all rows where there are no groups.
#[derive(Debug)]
pub(crate) struct MetricAccumulator<M: SqlMeasure> {
    metric: Streaming<M>,
    call: Call<M>,
    /// Bytes that the state has taken for rows so far.
    taken: usize,
}

impl<M: SqlMeasure> MetricAccumulator<M> {
    pub(crate) fn new(call: Call<M>) -> Self {
        Self { metric: call.measure.clone().streaming(), call, taken: 0 }
    }

    fn add(&mut self, rows: &Rows) -> Result<()> {
        self.taken += rows.len() * self.call.per_row;
        rows.each_piece(0..rows.len(), |piece| update(&mut self.metric, piece).map_err(refusal))
    }
}

impl<M: SqlMeasure> Accumulator for MetricAccumulator<M> {
    fn update_batch(&mut self, columns: &[ArrayRef]) -> Result<()> {
        self.add(&Rows::new(self.call.arguments, columns, None)?.0)
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let partial = Partial::new(states, &self.call.types)?;
        for (_, state) in partial.metrics() {
            self.taken += if self.call.per_row > 0 { state.len() } else { 0 };
            let other = read(&self.call.measure, state)?;
            self.metric.merge(&other).map_err(refusal)?;
        }
        self.add(&partial.rows)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let metric = LargeBinaryArray::from_vec(vec![&bytes(&self.metric)?]);
        let columns = columns(metric, &[], vec![0], &self.call.types)?;
        columns.iter().map(|column| ScalarValue::try_from_array(column, 0)).collect()
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(self.metric.result().scalar())
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.taken
    }
}
