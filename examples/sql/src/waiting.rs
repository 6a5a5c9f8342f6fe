//! Rows that wait to be added to the metrics of their groups.

use std::ops::Range;

use datafusion::arrow::array::{Array, ArrayRef, UInt32Array};
use datafusion::arrow::compute::{concat, take};
use datafusion::error::Result;

use crate::rows::Rows;

/// Batches of columns, and the group of every row.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    batches: Vec<Vec<ArrayRef>>,
    groups: Vec<usize>,
    bytes: usize,
}

impl Waiting {
    pub(crate) fn add(&mut self, columns: Vec<ArrayRef>, groups: impl IntoIterator<Item = usize>) {
        self.groups.extend(groups);
        self.bytes += columns.iter().map(Array::get_array_memory_size).sum::<usize>();
        self.batches.push(columns);
    }

    pub(crate) fn len(&self) -> usize {
        self.groups.len()
    }

    pub(crate) fn allocated(&self) -> usize {
        self.bytes + self.groups.capacity() * size_of::<usize>()
    }

    /// Takes all rows, those of a group together, the groups in their order.
    pub(crate) fn take_sorted(&mut self, groups: usize) -> Result<Sorted> {
        let Self { batches, groups: of_rows, .. } = std::mem::take(self);
        let (order, ends) = counting_sort(&of_rows, groups);
        let columns = (0..batches.first().map_or(0, Vec::len)).map(|place| {
            let parts: Vec<_> = batches.iter().map(|batch| batch[place].as_ref()).collect();
            Ok(take(&concat(&parts)?, &order, None)?)
        });
        Ok(Sorted { rows: Rows::of(columns.collect::<Result<_>>()?), ends })
    }
}

/// The rows in the order of their groups, and where each group ends, after a zero.
fn counting_sort(of_rows: &[usize], groups: usize) -> (UInt32Array, Vec<usize>) {
    let mut ends = vec![0; groups + 1];
    of_rows.iter().for_each(|&group| ends[group + 1] += 1);
    (0..groups).for_each(|group| ends[group + 1] += ends[group]);
    let mut next = ends.clone();
    let mut order = vec![0; of_rows.len()];
    for (row, &group) in (0..).zip(of_rows) {
        order[next[group]] = row;
        next[group] += 1;
    }
    (UInt32Array::from(order), ends)
}

/// Rows with those of a group together.
#[derive(Debug)]
pub(crate) struct Sorted {
    pub(crate) rows: Rows,
    ends: Vec<usize>,
}

impl Sorted {
    /// The rows of a group.
    pub(crate) fn of(&self, group: usize) -> Range<usize> {
        self.ends[group]..self.ends[group + 1]
    }

    /// The rows of the groups from one on, which become the first ones.
    pub(crate) fn from(&self, group: usize) -> Waiting {
        let start = self.ends[group];
        let mut rest = Waiting::default();
        if start < self.rows.len() {
            let columns = self.rows.columns().iter();
            let columns = columns.map(|column| column.slice(start, column.len() - start));
            let ends = self.ends[group..].windows(2).enumerate();
            let groups =
                ends.flat_map(|(group, ends)| std::iter::repeat_n(group, ends[1] - ends[0]));
            rest.add(columns.collect(), groups);
        }
        rest
    }
}
