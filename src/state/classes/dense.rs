//! A confusion matrix as an array of all its cells.

use ndarray::Array2;

use super::confusion::ConfusionMatrix;
use crate::error::Error;
use crate::exact::Tally;
use crate::state::cells::can_be_allocated;

/// The total of which a cell of a confusion matrix is a share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Normalize {
    /// The total of the row: all samples of the true class.
    Truth,
    /// The total of the column: all samples predicted to be of the class.
    Prediction,
    /// The total of all samples.
    All,
}

/// All cells as an array.
impl ConfusionMatrix {
    /// The matrix as an array: a row for each true class, each cell rounded to nearest.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] if an array of all cells does not fit into memory.
    pub fn to_array(&self) -> Result<Array2<f64>, Error> {
        let Some(counts) = self.cells.counts() else {
            return self.filled(|_, _, tally| tally.value().unwrap_or(f64::INFINITY));
        };
        let mut array = self.zeros()?;
        array.iter_mut().zip(counts).for_each(|(cell, &count)| *cell = f64::from(count));
        Ok(array)
    }

    /// Each cell as a share of the total of its row, its column or the matrix; NaN where that is 0.
    ///
    /// # Errors
    ///
    /// As [`to_array`](Self::to_array).
    pub fn normalised(&self, share: Normalize) -> Result<Array2<f64>, Error> {
        let share = self.shares(share);
        let mut shares = self.filled(|_, _, _| 0.0)?;
        shares.indexed_iter_mut().for_each(|(cell, number)| *number = share(cell));
        Ok(shares)
    }

    /// Returns the function of a cell that [`normalised`](Self::normalised) fills an array with.
    pub(crate) fn shares(&self, share: Normalize) -> impl Fn((usize, usize)) -> f64 {
        let (rows, columns, total) = (self.support(), self.predicted(), self.total());
        let cell = self.reader();
        move |(truth, prediction)| {
            let whole = match share {
                Normalize::Truth => &rows[truth],
                Normalize::Prediction => &columns[prediction],
                Normalize::All => &total,
            };
            cell(truth, prediction).ratio(whole).unwrap_or(f64::NAN)
        }
    }

    /// Returns the function [`cell`](Self::cell), for many cells of a matrix that may store few.
    fn reader(&self) -> impl Fn(usize, usize) -> Tally {
        let touched: Option<Vec<_>> = (!self.cells.is_dense()).then(|| self.cells().collect());
        move |truth, prediction| match &touched {
            None => self.cell(truth, prediction),
            Some(cells) => {
                let place = cells.binary_search_by_key(&(truth, prediction), |&(t, p, _)| (t, p));
                place.map_or(Tally::default(), |i| cells[i].2.clone())
            }
        }
    }

    fn filled(&self, value: impl Fn(usize, usize, &Tally) -> f64) -> Result<Array2<f64>, Error> {
        let mut array = self.zeros()?;
        for (truth, prediction, tally) in self.cells() {
            array[(truth, prediction)] = value(truth, prediction, &tally);
        }
        Ok(array)
    }

    /// Returns an array of all cells, refused if it does not fit into memory.
    fn zeros(&self) -> Result<Array2<f64>, Error> {
        let classes = self.num_classes();
        if can_be_allocated::<f64>(classes * classes) {
            return Ok(Array2::zeros((classes, classes)));
        }
        Err(Error::TooLarge { what: format!("the cells of a matrix of {classes} classes") })
    }
}
