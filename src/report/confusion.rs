//! A confusion matrix as a table.

use std::fmt;
use std::iter;

use ndarray::Array2;

use super::text::{DECIMALS, names_of, weight};
use crate::error::Error;
use crate::state::{ConfusionMatrix, Normalize};
use crate::text::{digits, width, write_hidden, write_row};

/// The number of classes in print; of the others only their number is printed.
const SHOWN: usize = 20;

/// The number of decimals of a share, unless the format says otherwise (`{:.3}`).
const DIGITS: usize = 2;

const CORNER: &str = "truth \\ prediction";

/// The text of a share whose denominator is zero.
const NOTHING: &str = "-";

/// Prints a confusion matrix with names of classes, or as shares: a row for each true class and a
/// column for each predicted class, the first 20 classes at most.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics::state::Normalize;
///
/// let c = metrics::confusion_matrix(&array![0, 0, 0, 0, 2], &array![0, 0, 0, 1, 2], 3)?;
/// let table = ConfusionTable::new(&c).with_names(["cat", "dog", "eel"])?;
/// assert_eq!(
///     table.normalised(Normalize::Truth).to_string(),
///     "truth \\ prediction   cat   dog   eel\n\
///      \x20              cat  0.75  0.25  0.00\n\
///      \x20              dog     -     -     -\n\
///      \x20              eel  0.00  0.00  1.00\n\
///      -: nothing to be a share of\n"
/// );
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct ConfusionTable<'a> {
    matrix: &'a ConfusionMatrix,
    names: Vec<String>,
    share: Option<Normalize>,
}

impl<'a> ConfusionTable<'a> {
    /// Returns the table of the weights of all cells, with numbers for names.
    #[must_use]
    pub fn new(matrix: &'a ConfusionMatrix) -> Self {
        let shown = matrix.num_classes().min(SHOWN);
        Self { matrix, names: (0..shown).map(|class| class.to_string()).collect(), share: None }
    }

    /// Names the classes, in their order.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] unless there is one name for each class.
    pub fn with_names<N: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, Error> {
        let names = names_of(names, self.matrix.num_classes())?;
        self.names = names.into_iter().take(SHOWN).collect();
        Ok(self)
    }

    /// Shows each cell as a share of its row, of its column or of the total.
    #[must_use]
    pub fn normalised(self, share: Normalize) -> Self {
        Self { share: Some(share), ..self }
    }

    /// Writes the cells of the classes in print.
    fn cells(&self, decimals: Option<usize>) -> Array2<String> {
        let shown = self.names.len();
        let Some(share) = self.share else {
            let decimals = decimals.unwrap_or(DECIMALS);
            let text =
                |cell: (usize, usize)| weight(self.matrix.cell(cell.0, cell.1).value(), decimals);
            return Array2::from_shape_fn((shown, shown), text);
        };
        let (share, decimals) = (self.matrix.shares(share), decimals.unwrap_or(DIGITS));
        let text = |cell: (usize, usize)| match share(cell) {
            share if share.is_nan() => NOTHING.into(),
            share => format!("{share:.decimals$}"),
        };
        Array2::from_shape_fn((shown, shown), text)
    }
}

impl fmt::Display for ConfusionTable<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cells = self.cells(f.precision().map(|_| digits(f, DIGITS)));
        let named = self.names.iter().map(|name| width(name)).max().unwrap_or(0);
        let label = named.max(CORNER.len());
        let column = cells.iter().map(|cell| width(cell)).fold(named, usize::max);
        let mut row = |name, cells: &mut dyn Iterator<Item = &String>| {
            let cells = cells.map(|cell| (cell.as_str(), column));
            write_row(f, iter::once((name, label)).chain(cells))
        };
        row(CORNER, &mut self.names.iter())?;
        for (name, cells) in self.names.iter().zip(cells.rows()) {
            row(name, &mut cells.iter())?;
        }
        if cells.iter().any(|cell| cell == NOTHING) {
            writeln!(f, "{NOTHING}: nothing to be a share of")?;
        }
        write_hidden(f, self.matrix.num_classes() - self.names.len(), "classes")
    }
}

/// One row for each true class and one column for each predicted class, the first 20 classes at
/// most; [`ConfusionTable`] adds names and shares.
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
        ConfusionTable::new(self).fmt(f)
    }
}
