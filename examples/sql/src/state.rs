//! Partial results: a metric in the versioned form of the crate, and rows that it does not have yet.

use std::sync::Arc;

use datafusion::arrow::array::{
    Array, ArrayRef, AsArray, LargeBinaryArray, LargeListArray, new_empty_array,
};
use datafusion::arrow::buffer::OffsetBuffer;
use datafusion::arrow::datatypes::{DataType, Field};
use datafusion::common::exec_err;
use datafusion::error::{DataFusionError, Result};

use crate::arguments::list_of;
use crate::rows::Rows;

/// The types of the columns of a partial result, given those of truth, prediction and weight: the metric as
/// bytes, NULL if it has no rows, and a list of each argument.
pub(crate) fn types(arguments: &[DataType]) -> Vec<DataType> {
    let lists = arguments.iter().cloned().map(list_of);
    std::iter::once(DataType::LargeBinary).chain(lists).collect()
}

/// The columns of partial results: metrics as bytes, and so many rows for each, of arguments of these types.
pub(crate) fn columns(
    metrics: LargeBinaryArray,
    rows: &[ArrayRef],
    lengths: Vec<usize>,
    types: &[DataType],
) -> Result<Vec<ArrayRef>> {
    let ends = OffsetBuffer::from_lengths(lengths);
    let mut columns = vec![Arc::new(metrics) as ArrayRef];
    for (place, of) in types.iter().enumerate() {
        let values = rows.get(place).cloned().unwrap_or_else(|| new_empty_array(of));
        let item = Arc::new(Field::new_list_field(of.clone(), true));
        columns.push(Arc::new(LargeListArray::try_new(item, ends.clone(), values, None)?));
    }
    Ok(columns)
}

/// Partial results as they are read.
pub(crate) struct Partial<'a> {
    metrics: &'a LargeBinaryArray,
    /// The rows of all of them.
    pub(crate) rows: Rows,
    /// How many rows belong to each.
    pub(crate) lengths: Vec<usize>,
}

impl<'a> Partial<'a> {
    /// Refuses columns that are not those of a partial result of arguments of these types.
    pub(crate) fn new(columns: &'a [ArrayRef], arguments: &[DataType]) -> Result<Self> {
        let expected = types(arguments);
        let found: Vec<_> = columns.iter().map(|column| column.data_type().clone()).collect();
        if found != expected {
            return exec_err!("a partial result is of {found:?}, expected {expected:?}");
        }
        let lists: Vec<&LargeListArray> = columns[1..].iter().map(AsArray::as_list).collect();
        let [first, rest @ ..] = lists.as_slice() else {
            return exec_err!("there are no arguments");
        };
        if rest.iter().any(|list| !list.offsets().lengths().eq(first.offsets().lengths())) {
            return exec_err!("the rows of a partial result have arguments of different lengths");
        }
        Ok(Self {
            metrics: columns[0].as_binary(),
            rows: Rows::of(lists.iter().map(|list| values(list)).collect()),
            lengths: first.offsets().lengths().collect(),
        })
    }

    /// The metrics' bytes, of those that have some, with their places.
    pub(crate) fn metrics(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.metrics.iter().enumerate().filter_map(|(place, metric)| Some((place, metric?)))
    }
}

/// The values of all lists.
fn values(lists: &LargeListArray) -> ArrayRef {
    let [start, end] = [lists.offsets().first(), lists.offsets().last()]
        .map(|end| end.copied().unwrap_or(0) as usize);
    lists.values().slice(start, end - start)
}

/// A metric's refusal as an error of the query.
pub(crate) fn refusal(error: ndarray_metrics::Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
