//! Rows that wait to be added to the metrics of their groups.

use std::ops::Range;
use std::sync::Arc;

use datafusion::arrow::array::{Array, ArrayRef, AsArray, PrimitiveArray, UInt32Array};
use datafusion::arrow::compute::{concat, take};
use datafusion::arrow::datatypes::{
    ArrowPrimitiveType, DataType, Float32Type, Float64Type, Int64Type,
};
use datafusion::error::Result;

use crate::rows::Rows;

/// Batches of columns, and the group of every row.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    batches: Vec<Vec<ArrayRef>>,
    groups: Vec<u32>,
    bytes: usize,
}

impl Waiting {
    pub(crate) fn add(&mut self, columns: Vec<ArrayRef>, groups: impl IntoIterator<Item = u32>) {
        self.groups.extend(groups);
        self.keep(columns);
    }

    /// Adds rows of which so many, one after the other, are of one group.
    pub(crate) fn add_runs(
        &mut self,
        columns: Vec<ArrayRef>,
        runs: impl IntoIterator<Item = (u32, usize)>,
    ) {
        for (group, rows) in runs {
            self.groups.resize(self.groups.len() + rows, group);
        }
        self.keep(columns);
    }

    fn keep(&mut self, columns: Vec<ArrayRef>) {
        self.bytes += columns.iter().map(Array::get_array_memory_size).sum::<usize>();
        self.batches.push(columns);
    }

    pub(crate) fn len(&self) -> usize {
        self.groups.len()
    }

    pub(crate) fn allocated(&self) -> usize {
        self.bytes + self.groups.capacity() * size_of::<u32>()
    }

    /// Takes all rows, those of a group together, the groups in their order.
    pub(crate) fn take_sorted(&mut self, groups: usize) -> Result<Sorted> {
        let Self { batches, groups: of_rows, .. } = std::mem::take(self);
        let (places, ends) = places(of_rows, groups);
        let columns = (0..batches.first().map_or(0, Vec::len)).map(|place| {
            let parts: Vec<_> = batches.iter().map(|batch| batch[place].as_ref()).collect();
            in_places(&parts, &places)
        });
        Ok(Sorted { rows: Rows::of(columns.collect::<Result<_>>()?), ends })
    }
}

/// The place of every row in the order of the groups, and where each group ends, after a zero.
fn places(mut of_rows: Vec<u32>, groups: usize) -> (Vec<u32>, Vec<usize>) {
    let mut ends = vec![0; groups + 1];
    of_rows.iter().for_each(|&group| ends[group as usize + 1] += 1);
    (0..groups).for_each(|group| ends[group + 1] += ends[group]);
    let mut next: Vec<_> = ends.iter().map(|&end| end as u32).collect();
    for row in &mut of_rows {
        let next = &mut next[*row as usize];
        *row = *next;
        *next += 1;
    }
    (of_rows, ends)
}

/// A column whose rows are brought to their places.
fn in_places(parts: &[&dyn Array], places: &[u32]) -> Result<ArrayRef> {
    match parts.first().map(|part| part.data_type()) {
        Some(DataType::Float32) => Ok(scattered::<Float32Type>(parts, places)),
        Some(DataType::Float64) => Ok(scattered::<Float64Type>(parts, places)),
        Some(DataType::Int64) => Ok(scattered::<Int64Type>(parts, places)),
        _ => Ok(take(&concat(parts)?, &rows_at(places), None)?),
    }
}

/// Numbers without nulls, each written to its place. A group's places lie together, so that far fewer lines of memory
/// are written to at a time than reading the rows in the order of the groups would touch.
fn scattered<T: ArrowPrimitiveType>(parts: &[&dyn Array], places: &[u32]) -> ArrayRef {
    let (mut numbers, mut places) = (vec![T::default_value(); places.len()], places);
    for part in parts.iter().filter_map(|part| part.as_primitive_opt::<T>()) {
        let (own, rest) = places.split_at(part.len());
        own.iter()
            .zip(part.values())
            .for_each(|(&place, &number)| numbers[place as usize] = number);
        places = rest;
    }
    Arc::new(PrimitiveArray::<T>::new(numbers.into(), None))
}

/// The row at every place.
fn rows_at(places: &[u32]) -> UInt32Array {
    let mut rows = vec![0; places.len()];
    for (row, &place) in (0..).zip(places) {
        rows[place as usize] = row;
    }
    UInt32Array::from(rows)
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
            let runs = ends.map(|(group, ends)| (group as u32, ends[1] - ends[0]));
            rest.add_runs(columns.collect(), runs);
        }
        rest
    }
}
