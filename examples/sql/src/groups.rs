//! The metrics of many groups at once.

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, BooleanBufferBuilder, LargeBinaryArray, new_empty_array,
};
use datafusion::arrow::compute::filter;
use datafusion::common::ScalarValue;
use datafusion::error::Result;
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};
use ndarray_metrics::{Evaluate, Metric, Streaming};

use crate::accumulator::Call;
use crate::measure::{SqlMeasure, update};
use crate::rows::Rows;
use crate::state::{Partial, bytes, columns, read, refusal};
use crate::value::SqlValue;
use crate::waiting::{Sorted, Waiting};

/// Rows for each group, on average, that wait until they are added: a metric then takes many at once,
/// and groups of fewer rows have no state, which would be as large as these rows.
const WAITING: usize = 64;

/// Rows that can be sorted at once.
const MOST: usize = 1 << 30;

/// Up to so many rows, a group travels as its rows, which are read faster than a state.
const LISTED: usize = 32;

/// The metric of a group, none while all its rows wait.
type Slot<M> = Option<Box<Streaming<M>>>;

/// One metric per group.
#[derive(Debug)]
pub(crate) struct MetricGroups<M: SqlMeasure> {
    call: Call<M>,
    metrics: Vec<Slot<M>>,
    waiting: Waiting,
    /// Bytes that metrics have taken so far.
    taken: usize,
}

impl<M: SqlMeasure> MetricGroups<M> {
    pub(crate) fn new(call: Call<M>) -> Self {
        Self { call, metrics: Vec::new(), waiting: Waiting::default(), taken: 0 }
    }

    fn add(&mut self, rows: Rows, groups: impl IntoIterator<Item = usize>) -> Result<()> {
        self.waiting.add(rows.into_columns(), groups);
        if self.waiting.len() >= MOST.min(WAITING * self.metrics.len()) {
            self.settle()?;
        }
        Ok(())
    }

    /// Adds all rows that wait.
    fn settle(&mut self) -> Result<()> {
        let rows = self.waiting.take_sorted(self.metrics.len())?;
        for group in 0..self.metrics.len() {
            if !rows.of(group).is_empty() {
                let metric = self.metrics[group].take();
                let metric = self.with_rows(metric, &rows, group)?;
                self.metrics[group] = Some(metric);
            }
        }
        self.taken += rows.rows.len() * self.call.per_row;
        Ok(())
    }

    /// A group's metric with its rows.
    fn with_rows(&self, metric: Slot<M>, rows: &Sorted, group: usize) -> Result<Box<Streaming<M>>> {
        let mut metric = metric.unwrap_or_else(|| self.empty());
        let group = rows.of(group);
        if !group.is_empty() {
            rows.rows.each_piece(group, |piece| update(&mut metric, piece).map_err(refusal))?;
        }
        Ok(metric)
    }

    fn empty(&self) -> Box<Streaming<M>> {
        Box::new(self.call.measure.clone().streaming())
    }

    /// Removes the first groups, or all: their metrics, and their rows that wait.
    fn take(&mut self, emit: EmitTo) -> Result<(Vec<Slot<M>>, Sorted)> {
        let rows = self.waiting.take_sorted(self.metrics.len())?;
        let first = match emit {
            EmitTo::All => self.metrics.len(),
            EmitTo::First(groups) => groups.min(self.metrics.len()),
        };
        self.waiting = rows.from(first);
        let rest = self.metrics.split_off(first);
        Ok((std::mem::replace(&mut self.metrics, rest), rows))
    }

    fn grow(&mut self, total: usize) {
        self.metrics.resize_with(total.max(self.metrics.len()), || None);
    }
}

impl<M: SqlMeasure> GroupsAccumulator for MetricGroups<M> {
    fn update_batch(
        &mut self,
        columns: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.grow(total);
        match Rows::new(self.call.arguments, columns, filter)? {
            (rows, None) => self.add(rows, groups.iter().copied()),
            (rows, Some(kept)) => {
                self.add(rows, kept.values().set_indices().map(|row| groups[row]))
            }
        }
    }

    fn merge_batch(&mut self, states: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.grow(total);
        let partial = Partial::new(states, &self.call.types)?;
        for (place, state) in partial.metrics() {
            let other = read(&self.call.measure, state)?;
            match &mut self.metrics[groups[place]] {
                Some(metric) => metric.merge(&other).map_err(refusal)?,
                none => *none = Some(Box::new(other)),
            }
            self.taken += state.len();
        }
        let lengths = partial.lengths.iter().zip(groups);
        self.add(partial.rows, lengths.flat_map(|(&rows, &group)| std::iter::repeat_n(group, rows)))
    }

    /// A group that has few rows is written as these.
    fn state(&mut self, emit: EmitTo) -> Result<Vec<ArrayRef>> {
        let (metrics, rows) = self.take(emit)?;
        let (mut states, mut lengths) = (Vec::new(), Vec::new());
        let mut listed = BooleanBufferBuilder::new(rows.rows.len());
        for (group, metric) in metrics.into_iter().enumerate() {
            let waiting = rows.of(group).len();
            let few = metric.is_none() && waiting <= LISTED;
            listed.append_n(waiting, few);
            lengths.push(if few { waiting } else { 0 });
            states.push(if few {
                None
            } else {
                Some(bytes(&*self.with_rows(metric, &rows, group)?)?)
            });
        }
        listed.append_n(rows.rows.len() - listed.len(), false);
        let listed = BooleanArray::new(listed.finish(), None);
        let listed = rows.rows.columns().iter().map(|column| Ok(filter(column, &listed)?));
        let listed = listed.collect::<Result<Vec<_>>>()?;
        columns(LargeBinaryArray::from_iter(states), &listed, lengths, &self.call.types)
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        let (metrics, rows) = self.take(emit)?;
        let values = metrics
            .into_iter()
            .enumerate()
            .map(|(group, metric)| Ok(self.with_rows(metric, &rows, group)?.result().scalar()));
        let values = values.collect::<Result<Vec<_>>>()?;
        if values.is_empty() {
            return Ok(new_empty_array(&self.empty().result().data_type()));
        }
        ScalarValue::iter_to_array(values)
    }

    /// Every row as a group of its own, for DataFusion when it finds that grouping early is in vain.
    fn convert_to_state(
        &self,
        all: &[ArrayRef],
        filter: Option<&BooleanArray>,
    ) -> Result<Vec<ArrayRef>> {
        let (rows, kept) = Rows::new(self.call.arguments, all, filter)?;
        let lengths = (0..all[0].len())
            .map(|row| usize::from(kept.as_ref().is_none_or(|kept| kept.value(row))));
        let none = LargeBinaryArray::new_null(all[0].len());
        columns(none, rows.columns(), lengths.collect(), &self.call.types)
    }

    fn size(&self) -> usize {
        let metrics = self.metrics.iter().flatten().count() * size_of::<Streaming<M>>();
        let places = self.metrics.capacity() * size_of::<usize>();
        size_of_val(self) + places + metrics + self.taken + self.waiting.allocated()
    }
}
