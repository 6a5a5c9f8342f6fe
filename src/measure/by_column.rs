//! Observers of one column that have a form for many.

use super::Observer;

/// An observer whose state can be filled for each column of `[batch, .., columns]` by itself.
///
/// [`ColumnMeasure`](crate::metrics::ColumnMeasure) gives every measure of such an observer the values of columns and
/// their mean.
pub trait ByColumn: Observer {
    /// The observer of all columns: one state for each.
    type Columns: Observer<State = Vec<Self::State>>;

    /// Returns the observer of all columns, with the same options.
    fn by_column(self) -> Self::Columns;
}
