//! One group's metric.

use datafusion::arrow::array::{ArrayRef, LargeBinaryArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::Accumulator;

use crate::aggregate::Aggregate;
use crate::arguments::Arguments;
use crate::rows::Rows;
use crate::state::{Partial, columns, refusal};

/// A measure and what a call feeds it with.
#[derive(Clone, Debug)]
pub(crate) struct Call<M> {
    pub(crate) measure: M,
    pub(crate) arguments: Arguments,
    /// The types of the arguments that are columns.
    pub(crate) types: Vec<DataType>,
    /// Bytes that a state takes for a row.
    pub(crate) per_row: usize,
}

/// The metric of one group, or of all rows where there are no groups.
#[derive(Debug)]
pub(crate) struct MetricAccumulator<A: Aggregate> {
    metric: A,
    call: Call<A::Measure>,
    /// Bytes that the state has taken for rows so far.
    taken: usize,
}

impl<A: Aggregate> MetricAccumulator<A> {
    pub(crate) fn new(call: Call<A::Measure>) -> Self {
        Self { metric: A::new(&call.measure), call, taken: 0 }
    }

    fn add(&mut self, rows: &Rows) -> Result<()> {
        self.taken += rows.len() * self.call.per_row;
        let arguments = self.call.arguments;
        rows.each_piece(arguments, 0..rows.len(), |piece| self.metric.add(piece).map_err(refusal))
    }
}

impl<A: Aggregate> Accumulator for MetricAccumulator<A> {
    fn update_batch(&mut self, columns: &[ArrayRef]) -> Result<()> {
        self.add(&Rows::new(self.call.arguments, columns, None)?.0)
    }

    fn merge_batch(&mut self, states: &[ArrayRef]) -> Result<()> {
        let partial = Partial::new(states, &self.call.types)?;
        for (_, state) in partial.metrics() {
            self.taken += if self.call.per_row > 0 { state.len() } else { 0 };
            let other = A::restore(&self.call.measure, state).map_err(refusal)?;
            self.metric.merge(&other).map_err(refusal)?;
        }
        self.add(&partial.rows)
    }

    fn state(&mut self) -> Result<Vec<ScalarValue>> {
        let metric = ScalarValue::LargeBinary(Some(self.metric.to_bytes().map_err(refusal)?));
        let no_rows = columns(LargeBinaryArray::new_null(1), &[], vec![0], &self.call.types)?;
        let no_rows = no_rows[1..].iter().map(|column| ScalarValue::try_from_array(column, 0));
        std::iter::once(Ok(metric)).chain(no_rows).collect()
    }

    fn evaluate(&mut self) -> Result<ScalarValue> {
        Ok(self.metric.value())
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.metric.size() + self.taken
    }
}
