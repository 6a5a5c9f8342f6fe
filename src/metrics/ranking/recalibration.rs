//! Calibration and discrimination of probabilities without bins.

use ndarray::{ArrayRef, Dimension};

use super::Ranking;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::scale::{Direction, Scale, Unit};
use crate::state::{RankedScores, ScoringRule};

/// How much recalibration would improve the score of probabilities.
///
/// S(p) − S(r), where S is the mean Brier or logarithmic score and r is the isotonic regression of the
/// outcomes on the probabilities p: the part MCB of CORP ([Dimitriadis, Gneiting and Jordan 2021][d]). It
/// has no bins, and so no number of bins to choose. Within 2^-52 for the Brier score; for the logarithmic
/// score within 2^-50 of the mean score.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r], and class labels against rows of probabilities by
///   [`averaged_one_vs_rest`][o]. Labels exactly 0 or 1 (or `bool`), probabilities in [0, 1]. The value is
///   in [0, 1], or in nats of at least 0.
/// - **Undefined:** without a weight above zero; if a score is no probability; for the logarithmic score
///   if a probability of 0 or 1 rules out what happened.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. The reliability diagram is
/// [`recalibration_curve`](RankedScores::recalibration_curve), all parts of the score are
/// [`score_decomposition`](RankedScores::score_decomposition).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 0, 1], array![0.25, 0.25, 0.75, 0.5]);
/// let value = Miscalibration::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(value, 23.0 / 64.0 - 0.25); // (1 + 9 + 9 + 4)/16 over 4; of 1/2 always, 1/4
/// # Ok::<(), Error>(())
/// ```
///
/// [d]: https://doi.org/10.1073/pnas.2016191118
/// [o]: crate::metrics::RankingMeasure::averaged_one_vs_rest
/// [r]: crate::metrics::RankingMeasure
#[doc(alias = "mcb")]
#[doc(alias = "corp")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Miscalibration {
    /// The score. The Brier score by default.
    pub score: ScoringRule,
}

impl Measure for Miscalibration {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        match self.score {
            ScoringRule::Brier => Scale::MISSED,
            ScoringRule::Logarithmic => Scale::LOSS.in_unit(Unit::Nats),
        }
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.miscalibration(self.score)
    }
}

/// [`Miscalibration`] of one batch, by the Brier score.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// // Half of the events of probability 1/4 come true: (1/4)².
/// let value = metrics::miscalibration(&array![0, 1], &array![0.25, 0.25])?;
/// assert_eq!(value, 0.0625);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn miscalibration<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Miscalibration::default().evaluate(y_true, y_pred)
}

/// How much better recalibrated probabilities score than their overall frequency.
///
/// S(ȳ) − S(r), where S is the mean Brier or logarithmic score, ȳ the frequency of the event and r the
/// isotonic regression of the outcomes on the probabilities: the part DSC of CORP ([Dimitriadis, Gneiting
/// and Jordan 2021][d]). It depends on the order of the probabilities alone. Within 2^-52 for the Brier
/// score; for the logarithmic score within 2^-50 of the score of ȳ.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r], and class labels against rows of probabilities by
///   [`averaged_one_vs_rest`][o]. Labels exactly 0 or 1 (or `bool`), probabilities in [0, 1]. The value is
///   in [0, 1/4], or in [0, ln 2] nats.
/// - **Undefined:** without a weight above zero; if a score is no probability.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 1, 0, 1], array![0.2, 0.3, 0.6, 0.8]);
/// // Recalibrated 0, 1/2, 1/2, 1: a mean score of 1/8, where that of 1/2 is 1/4.
/// assert_eq!(Discrimination::default().evaluate(&y_true, &y_pred)?, 0.125);
/// # Ok::<(), Error>(())
/// ```
///
/// [d]: https://doi.org/10.1073/pnas.2016191118
/// [o]: crate::metrics::RankingMeasure::averaged_one_vs_rest
/// [r]: crate::metrics::RankingMeasure
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Discrimination {
    /// The score. The Brier score by default.
    pub score: ScoringRule,
}

impl Measure for Discrimination {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        match self.score {
            ScoringRule::Brier => Scale::new(0.0, 0.25, Direction::Higher),
            ScoringRule::Logarithmic => LOGARITHMIC,
        }
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.discrimination(self.score)
    }
}

const LOGARITHMIC: Scale =
    Scale::new(0.0, std::f64::consts::LN_2, Direction::Higher).in_unit(Unit::Nats);

/// [`Discrimination`] of one batch, by the Brier score.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::discrimination(&array![0, 1], &array![0.4, 0.5])?, 0.25); // in order
/// assert_eq!(metrics::discrimination(&array![0, 1], &array![0.5, 0.4])?, 0.0); // out of order
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn discrimination<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Discrimination::default().evaluate(y_true, y_pred)
}
