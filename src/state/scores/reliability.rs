//! Calibration by distinct score: every probability that occurs is a bin of its own.

use super::{Counted, RankedScores, Within};
use crate::error::Undefined;
use crate::exact::double::Double;
use crate::state::{BrierDecomposition, ReliabilityCurve};

impl Counted {
    /// No samples.
    pub(super) fn none() -> Self {
        let nothing = Double::default();
        Self { score: 0.0, positives: nothing, negatives: nothing }
    }

    /// These samples and others.
    pub(super) fn with(&self, other: &Self) -> Self {
        Self {
            positives: self.positives.add(other.positives),
            negatives: self.negatives.add(other.negatives),
            score: self.score,
        }
    }

    fn weight(&self) -> Double {
        self.positives.add(self.negatives)
    }

    fn frequency(&self) -> Double {
        self.positives.divided(self.weight())
    }
}

impl RankedScores {
    /// The reliability diagram with a point for each distinct score, the lowest first: for
    /// forecasters that give few different probabilities, such as tenths. Where each score is its
    /// own, put them in bins: [`Reliability`](crate::state::Reliability).
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::NotProbabilities`] if a score lies outside [0, 1];
    /// [`Undefined::Overflow`] as for [`average_precision`](Self::average_precision), and for
    /// weights of one score beyond `f64`.
    pub fn reliability_curve(&self) -> Result<ReliabilityCurve, Undefined> {
        let mut points = self.forecasts()?;
        points.reverse();
        let weight = |run: &super::TiedScores| {
            let mut both = run.positives.clone();
            both.merge(&run.negatives);
            both.value()
        };
        Ok(ReliabilityCurve {
            lower: points.iter().map(|point| point.score).collect(),
            upper: points.iter().map(|point| point.score).collect(),
            mean_predictions: points.iter().map(|point| point.score).collect(),
            frequencies: points.iter().map(|point| point.frequency().high).collect(),
            weights: self.runs().iter().map(weight).collect::<Result<_, _>>()?,
        })
    }

    /// The Brier score in parts, each distinct score a bin, so that both parts within bins are 0:
    /// [Murphy's 1973](BrierDecomposition) three parts add up to the whole score.
    ///
    /// Within 2^-52 each, but for what cancels in differences of frequencies and scores, which are
    /// taken in twice the precision of `f64`.
    ///
    /// # Errors
    ///
    /// As [`reliability_curve`](Self::reliability_curve).
    pub fn brier_decomposition(&self) -> Result<BrierDecomposition, Undefined> {
        let points = self.forecasts()?;
        let all = points.iter().fold(Counted::none(), |all, point| all.with(point));
        let mean_square = |from: fn(&Counted, &Counted) -> Double| {
            let squares = points.iter().map(|point| {
                let distance = point.frequency().minus(from(point, &all));
                point.weight().times(distance.times(distance))
            });
            squares.fold(Double::default(), Double::add).over(all.weight())
        };
        let (positive, negative) = (all.frequency(), all.negatives.divided(all.weight()));
        Ok(BrierDecomposition {
            reliability: mean_square(|point, _| point.score.into()),
            resolution: mean_square(|_, all| all.frequency()),
            uncertainty: positive.times(negative).high,
            within_bin_variance: 0.0,
            within_bin_covariance: 0.0,
        })
    }

    /// The samples by score, the highest first.
    fn forecasts(&self) -> Result<Vec<Counted>, Undefined> {
        let mut points = Vec::new();
        self.sorted().descend(Within::Everything, |run| points.push(run))?;
        if points.is_empty() {
            return Err(Undefined::NoSamples);
        }
        if points.iter().any(|point| !(0.0..=1.0).contains(&point.score)) {
            return Err(Undefined::NotProbabilities);
        }
        Ok(points)
    }
}
