//! Measures that read SQL columns, and how they are fed.

use ndarray::ArrayViewD;
use ndarray_metrics::{Error, Measure, Metric, Observer, Streaming};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::rows::{Column, Piece};
use crate::value::SqlValue;

/// A measure that can be written, with a state that can be written and a value that SQL has.
///
/// Nothing is to be implemented: every such measure is one.
pub trait SqlMeasure:
    Serialize + Measure<Output: SqlValue, Observer: Observer<State: Serialize + DeserializeOwned>>
{
}

impl<M> SqlMeasure for M where
    M: Serialize
        + Measure<Output: SqlValue, Observer: Observer<State: Serialize + DeserializeOwned>>
{
}

/// Evaluates an expression for the view in a column, whatever its type.
macro_rules! each_type {
    ($column:expr, $view:ident => $body:expr) => {
        match $column {
            Column::Float32($view) => $body,
            Column::Float64($view) => $body,
            Column::Int64($view) => $body,
        }
    };
}

/// Adds rows to one metric.
pub(crate) fn update<M: SqlMeasure>(
    metric: &mut Streaming<M>,
    piece: &Piece<'_>,
) -> Result<(), Error> {
    each_type!(&piece.truth, y => each_type!(&piece.prediction, p => match &piece.weight {
        None => metric.update(y, p),
        Some(weight) => metric.update_weighted(y, p, weight),
    }))
}

/// A view of numbers, one row or list after the other.
pub(crate) type View<'a, A> = ArrayViewD<'a, A>;
