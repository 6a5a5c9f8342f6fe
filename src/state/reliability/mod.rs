//! Forecasts of a binary event, in bins of probability: how often the event comes true.

mod decomposition;

use ndarray::Array1;

use super::{ExactSum, JointMoments, State};
use crate::error::{Error, Undefined};

pub use decomposition::BrierDecomposition;

/// The most bins: more than any diagram needs, so that a larger number must be a mistake.
pub(crate) const MOST_BINS: usize = 1 << 12;

/// The number of bins of [Guo et al. 2017](https://arxiv.org/abs/1706.04599) and torchmetrics.
pub(crate) const NUM_BINS: usize = 15;

/// Refuses 0 bins, and more bins than a state may have.
pub(crate) fn check_bins(num_bins: usize) -> Result<(), Error> {
    if (1..=MOST_BINS).contains(&num_bins) {
        return Ok(());
    }
    let (found, expected) = (num_bins.to_string(), "a number from 1 to 4096");
    Err(Error::parameter("num_bins", found, expected))
}

/// Outcomes and probabilities in bins of equal width over [0, 1]: the state of calibration errors.
///
/// One state, many readings: [`curve`](Self::curve) is the reliability diagram,
/// [`calibration_error`](Self::calibration_error) the diagram's distance from the diagonal, and
/// [`brier_score`](Self::brier_score) the squared error, whose parts
/// [`brier_decomposition`](Self::brier_decomposition) gives. A forecast is a probability of an
/// event and whether the event came true. The event is that an element is positive, or that the
/// class with the highest score in a row is the true class.
///
/// Bin i of n holds the probabilities above i/n, up to and including (i + 1)/n, and the first bin
/// also 0, as in [Guo et al. 2017](https://arxiv.org/abs/1706.04599) and scikit-learn. The bounds
/// are rounded to the prediction's type first, so that 0.2 as `f32` and as `f64` is in the same
/// bin. Each bin has the exact moments of its forecasts, 1680 bytes. States of different numbers of
/// bins do not merge.
///
/// If few different probabilities occur, [`RankedScores`](super::RankedScores) can give each
/// probability a bin of its own.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 1, 1], array![0.25, 0.25, 0.75, 0.75]);
/// let error = CalibrationError { num_bins: 2, ..Default::default() };
/// let forecasts = error.state_of(&y_true, &y_pred)?;
/// let curve = forecasts.curve()?;
/// assert_eq!(curve.mean_predictions, array![0.25, 0.75]);
/// assert_eq!(curve.frequencies, array![0.5, 1.0]);
/// assert_eq!(forecasts.calibration_error(CalibrationNorm::Expected)?, 0.25);
///
/// let parts = forecasts.brier_decomposition()?;
/// assert_eq!((parts.reliability, parts.resolution, parts.uncertainty), (0.0625, 0.0625, 0.1875));
/// assert_eq!(forecasts.brier_score()?, 0.1875);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Reliability {
    pub(super) bins: Vec<JointMoments>,
}

/// How the calibration errors of bins, |frequency − mean probability|, become one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum CalibrationNorm {
    /// The mean over bins, weighted by their forecasts: ECE. The default.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "expected", alias = "l1"))]
    Expected,
    /// The root of the mean square over bins, weighted by their forecasts: RMSCE.
    #[cfg_attr(feature = "serde", serde(alias = "root_mean_square", alias = "l2"))]
    RootMeanSquare,
    /// The largest error of a bin: MCE.
    #[cfg_attr(feature = "serde", serde(alias = "maximum", alias = "max"))]
    Maximum,
}

/// How often forecasts of about the same probability come true: a reliability diagram.
///
/// One point for each bin that holds forecasts, the lowest probability first, like scikit-learn's
/// `calibration_curve`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReliabilityCurve {
    /// The lower bound of the bin. Of bins of equal width, only the first includes its lower bound; of bins
    /// of equal weight, it is the least probability in the bin.
    pub lower: Array1<f64>,
    /// The upper bound of the bin, which the bin includes; equal to `lower` for a bin of a single
    /// probability, and the largest probability in a bin of equal weight.
    pub upper: Array1<f64>,
    /// The mean probability of the bin's forecasts.
    pub mean_predictions: Array1<f64>,
    /// The share of the bin's forecasts that came true.
    pub frequencies: Array1<f64>,
    /// The weight of the bin's forecasts; without weights, their number.
    pub weights: Array1<f64>,
}

impl Reliability {
    /// Returns a state without forecasts. Cuts too large a number of bins down to the most allowed,
    /// so that reading is safe.
    pub(crate) fn new(num_bins: usize) -> Self {
        Self { bins: vec![JointMoments::default(); num_bins.min(MOST_BINS)] }
    }

