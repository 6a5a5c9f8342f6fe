//! Precision, recall and F1 of every class, and their averages.

use std::fmt;

use super::text::{DECIMALS, names_of, rounded, weight, write_reasons};
use crate::error::{Error, Undefined};
use crate::state::{Average, ClassAverage, ClassCounts, ConfusionMatrix, PerClass, Tally};
use crate::text::{digits, padding, width};

/// The number of decimals of a score, unless the format says otherwise (`{:.4}`).
const DIGITS: usize = 2;

/// The least width of a column.
const COLUMN: usize = 9;

/// Precision, recall, F1 and support of every class, and their averages, as of scikit-learn's
/// [`classification_report`][s].
///
/// From a [`ConfusionMatrix`], or, for several labels a sample, from [`ClassCounts`]:
/// `ClassificationReport::from(&state)`. Printing gives scikit-learn's table with two decimals, or
/// with four by `{:.4}`. An undefined score is printed as `undefined`, with the reason below the
/// table. In the averages it counts as 0 if its class occurs, as in scikit-learn, which prints it as
/// 0; see [`Average`]. An ignored class has no row.
///
/// - `accuracy` for confusion matrices.
/// - `micro`, the scores of all outcomes together, where they differ from the accuracy: for several
///   labels a sample, and where a class is ignored.
/// - `macro_average` and `weighted_average`: the mean over the classes, all classes alike or each
///   by its support.
/// - `samples_average`, the mean over samples, from [`MultilabelClassification`].
///
/// [`MultilabelClassification`]: super::MultilabelClassification
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let matrix = metrics::confusion_matrix(&array![0, 0, 1, 1], &array![0, 1, 1, 1], 2)?;
/// let report = ClassificationReport::from(&matrix);
/// assert_eq!(report.accuracy, Some(Ok(0.75)));
/// assert_eq!(report.classes[1].scores.recall, Ok(1.0));
/// assert_eq!(report.macro_average.precision, Ok(5.0 / 6.0));
/// println!("{report:.3}");
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.classification_report.html
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClassificationReport {
    /// One row for each class that has scores, in order.
    pub classes: Vec<ClassScores>,
    /// The share of samples that were predicted to be of their class.
    pub accuracy: Option<Result<f64, Undefined>>,
    /// The scores of all classes' outcomes together, where they differ from the accuracy.
    pub micro: Option<Scores>,
    /// The mean of the classes' scores.
    pub macro_average: Scores,
    /// The mean of the classes' scores, weighted by their support.
    pub weighted_average: Scores,
    /// The mean of the samples' scores, of a report of several labels by
    /// [`MultilabelClassification`](super::MultilabelClassification).
    pub samples_average: Option<Scores>,
    num_classes: usize,
}

/// The scores of a class.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClassScores {
    /// The class.
    pub class: usize,
    /// The name of the class; its number, if it was given no name.
    pub name: String,
    /// The scores of the class.
    pub scores: Scores,
}

/// A row of a report.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Scores {
    /// The share of the samples predicted as the class that are of the class.
    pub precision: Result<f64, Undefined>,
    /// The share of the samples of the class that were predicted as the class.
    pub recall: Result<f64, Undefined>,
    /// The harmonic mean of precision and recall.
    pub f1: Result<f64, Undefined>,
    /// The weight of the class in the truth; the number of its samples, if they have no weights.
    pub support: Tally,
}

impl From<&ConfusionMatrix> for ClassificationReport {
    fn from(matrix: &ConfusionMatrix) -> Self {
        let ignored = matrix.ignored_class();
        let mut report = Self::without(&matrix.outcomes(), ignored);
        report.accuracy = Some(matrix.accuracy());
        report.micro = report.micro.filter(|_| ignored.is_some());
        report
    }
}

impl From<&ClassCounts> for ClassificationReport {
    fn from(outcomes: &ClassCounts) -> Self {
        Self::without(outcomes, None)
    }
}

