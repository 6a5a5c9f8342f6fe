//! The metrics of many groups at once, for measures that are means.

use datafusion::arrow::array::{ArrayRef, BooleanArray, Float64Array, LargeBinaryArray};
use datafusion::error::Result;
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};
use ndarray_metrics::{Grouped, Metric, Streaming};
use std::sync::Arc;

use crate::arguments::Arguments;
use crate::measure::{SqlMean, update_groups};
use crate::rows::Rows;
use crate::state::{bytes, each_state, read, refusal};

/// One metric per group; the rows of a batch are added without sorting them by group.
#[derive(Debug)]
pub(crate) struct MetricGroups<M: SqlMean> {
    measure: M,
    metrics: Grouped<M>,
    arguments: Arguments,
}

impl<M: SqlMean> MetricGroups<M> {
    pub(crate) fn new(measure: M, arguments: Arguments) -> Self {
        let metrics = Grouped::new(measure.clone());
        Self { measure, metrics, arguments }
    }

    fn take(&mut self, emit: EmitTo) -> Vec<Streaming<M>> {
        match emit {
            EmitTo::All => self.metrics.take(usize::MAX),
            EmitTo::First(groups) => self.metrics.take(groups),
        }
    }
}

impl<M: SqlMean> GroupsAccumulator for MetricGroups<M> {
    fn update_batch(
        &mut self,
        columns: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.metrics.grow(total).map_err(refusal)?;
        let rows = Rows::new(self.arguments, columns, filter)?;
        let left = rows.select(groups);
        let groups = left.as_deref().unwrap_or(groups);
        rows.each_piece(|piece| {
            let groups = &groups[piece.range.clone()];
            update_groups(&mut self.metrics, groups, piece).map_err(refusal)
        })
    }

    fn merge_batch(&mut self, states: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.metrics.grow(total).map_err(refusal)?;
        each_state(states, |row, state| {
            let metric = read(&self.measure, state)?;
            self.metrics.merge(groups[row], &metric).map_err(refusal)
        })
    }

    fn state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        let metrics = self.take(emit);
        let states = metrics.iter().map(bytes).collect::<Result<Vec<_>>>()?;
        Ok(vec![Arc::new(LargeBinaryArray::from_iter_values(states))])
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        let metrics = self.take(emit);
        let values: Float64Array = metrics.iter().map(|metric| metric.result().ok()).collect();
        Ok(Arc::new(values))
    }

    /// Every row as a group of its own, for DataFusion when it finds that grouping early is in vain.
    fn convert_to_state(
        &self,
        columns: &[ArrayRef],
        filter: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        let mut each = Self::new(self.measure.clone(), self.arguments);
        let rows: Vec<_> = (0..columns[0].len()).collect();
        each.update_batch(columns, &rows, filter, rows.len())?;
        each.state(EmitTo::All)
    }

    fn size(&self) -> usize {
        size_of_val(self) + self.metrics.allocated()
    }
}
