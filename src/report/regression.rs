//! Errors and correlations of predicted numbers.

use std::fmt;

use super::text::{DECIMALS, significant, weight};
use crate::error::{Error, Undefined};
use crate::mean::Terms;
use crate::measure::{Measure, Member, StateOf};
use crate::metrics::{ElementMoments, MeanAbsoluteError, MeanSquaredError};
use crate::output::Output;
use crate::state::{Moments, WeightedMean};
use crate::text::{digits, width};

/// The number of significant digits, unless the format says otherwise (`{:.3}`).
const DIGITS: usize = 6;

/// Errors, spread and correlation of truth and prediction, all elements together.
///
/// The value of the measure [`Regression`]. Every number is that of the metric of the same name;
/// deviations are those of the population (divided by the weight n, not by n − 1). Printing gives a
/// list with six significant digits, or with three by `{:.3}`; an undefined number is printed with
/// its reason.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let report = Regression.evaluate(&array![1.0, 2.0, 3.0, 6.0], &array![2.0, 2.0, 5.0, 7.0])?;
/// assert_eq!((report.samples, report.bias), (4, Ok(1.0)));
/// assert_eq!((report.mean_squared_error, report.mean_absolute_error), (Ok(1.5), Ok(1.0)));
/// assert_eq!((report.r2_score, report.explained_variance), (Ok(4.0 / 7.0), Ok(6.0 / 7.0)));
/// assert!(report.to_string().contains("root mean squared error   1.22474\n"));
/// assert!(format!("{report:.3}").contains("R2                       0.571\n"));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RegressionReport {
    /// The number of elements of a weight above zero.
    pub samples: u64,
    /// The total weight of the elements; their number, if they have no weights.
    pub weight: Result<f64, Undefined>,
    /// The mean of the truth.
    pub mean_true: Result<f64, Undefined>,
    /// The mean of the prediction.
    pub mean_pred: Result<f64, Undefined>,
    /// The standard deviation of the truth.
    pub deviation_true: Result<f64, Undefined>,
    /// The standard deviation of the prediction.
    pub deviation_pred: Result<f64, Undefined>,
    /// The mean of prediction less truth.
    pub bias: Result<f64, Undefined>,
    /// The standard deviation of prediction less truth.
    pub deviation_error: Result<f64, Undefined>,
    /// The mean of |y − p|.
    pub mean_absolute_error: Result<f64, Undefined>,
    /// The mean of (y − p)².
    pub mean_squared_error: Result<f64, Undefined>,
    /// The root of the mean squared error.
    pub root_mean_squared_error: Result<f64, Undefined>,
    /// 1 − Σw(y − p)²/Σw(y − ȳ)²; also the Nash–Sutcliffe efficiency.
    pub r2_score: Result<f64, Undefined>,
    /// The R² that the prediction would have without its bias.
    pub explained_variance: Result<f64, Undefined>,
    /// Pearson's correlation of truth and prediction; its square is R's `summary(lm)$r.squared`.
    pub pearson_correlation: Result<f64, Undefined>,
    /// Lin's concordance correlation, which an error of offset or scale lowers.
    pub concordance_correlation: Result<f64, Undefined>,
}

/// The [`RegressionReport`] as a measure: one batch, or a stream of batches.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers.
/// - **Undefined:** nothing; each number of the report by itself.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut stream = Regression.streaming();
/// stream.update(&array![1.0, 2.0], &array![1.0, 4.0])?;
/// stream.update(&array![5.0], &array![5.0])?;
/// assert_eq!(stream.result().mean_absolute_error, Ok(2.0 / 3.0));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Regression;

impl Measure for Regression {
    type Observer = (ElementMoments, Terms<MeanSquaredError>, Terms<MeanAbsoluteError>);
    type Output = RegressionReport;

    fn observer(&self) -> Self::Observer {
        (ElementMoments, Terms(MeanSquaredError), Terms(MeanAbsoluteError))
    }

    fn read(&self, (moments, squares, sizes): &StateOf<Self>) -> RegressionReport {
        let moments = moments.own().cloned().unwrap_or_default();
        let mean = |terms: &Member<WeightedMean>| {
            terms.own().map_or(Err(Undefined::NoSamples), WeightedMean::mean)
        };
        RegressionReport::new(&moments, mean(squares), mean(sizes))
    }
}

impl Output for RegressionReport {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        self.rows().into_iter().map(|(_, number)| number).collect()
    }
}

impl RegressionReport {
    fn new(
        moments: &Moments,
        mean_squared_error: Result<f64, Undefined>,
        mean_absolute_error: Result<f64, Undefined>,
    ) -> Self {
        let sums = moments.pooled();
        let root = |value: Result<f64, _>| value.map(f64::sqrt);
        Self {
            samples: moments.samples(),
            weight: sums.weight().value(),
            mean_true: sums.mean_true(),
            mean_pred: sums.mean_pred(),
            deviation_true: root(sums.variance_true()),
            deviation_pred: root(sums.variance_pred()),
            bias: sums.bias(),
            deviation_error: root(sums.variance_error()),
            mean_absolute_error,
            mean_squared_error,
            root_mean_squared_error: root(mean_squared_error),
            r2_score: sums.r2_score(),
            explained_variance: sums.explained_variance(),
            pearson_correlation: sums.pearson_correlation(),
            concordance_correlation: sums.concordance_correlation(),
        }
    }

    /// The numbers with their names, in the order of print.
    fn rows(&self) -> [(&'static str, Result<f64, Undefined>); 13] {
        [
            ("mean of truth", self.mean_true),
            ("mean of prediction", self.mean_pred),
            ("deviation of truth", self.deviation_true),
            ("deviation of prediction", self.deviation_pred),
            ("bias", self.bias),
            ("deviation of error", self.deviation_error),
            ("mean absolute error", self.mean_absolute_error),
            ("mean squared error", self.mean_squared_error),
            ("root mean squared error", self.root_mean_squared_error),
            ("R2", self.r2_score),
            ("explained variance", self.explained_variance),
            ("Pearson correlation", self.pearson_correlation),
            ("concordance correlation", self.concordance_correlation),
        ]
    }

    /// The lines of print, with the reason in place of an undefined number.
    fn lines(&self, digits: usize) -> Vec<(&'static str, Result<String, Undefined>)> {
        let samples = ("samples", Ok(self.samples.to_string()));
        let total = ("weight", Ok(weight(self.weight, DECIMALS)));
        let weighted = self.weight != Ok(self.samples as f64) && self.samples > 0;
        let text = |value: Result<f64, _>| value.map(|value| significant(value, digits));
        let numbers = self.rows().into_iter().map(|(name, value)| (name, text(value)));
        [samples].into_iter().chain(weighted.then_some(total)).chain(numbers).collect()
    }
}

impl fmt::Display for RegressionReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.lines(digits(f, DIGITS));
        let label = lines.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        let column = lines.iter().flat_map(|(_, value)| value).map(|text| width(text)).max();
        let column = column.unwrap_or(0);
        for (name, value) in &lines {
            match value {
                Ok(text) => writeln!(f, "{name:label$}  {text:>column$}")?,
                Err(reason) => writeln!(f, "{name:label$}  undefined: {reason}")?,
            }
        }
        Ok(())
    }
}
