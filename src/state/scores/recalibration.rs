//! Recalibration: the frequencies that rise with the probabilities and fit the outcomes best.

use ndarray::Array1;

use super::totals::Totals;
use super::{RankedScores, Tally, TiedScores};
use crate::error::Undefined;
use crate::exact::compare::is_product_below;

/// What each probability should have been: a reliability diagram without bins.
///
/// The frequencies are the isotonic regression of the outcomes on the probabilities: of all that never
/// fall where probabilities rise, those with the least score, whatever proper score is taken
/// ([Dimitriadis, Gneiting and Jordan 2021](https://doi.org/10.1073/pnas.2016191118)). Where forecasts
/// are calibrated, the points lie on the diagonal.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RecalibrationCurve {
    /// Every distinct probability, rising.
    pub probabilities: Array1<f64>,
    /// The recalibrated frequency of each, never falling.
    pub frequencies: Array1<f64>,
    /// The weight of the forecasts of each probability; without weights, their number.
    pub weights: Array1<f64>,
}

/// The outcomes of one probability, and those of all that share its recalibrated frequency.
pub(super) struct Recalibrated {
    pub(super) own: Totals,
    pub(super) block: Totals,
}

/// Neighbouring probabilities whose outcomes are pooled.
struct Block {
    probabilities: usize,
    positives: Tally,
    negatives: Tally,
}

impl RankedScores {
    /// Returns the reliability diagram of probabilities without bins, by isotonic regression.
    ///
    /// Neighbouring probabilities are pooled until frequencies rise (pool adjacent violators, [Ayer and
    /// others 1955](https://doi.org/10.1214/aoms/1177728423)). Which are pooled is decided in exact
    /// arithmetic; frequencies are rounded once without weights, and within 2^-52 with weights. There is
    /// no number of bins to choose. One sort, two passes.
    ///
    /// # Errors
    ///
    /// As [`reliability_curve`](Self::reliability_curve).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let forecasts = RocAuc.state_of(&array![0, 1, 0, 1], &array![0.2, 0.3, 0.6, 0.8])?;
    /// let curve = forecasts.recalibration_curve()?;
    /// assert_eq!(curve.probabilities, array![0.2, 0.3, 0.6, 0.8]);
    /// assert_eq!(curve.frequencies, array![0.0, 0.5, 0.5, 1.0]); // 0.3 and 0.6 are pooled
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    pub fn recalibration_curve(&self) -> Result<RecalibrationCurve, Undefined> {
        let points = self.recalibrated()?;
        let frequency = |point: &Recalibrated| point.block.positive_share().high;
        Ok(RecalibrationCurve {
            probabilities: points.iter().map(|point| point.own.score).collect(),
            frequencies: points.iter().map(frequency).collect(),
            weights: self.runs().iter().map(TiedScores::weight).collect::<Result<_, _>>()?,
        })
    }

    /// Returns the totals of each probability, rising, with those of its block.
    pub(super) fn recalibrated(&self) -> Result<Vec<Recalibrated>, Undefined> {
        let mut forecasts = self.forecasts()?;
        forecasts.reverse();
        let (mut rest, mut points) = (&forecasts[..], Vec::with_capacity(forecasts.len()));
        for block in pooled(self.runs()) {
            let (own, others) = rest.split_at(block.probabilities);
            let block = own.iter().fold(Totals::none(), |all, totals| all.and(totals));
            points.extend(own.iter().map(|&own| Recalibrated { own, block }));
            rest = others;
        }
        Ok(points)
    }
}

impl TiedScores {
    /// Returns the weight of both classes.
    pub(super) fn weight(&self) -> Result<f64, Undefined> {
        Tally::total([&self.positives, &self.negatives]).value()
    }
}

/// Pools neighbouring scores until the frequencies of positives rise from block to block.
fn pooled(runs: Vec<TiedScores>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for TiedScores { positives, negatives, .. } in runs {
        let mut next = Block { probabilities: 1, positives, negatives };
        while let Some(before) = blocks.pop_if(|before| !before.is_rarer(&next)) {
            next.merge(&before);
        }
        blocks.push(next);
    }
    blocks
}

impl Block {
    /// Whether positives are rarer than in another block: P/(P + N) is below P'/(P' + N').
    fn is_rarer(&self, other: &Self) -> bool {
        is_product_below([&self.positives, &other.negatives], [&other.positives, &self.negatives])
    }

    fn merge(&mut self, other: &Self) {
        self.probabilities += other.probabilities;
        self.positives.merge(&other.positives);
        self.negatives.merge(&other.negatives);
    }
}