impl ClassificationReport {
    fn without(outcomes: &ClassCounts, ignored: Option<usize>) -> Self {
        let total = Tally::total(&outcomes.support());
        let average = |average: Average| {
            let [precision, recall, f1] = scores(outcomes, average);
            Scores { precision, recall, f1, support: total.clone() }
        };
        Self {
            classes: classes(outcomes)
                .into_iter()
                .filter(|row| Some(row.class) != ignored)
                .collect(),
            accuracy: None,
            micro: Some(average(Average::Micro)),
            macro_average: average(Average::Macro),
            weighted_average: average(Average::Weighted),
            samples_average: None,
            num_classes: outcomes.classes().len(),
        }
    }

    /// Names the classes, in their order, the ignored class included.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] unless there is one name for each class.
    pub fn with_names<N: Into<String>>(
        mut self,
        names: impl IntoIterator<Item = N>,
    ) -> Result<Self, Error> {
        let names = names_of(names, self.num_classes)?;
        for row in &mut self.classes {
            row.name.clone_from(&names[row.class]);
        }
        Ok(self)
    }

    /// The rows below the classes, without the accuracy.
    fn averages(&self) -> impl Iterator<Item = (&str, &Scores)> {
        let micro = self.micro.as_ref().map(|scores| ("micro avg", scores));
        let means = [("macro avg", &self.macro_average), ("weighted avg", &self.weighted_average)];
        let samples = self.samples_average.as_ref().map(|scores| ("samples avg", scores));
        micro.into_iter().chain(means).chain(samples)
    }

    /// Precision, recall and F1 of every row, and the accuracy.
    pub(super) fn values(&self) -> impl Iterator<Item = Result<f64, Undefined>> {
        let rows = self.rows().chain(self.averages());
        rows.flat_map(|(_, scores)| scores.values()).chain(self.accuracy)
    }

    fn rows(&self) -> impl Iterator<Item = (&str, &Scores)> {
        self.classes.iter().map(|row| (row.name.as_str(), &row.scores))
    }
}

/// Reads precision, recall and F1.
fn scores<A: ClassAverage>(outcomes: &ClassCounts, average: A) -> [A::Output; 3] {
    [outcomes.precision(average), outcomes.recall(average), outcomes.f1(average)]
}

fn classes(outcomes: &ClassCounts) -> Vec<ClassScores> {
    let [precision, recall, f1] = scores(outcomes, PerClass);
    let scores = precision.into_iter().zip(recall).zip(f1).zip(outcomes.support());
    let row = |(class, (((precision, recall), f1), support)): (usize, _)| ClassScores {
        class,
        name: class.to_string(),
        scores: Scores { precision, recall, f1, support },
    };
    scores.enumerate().map(row).collect()
}

impl Scores {
    fn values(&self) -> [Result<f64, Undefined>; 3] {
        [self.precision, self.recall, self.f1]
    }

    fn cells(&self, digits: usize) -> [String; 4] {
        let [precision, recall, f1] = self.values().map(|value| rounded(value, digits));
        [precision, recall, f1, weight(self.support.value(), DECIMALS)]
    }
}

impl fmt::Display for ClassificationReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = digits(f, DIGITS);
        let named = self.rows().chain(self.averages()).map(|(name, _)| width(name));
        let label = named.max().unwrap_or(0);
        write_row(f, label, "", &["precision", "recall", "f1-score", "support"])?;
        writeln!(f)?;
        for (name, scores) in self.rows() {
            write_row(f, label, name, &scores.cells(digits))?;
        }
        writeln!(f)?;
        if let Some(accuracy) = self.accuracy {
            let support = weight(self.macro_average.support.value(), DECIMALS);
            let cells = [String::new(), String::new(), rounded(accuracy, digits), support];
            write_row(f, label, "accuracy", &cells)?;
        }
        for (name, scores) in self.averages() {
            write_row(f, label, name, &scores.cells(digits))?;
        }
        write_reasons(f, self.values())
    }
}

fn write_row(
    f: &mut fmt::Formatter<'_>,
    label: usize,
    name: &str,
    cells: &[impl fmt::Display],
) -> fmt::Result {
    write!(f, "{}{name} ", padding(name, label))?;
    cells.iter().try_for_each(|cell| write!(f, " {cell:>COLUMN$}"))?;
    writeln!(f)
}
