//! The confusion matrix: the weight of every pair of a true and a predicted class.

#[cfg(feature = "serde")]
use std::collections::BTreeMap;

use super::average::{Average, PerClass, Quotient, mean};
use crate::error::{Error, Undefined};
use crate::exact::Tally;
use crate::output::Output;
use crate::state::cells::Cells;
use crate::state::{State, checked_weight};

/// The confusion matrix: the weight of every pair of a true class (the row) and a predicted class
/// (the column), as exact totals.
///
/// One state for every metric of class labels, filled by
/// [`metrics::confusion_matrix`](crate::metrics::confusion_matrix), or in batches by
/// [`Confusion`](crate::metrics::Confusion):
///
/// | reading | |
/// |---|---|
/// | [`accuracy`](Self::accuracy), [`balanced_accuracy`](Self::balanced_accuracy), [`matthews_correlation`](Self::matthews_correlation), [`cohen_kappa`](Self::cohen_kappa), [`expected_cost`](Self::expected_cost), [`cramers_v`](Self::cramers_v), [`theils_u`](Self::theils_u), … | one number |
/// | [`precision`](Self::precision), [`recall`](Self::recall), [`f1`](Self::f1), [`iou`](Self::iou), … | one per class with [`PerClass`], or an average: micro, macro, weighted |
/// | [`cell`](Self::cell), [`support`](Self::support), [`to_array`](Self::to_array), [`normalised`](Self::normalised), `Display` | the matrix itself |
///
/// Where the denominator of a score is 0 for a class, the class has no score
/// ([`Undefined::ZeroDenominator`]); [`Average`] says what it counts in a mean. The ignored class has no
/// scores either; a prediction of the ignored class is a miss of the true class.
///
/// Memory: 8 bytes for every touched cell, and up to an eighth more for repeated cells, or 4 for every cell
/// once many are touched; more where weights are no counts, and at most 8 MB for samples that wait to be sorted.
/// Matrices with different classes or ignored classes do not merge.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let c = metrics::confusion_matrix(&array![0, 0, 1, 2], &array![0, 1, 1, 2], 4)?;
/// assert_eq!(c.cell(0, 1).value(), Ok(1.0));
/// assert_eq!(c.accuracy(), Ok(0.75));
/// let absent = Err(Undefined::ZeroDenominator);
/// assert_eq!(c.recall(PerClass), [Ok(0.5), Ok(1.0), Ok(1.0), absent]);
/// assert_eq!(c.balanced_accuracy(), Ok(2.5 / 3.0));
/// assert_eq!(c.iou(PerClass), [Ok(0.5), Ok(0.5), Ok(1.0), absent]);
/// assert_eq!(c.f1(Average::Micro), Ok(0.75));
/// assert_eq!(c.mean_iou(), Ok(2.0 / 3.0));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ConfusionMatrix {
    classes: usize,
    ignored: Option<usize>,
    pub(super) cells: Cells,
}

/// The most classes accepted. Memory follows the cells that are touched, but a reading by class has a
/// number for each class.
const MOST_CLASSES: usize = 1 << 22;

/// Refuses 0 classes, and more than [`MOST_CLASSES`].
pub(crate) fn check_classes(classes: usize) -> Result<(), Error> {
    if (1..=MOST_CLASSES).contains(&classes) {
        return Ok(());
    }
    let expected = "a number from 1 to 2^22; number the classes that occur from 0";
    Err(Error::parameter("num_classes", classes, expected))
}

impl ConfusionMatrix {
    /// Returns a matrix without samples, to fill by hand with [`add`](Self::add).
    ///
    /// ```
    /// use ndarray_metrics::state::ConfusionMatrix;
    ///
    /// let mut matrix = ConfusionMatrix::with_classes(3)?;
    /// for (truth, prediction) in [(0, 0), (0, 2), (1, 1), (2, 2)] {
    ///     matrix.add(truth, prediction, 1.0)?;
    /// }
    /// assert_eq!(matrix.accuracy(), Ok(0.75));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for 0 classes, or more than 2^22.
    pub fn with_classes(classes: usize) -> Result<Self, Error> {
        check_classes(classes)?;
        Ok(Self::new(classes, None))
    }

    /// Adds a sample's true and predicted class with its weight, 1 for samples without weights.
    ///
    /// # Errors
    ///
    /// [`Error::Class`] for a class that the matrix does not have, [`Error::Weight`] for a weight that is
    /// negative or not finite; the matrix stays as it was.
    pub fn add(&mut self, truth: usize, prediction: usize, weight: f64) -> Result<(), Error> {
        for (argument, class) in [("y_true", truth), ("y_pred", prediction)] {
            if class >= self.classes {
                let (label, classes) = (class.to_string(), self.classes);
                return Err(Error::Class { argument, index: vec![], label, classes });
            }
        }
        let weight = checked_weight(weight)?;
        if self.ignored != Some(truth) {
            self.add_tally(truth * self.classes + prediction, &Tally::from_checked(weight));
        }
        Ok(())
    }

