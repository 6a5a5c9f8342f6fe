//! The table by numbered clusters, with its margins.

use super::{ContingencyTable, cell_of};
use crate::error::Undefined;
use crate::exact::part::Part;
use crate::state::ExactSum;
use crate::state::scores::order::Sortable;

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
        let entries = self.runs.all();
        let cells: Vec<_> = entries.chunk_by(|a, b| a.ties(*b)).map(cell_of).collect();
        let labels = distinct(cells.iter().map(|cell| cell.prediction));
        let mut table =
            Table { total: 0, rows: vec![], columns: vec![0; labels.len()], cells: vec![] };
        let mut last = None;
        for cell in cells {
            if last.replace(cell.truth) != Some(cell.truth) {
                table.rows.push(0);
            }
            let column = labels.binary_search(&cell.prediction).unwrap_or_default();
            table.add(column, cell.count)?;
        }
        if table.total == 0 { Err(Undefined::NoSamples) } else { Ok(table) }
    }
}

/// Returns the distinct labels, in rising order.
fn distinct(labels: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut labels: Vec<_> = labels.collect();
    labels.sort_unstable();
    labels.dedup();
    labels
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
