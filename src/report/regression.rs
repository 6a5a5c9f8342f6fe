//! Errors and correlations of predicted numbers.

use std::fmt;

use ndarray::{ArrayRef, Dimension};

use super::text::{DECIMALS, significant, weight, width};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::metric::{Metric, Streaming};
use crate::metrics::{ElementMoments, MeanAbsoluteError, MeanSquaredError};
use crate::state::{Average, Moments};

/// Significant digits, unless the format says otherwise (`{:.3}`).
const DIGITS: usize = 6;

/// The measures that the report is read off, in one pass.
type Measures = (ElementMoments, MeanSquaredError, MeanAbsoluteError);

/// Errors, spread and correlation of truth and prediction, all elements together.
///
/// From one batch, or from the state of a [stream](Self::streaming). Every number is that of the
/// metric of its name; deviations are those of the population (divided by the weight, not by one
/// less). Printed as a list with six significant digits, others by `{:.3}`; what is undefined with
/// its reason.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let report = RegressionReport::of(&array![1.0, 2.0, 3.0, 6.0], &array![2.0, 2.0, 5.0, 7.0])?;
/// assert_eq!((report.samples, report.bias), (4, Ok(1.0)));
/// assert_eq!((report.mean_squared_error, report.mean_absolute_error), (Ok(1.5), Ok(1.0)));
/// assert_eq!((report.r2_score, report.explained_variance), (Ok(4.0 / 7.0), Ok(6.0 / 7.0)));
/// assert!(report.to_string().contains("root mean squared error   1.22474\n"));
/// assert!(format!("{report:.3}").contains("R2                       0.571\n"));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct RegressionReport {
    /// The number of elements of a weight above zero.
    pub samples: u64,
    /// Their weight; their number, if they have no weights.
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
    /// Its root.
    pub root_mean_squared_error: Result<f64, Undefined>,
    /// 1 − Σw(y − p)²/Σw(y − ȳ)²; also the Nash–Sutcliffe efficiency.
    pub r2_score: Result<f64, Undefined>,
    /// The same, had the prediction no bias.
    pub explained_variance: Result<f64, Undefined>,
    /// Pearson's correlation of truth and prediction; its square is R's `summary(lm)$r.squared`.
    pub pearson_correlation: Result<f64, Undefined>,
    /// Lin's concordance correlation, which bias and scale lower.
    pub concordance_correlation: Result<f64, Undefined>,
}

impl From<&(Moments, Average, Average)> for RegressionReport {
    /// From the state of [`RegressionReport::streaming`].
    fn from((moments, squared, absolute): &(Moments, Average, Average)) -> Self {
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
            mean_absolute_error: absolute.mean(),
            mean_squared_error: squared.mean(),
            root_mean_squared_error: root(squared.mean()),
            r2_score: sums.r2_score(),
            explained_variance: sums.explained_variance(),
            pearson_correlation: sums.pearson_correlation(),
            concordance_correlation: sums.concordance_correlation(),
        }
    }
}

impl RegressionReport {
    /// A metric whose state the report is read off: `RegressionReport::from(stream.state())`.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut stream = RegressionReport::streaming();
    /// stream.update(&array![1.0, 2.0], &array![1.0, 4.0])?;
    /// stream.update(&array![5.0], &array![5.0])?;
    /// assert_eq!(RegressionReport::from(stream.state()).mean_absolute_error, Ok(2.0 / 3.0));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub fn streaming() -> Streaming<(ElementMoments, MeanSquaredError, MeanAbsoluteError)> {
        Measures::default().streaming()
    }

    /// The report of one batch; truth and prediction of equal shapes.
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate`] for [`MeanSquaredError`], but no value is undefined.
    pub fn of<T: Element, D: Dimension, P: Element, E: Dimension>(
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<Self, Error> {
        let mut stream = Self::streaming();
        stream.update(y_true, y_pred)?;
        Ok(stream.state().into())
    }

    /// The same with weights or a mask, for elements or for leading axes.
    ///
    /// # Errors
    ///
    /// As [`Measure::evaluate_weighted`] for [`MeanSquaredError`], but no value is undefined.
    pub fn of_weighted<T, D, P, E, W, F>(
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<Self, Error>
    where
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        let mut stream = Self::streaming();
        stream.update_weighted(y_true, y_pred, weights)?;
        Ok(stream.state().into())
    }

    /// The numbers with their names, in the order in which they are printed.
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

    /// The lines as they are printed, with an undefined value as its reason.
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
        let lines = self.lines(f.precision().unwrap_or(DIGITS));
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
