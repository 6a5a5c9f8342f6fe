//! Means of columns' values with given weights.

use crate::batch::{Block, Layout, Shapes};
use crate::comparison::Compared;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observer, StateOf};
use crate::scale::Scale;
use crate::state::{Summed, mean_of_defined};
use crate::uncertainty::{BySums, Sampled};

/// What a measure makes of the values of columns with given weights. Every measure with a value for each column has
/// this trait: `.per_column()` of any other.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[0.0, 10.0], [2.0, 30.0]];
/// let y_pred = array![[0.0, 15.0], [2.0, 35.0]];
/// let errors = MeanAbsoluteError.per_column().weighted_mean(vec![0.25, 0.75]);
/// assert_eq!(errors.evaluate(&y_true, &y_pred)?, 3.75); // of 0 and 5
/// let scores = R2Score::default().per_column().weighted_mean(vec![3.0, 1.0]);
/// assert_eq!(scores.evaluate(&y_true, &y_pred)?, 0.9375); // of 1 and 0.75
/// # Ok::<(), Error>(())
/// ```
pub trait ColumnValues: Measure<Output = Vec<Result<f64, Undefined>>> {
    /// The mean of the columns' values with a weight for each: scikit-learn's `multioutput=weights`. A column whose
    /// value is undefined is left out.
    #[must_use]
    fn weighted_mean(self, column_weights: Vec<f64>) -> WeightedColumns<Self> {
        WeightedColumns { measure: self, column_weights }
    }
}

impl<M: Measure<Output = Vec<Result<f64, Undefined>>>> ColumnValues for M {}

/// The mean of a measure over the columns with given weights; see [`ColumnValues::weighted_mean`].
///
/// Undefined where no column of a weight above 0 has a value. Refuses weights that are negative or not finite, and
/// another number of weights than of columns.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WeightedColumns<M> {
    /// The measure of each column.
    pub measure: M,
    /// The weight of each column.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::list"))]
    pub column_weights: Vec<f64>,
}

impl<M: ColumnValues> WeightedColumns<M> {
    /// Returns the number of columns of a weight above 0 without a value, which the mean leaves out.
    #[must_use]
    pub fn left_out(&self, state: &StateOf<M>) -> usize {
        let values = self.measure.read(state);
        let columns = values.iter().zip(&self.column_weights);
        columns.filter(|(value, weight)| **weight > 0.0 && value.is_err()).count()
    }
}

impl<M: ColumnValues> Measure for WeightedColumns<M> {
    type Observer = FixedColumns<M::Observer>;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> FixedColumns<M::Observer> {
        FixedColumns { observer: self.measure.observer(), columns: self.column_weights.len() }
    }

    fn scale(&self) -> Scale {
        self.measure.scale()
    }

    fn check(&self) -> Result<(), Error> {
        let bad = |weight: &&f64| !(0.0..f64::INFINITY).contains(*weight);
        if let Some(weight) = self.column_weights.iter().find(bad) {
            let expected = "finite numbers of at least 0";
            return Err(Error::number("column_weights", *weight, expected));
        }
        self.measure.check()
    }

    /// If no column has a value, the reason is that of the first column of a weight above 0.
    fn read(&self, state: &StateOf<M>) -> Result<f64, Undefined> {
        let values = self.measure.read(state);
        let columns = || {
            let both = self.column_weights.iter().copied().zip(values.iter().copied());
            both.filter(|(weight, _)| *weight > 0.0)
        };
        let defined = columns().filter_map(|(weight, value)| Some((weight, value.ok()?)));
        let first = columns().next().map_or(Err(Undefined::NoSamples), |(_, value)| value);
        mean_of_defined(defined.collect()).unwrap_or(first)
    }
}

/// The observer of a measure of columns, held to their number: the observer of [`WeightedColumns`].
#[derive(Clone, Debug, PartialEq)]
pub struct FixedColumns<O> {
    observer: O,
    columns: usize,
}

impl<O: Observer> Observer for FixedColumns<O> {
    type State = O::State;

    fn empty(&self) -> O::State {
        self.observer.empty()
    }

    fn layout(&self) -> Layout {
        self.observer.layout()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.observer.check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.observer.check_shapes(shapes)?;
        let columns = if shapes.y_pred().len() > 1 { shapes.classes() } else { 1 };
        if columns == self.columns {
            return Ok(());
        }
        let found = format!("a list of length {}", self.columns);
        let expected = format!("one weight for each of {columns} columns").into();
        Err(Error::Parameter { option: "column_weights", found, expected })
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut O::State,
    ) -> Result<(), Error> {
        self.observer.observe(block, state)
    }

    fn finish(&self, state: &mut O::State) {
        self.observer.finish(state);
    }

    fn check_state(&self, state: &O::State) -> Result<(), Error> {
        self.observer.check_state(state)
    }
}

impl<O: Observer<State: Summed>> Sampled for FixedColumns<O> {
    type By = BySums;
}

impl<O: Observer<State: Summed>> Compared for FixedColumns<O> {
    type By = BySums;
}
