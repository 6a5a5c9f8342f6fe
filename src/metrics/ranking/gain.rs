//! What is found among the best of the samples.

use super::Ranking;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::{Direction, Scale};
use crate::state::{RankedScores, check_share};

/// The share of the positives that are among the best samples.
///
/// The recall if the samples of the highest scores are taken until they are the given share of all, by
/// weight ([definition][y]). Of samples that tie at the boundary, each is taken in part, so that no order
/// of theirs matters. Within 2^-52.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in [0, 1].
/// - **Undefined:** without a weight above zero; without positives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a share below 1e-300 or above 1, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. The whole curve is
/// [`gain_curve`](RankedScores::gain_curve).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(CumulativeGain::new(0.25).evaluate(&y_true, &y_pred)?, 0.5); // 1 of 2
/// let tied = array![0.1, 0.4, 0.4, 0.8];
/// assert_eq!(CumulativeGain::new(0.5).evaluate(&y_true, &tied)?, 0.75); // and half of the other
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [y]: https://yardstick.tidymodels.org/reference/gain_curve.html
#[doc(alias = "gain_at")]
#[doc(alias = "capture_rate")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct CumulativeGain {
    /// The share of the samples that are taken, by weight, above 0 and at most 1.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub share: f64,
}

impl CumulativeGain {
    /// Returns the measure of a share of the samples: 0.1 for the best tenth.
    #[must_use]
    pub fn new(share: f64) -> Self {
        Self { share }
    }
}

impl Measure for CumulativeGain {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_share(self.share)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.gain_of_best(self.share)
    }
}

/// How many times denser the positives are among the best samples than among all.
///
/// The [cumulative gain](CumulativeGain) of a share of the samples over the share itself
/// ([definition][y]): 1 by chance. Within 2^-52 of the value.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1, ..]`; several columns by
///   [`RankingMeasure`][r]. Labels exactly 0 or 1 (or `bool`), scores any numbers but NaN:
///   probabilities, logits, distances, ±∞. The value is in
///   [0, 1/share].
/// - **Undefined:** without a weight above zero; without positives.
/// - **Weights:** for samples.
/// - **Cost:** one pass and a radix sort, memory for every distinct score; see [`RankedScores`].
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1, scores that
///   are NaN, a share below 1e-300 or above 1, bad weights.
///
/// Keras, scikit-learn and torchmetrics have no such metric. The whole curve is
/// [`lift_curve`](RankedScores::lift_curve).
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// assert_eq!(Lift::new(0.25).evaluate(&y_true, &y_pred)?, 2.0); // 1 of 1 is positive, of all 2 of 4
/// # Ok::<(), Error>(())
/// ```
///
/// [r]: crate::metrics::RankingMeasure
/// [y]: https://yardstick.tidymodels.org/reference/lift_curve.html
#[doc(alias = "lift_at")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct Lift {
    /// The share of the samples that are taken, by weight, above 0 and at most 1.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub share: f64,
}

impl Lift {
    /// Returns the measure of a share of the samples: 0.1 for the best tenth.
    #[must_use]
    pub fn new(share: f64) -> Self {
        Self { share }
    }
}

impl Measure for Lift {
    type Observer = Ranking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, 1.0 / self.share, Direction::Higher)
    }

    fn observer(&self) -> Ranking {
        Ranking
    }

    fn check(&self) -> Result<(), Error> {
        check_share(self.share)
    }

    fn read(&self, scores: &RankedScores) -> Result<f64, Undefined> {
        scores.lift_of_best(self.share)
    }
}
