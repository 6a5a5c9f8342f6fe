//! The table by numbered clusters, with its margins.

use super::{ContingencyCell, ContingencyTable};
use crate::error::Undefined;
use crate::exact::part::Part;
use crate::state::ExactSum;

/// The most samples of a table: products of two counts then fit into 126 bits.
const MOST: u64 = 1 << 62;

/// The samples of a row and a column.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    pub(super) row: usize,
    pub(super) column: usize,
    pub(super) count: u64,
}

/// The cells that are not 0 by row and column, and the totals of rows and columns, none of which is 0. A row is
/// a cluster of the truth, a column one of the prediction.
pub(super) struct Table {
    pub(super) total: u64,
    pub(super) rows: Vec<u64>,
    pub(super) columns: Vec<u64>,
    pub(super) cells: Vec<Cell>,
}

impl ContingencyTable {
    /// Returns the table by numbered clusters.
    pub(super) fn table(&self) -> Result<Table, Undefined> {
        let cells = self.cells();
        let labels = Labels::of(&cells);
        let mut table =
            Table { total: 0, rows: vec![], columns: vec![0; labels.number], cells: vec![] };
        table.cells.reserve_exact(cells.len());
        let mut last = None;
        for cell in cells {
            if last.replace(cell.truth) != Some(cell.truth) {
                table.rows.push(0);
            }
            let column = labels.place(cell.prediction);
            table.add(column, cell.count)?;
        }
        if table.total == 0 { Err(Undefined::NoSamples) } else { Ok(table) }
    }
}

/// The distinct labels of the prediction, in rising order.
struct Labels {
    least: i64,
    number: usize,
    /// The place of each label from the least to the largest, where these are few; else empty.
    places: Vec<u32>,
    /// The labels, where they are far apart; else empty.
    labels: Vec<i64>,
}

/// Up to this many labels for each cell, a list of all labels between the least and the largest is faster.
const LABELS_PER_CELL: u128 = 4;

impl Labels {
    fn of(cells: &[ContingencyCell]) -> Self {
        let labels = || cells.iter().map(|cell| cell.prediction);
        let (least, most) = (labels().min().unwrap_or(0), labels().max().unwrap_or(0));
        let length = (i128::from(most) - i128::from(least)) as u128 + 1;
        if length > LABELS_PER_CELL * cells.len() as u128 {
            let mut labels: Vec<_> = labels().collect();
            labels.sort_unstable();
            labels.dedup();
            return Self { least, number: labels.len(), places: vec![], labels };
        }
        let mut places = vec![0; length as usize];
        labels().for_each(|label| places[(label - least) as usize] = 1);
        let mut number = 0;
        for place in &mut places {
            number += std::mem::replace(place, number);
        }
        Self { least, number: number as usize, places, labels: vec![] }
    }

    fn place(&self, label: i64) -> usize {
        match self.places.get(label.wrapping_sub(self.least) as usize) {
            Some(&place) => place as usize,
            None => self.labels.binary_search(&label).unwrap_or_default(),
        }
    }
}

impl Table {
    /// Adds a cell of the last row.
    fn add(&mut self, column: usize, count: u64) -> Result<(), Undefined> {
        let row = self.rows.len() - 1;
        self.total = self.total.saturating_add(count);
        if self.total > MOST {
            return Err(Undefined::Overflow);
        }
        self.rows[row] += count;
        self.columns[column] += count;
        self.cells.push(Cell { row, column, count });
        Ok(())
    }

    /// The totals of the row and of the column of a cell.
    pub(super) fn margins(&self, cell: &Cell) -> [u64; 2] {
        [self.rows[cell.row], self.columns[cell.column]]
    }

    /// Whether each cluster of the prediction has samples of a single cluster of the truth.
    pub(super) fn is_homogeneous(&self) -> bool {
        self.cells.len() == self.columns.len()
    }

    /// Whether each cluster of the truth has samples of a single cluster of the prediction.
    pub(super) fn is_complete(&self) -> bool {
        self.cells.len() == self.rows.len()
    }
}

/// Returns a whole number below 2^127 as an exact sum.
pub(super) fn whole(number: u128) -> ExactSum {
    let mut sum = ExactSum::new();
    sum.add_part(Part { steps: number as i128, exponent: 0 });
    sum
}

/// Returns a quotient of whole numbers, rounded once.
pub(super) fn share(part: u128, all: u128) -> Result<f64, Undefined> {
    whole(part).ratio(&whole(all))
}
