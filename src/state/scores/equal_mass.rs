//! Calibration of probabilities in bins of equal weight.

use super::totals::Totals;
use super::{RankedScores, Tally, TiedScores};
use crate::error::{Error, Undefined};
use crate::exact::compare::is_product_below;
use crate::exact::double::Double;
use crate::state::{CalibrationNorm, MOST_BINS, ReliabilityCurve, check_bins};

/// The forecasts of a bin.
struct Bin {
    /// The number of distinct probabilities.
    probabilities: usize,
    lower: f64,
    upper: f64,
    totals: Totals,
    /// Σwp: the weight of the positives that the probabilities announce.
    announced: Double,
}

impl RankedScores {
    /// Returns how far frequencies are from probabilities in bins that hold equal weight, as nearly as
    /// ties allow: the expected, root mean square or maximum calibration error, as `norm` says.
    ///
    /// Probabilities that are equal are never put into different bins. The forecasts in the order of their
    /// probabilities are cut at k/n of their weight, n being the number of bins; each distinct probability
    /// belongs to the part in which the middle of its weight lies, a middle on a cut to the lower part.
    /// Parts without a probability are no bins. The rule is applied in exact arithmetic, so that the bins
    /// do not depend on rounding; the value is within 2^-52.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for 0 bins or more than 4096; [`Error::Undefined`] as for
    /// [`reliability_curve`](Self::reliability_curve).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.125, 0.25, 0.25, 0.875]);
    /// let forecasts = RocAuc.state_of(&y_true, &y_pred)?;
    /// // The weight of 0.25 is the second and third quarter: its middle is on the cut of two bins.
    /// let error = forecasts.equal_mass_calibration_error(2, CalibrationNorm::Expected)?;
    /// assert_eq!(error, ((1.0 - 0.625) + (1.0 - 0.875)) / 4.0);
    /// assert_eq!(forecasts.equal_mass_curve(2)?.weights, array![3.0, 1.0]);
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn equal_mass_calibration_error(
        &self,
        num_bins: usize,
        norm: CalibrationNorm,
    ) -> Result<f64, Error> {
        check_bins(num_bins)?;
        Ok(self.error_of_equal_mass(num_bins, norm)?)
    }

    /// Returns the reliability diagram with bins that hold equal weight, those of
    /// [`equal_mass_calibration_error`](Self::equal_mass_calibration_error). The bounds of a bin are its
    /// least and its largest probability.
    ///
    /// # Errors
    ///
    /// As [`equal_mass_calibration_error`](Self::equal_mass_calibration_error).
    pub fn equal_mass_curve(&self, num_bins: usize) -> Result<ReliabilityCurve, Error> {
        check_bins(num_bins)?;
        let (bins, runs) = (self.bins_of_equal_mass(num_bins)?, self.runs());
        let mut rest = runs.iter();
        let mut weight = |bin: &Bin| weight(rest.by_ref().take(bin.probabilities)).value();
        Ok(ReliabilityCurve {
            lower: bins.iter().map(|bin| bin.lower).collect(),
            upper: bins.iter().map(|bin| bin.upper).collect(),
            mean_predictions: bins.iter().map(|b| b.announced.over(b.totals.weight())).collect(),
            frequencies: bins.iter().map(|bin| bin.totals.positive_share().high).collect(),
            weights: bins.iter().map(&mut weight).collect::<Result<_, _>>()?,
        })
    }

    /// As [`equal_mass_calibration_error`](Self::equal_mass_calibration_error), of a number of bins that
    /// was checked.
    pub(crate) fn error_of_equal_mass(
        &self,
        num_bins: usize,
        norm: CalibrationNorm,
    ) -> Result<f64, Undefined> {
        let bins = self.bins_of_equal_mass(num_bins)?;
        let sum = |number: fn(&Bin) -> Double| {
            bins.iter().map(number).fold(Double::default(), Double::add)
        };
        let all = sum(|bin| bin.totals.weight());
        let error = match norm {
            CalibrationNorm::Expected => sum(Bin::excess).over(all),
            CalibrationNorm::RootMeanSquare => sum(Bin::weighted_square).over(all).sqrt(),
            CalibrationNorm::Maximum => bins.iter().map(Bin::error).fold(0.0, f64::max),
        };
        Ok(error.min(1.0))
    }

    /// Returns the bins that hold probabilities, the lowest first.
    fn bins_of_equal_mass(&self, num_bins: usize) -> Result<Vec<Bin>, Undefined> {
        let forecasts = self.forecasts()?;
        let places = places(&self.runs(), num_bins);
        let placed: Vec<_> = places.into_iter().zip(forecasts.into_iter().rev()).collect();
        Ok(placed.chunk_by(|(a, _), (b, _)| a == b).map(Bin::of).collect())
    }
}

impl Bin {
    /// Returns the bin of some probabilities, rising, each with its place.
    fn of(points: &[(usize, Totals)]) -> Self {
        let (totals, announced) = points.iter().fold(
            (Totals::none(), Double::default()),
            |(totals, announced), (_, point)| {
                (totals.and(point), announced.add(point.weight().times(point.score.into())))
            },
        );
        let probabilities = points.len();
        let [lower, upper] = [0, probabilities - 1].map(|at| points[at].1.score);
        Self { probabilities, lower, upper, totals, announced }
    }

    /// Returns |Σwy − Σwp|.
    fn excess(&self) -> Double {
        let excess = self.totals.positives.minus(self.announced);
        if excess.high < 0.0 { Double::default().minus(excess) } else { excess }
    }

    /// Returns |frequency − mean probability|.
    fn error(&self) -> f64 {
        self.excess().over(self.totals.weight())
    }

    /// Returns the square of the error times the weight.
    fn weighted_square(&self) -> Double {
        self.excess().times(self.excess()).divided(self.totals.weight())
    }
}

/// Returns the place of each score among parts of equal weight: that of the middle of its own weight.
fn places(runs: &[TiedScores], num_bins: usize) -> Vec<usize> {
    let all = weight(runs.iter());
    let whole = |number: usize| Tally::from_checked(number as f64);
    let (parts, mut below, mut place) = (whole(num_bins.min(MOST_BINS)), Tally::default(), 0);
    let of = |run: &TiedScores| {
        let mut twice_the_middle = below.clone();
        below.merge(&run.positives);
        below.merge(&run.negatives);
        twice_the_middle.merge(&below);
        while is_product_below([&whole(2 * (place + 1)), &all], [&parts, &twice_the_middle]) {
            place += 1;
        }
        place
    };
    runs.iter().map(of).collect()
}

/// Returns the weight of all samples of some scores.
fn weight<'a>(runs: impl Iterator<Item = &'a TiedScores>) -> Tally {
    Tally::total(runs.flat_map(|run| [&run.positives, &run.negatives]))
}
