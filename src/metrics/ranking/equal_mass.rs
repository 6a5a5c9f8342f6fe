//! Calibration of probabilities in bins of equal weight.

use ndarray::{ArrayRef, Dimension};

use super::Ranking;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{CalibrationNorm, NUM_BINS, RankedScores, check_bins};

/// How far the frequencies of positives are from their probabilities, in bins of equal weight (equal mass).
///
/// As [`CalibrationError`][c], with bins that hold as equal a weight as ties allow instead of having
/// equal width ([Nguyen and O'Connor 2015][n]). Equal probabilities are never put into different bins:
/// forecasts in the order of their probabilities are cut at k/n of their weight, n being the number of
/// bins, and each distinct probability belongs to the part in which the middle of its weight lies, a
/// middle on a cut to the lower part. So the value does not depend on the order of samples. Within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r], and class labels against rows of probabilities by
///   [`averaged_one_vs_rest`][o]. Labels exactly 0 or 1 (or `bool`), probabilities in [0, 1]. The value is
///   in [0, 1].
/// - **Undefined:** without a weight above zero; if a score is no probability.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a number of bins of 0 or above 4096, bad weights.
///
/// Keras and torchmetrics have no such metric. scikit-learn's `calibration_curve(strategy="quantile")`
/// cuts between interpolated quantiles of the probabilities and takes no weights. Without any bins:
/// [`Miscalibration`](super::Miscalibration).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1], array![0.125, 0.25, 0.375, 0.5]);
/// let expected = EqualMassCalibrationError { num_bins: 2, ..Default::default() };
/// assert_eq!(expected.evaluate(&y_true, &y_pred)?, (0.625 + 1.125) / 4.0); // |1 − 0.375|, |2 − 0.875|
/// let maximum = EqualMassCalibrationError { norm: CalibrationNorm::Maximum, ..expected };
/// assert_eq!(maximum.evaluate(&y_true, &y_pred)?, 1.125 / 2.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [c]: crate::metrics::CalibrationError
/// [n]: https://doi.org/10.18653/v1/D15-1182
/// [o]: crate::metrics::RankingMeasure::averaged_one_vs_rest
/// [r]: crate::metrics::RankingMeasure
#[doc(alias = "adaptive_calibration_error")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct EqualMassCalibrationError {
    /// The number of bins. 15 by default.
    pub num_bins: usize,
    /// How the bins' distances become one number. Their mean by default.
    pub norm: CalibrationNorm,
}

impl Default for EqualMassCalibrationError {
    fn default() -> Self {
        Self { num_bins: NUM_BINS, norm: CalibrationNorm::Expected }
    }
}

impl Measure for EqualMassCalibrationError {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::MISSED
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_bins(self.num_bins)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.error_of_equal_mass(self.num_bins, self.norm)
    }
}

/// [`EqualMassCalibrationError`] of one batch: the expected one, with 15 bins.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // Both forecasts of 0.25 are in one bin: |1 − 0.5|, and |1 − 1|, over 3.
/// let error =
///     metrics::equal_mass_calibration_error(&array![0, 1, 1], &array![0.25, 0.25, 1.0])?;
/// assert_eq!(error, 0.5 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn equal_mass_calibration_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    EqualMassCalibrationError::default().evaluate(y_true, y_pred)
}
