//! A confusion matrix as a table.

use std::fmt;

use super::ConfusionMatrix;
use crate::state::Tally;

/// Classes that are printed; the others are counted.
const SHOWN: usize = 20;

/// Decimals of a weight that is no whole number, unless the format says otherwise (`{:.2}`).
const DECIMALS: usize = 4;

/// One row for each true class and one column for each predicted one, the first 20 of them.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let c = metrics::confusion_matrix(&array![0, 0, 1, 2], &array![0, 1, 1, 2], 3)?;
/// assert_eq!(
///     c.to_string(),
///     "truth \\ prediction  0  1  2\n\
///      \x20                0  1  1  0\n\
///      \x20                1  0  1  0\n\
///      \x20                2  0  0  1\n"
/// );
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
impl fmt::Display for ConfusionMatrix {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const CORNER: &str = "truth \\ prediction";
        let shown = self.num_classes().min(SHOWN);
        let decimals = f.precision().unwrap_or(DECIMALS);
        let text = |row, column| text(&self.cell(row, column), decimals);
        let rows: Vec<Vec<_>> =
            (0..shown).map(|row| (0..shown).map(|column| text(row, column)).collect()).collect();
        let label = shown.saturating_sub(1).to_string().len();
        let width = rows.iter().flatten().map(String::len).fold(label, usize::max);
        let labels: Vec<_> = (0..shown).map(|class| class.to_string()).collect();
        write_row(f, CORNER, &labels, width)?;
        for (label, row) in labels.iter().zip(&rows) {
            write_row(f, &format!("{label:>0$}", CORNER.len()), row, width)?;
        }
        match self.num_classes() - shown {
            0 => Ok(()),
            hidden => writeln!(f, "and {hidden} more classes"),
        }
    }
}

fn write_row(
    f: &mut fmt::Formatter<'_>,
    label: &str,
    cells: &[String],
    width: usize,
) -> fmt::Result {
    f.write_str(label)?;
    cells.iter().try_for_each(|cell| write!(f, "  {cell:>width$}"))?;
    f.write_str("\n")
}

fn text(tally: &Tally, decimals: usize) -> String {
    match tally.value() {
        Ok(value) if value.fract() == 0.0 && value < 1e15 => format!("{value}"),
        Ok(value) if (1e-3..1e15).contains(&value) => format!("{value:.decimals$}"),
        Ok(value) => format!("{value:.decimals$e}"),
        Err(_) => "overflow".into(),
    }
}