    /// Returns a matrix without samples. Takes a refused number of classes as 0, so that reading is
    /// safe.
    pub(crate) fn new(classes: usize, ignored: Option<i64>) -> Self {
        let classes = if check_classes(classes).is_ok() { classes } else { 0 };
        let ignored = ignored.and_then(|label| usize::try_from(label).ok());
        let ignored = ignored.filter(|&class| class < classes);
        Self { classes, ignored, cells: Cells::default() }
    }

    /// Returns a matrix of the same classes without samples.
    pub(in crate::state) fn without_samples(&self) -> Self {
        Self { cells: Cells::default(), ..*self }
    }

    /// Returns the matrix with these cells, by row-major position.
    #[cfg(feature = "serde")]
    pub(in crate::state) fn with_cells(self, cells: BTreeMap<usize, Tally>) -> Self {
        Self { cells: Cells::from_touched(cells), ..self }
    }

    /// Adds a total to a cell by its row-major position.
    #[inline]
    pub(crate) fn add_tally(&mut self, position: usize, tally: &Tally) {
        self.cells.add_tally(position, self.classes * self.classes, tally);
    }

    /// Returns a function that adds many units at a time by row-major position, in a batch of so many units;
    /// none if 32 bits do not hold a position. A position beyond the cells counts nowhere.
    pub(crate) fn adder(
        &mut self,
        units: usize,
    ) -> Option<impl FnMut(&[u32], Option<&[f64]>) + '_> {
        let (size, cells) = (self.classes * self.classes, &mut self.cells);
        cells.expect(units, size);
        let fits = u32::try_from(size).is_ok();
        fits.then_some(move |positions: &[u32], weights: Option<&[f64]>| {
            cells.add(positions, weights, size);
        })
    }

    /// Sorts the samples of a batch, unless they are few.
    pub(crate) fn compact(&mut self) {
        self.cells.compact();
    }

    /// The number of classes.
    #[must_use]
    pub fn num_classes(&self) -> usize {
        self.classes
    }

    /// The class whose samples are left out, if it is one of the classes.
    #[must_use]
    pub fn ignored_class(&self) -> Option<usize> {
        self.ignored
    }

    /// The total weight of samples of class `truth` that were predicted to be of class
    /// `prediction`; without weights, the number of such samples. 0 if either is no class.
    #[must_use]
    pub fn cell(&self, truth: usize, prediction: usize) -> Tally {
        let inside = truth < self.classes && prediction < self.classes;
        let tally = inside.then(|| self.cells.get(truth * self.classes + prediction));
        tally.unwrap_or_default()
    }

    /// The cells above 0, each with its true and its predicted class, by rising class.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, Tally)> {
        let classes = self.classes;
        self.cells.touched().map(move |(i, tally)| (i / classes, i % classes, tally))
    }

    /// The share of samples whose predicted class is the true class.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`].
    pub fn accuracy(&self) -> Result<f64, Undefined> {
        let total = self.total();
        if total.is_zero() {
            return Err(Undefined::NoSamples);
        }
        self.right().ratio(&total)
    }

    /// The mean of the recalls of all classes that have samples in the truth.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`].
    pub fn balanced_accuracy(&self) -> Result<f64, Undefined> {
        self.recall(Average::MacroOfDefined)
    }

    /// The mean intersection over union of all classes that occur in truth or prediction.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] if only an ignored class was seen.
    pub fn mean_iou(&self) -> Result<f64, Undefined> {
        self.iou(Average::Macro)
    }

    /// The mean intersection over union of some of the classes.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] if each of `classes` is unseen,
    /// ignored or no class of the matrix.
    pub fn mean_iou_of(&self, classes: &[usize]) -> Result<f64, Undefined> {
        let ious = self.iou(PerClass);
        if self.total().is_zero() {
            return Err(Undefined::NoSamples);
        }
        let iou =
            |&class: &usize| ious.get(class).copied().unwrap_or(Err(Undefined::ZeroDenominator));
        mean(classes.iter().map(|class| (1.0, iou(class).map(Quotient::from))))
    }

    fn configuration(&self) -> String {
        format!("a matrix of {} classes with ignored class {:?}", self.classes, self.ignored)
    }
}

impl Output for ConfusionMatrix {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    /// The cells above 0.
    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        self.cells().map(|(_, _, tally)| tally.value()).collect()
    }
}

impl State for ConfusionMatrix {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        if self.classes != other.classes || self.ignored != other.ignored {
            let (ours, theirs) = (self.configuration(), other.configuration());
            return Err(Error::Configuration { ours, theirs });
        }
        Ok(())
    }

    fn merge(&mut self, other: &Self) {
        self.cells.merge(&other.cells, self.classes * self.classes);
    }
}
