//! What an aggregate function keeps of the rows of a group: a metric, two models, or a bootstrap.

use std::fmt::Debug;

use datafusion::common::ScalarValue;
use ndarray::ArrayViewD;
use ndarray_metrics::{Error, Evaluate, Measure, Metric, Observer, Output, StateOf, Streaming};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::rows::{Column, Piece};
use crate::value::SqlValue;

/// What is kept of the rows of a group. It is filled, merges, and is written and read.
pub trait Aggregate: Debug + Send + Sync + Sized + 'static {
    /// The formula and its options.
    type Measure: Clone + Debug + Send + Sync + 'static;

    /// Of no rows.
    fn new(measure: &Self::Measure) -> Self;

    /// Adds rows.
    fn add(&mut self, rows: &Piece<'_>) -> Result<(), Error>;

    /// Adds the rows of another one.
    fn merge(&mut self, other: &Self) -> Result<(), Error>;

    /// The bytes, for [`restore`](Self::restore).
    fn to_bytes(&self) -> Result<Vec<u8>, Error>;

    /// Refuses bytes that are not of this kind, measure and options.
    fn restore(measure: &Self::Measure, bytes: &[u8]) -> Result<Self, Error>;

    /// The value. Its type does not depend on the rows.
    fn value(&self) -> ScalarValue;

    /// The value of some rows alone.
    fn value_of(measure: &Self::Measure, rows: &Piece<'_>) -> Result<ScalarValue, Error> {
        let mut alone = Self::new(measure);
        alone.add(rows)?;
        Ok(alone.value())
    }

    /// About how many bytes it takes apart from those that it takes for each row.
    fn size(&self) -> usize {
        size_of_val(self)
    }
}

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

/// A view of numbers, one row or list after the other.
pub(crate) type View<'a, A> = ArrayViewD<'a, A>;

/// Evaluates an expression for the view in a column, whatever its type.
macro_rules! each_type {
    ($column:expr, $view:ident => $body:expr) => {
        match $column {
            $crate::rows::Column::Float32($view) => $body,
            $crate::rows::Column::Float64($view) => $body,
            $crate::rows::Column::Int64($view) => $body,
        }
    };
}
pub(crate) use each_type;

/// As `each_type!`, for the view in a truth.
macro_rules! each_truth {
    ($truth:expr, $view:ident => $body:expr) => {
        match $truth {
            $crate::rows::Truth::Float64($view) => $body,
            $crate::rows::Truth::Int64($view) => $body,
        }
    };
}
pub(crate) use each_truth;

impl<'a> Piece<'a> {
    /// The prediction of the second model, or of the only one.
    pub(crate) fn second(&self) -> &Column<'a> {
        self.second.as_ref().unwrap_or(&self.prediction)
    }

    /// Adds truth and prediction to a metric.
    pub(crate) fn add_to<M: Measure>(&self, metric: &mut Streaming<M>) -> Result<(), Error> {
        each_truth!(&self.truth, y => each_type!(&self.prediction, p => match &self.weight {
            None => metric.update(y, p),
            Some(weight) => metric.update_weighted(y, p, weight),
        }))
    }

    /// The state of truth and prediction alone.
    fn state_of<M: Measure>(&self, measure: &M) -> Result<StateOf<M>, Error> {
        each_truth!(&self.truth, y => each_type!(&self.prediction, p => match &self.weight {
            None => measure.state_of(y, p),
            Some(weight) => measure.state_of_weighted(y, p, weight),
        }))
    }
}

impl<M: SqlMeasure> Aggregate for Streaming<M> {
    type Measure = M;

    fn new(measure: &M) -> Self {
        measure.clone().streaming()
    }

    fn add(&mut self, rows: &Piece<'_>) -> Result<(), Error> {
        rows.add_to(self)
    }

    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        Metric::merge(self, other)
    }

    fn to_bytes(&self) -> Result<Vec<u8>, Error> {
        Self::to_bytes(self)
    }

    fn restore(measure: &M, bytes: &[u8]) -> Result<Self, Error> {
        Self::restore(measure.clone(), bytes)
    }

    fn value(&self) -> ScalarValue {
        self.result().scalar()
    }

    /// Merges nothing: a state and its value.
    fn value_of(measure: &M, rows: &Piece<'_>) -> Result<ScalarValue, Error> {
        Ok(measure.read(&rows.state_of(measure)?).gated().scalar())
    }
}
