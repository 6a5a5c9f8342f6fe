//! The one-to-one matching of rows and columns with the most samples, in whole numbers.
//!
//! **Idea.** Rows and columns that share samples, even by way of others, form groups, which are matched apart. In
//! a group each row of the shorter side is added in turn: the shortest augmenting path from it to a free column is
//! found by Dijkstra's algorithm on costs reduced by prices of rows and columns, which stay of at least 0 (Jonker
//! and Volgenant, 1987).
//!
//! **Deviation.** Only cells that are not 0 are stored; a row is spread out where a step reads it.

use super::table::{Cell, Table};

/// Returns how many samples the best matching has.
pub(super) fn most_matched(table: &Table) -> u64 {
    groups(table).iter().map(|cells| Matching::of(cells).matched()).sum()
}

/// Returns the cells of rows and columns that hang together, with rows and columns numbered anew.
fn groups(table: &Table) -> Vec<Vec<Cell>> {
    let rows = table.rows.len();
    let mut parents: Vec<_> = (0..rows + table.columns.len()).collect();
    for cell in &table.cells {
        let [a, b] = [cell.row, rows + cell.column].map(|node| root(&mut parents, node));
        parents[a.max(b)] = a.min(b);
    }
    let mut groups = vec![Vec::new(); rows];
    for cell in &table.cells {
        groups[root(&mut parents, cell.row)].push(*cell);
    }
    groups.retain(|cells| !cells.is_empty());
    groups.iter_mut().for_each(|cells| renumber(cells));
    groups
}

/// Returns the first node of a group, and shortens the way to it.
fn root(parents: &mut [usize], mut node: usize) -> usize {
    while parents[node] != node {
        parents[node] = parents[parents[node]];
        node = parents[node];
    }
    node
}

/// Numbers rows and columns from 0.
fn renumber(cells: &mut [Cell]) {
    let mut sides = [vec![], vec![]];
    for (side, own) in sides.iter_mut().zip([|c: &Cell| c.row, |c: &Cell| c.column]) {
        side.extend(cells.iter().map(own));
        side.sort_unstable();
        side.dedup();
    }
    for cell in cells {
        let place = |side: usize, own| sides[side].binary_search(&own).unwrap_or_default();
        (cell.row, cell.column) = (place(0, cell.row), place(1, cell.column));
    }
}

/// No row, or no column.
const NONE: usize = usize::MAX;

/// The matching of a group, with as many rows as columns or fewer.
struct Matching {
    /// The cells of each row: column and count.
    rows: Vec<Vec<(usize, i64)>>,
    row_prices: Vec<i64>,
    column_prices: Vec<i64>,
    /// The row of each column.
    matched: Vec<usize>,
}

/// The search for the shortest path from a row that is added.
struct Search {
    /// The least cost by which each column was reached.
    distances: Vec<i64>,
    /// The column before each column on the path, of whose row the path comes.
    before: Vec<usize>,
    is_done: Vec<bool>,
    /// What cells of a row cost beside those of 0.
    gains: Vec<i64>,
}

impl Matching {
    fn of(cells: &[Cell]) -> Self {
        let side = |own: fn(&Cell) -> usize| cells.iter().map(own).max().map_or(0, |most| most + 1);
        let (height, width) = (side(|cell| cell.row), side(|cell| cell.column));
        let mut rows = vec![vec![]; height.min(width)];
        for cell in cells {
            let (row, column) = (cell.row, cell.column);
            let (row, column) = if height <= width { (row, column) } else { (column, row) };
            rows[row].push((column, cell.count as i64));
        }
        let [row_prices, column_prices] =
            [height.min(width), height.max(width)].map(|n| vec![0; n]);
        let matched = vec![NONE; column_prices.len()];
        Self { rows, row_prices, column_prices, matched }
    }

    /// Returns how many samples the best matching has.
    fn matched(mut self) -> u64 {
        (0..self.rows.len()).for_each(|row| self.add(row));
        let count = |(column, &row): (usize, &usize)| {
            let cells = self.rows.get(row).map_or(&[][..], Vec::as_slice);
            cells.iter().find(|cell| cell.0 == column).map_or(0, |cell| cell.1.cast_unsigned())
        };
        self.matched.iter().enumerate().map(count).sum()
    }

    /// Matches one more row.
    fn add(&mut self, row: usize) {
        let width = self.matched.len();
        let mut search = Search {
            distances: vec![i64::MAX; width],
            before: vec![NONE; width],
            is_done: vec![false; width],
            gains: vec![0; width],
        };
        let (mut from, mut last) = (row, NONE);
        loop {
            let (column, step) = self.nearest(&mut search, from, last);
            self.reprice(&mut search, row, step);
            search.is_done[column] = true;
            last = column;
            match self.matched[column] {
                NONE => break,
                next => from = next,
            }
        }
        self.turn(&search, row, last);
    }

    /// Reaches columns by way of a row, and returns the nearest one that is not done, with how far it is.
    fn nearest(&self, search: &mut Search, from: usize, last: usize) -> (usize, i64) {
        self.rows[from].iter().for_each(|&(column, count)| search.gains[column] = count);
        let mut nearest = (0, i64::MAX);
        for column in (0..self.matched.len()).filter(|&column| !search.is_done[column]) {
            let cost = -search.gains[column] - self.row_prices[from] - self.column_prices[column];
            if cost < search.distances[column] {
                (search.distances[column], search.before[column]) = (cost, last);
            }
            if search.distances[column] < nearest.1 {
                nearest = (column, search.distances[column]);
            }
        }
        self.rows[from].iter().for_each(|&(column, _)| search.gains[column] = 0);
        nearest
    }

    /// Changes the prices by a step, so that the nearest column costs nothing.
    fn reprice(&mut self, search: &mut Search, row: usize, step: i64) {
        self.row_prices[row] += step;
        for column in 0..self.matched.len() {
            if search.is_done[column] {
                self.row_prices[self.matched[column]] += step;
                self.column_prices[column] -= step;
            } else if search.distances[column] < i64::MAX {
                search.distances[column] -= step;
            }
        }
    }

    /// Matches each column of the path with the row before it.
    fn turn(&mut self, search: &Search, row: usize, mut column: usize) {
        while column != NONE {
            let before = search.before[column];
            self.matched[column] = if before == NONE { row } else { self.matched[before] };
            column = before;
        }
    }
}
