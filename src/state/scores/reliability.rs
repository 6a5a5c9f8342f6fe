//! Calibration by distinct score: each probability that occurs is a bin.

use super::totals::Totals;
use super::{RankedScores, Scaling, TiedScores};
use crate::error::Undefined;
use crate::exact::double::Double;
use crate::state::{BrierDecomposition, ReliabilityCurve};

impl RankedScores {
    /// Returns the reliability diagram with a point for each distinct score, the lowest first. It suits
    /// forecasters that give few different probabilities, such as tenths; where nearly all scores differ,
    /// put them in bins: [`Reliability`](crate::state::Reliability).
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::NotProbabilities`] if a score lies outside [0, 1];
    /// [`Undefined::Overflow`] as for [`average_precision`](Self::average_precision), and for
    /// weights of one score beyond `f64`.
    pub fn reliability_curve(&self) -> Result<ReliabilityCurve, Undefined> {
        let mut points = self.forecasts()?;
        points.reverse();
        Ok(ReliabilityCurve {
            lower: points.iter().map(|point| point.score).collect(),
            upper: points.iter().map(|point| point.score).collect(),
            mean_predictions: points.iter().map(|point| point.score).collect(),
            frequencies: points.iter().map(|point| point.positive_share().high).collect(),
            weights: self.runs().iter().map(TiedScores::weight).collect::<Result<_, _>>()?,
        })
    }

    /// Returns the Brier score in parts, where each distinct score is a bin. Both parts within bins are
    /// then 0, and [Murphy's (1973)](BrierDecomposition) three parts add up to the whole score.
    ///
    /// Each part is within 2^-52, unless a frequency and a score nearly cancel; their difference is taken
    /// in twice the precision of `f64`.
    ///
    /// # Errors
    ///
    /// As [`reliability_curve`](Self::reliability_curve).
    pub fn brier_decomposition(&self) -> Result<BrierDecomposition, Undefined> {
        let points = self.forecasts()?;
        let all = points.iter().fold(Totals::none(), |all, point| all.and(point));
        let mean_square = |from: fn(&Totals, &Totals) -> Double| {
            let squares = points.iter().map(|point| {
                let distance = point.positive_share().minus(from(point, &all));
                point.weight().times(distance.times(distance))
            });
            squares.fold(Double::default(), Double::add).over(all.weight())
        };
        let (positive, negative) = (all.positive_share(), all.negatives.divided(all.weight()));
        Ok(BrierDecomposition {
            reliability: mean_square(|point, _| point.score.into()),
            resolution: mean_square(|_, all| all.positive_share()),
            uncertainty: positive.times(negative).high,
            within_bin_variance: 0.0,
            within_bin_covariance: 0.0,
        })
    }

    /// Returns the totals of each score, the highest score first. Refuses scores that are no probabilities.
    pub(super) fn forecasts(&self) -> Result<Vec<Totals>, Undefined> {
        let mut points = Vec::new();
        self.sorted().descend(Scaling::Common, |totals| points.push(totals))?;
        if points.is_empty() {
            return Err(Undefined::NoSamples);
        }
        if points.iter().any(|point| !(0.0..=1.0).contains(&point.score)) {
            return Err(Undefined::NotProbabilities);
        }
        Ok(points)
    }
}
