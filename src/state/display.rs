//! Displays states for people: exact totals rounded to nearest, and lists as tables.

use std::fmt::{self, Display, Formatter};
use std::iter;

use super::{
    BinaryCounts, ClassCounts, ExactSum, JointMoments, Moments, Tally, ThresholdCounts,
    WeightedMean,
};
use crate::error::Undefined;
use crate::text::{widths, write_hidden, write_row};

/// How many rows of a table are printed. A last line counts the others.
const SHOWN: usize = 20;

const OUTCOMES: [&str; 4] =
    ["true positives", "false positives", "true negatives", "false negatives"];

/// The sum, rounded to nearest; `overflow` beyond the range of `f64`.
///
/// ```
/// use ndarray_metrics::state::ExactSum;
///
/// let mut sum = ExactSum::new();
/// sum.add_count(3);
/// sum.add(0.25)?;
/// assert_eq!(format!("{sum}, {sum:.1}"), "3.25, 3.2");
/// # Ok::<(), ndarray_metrics::state::NotANumber>(())
/// ```
impl Display for ExactSum {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        number(self.value(), f)
    }
}

/// The total, rounded to nearest; `overflow` beyond the range of `f64`.
///
/// ```
/// use ndarray_metrics::state::Tally;
///
/// let mut tally = Tally::try_from(2.0)?;
/// tally.add(0.5)?;
/// assert_eq!(tally.to_string(), "2.5");
/// # Ok::<(), ndarray_metrics::state::NotAWeight>(())
/// ```
impl Display for Tally {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        number(self.value(), f)
    }
}

fn number(value: Result<f64, Undefined>, f: &mut Formatter<'_>) -> fmt::Result {
    match value {
        Ok(value) => value.fmt(f),
        Err(Undefined::Overflow) => f.pad("overflow"),
        Err(_) => f.pad("undefined"),
    }
}

/// Σw·ℓ and Σw, each rounded to nearest.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut stream = MeanSquaredError.streaming();
/// stream.update(&array![1.0, 2.0, 4.0], &array![1.0, 2.5, 3.0])?;
/// assert_eq!(stream.state().to_string(), "1.25 over a weight of 3");
/// # Ok::<(), Error>(())
/// ```
impl Display for WeightedMean {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.total().fmt(f)?;
        f.write_str(" over a weight of ")?;
        self.weight().fmt(f)
    }
}

/// The four outcomes.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut stream = Precision::default().streaming();
/// stream.update(&array![0, 1, 1, 0], &array![0.6, 0.9, 0.2, 0.1])?;
/// let counts = stream.state().at(0.5).ok_or(Undefined::NoSamples)?;
/// assert_eq!(
///     counts.to_string(),
///     "true positives 1, false positives 1, true negatives 1, false negatives 1"
/// );
/// # Ok::<(), Error>(())
/// ```
impl Display for BinaryCounts {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (i, (name, tally)) in OUTCOMES.into_iter().zip(self.in_order()).enumerate() {
            write!(f, "{}{name} ", if i == 0 { "" } else { ", " })?;
            tally.fmt(f)?;
        }
        Ok(())
    }
}

impl BinaryCounts {
    /// The four totals, in the order of their names in [`OUTCOMES`].
    fn in_order(&self) -> [&Tally; 4] {
        let (right, wrong) = (&self.true_positives, &self.false_positives);
        [right, wrong, &self.true_negatives, &self.false_negatives]
    }
}

/// The four outcomes at each of the 20 lowest thresholds, rising.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut stream = Recall::default().at(vec![0.5, 0.75]).streaming();
/// stream.update(&array![0, 1, 1, 0], &array![0.6, 0.9, 0.2, 0.1])?;
/// assert_eq!(
///     stream.state().to_string(),
///     "threshold  true positives  false positives  true negatives  false negatives\n\
///      \x20     0.5               1                1               1                1\n\
///      \x20    0.75               1                0               2                1\n"
/// );
/// # Ok::<(), Error>(())
/// ```
impl Display for ThresholdCounts {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let precision = f.precision().map(|digits| digits.min(1100));
        let all = self.all();
        let row =
            |(threshold, counts): (&f64, &BinaryCounts)| outcomes(threshold, counts, precision);
        let rows = self.thresholds().iter().zip(&all).map(row);
        let head = ["threshold", OUTCOMES[0], OUTCOMES[1], OUTCOMES[2], OUTCOMES[3]];
        table(f, head, rows, "thresholds")
    }
}