    /// The moments of outcomes (1 where the event came true) and probabilities in each bin.
    #[must_use]
    pub fn bins(&self) -> &[JointMoments] {
        &self.bins
    }

    /// The bounds of the bins, from 0 to 1: one bound more than bins.
    #[must_use]
    pub fn edges(&self) -> Vec<f64> {
        let bins = self.bins.len();
        (0..=bins).map(|i| i as f64 / bins.max(1) as f64).collect()
    }

    /// Whether no forecast has a weight above zero.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.occupied().next().is_none()
    }

    /// The moments of all forecasts.
    #[must_use]
    pub fn pooled(&self) -> JointMoments {
        let mut all = JointMoments::default();
        self.occupied().for_each(|(_, bin)| all.merge(bin));
        all
    }

    /// The bins that hold forecasts, with their positions.
    fn occupied(&self) -> impl Iterator<Item = (usize, &JointMoments)> {
        self.bins.iter().enumerate().filter(|(_, bin)| !bin.weight().is_zero())
    }

    /// Returns a bin, to add forecasts to it.
    pub(crate) fn bin(&mut self, bin: usize) -> &mut JointMoments {
        &mut self.bins[bin]
    }

    /// How far frequencies are from probabilities: the weighted mean, the weighted root mean square
    /// or the maximum, as `norm` says, of the errors |frequency − mean probability| of the bins.
    /// The expected error is the quotient of two exact sums, Σ|Σw(y − p)|/Σw, within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`].
    pub fn calibration_error(&self, norm: CalibrationNorm) -> Result<f64, Undefined> {
        if self.is_empty() {
            return Err(Undefined::NoSamples);
        }
        match norm {
            CalibrationNorm::Expected => self.expected_error(),
            CalibrationNorm::RootMeanSquare => self
                .mean_of_bins(|bin| bin.bias().map(|distance| distance * distance))
                .map(f64::sqrt),
            CalibrationNorm::Maximum => self
                .occupied()
                .try_fold(0.0, |most, (_, bin)| Ok(f64::max(most, bin.bias()?.abs()))),
        }
    }

    fn expected_error(&self) -> Result<f64, Undefined> {
        let (mut distance, mut weight) = (ExactSum::new(), ExactSum::new());
        for (_, bin) in self.occupied() {
            match bin.error() {
                error if error.is_negative() => distance.subtract(&error),
                error => distance.merge(&error),
            }
            weight.merge(bin.weight());
        }
        distance.ratio(&weight)
    }

    /// The mean of a number of each bin, weighted by the bins' weights and added in their order.
    fn mean_of_bins(
        &self,
        number: impl Fn(&JointMoments) -> Result<f64, Undefined>,
    ) -> Result<f64, Undefined> {
        let all = self.pooled();
        self.occupied().try_fold(0.0, |total, (_, bin)| {
            Ok(total + bin.weight().ratio(all.weight())? * number(bin)?)
        })
    }

    /// The mean squared difference of outcome and probability, within 0.51 ulp.
    ///
    /// Equal to [`BrierScore`](crate::metrics::BrierScore) up to rounding of that metric's terms.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`].
    pub fn brier_score(&self) -> Result<f64, Undefined> {
        self.pooled().mean_squared_error()
    }

    /// The reliability diagram as data.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Overflow`] if the weight of a bin exceeds `f64`'s
    /// range.
    pub fn curve(&self) -> Result<ReliabilityCurve, Undefined> {
        if self.is_empty() {
            return Err(Undefined::NoSamples);
        }
        let edges = self.edges();
        let read = |number: fn(&JointMoments) -> Result<f64, Undefined>| {
            self.occupied().map(|(_, bin)| number(bin)).collect::<Result<Array1<f64>, _>>()
        };
        Ok(ReliabilityCurve {
            lower: self.occupied().map(|(i, _)| edges[i]).collect(),
            upper: self.occupied().map(|(i, _)| edges[i + 1]).collect(),
            mean_predictions: read(JointMoments::mean_pred)?,
            frequencies: read(JointMoments::mean_true)?,
            weights: read(|bin| bin.weight().value())?,
        })
    }
}

impl State for Reliability {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        if self.bins.len() == other.bins.len() {
            return Ok(());
        }
        let bins = |state: &Self| format!("forecasts in {} bins", state.bins.len());
        Err(Error::Configuration { ours: bins(self), theirs: bins(other) })
    }

    fn merge(&mut self, other: &Self) {
        self.bins.iter_mut().zip(&other.bins).for_each(|(own, bin)| {
            if !bin.weight().is_zero() {
                own.merge(bin);
            }
        });
    }
}
