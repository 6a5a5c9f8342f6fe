//! The metrics of many groups at once.

use datafusion::arrow::array::{
    ArrayRef, BooleanArray, BooleanBufferBuilder, LargeBinaryArray, new_empty_array,
};
use datafusion::common::{ScalarValue, exec_err};
use datafusion::error::Result;
use datafusion::logical_expr::{EmitTo, GroupsAccumulator};

use crate::accumulator::Call;
use crate::aggregate::Aggregate;
use crate::rows::Rows;
use crate::state::{Partial, columns, refusal};
use crate::waiting::{Sorted, Waiting};

/// Rows for each group, on average, that wait until they are added: a metric then takes many at once,
/// and groups of fewer rows have no state, which would be as large as these rows.
const WAITING: usize = 64;

/// Rows that can be sorted at once.
const MOST: usize = 1 << 30;

/// Up to so many rows, a group travels as its rows, which are read faster than a state.
const LISTED: usize = 32;

/// The metric of a group, none while all its rows wait.
type Slot<A> = Option<Box<A>>;

/// One metric per group.
#[derive(Debug)]
pub(crate) struct MetricGroups<A: Aggregate> {
    call: Call<A::Measure>,
    metrics: Vec<Slot<A>>,
    waiting: Waiting,
    /// About how many bytes the metrics take. The engine asks after every batch, in which few of them change.
    filled: usize,
    /// Bytes that rows have taken in metrics so far.
    taken: usize,
}

impl<A: Aggregate> MetricGroups<A> {
    pub(crate) fn new(call: Call<A::Measure>) -> Self {
        Self { call, metrics: Vec::new(), waiting: Waiting::default(), filled: 0, taken: 0 }
    }

    fn add(&mut self, rows: Rows, groups: impl IntoIterator<Item = u32>) -> Result<()> {
        self.waiting.add(rows.into_columns(), groups);
        self.settle_many()
    }

    /// Adds the metric that a state was written from to that of a group.
    fn merge(&mut self, group: usize, state: &[u8]) -> Result<()> {
        let other = A::restore(&self.call.measure, state).map_err(refusal)?;
        self.taken += state.len();
        match &mut self.metrics[group] {
            Some(metric) => metric.merge(&other).map_err(refusal)?,
            none => {
                self.filled += other.size();
                *none = Some(Box::new(other));
            }
        }
        Ok(())
    }

    /// Adds the rows that wait once they are many.
    fn settle_many(&mut self) -> Result<()> {
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
        self.weigh();
        Ok(())
    }

    fn weigh(&mut self) {
        self.filled = self.metrics.iter().flatten().map(|metric| metric.size()).sum();
    }

    /// A group's metric with its rows.
    fn with_rows(&self, metric: Slot<A>, rows: &Sorted, group: usize) -> Result<Box<A>> {
        let mut metric = metric.unwrap_or_else(|| self.empty());
        let group = rows.of(group);
        if !group.is_empty() {
            let arguments = self.call.arguments;
            rows.rows.each_piece(arguments, group, |piece| metric.add(piece).map_err(refusal))?;
        }
        Ok(metric)
    }

    /// The value of a group. Where all its rows wait, no metric is made.
    fn value(&self, metric: Slot<A>, rows: &Sorted, group: usize) -> Result<ScalarValue> {
        if metric.is_none()
            && let Some(piece) = rows.rows.one_piece(self.call.arguments, rows.of(group))
        {
            return A::value_of(&self.call.measure, &piece?).map_err(refusal);
        }
        Ok(self.with_rows(metric, rows, group)?.value())
    }

    fn empty(&self) -> Box<A> {
        Box::new(A::new(&self.call.measure))
    }

    /// Removes the first groups, or all: their metrics, and their rows that wait.
    fn take(&mut self, emit: EmitTo) -> Result<(Vec<Slot<A>>, Sorted)> {
        let rows = self.waiting.take_sorted(self.metrics.len())?;
        let first = match emit {
            EmitTo::All => self.metrics.len(),
            EmitTo::First(groups) => groups.min(self.metrics.len()),
        };
        self.waiting = rows.from(first);
        let rest = self.metrics.split_off(first);
        let taken = std::mem::replace(&mut self.metrics, rest);
        self.weigh();
        Ok((taken, rows))
    }

    fn grow(&mut self, total: usize) -> Result<()> {
        if u32::try_from(total).is_err() {
            return exec_err!("a metric of {total} groups: at most 4294967295 groups are possible");
        }
        self.metrics.resize_with(total.max(self.metrics.len()), || None);
        Ok(())
    }
}

impl<A: Aggregate> GroupsAccumulator for MetricGroups<A> {
    fn update_batch(
        &mut self,
        columns: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.grow(total)?;
        match Rows::new(self.call.arguments, columns, filter)? {
            (rows, None) => self.add(rows, groups.iter().map(|&group| group as u32)),
            (rows, Some(kept)) => {
                self.add(rows, kept.values().set_indices().map(|row| groups[row] as u32))
            }
        }
    }

    fn merge_batch(&mut self, states: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.grow(total)?;
        let partial = Partial::new(states, &self.call.types)?;
        for (place, state) in partial.metrics() {
            self.merge(groups[place], state)?;
        }
        let runs = groups.iter().map(|&group| group as u32).zip(partial.lengths);
        self.waiting.add_runs(partial.rows.into_columns(), runs);
        self.settle_many()
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
                Some(self.with_rows(metric, &rows, group)?.to_bytes().map_err(refusal)?)
            });
        }
        listed.append_n(rows.rows.len() - listed.len(), false);
        let listed = rows.rows.only(&BooleanArray::new(listed.finish(), None))?;
        columns(LargeBinaryArray::from_iter(states), listed.columns(), lengths, &self.call.types)
    }

    fn evaluate(&mut self, emit: EmitTo) -> Result<ArrayRef> {
        let (metrics, rows) = self.take(emit)?;
        let values = metrics.into_iter().enumerate();
        let values = values.map(|(group, metric)| self.value(metric, &rows, group));
        let values = values.collect::<Result<Vec<_>>>()?;
        if values.is_empty() {
            return Ok(new_empty_array(&self.empty().value().data_type()));
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
        let places = self.metrics.capacity() * size_of::<usize>();
        size_of_val(self) + places + self.filled + self.taken + self.waiting.allocated()
    }
}
