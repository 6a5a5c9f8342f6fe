//! Measures that read SQL columns, and how they are fed.

use ndarray::ArrayViewD;
use ndarray_metrics::mean::{MeanMeasure, Terms};
use ndarray_metrics::{Error, Grouped, Measure, Metric, Observe, Streaming, Undefined};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::rows::{Column, Piece};

/// A measure of one number, whose state can be written, for truth and predictions of every type that a column may have.
///
/// Nothing is to be implemented: whatever is defined for all element types is one.
pub trait SqlMeasure:
    Measure<Output = Result<f64, Undefined>, State: Serialize + DeserializeOwned>
    + Observe<f32, f32>
    + Observe<f32, f64>
    + Observe<f32, i64>
    + Observe<f64, f32>
    + Observe<f64, f64>
    + Observe<f64, i64>
    + Observe<i64, f32>
    + Observe<i64, f64>
    + Observe<i64, i64>
{
}

impl<M> SqlMeasure for M where
    M: Measure<Output = Result<f64, Undefined>, State: Serialize + DeserializeOwned>
        + Observe<f32, f32>
        + Observe<f32, f64>
        + Observe<f32, i64>
        + Observe<f64, f32>
        + Observe<f64, f64>
        + Observe<f64, i64>
        + Observe<i64, f32>
        + Observe<i64, f64>
        + Observe<i64, i64>
{
}

/// A [`SqlMeasure`] that is a mean of one term per row, so that many groups are fed at once.
pub trait SqlMean:
    SqlMeasure
    + MeanMeasure<
        Unit: Terms<Self, f32, f32>
                  + Terms<Self, f32, f64>
                  + Terms<Self, f32, i64>
                  + Terms<Self, f64, f32>
                  + Terms<Self, f64, f64>
                  + Terms<Self, f64, i64>
                  + Terms<Self, i64, f32>
                  + Terms<Self, i64, f64>
                  + Terms<Self, i64, i64>,
    >
{
}

impl<M> SqlMean for M where
    M: SqlMeasure
        + MeanMeasure<
            Unit: Terms<Self, f32, f32>
                      + Terms<Self, f32, f64>
                      + Terms<Self, f32, i64>
                      + Terms<Self, f64, f32>
                      + Terms<Self, f64, f64>
                      + Terms<Self, f64, i64>
                      + Terms<Self, i64, f32>
                      + Terms<Self, i64, f64>
                      + Terms<Self, i64, i64>,
        >
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

/// Adds rows to the metrics of their groups.
pub(crate) fn update_groups<M: SqlMean>(
    metrics: &mut Grouped<M>,
    groups: &[usize],
    piece: &Piece<'_>,
) -> Result<(), Error> {
    each_type!(&piece.truth, y => each_type!(&piece.prediction, p => match &piece.weight {
        None => metrics.update(groups, y, p),
        Some(weight) => metrics.update_weighted(groups, y, p, weight),
    }))
}

/// A view of numbers, one row or list after the other.
pub(crate) type View<'a, A> = ArrayViewD<'a, A>;
