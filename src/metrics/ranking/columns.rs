//! Ranking metrics of several columns of scores: pooled, or each class against all others.

use super::observer::{PooledRanking, Ranking};
use super::one_vs_rest::{AveragedOneVsRest, OneVsRest, OneVsRestAverage};
use crate::error::Error;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::RankedScores;

/// What a measure of [`RankedScores`] makes of several columns of scores. Every measure whose observer
/// is [`Ranking`] has this trait.
///
/// Scores of several labels can be ranked together, or by column. The values differ, so the measure
/// itself refuses several scores for a sample. Labels are rows of 0 and 1, or classes: then
/// [`one_vs_rest`](Self::one_vs_rest) ranks each class against all others. The scores of both
/// classes of a binary decision are no such case: take the column of class 1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[0, 0], [1, 0], [0, 1]];
/// let y_pred = array![[0.1, 0.2], [0.4, 0.9], [0.5, 0.8]];
/// assert!(RocAuc.evaluate(&y_true, &y_pred).is_err());
/// assert_eq!(RocAuc.per_column().evaluate(&y_true, &y_pred)?, [Ok(0.5), Ok(0.5)]);
/// assert_eq!(RocAuc.averaged().evaluate(&y_true, &y_pred)?, 0.5);
/// assert_eq!(RocAuc.pooled().evaluate(&y_true, &y_pred)?, 0.625); // 5 of 8 pairs
/// # Ok::<(), Error>(())
/// ```
pub trait RankingMeasure: Measure<Observer = Ranking> {
    /// Ranks all elements together, whatever the shape.
    #[must_use]
    fn pooled(self) -> Pooled<Self> {
        Pooled(self)
    }

    /// Ranks each class against all others, from class labels `[batch, ..]` and scores
    /// `[batch, .., classes]`: one value for each class.
    #[must_use]
    fn one_vs_rest(self) -> OneVsRest<Self> {
        OneVsRest(self)
    }

    /// The average of the classes' values, each class ranked against all others. A class whose value
    /// is undefined is left out.
    #[must_use]
    fn averaged_one_vs_rest(self, average: OneVsRestAverage) -> AveragedOneVsRest<Self> {
        AveragedOneVsRest { measure: self, average }
    }
}

impl<M: Measure<Observer = Ranking>> RankingMeasure for M {}

/// A ranking measure of all elements of the arrays; see [`RankingMeasure::pooled`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Pooled<M>(
    /// The measure of one ranking.
    pub M,
);

impl<M: RankingMeasure> Measure for Pooled<M> {
    type Observer = PooledRanking;
    type Output = M::Output;

    fn observer(&self) -> PooledRanking {
        PooledRanking
    }

    fn scale(&self) -> Scale {
        self.0.scale()
    }

    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }

    fn read(&self, scores: &RankedScores) -> M::Output {
        self.0.read(scores)
    }
}
