//! The means of columns.

use std::fmt::{self, Debug};

use super::chunks::{each_chunk, refusal};
use super::measure::Elementwise;
use super::observer::Terms;
use super::units::{PerElement, Unit};
use crate::batch::{Block, Layout, Shapes};
use crate::comparison::Compared;
use crate::element::Element;
use crate::error::Error;
use crate::measure::{ByColumn, Observer};
use crate::state::{WeightedMean, clear_if_unseen, fill_up};
use crate::uncertainty::{BySums, Sampled};

/// Fills one weighted mean for each entry of the last axis, `[batch, .., columns]`, of a measure's terms per
/// element: the observer of [`PerColumn`](crate::metrics::PerColumn) of a mean.
#[derive(Clone, Copy, Default, PartialEq)]
pub struct ColumnTerms<M>(
    /// The measure whose terms are added up.
    pub M,
);

/// The measure: a refusal names it.
impl<M: Debug> Debug for ColumnTerms<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M: Elementwise> ByColumn for Terms<M> {
    type Columns = ColumnTerms<M>;

    fn by_column(self) -> ColumnTerms<M> {
        ColumnTerms(self.0)
    }
}

impl<M: Elementwise> Observer for ColumnTerms<M> {
    type State = Vec<WeightedMean>;

    /// The first batch gives the number of columns.
    fn empty(&self) -> Vec<WeightedMean> {
        Vec::new()
    }

    fn layout(&self) -> Layout {
        Layout::ROWS.weighed_by_element()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<P>()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    /// Refuses a column's mean that no terms have.
    fn check_state(&self, columns: &Vec<WeightedMean>) -> Result<(), Error> {
        let terms = Terms(self.0.clone());
        columns.iter().try_for_each(|column| terms.check_state(column))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        columns: &mut Vec<WeightedMean>,
    ) -> Result<(), Error> {
        fill_up(columns, block.classes())?;
        if <PerElement as Unit<M>>::NARROWS && (T::WIDE || P::WIDE) {
            return block.each_narrowed(
                columns,
                |part, columns| self.add(part, columns),
                |part, columns| self.add(part, columns),
            );
        }
        self.add(block, columns)
    }

    /// If no column has a sample, the number of columns is still open.
    fn finish(&self, columns: &mut Vec<WeightedMean>) {
        clear_if_unseen(columns);
    }
}

impl<M: Elementwise> Sampled for ColumnTerms<M> {
    type By = BySums;
}

impl<M: Elementwise> Compared for ColumnTerms<M> {
    type By = BySums;
}

impl<M: Elementwise> ColumnTerms<M> {
    /// Adds the terms of a block, which may begin in any column.
    fn add<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        columns: &mut [WeightedMean],
    ) -> Result<(), Error> {
        let (mut terms, mut weights) = (Vec::with_capacity(block.units()), Vec::new());
        each_chunk(&self.0, block, &mut |own_weights, own_terms| {
            terms.extend_from_slice(own_terms);
            weights.extend_from_slice(own_weights.unwrap_or_default());
            Ok(())
        })?;
        let (first, width) = (block.start(), columns.len());
        let (mut own, mut own_weights) = (Vec::new(), Vec::new());
        for place in 0..width.min(terms.len()) {
            let column = &mut columns[(first + place) % width];
            gather(&terms, place, width, &mut own);
            let done = if weights.is_empty() {
                column.add_unweighted(&own)
            } else {
                gather(&weights, place, width, &mut own_weights);
                column.add_weighted(&own_weights, &own)
            };
            done.map_err(|_| refusal(&self.0, block))?;
        }
        Ok(())
    }
}

/// Gathers every so many numbers, from a place on.
fn gather(numbers: &[f64], place: usize, width: usize, out: &mut Vec<f64>) {
    out.clear();
    out.extend(numbers[place..].iter().step_by(width));
}
