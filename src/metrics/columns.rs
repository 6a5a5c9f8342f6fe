//! A measure of each column by itself: all values, or their mean.

use crate::error::{Error, Undefined};
use crate::measure::{ByColumn, Measure, StateOf};
use crate::scale::Scale;
use crate::state::mean_of_defined;

/// What a measure makes of columns, one by one: a value for each output of a model, each label, or each step
/// of a forecast. Every mean of terms per element has this trait, and every measure whose observer is
/// [`Ranking`](crate::metrics::Ranking).
///
/// Columns are the entries of the last axis, `[batch, .., columns]`. Each element may have a weight of its own, so
/// that a mask leaves out single cells.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1.0, 10.0], [3.0, 30.0]];
/// let y_pred = array![[2.0, 10.0], [3.0, 38.0]];
/// assert_eq!(MeanAbsoluteError.per_column().evaluate(&y_true, &y_pred)?, [Ok(0.5), Ok(4.0)]);
/// let roots = RootMeanSquaredError.averaged();
/// assert_eq!(roots.evaluate(&y_true, &y_pred)?, (0.5_f64.sqrt() + 32_f64.sqrt()) / 2.0);
/// # Ok::<(), Error>(())
/// ```
pub trait ColumnMeasure: Measure<Observer: ByColumn, Output = Result<f64, Undefined>> {
    /// Takes each column of `[batch, .., columns]` by itself: one value for each column.
    #[must_use]
    fn per_column(self) -> PerColumn<Self> {
        PerColumn(self)
    }

    /// The mean of the columns' values: scikit-learn's `multioutput="uniform_average"`, and its
    /// `average="macro"` for rankings. A column whose value is undefined is left out.
    #[must_use]
    fn averaged(self) -> Averaged<Self> {
        Averaged(self)
    }
}

impl<M: Measure<Observer: ByColumn, Output = Result<f64, Undefined>>> ColumnMeasure for M {}

/// The observer of all columns of a measure.
type ColumnsOf<M> = <<M as Measure>::Observer as ByColumn>::Columns;

/// A measure of each column; see [`ColumnMeasure::per_column`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PerColumn<M>(
    /// The measure of one column.
    pub M,
);

/// The mean of a measure over the columns; see [`ColumnMeasure::averaged`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Averaged<M>(
    /// The measure of one column.
    pub M,
);

impl<M: ColumnMeasure> Averaged<M> {
    /// Returns the number of columns without a value, which the mean leaves out.
    #[must_use]
    pub fn left_out(&self, columns: &[StateOf<M>]) -> usize {
        columns.iter().filter(|column| self.0.read(column).is_err()).count()
    }
}

impl<M: ColumnMeasure> Measure for PerColumn<M> {
    type Observer = ColumnsOf<M>;
    type Output = Vec<Result<f64, Undefined>>;

    fn observer(&self) -> ColumnsOf<M> {
        self.0.observer().by_column()
    }

    fn scale(&self) -> Scale {
        self.0.scale()
    }

    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }

    fn read(&self, columns: &Vec<StateOf<M>>) -> Self::Output {
        columns.iter().map(|column| self.0.read(column)).collect()
    }

    /// That of the column, if there is one.
    fn standard_error(&self, columns: &Vec<StateOf<M>>) -> Option<Result<f64, Undefined>> {
        if let [column] = &columns[..] { self.0.standard_error(column) } else { None }
    }
}

impl<M: ColumnMeasure> Measure for Averaged<M> {
    type Observer = ColumnsOf<M>;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> ColumnsOf<M> {
        self.0.observer().by_column()
    }

    fn scale(&self) -> Scale {
        self.0.scale()
    }

    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }

    /// If no column has a value, the reason is that of the first column.
    fn read(&self, columns: &Vec<StateOf<M>>) -> Self::Output {
        let values = PerColumn(self.0.clone()).read(columns);
        let defined = values.iter().filter_map(|value| value.ok()).map(|value| (1.0, value));
        let first = values.first().copied().unwrap_or(Err(Undefined::NoSamples));
        mean_of_defined(defined.collect()).unwrap_or(first)
    }
}
