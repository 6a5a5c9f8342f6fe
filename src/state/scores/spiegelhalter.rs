//! A test of calibration without bins.

use super::totals::Totals;
use super::{RankedScores, Tally};
use crate::error::Undefined;
use crate::exact::digits::finite;
use crate::exact::double::Double;

impl RankedScores {
    /// Returns Spiegelhalter's statistic Z of the calibration of probabilities.
    ///
    /// Σ(y − p)(1 − 2p)/√(Σ(1 − 2p)²p(1 − p)): how far the Brier score is from what the probabilities
    /// themselves lead to expect, in standard deviations ([Spiegelhalter
    /// 1986](https://doi.org/10.1002/sim.4780050506)). If each event comes true with its probability, Z is
    /// about standard normal for many samples, and the p-value of calibration is two-sided, 2(1 − Φ(|Z|)):
    /// |Z| above 1.96 speaks against calibration at 5 %. Above 0, the forecasts are too sure of themselves.
    ///
    /// A weight counts samples: weight 2 is the sample twice, so that Z grows with the root of a common
    /// factor of the weights. That is why Z is no metric: a metric does not change with such a factor. Within
    /// 2^-50 of itself and 2^-90 of the largest term: the sums are taken in twice the precision of `f64`.
    ///
    /// # Errors
    ///
    /// As [`reliability_curve`](Self::reliability_curve), and [`Undefined::ZeroDenominator`] if every
    /// probability is 0, 1/2 or 1: their Brier score does not vary with the outcomes.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let forecasts = RocAuc.state_of(&array![0, 1, 0, 1], &array![0.2, 0.2, 0.8, 0.8])?;
    /// // 0.6·(−0.2 + 0.8 + 0.8 − 0.2) = 0.72, over the root of 4·0.36·0.16, which is 0.48.
    /// assert!((forecasts.spiegelhalter_z()? - 1.5).abs() < 1e-15);
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn spiegelhalter_z(&self) -> Result<f64, Undefined> {
        let forecasts = self.forecasts()?;
        let all = forecasts.iter().fold(Totals::none(), |all, point| all.and(point)).weight();
        let mean = |term: fn(&Totals, Double) -> Double| {
            let terms = forecasts.iter().map(|point| term(point, all));
            terms.fold(Double::default(), Double::add).high
        };
        let (excess, variance) = (mean(excess), mean(variance));
        if variance == 0.0 {
            return Err(Undefined::ZeroDenominator);
        }
        let weight = Tally::total([&self.positives(), &self.negatives()]).value()?;
        finite(excess / variance.sqrt() * weight.sqrt())
    }
}

/// Returns Σw(y − p)(1 − 2p) over the samples of one probability, by the weight of all samples.
fn excess(point: &Totals, all: Double) -> Double {
    let announced = point.weight().times(point.score.into());
    point.positives.minus(announced).divided(all).times(tilt(point))
}

/// Returns Σw(1 − 2p)²p(1 − p) over the samples of one probability, by the weight of all samples.
fn variance(point: &Totals, all: Double) -> Double {
    let (p, tilt) = (Double::from(point.score), tilt(point));
    let weight = point.weight().divided(all);
    weight.times(tilt.times(tilt)).times(p.times(Double::from(1.0).minus(p)))
}

/// Returns 1 − 2p.
fn tilt(point: &Totals) -> Double {
    Double::from(1.0).minus((2.0 * point.score).into())
}
