//! Aligned columns of text.

use std::fmt;

use crate::failure::line;

/// Rows of cells of one line each; the first row is the heading.
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(crate) fn new(heading: impl IntoIterator<Item: AsRef<str>>) -> Self {
        let mut table = Self { rows: Vec::new() };
        table.push(heading);
        table
    }

    pub(crate) fn push(&mut self, row: impl IntoIterator<Item: AsRef<str>>) {
        self.rows.push(row.into_iter().map(|cell| line(cell.as_ref())).collect());
    }

    fn width(&self, column: usize) -> usize {
        self.rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let widths: Vec<_> = (0..self.rows[0].len()).map(|column| self.width(column)).collect();
        for row in &self.rows {
            let cells = row.iter().zip(&widths).map(|(cell, width)| format!("{cell:width$}"));
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}
