//! Cumulative gain and lift: what is found among the best shares of the samples.

use ndarray::Array1;

use super::steps::{Piece, Steps};
use super::totals::Totals;
use super::{RankedScores, Scaling};
use crate::error::{Error, Undefined};
use crate::exact::double::Double;

/// The share of the positives among the best samples, by the share of the samples.
///
/// Point i takes every sample that scores at least `thresholds[i]`. The first threshold is infinite and
/// takes nothing; then comes every distinct score, the highest first. Between two points the curve is
/// straight: samples that tie are shared out in proportion. Shares are of weight.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct GainCurve {
    /// Infinity, then every distinct score, falling.
    pub thresholds: Array1<f64>,
    /// The share of all samples, rising from 0 to 1.
    pub shares: Array1<f64>,
    /// The share of the positives, rising from 0 to 1.
    pub gains: Array1<f64>,
}

/// How much denser the positives are among the best samples than among all, by the share of the samples.
///
/// Point i takes every sample that scores at least `thresholds[i]`, which are the distinct scores, the
/// highest first; of no samples there is no lift.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct LiftCurve {
    /// Every distinct score, falling.
    pub thresholds: Array1<f64>,
    /// The share of all samples, rising to 1.
    pub shares: Array1<f64>,
    /// The share of the positives over the share of the samples; 1 at the end.
    pub lifts: Array1<f64>,
}

impl RankedScores {
    /// Returns the share of the positives that are among the best samples, given the share of the samples
    /// that are taken, by weight. Of samples that tie at the boundary, each is taken in part, so that no
    /// order of theirs matters. Within 2^-52.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] for a share below 1e-300 or above 1; [`Error::Undefined`] as for
    /// [`average_precision`](Self::average_precision).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!(scores.gain_at(0.25)?, 0.5); // one of the two positives
    /// assert_eq!(scores.lift_at(0.25)?, 2.0); // twice as many as by chance
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn gain_at(&self, share: f64) -> Result<f64, Error> {
        check_share(share)?;
        Ok(self.gain_of_best(share)?)
    }

    /// Returns the [gain](Self::gain_at) of a share over the share itself: how many times denser the
    /// positives are among the best samples than among all. Within 2^-52 of the value.
    ///
    /// # Errors
    ///
    /// As [`gain_at`](Self::gain_at).
    pub fn lift_at(&self, share: f64) -> Result<f64, Error> {
        check_share(share)?;
        Ok(self.lift_of_best(share)?)
    }

    /// As [`gain_at`](Self::gain_at), of a share that was checked.
    pub(crate) fn gain_of_best(&self, share: f64) -> Result<f64, Undefined> {
        let steps = self.gain_steps()?;
        Ok(found(&steps, share)?.high.min(1.0))
    }

    /// As [`lift_at`](Self::lift_at), of a share that was checked.
    pub(crate) fn lift_of_best(&self, share: f64) -> Result<f64, Undefined> {
        let steps = self.gain_steps()?;
        Ok(found(&steps, share)?.over(share.into()).min(1.0 / share))
    }

    /// Returns the cumulative gain curve as data.
    ///
    /// # Errors
    ///
    /// As [`average_precision`](Self::average_precision).
    pub fn gain_curve(&self) -> Result<GainCurve, Undefined> {
        let steps = self.gain_steps()?;
        let (all, mut points) = (steps.all, vec![Totals::none()]);
        steps.each(|_, above| points.push(*above))?;
        Ok(GainCurve {
            thresholds: points.iter().map(|above| above.score).collect(),
            shares: points.iter().map(|above| above.weight().over(all.weight())).collect(),
            gains: points.iter().map(|above| above.positives.over(all.positives)).collect(),
        })
    }

    /// Returns the lift curve as data.
    ///
    /// # Errors
    ///
    /// As [`average_precision`](Self::average_precision).
    pub fn lift_curve(&self) -> Result<LiftCurve, Undefined> {
        let steps = self.gain_steps()?;
        let (all, mut points) = (steps.all, Vec::new());
        steps.each(|_, above| points.push(*above))?;
        let lift = |above: &Totals| above.positive_share().over(all.positive_share());
        Ok(LiftCurve {
            thresholds: points.iter().map(|above| above.score).collect(),
            shares: points.iter().map(|above| above.weight().over(all.weight())).collect(),
            lifts: points.iter().map(lift).collect(),
        })
    }

    fn gain_steps(&self) -> Result<Steps<'_>, Undefined> {
        self.steps(Scaling::Common, Totals::require_positives)
    }
}

/// The least share: a smaller one has fewer digits, and a lift beyond `f64`.
const LEAST_SHARE: f64 = 1e-300;

/// Refuses a share of the samples that takes none, or more than all.
pub(crate) fn check_share(share: f64) -> Result<(), Error> {
    if (LEAST_SHARE..=1.0).contains(&share) {
        return Ok(());
    }
    Err(Error::number("share", share, "a share of at least 1e-300 and at most 1"))
}

/// Returns the share of the positives that are among the best share of the samples.
fn found(steps: &Steps<'_>, share: f64) -> Result<Double, Undefined> {
    let (taken, all) = (Double::from(share), steps.all.weight());
    let mut found = Double::default();
    steps.each(|above, next| {
        let shares = [above, next].map(|totals| totals.weight().divided(all));
        let piece = Piece { x: shares, y: steps.recalls(above, next) };
        if piece.x[0].is_below(taken) {
            found = piece.at(taken);
        }
    })?;
    Ok(found)
}
