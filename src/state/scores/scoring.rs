//! Scores of probabilities in parts, after recalibration.

use super::RankedScores;
use super::recalibration::Recalibrated;
use super::totals::Totals;
use crate::error::Undefined;
use crate::exact::double::Double;

/// How a probability p of an event is scored once the outcome y is known. Lower scores are better, and the
/// true frequency has the best mean: both are proper ([Gneiting and Raftery
/// 2007](https://doi.org/10.1198/016214506000001437)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum ScoringRule {
    /// (y − p)². The default.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "brier"))]
    Brier,
    /// −ln p if the event came true, and −ln(1 − p) if not: infinite where p ruled the outcome out.
    #[cfg_attr(feature = "serde", serde(alias = "logarithmic", alias = "log"))]
    Logarithmic,
}

/// A mean score in parts: miscalibration − discrimination + uncertainty
/// ([Dimitriadis, Gneiting and Jordan 2021](https://doi.org/10.1073/pnas.2016191118)).
///
/// S is the mean score, p the probabilities, r the recalibrated ones
/// ([`RecalibrationCurve`](super::RecalibrationCurve)), ȳ the frequency of all forecasts.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ScoreDecomposition {
    /// S(p): 0 is best.
    pub mean_score: f64,
    /// S(p) − S(r), never below 0: what recalibration would gain. 0 is best.
    pub miscalibration: f64,
    /// S(ȳ) − S(r), never below 0: what the order of the forecasts is worth. More is better.
    pub discrimination: f64,
    /// S(ȳ): the score of always forecasting ȳ. It does not depend on the forecasts.
    pub uncertainty: f64,
}

/// The probabilities of a positive and of a negative.
type Forecast = [Double; 2];

/// The forecast at a point, given the totals of all points.
type ForecastAt = fn(&Recalibrated, &Totals) -> Forecast;

/// Scores of the same outcomes, each the total over all of them.
struct Scores {
    points: Vec<Recalibrated>,
    all: Totals,
    rule: ScoringRule,
}

impl RankedScores {
    /// Returns the mean score of probabilities in parts, after recalibration: without bins, and so without
    /// a choice.
    ///
    /// A term 0·ln 0 is 0. The parts of the Brier score are within 2^-52. Those of the logarithmic score
    /// are within 2^-50 of the mean score or, for discrimination, of the uncertainty.
    ///
    /// # Errors
    ///
    /// As [`reliability_curve`](Self::reliability_curve), and [`Undefined::RuledOut`] for the logarithmic
    /// score if a probability of 0 or 1 rules out what happened.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let forecasts = RocAuc.state_of(&array![0, 1, 0, 1], &array![0.25, 0.25, 0.75, 0.5])?;
    /// let parts = forecasts.score_decomposition(ScoringRule::Brier)?;
    /// // Recalibrated 1/2, 1/2, 1/2, 1/2, since 0.75 and 0.5 are out of order.
    /// assert_eq!((parts.discrimination, parts.uncertainty), (0.0, 0.25));
    /// assert_eq!(parts.mean_score, (1.0 + 9.0 + 9.0 + 4.0) / 16.0 / 4.0);
    /// assert_eq!(parts.miscalibration, parts.mean_score - 0.25);
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn score_decomposition(&self, rule: ScoringRule) -> Result<ScoreDecomposition, Undefined> {
        let scores = self.scores(rule)?;
        Ok(ScoreDecomposition {
            mean_score: scores.of_forecasts()?.over(scores.all.weight()),
            miscalibration: scores.miscalibration()?,
            discrimination: scores.discrimination(),
            uncertainty: scores.of(frequency).over(scores.all.weight()),
        })
    }

    /// Returns the miscalibration alone; see [`score_decomposition`](Self::score_decomposition).
    ///
    /// # Errors
    ///
    /// As [`score_decomposition`](Self::score_decomposition).
    pub fn miscalibration(&self, rule: ScoringRule) -> Result<f64, Undefined> {
        self.scores(rule)?.miscalibration()
    }

    /// Returns the discrimination alone; see [`score_decomposition`](Self::score_decomposition). It depends
    /// on the order of the probabilities alone, and is finite for either score.
    ///
    /// # Errors
    ///
    /// As [`reliability_curve`](Self::reliability_curve).
    pub fn discrimination(&self, rule: ScoringRule) -> Result<f64, Undefined> {
        self.scores(rule).map(|scores| scores.discrimination())
    }

    fn scores(&self, rule: ScoringRule) -> Result<Scores, Undefined> {
        let points = self.recalibrated()?;
        let all = points.iter().fold(Totals::none(), |all, point| all.and(&point.own));
        Ok(Scores { points, all, rule })
    }
}

impl Scores {
    fn miscalibration(&self) -> Result<f64, Undefined> {
        let gained = self.of_forecasts()?.minus(self.of(recalibrated));
        Ok(gained.over(self.all.weight()).max(0.0))
    }

    fn discrimination(&self) -> f64 {
        let gained = self.of(frequency).minus(self.of(recalibrated));
        gained.over(self.all.weight()).max(0.0)
    }

    /// Returns the score of the forecasts themselves, if it is finite.
    fn of_forecasts(&self) -> Result<Double, Undefined> {
        let ruled_out = |point: &Recalibrated| {
            let [positive, negative] = own(point, &self.all);
            positive.high == 0.0 && point.own.positives.high > 0.0
                || negative.high == 0.0 && point.own.negatives.high > 0.0
        };
        if self.rule == ScoringRule::Logarithmic && self.points.iter().any(ruled_out) {
            return Err(Undefined::RuledOut);
        }
        Ok(self.of(own))
    }

    fn of(&self, forecast: ForecastAt) -> Double {
        let score = |point: &Recalibrated| self.rule.score(&point.own, forecast(point, &self.all));
        self.points.iter().map(score).fold(Double::default(), Double::add)
    }
}

fn own(point: &Recalibrated, _: &Totals) -> Forecast {
    let probability = Double::from(point.own.score);
    [probability, Double::from(1.0).minus(probability)]
}

fn recalibrated(point: &Recalibrated, _: &Totals) -> Forecast {
    frequencies(&point.block)
}

fn frequency(_: &Recalibrated, all: &Totals) -> Forecast {
    frequencies(all)
}

fn frequencies(totals: &Totals) -> Forecast {
    [totals.positives, totals.negatives].map(|class| class.divided(totals.weight()))
}

impl ScoringRule {
    /// Returns the score of one forecast for some outcomes.
    fn score(self, outcomes: &Totals, [positive, negative]: Forecast) -> Double {
        let loss = match self {
            // Where the event came true, the probability of a negative is what the forecast lacks.
            Self::Brier => [negative.times(negative), positive.times(positive)],
            Self::Logarithmic => [positive, negative].map(|p| (-p.ln()).into()),
        };
        times(outcomes.positives, loss[0]).add(times(outcomes.negatives, loss[1]))
    }
}

/// Returns a weight times a loss, which may be infinite where there is no weight.
fn times(weight: Double, loss: Double) -> Double {
    if weight.high == 0.0 { Double::default() } else { weight.times(loss) }
}
