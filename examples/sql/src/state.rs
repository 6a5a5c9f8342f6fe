//! Partial results as one binary column, in the versioned form of the crate.

use datafusion::arrow::array::{ArrayRef, AsArray};
use datafusion::arrow::datatypes::DataType;
use datafusion::common::exec_err;
use datafusion::error::{DataFusionError, Result};
use ndarray_metrics::Streaming;

use crate::measure::SqlMeasure;

/// The type of the one column of a partial result.
pub(crate) const STATE: DataType = DataType::LargeBinary;

/// A metric's bytes.
pub(crate) fn bytes<M: SqlMeasure>(metric: &Streaming<M>) -> Result<Vec<u8>> {
    metric.to_bytes().map_err(refusal)
}

/// A metric that was written; refused if it is not of this function and these options.
pub(crate) fn read<M: SqlMeasure>(measure: &M, bytes: &[u8]) -> Result<Streaming<M>> {
    Streaming::restore(measure.clone(), bytes).map_err(refusal)
}

/// Hands out the rows of a column of partial results that are not null.
pub(crate) fn each_state(
    columns: &[ArrayRef],
    mut take: impl FnMut(usize, &[u8]) -> Result<()>,
) -> Result<()> {
    let [column] = columns else {
        return exec_err!("a partial result has {} columns, expected one", columns.len());
    };
    let Some(states) = column.as_binary_opt::<i64>() else {
        return exec_err!("a partial result is of {}, expected {STATE}", column.data_type());
    };
    states
        .iter()
        .enumerate()
        .filter_map(|(row, state)| Some((row, state?)))
        .try_for_each(|(row, state)| take(row, state))
}

/// A metric's refusal as an error of the query.
pub(crate) fn refusal(error: ndarray_metrics::Error) -> DataFusionError {
    DataFusionError::External(Box::new(error))
}
