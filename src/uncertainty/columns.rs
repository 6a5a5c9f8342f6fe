//! Standard errors of values of columns or classes, each of which is read off the counts of its own.

use super::cells::of_counts;
use super::counted::Counted;
use super::estimate::{Basis, Estimate};
use super::sampled::{Reading, SampledBy};
use crate::error::Undefined;
use crate::measure::Observer;
use crate::scale::Scale;
use crate::state::CountedCells;

/// Standard errors from counts of samples by cell, for each column by itself.
#[derive(Clone, Copy, Debug)]
pub struct ByColumns;

impl<S: CountedCells, O: Observer<State = Vec<S>>> SampledBy<O> for ByColumns {
    type Samples = Counted<O>;

    fn samples(observer: &O) -> Counted<O> {
        Counted(observer.clone())
    }

    fn estimates(
        reading: &dyn Reading<Vec<S>>,
        columns: &Vec<S>,
    ) -> Vec<Result<Estimate, Undefined>> {
        of_columns(reading, columns)
    }
}

/// Returns an estimate of each number, of as many samples as the column that has the most. Of a number that is read off several columns no standard error is known: the
/// columns of a sample depend on each other.
pub(crate) fn of_columns<S: CountedCells>(
    reading: &dyn Reading<Vec<S>>,
    columns: &[S],
) -> Vec<Result<Estimate, Undefined>> {
    let values = reading.numbers(&columns.to_vec());
    let alone = columns.iter().map(|column| of_counts(&Alone(reading), column));
    let own: Vec<_> = if values.len() == columns.len() { alone.collect() } else { Vec::new() };
    let total = |column: &S| column.weights().iter().sum::<f64>();
    let n = columns.iter().map(total).fold(0.0, f64::max) as u64;
    let basis = || Basis::OnScale { freedom: f64::INFINITY };
    let estimate = |(i, value): (usize, Result<f64, Undefined>)| {
        let own = own.get(i).and_then(|own| own.first().cloned());
        match own.unwrap_or(Err(Undefined::NoFormula)) {
            Ok(estimate) if value == Ok(estimate.value) => Ok(estimate),
            _ => Ok(Estimate::new(value?, Err(Undefined::NoFormula), n, basis(), reading.scale())),
        }
    };
    values.into_iter().enumerate().map(estimate).collect()
}

/// The numbers of a column that is the only one.
struct Alone<'a, S>(&'a dyn Reading<Vec<S>>);

impl<S: CountedCells> Reading<S> for Alone<'_, S> {
    fn numbers(&self, column: &S) -> Vec<Result<f64, Undefined>> {
        self.0.numbers(&vec![column.clone()])
    }

    fn scale(&self) -> Scale {
        self.0.scale()
    }

    fn standard_error(&self, column: &S) -> Option<Result<f64, Undefined>> {
        self.0.standard_error(&vec![column.clone()])
    }
}