/// The four outcomes of each of the first 20 classes.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let c = metrics::confusion_matrix(&array![0, 0, 1], &array![0, 1, 1], 2)?;
/// assert_eq!(
///     c.outcomes().to_string(),
///     "class  true positives  false positives  true negatives  false negatives\n\
///      \x20   0               1                0               1                1\n\
///      \x20   1               1                1               1                0\n"
/// );
/// # Ok::<(), Error>(())
/// ```
impl Display for ClassCounts {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let precision = f.precision().map(|digits| digits.min(1100));
        let row = |(class, counts): (usize, &BinaryCounts)| outcomes(&class, counts, precision);
        let head = ["class", OUTCOMES[0], OUTCOMES[1], OUTCOMES[2], OUTCOMES[3]];
        table(f, head, self.classes().iter().enumerate().map(row), "classes")
    }
}

fn outcomes(name: &dyn Display, counts: &BinaryCounts, precision: Option<usize>) -> [String; 5] {
    let [a, b, c, d] = counts.in_order().map(|tally| cell(tally, precision));
    [name.to_string(), a, b, c, d]
}

/// The weight, and the moments of truth and prediction.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let moments = ElementMoments.evaluate(&array![1.0, 3.0], &array![2.0, 6.0])?;
/// assert_eq!(
///     moments.pooled().to_string(),
///     "weight 2, means 2 and 4, variances 1 and 4, covariance 2"
/// );
/// # Ok::<(), Error>(())
/// ```
impl Display for JointMoments {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let [weight, y, p, yy, pp, yp] = self.cells(f.precision().map(|digits| digits.min(1100)));
        write!(f, "weight {weight}, means {y} and {p}, variances {yy} and {pp}, covariance {yp}")
    }
}

impl JointMoments {
    /// The weight, the means, the variances and the covariance.
    fn cells(&self, precision: Option<usize>) -> [String; 6] {
        let readings = [
            self.weight().value(),
            self.mean_true(),
            self.mean_pred(),
            self.variance_true(),
            self.variance_pred(),
            self.covariance(),
        ];
        readings.map(|reading| cell(&Number(reading), precision))
    }
}

/// The moments of each of the first 20 columns.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1.0, 5.0], [3.0, 5.0]];
/// let moments = ColumnMoments.evaluate(&y_true, &array![[2.0, 4.0], [6.0, 8.0]])?;
/// assert_eq!(
///     moments.to_string(),
///     "column  weight  mean of truth  of prediction  variance of truth  of prediction  covariance\n\
///      \x20    0       2              2              4                  1              4           2\n\
///      \x20    1       2              5              6                  0              4           0\n"
/// );
/// # Ok::<(), Error>(())
/// ```
impl Display for Moments {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let precision = f.precision().map(|digits| digits.min(1100));
        let head = [
            "column",
            "weight",
            "mean of truth",
            "of prediction",
            "variance of truth",
            "of prediction",
            "covariance",
        ];
        let row = |(i, column): (usize, &JointMoments)| {
            let [a, b, c, d, e, g] = column.cells(precision);
            [i.to_string(), a, b, c, d, e, g]
        };
        table(f, head, self.columns().iter().enumerate().map(row), "columns")
    }
}

struct Number(Result<f64, Undefined>);

impl Display for Number {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        number(self.0, f)
    }
}

fn cell(number: &impl Display, precision: Option<usize>) -> String {
    match precision {
        Some(precision) => format!("{number:.precision$}"),
        None => number.to_string(),
    }
}

/// Writes a table of the first rows, and how many there are beside.
fn table<const N: usize>(
    f: &mut Formatter<'_>,
    head: [&str; N],
    rows: impl ExactSizeIterator<Item = [String; N]>,
    what: &str,
) -> fmt::Result {
    let hidden = rows.len().saturating_sub(SHOWN);
    let lines: Vec<_> = iter::once(head.map(String::from)).chain(rows.take(SHOWN)).collect();
    let widths = widths(&lines);
    lines.iter().try_for_each(|line| write_row(f, line.iter().map(String::as_str).zip(widths)))?;
    write_hidden(f, hidden, what)
}
