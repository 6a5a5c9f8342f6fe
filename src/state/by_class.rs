//! The scores of every column by true class: the state of comparisons of one class with one other.

use std::collections::BTreeMap;
use std::fmt;

use super::{RankedScores, State, Tally, mean_of_defined};
use crate::error::{Error, Undefined};

/// The weights of scores by true class and column, from labels and rows of scores.
///
/// Of each class that was seen, the scores of every column, each exactly with its weight: enough for
/// every comparison of one class with one other ([`between`](Self::between)), where
/// [`RankedScores`] compare one class with all others. Equal samples give equal states, in whatever
/// order and batches they come.
///
/// Memory grows with the number of distinct scores, as that of [`RankedScores`]. Each column of each
/// class that was seen takes some 300 bytes more.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let rows = array![[0.7, 0.2, 0.1], [0.2, 0.3, 0.5], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4]];
/// let scores = OneVsOneRocAuc::default().state_of(&array![0, 0, 1, 2], &rows)?;
/// assert_eq!(scores.roc_auc(0, 1), Ok(1.0)); // both of 0 before 1 in column 0, 1 before both in column 1
/// assert_eq!(scores.roc_auc(0, 2), Ok(0.5)); // 1 of 2, and 1 of 2
/// assert_eq!(scores.to_string(), "the scores of 3 of 3 classes");
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoresByClass {
    /// The number of columns; 0 before any sample.
    pub(super) columns: usize,
    /// The scores of every column of each class that was seen: as positives in the column of the class,
    /// as negatives in the others.
    pub(super) seen: BTreeMap<usize, Vec<RankedScores>>,
}

impl ScoresByClass {
    /// Returns the number of columns; 0 before any sample.
    #[must_use]
    pub fn num_classes(&self) -> usize {
        self.columns
    }

    /// Whether no sample of a weight above 0 was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// Returns the scores of a class's own column, of its samples as positives and those of one other class
    /// as negatives.
    #[must_use]
    pub fn between(&self, class: usize, other: usize) -> RankedScores {
        let of_truth = |truth| self.seen.get(&truth).and_then(|columns| columns.get(class));
        let mut both = of_truth(class).cloned().unwrap_or_default();
        if class != other {
            of_truth(other).into_iter().for_each(|scores| both.merge(scores));
        }
        both
    }

    /// Returns the area of a pair of classes: the mean of the area under the ROC curve in the columns of
    /// both, over the samples of the two ([Hand and Till 2001](https://doi.org/10.1023/A:1010920819831)).
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] without samples of either class, [`Undefined::OneClass`] without samples
    /// of one of them.
    pub fn roc_auc(&self, class: usize, other: usize) -> Result<f64, Undefined> {
        let [own, others] = [self.between(class, other), self.between(other, class)];
        Ok(f64::midpoint(own.roc_auc()?, others.roc_auc()?))
    }

    /// Returns every pair of two classes that both have samples, with its area.
    #[must_use]
    pub fn pairs(&self) -> Vec<ClassPair> {
        let pair = |class, other| ClassPair { class, other, roc_auc: self.roc_auc(class, other) };
        let after = |class| self.seen.range(class + 1..).map(move |(&other, _)| pair(class, other));
        self.seen.keys().flat_map(|&class| after(class)).collect()
    }

    /// Returns the number of pairs of classes that have no area, because a class has no sample: means leave
    /// them out.
    #[must_use]
    pub fn pairs_left_out(&self) -> usize {
        let pairs = |classes: usize| (classes as u128 * classes.saturating_sub(1) as u128) / 2;
        (pairs(self.columns) - pairs(self.seen.len())).try_into().unwrap_or(usize::MAX)
    }

    /// Returns the mean area of the pairs of classes that have one, each weighted alike or by the weight of
    /// its samples.
    pub(crate) fn mean_area(&self, by_prevalence: bool) -> Result<f64, Undefined> {
        if self.is_empty() {
            return Err(Undefined::NoSamples);
        }
        let weight = |pair: &ClassPair| {
            if by_prevalence { self.weight_of([pair.class, pair.other]) } else { Ok(1.0) }
        };
        let areas = self.pairs().into_iter().map(|pair| Ok((weight(&pair)?, pair.roc_auc?)));
        mean_of_defined(areas.collect::<Result<Vec<_>, _>>()?).ok_or(Undefined::OneClass)?
    }

    /// Returns the scores of every column of a class, to add to.
    pub(crate) fn of_class(&mut self, class: usize, columns: usize) -> &mut [RankedScores] {
        self.columns = columns;
        let scores = self.seen.entry(class).or_default();
        scores.resize_with(columns, RankedScores::default);
        scores
    }

    /// Sorts the scores of a batch, unless they are few.
    pub(crate) fn compact(&mut self) {
        self.seen.values_mut().flatten().for_each(RankedScores::compact);
    }

    /// The weight of the samples of some classes.
    fn weight_of(&self, classes: [usize; 2]) -> Result<f64, Undefined> {
        let own = |class: usize| self.seen.get(&class).and_then(|columns| columns.get(class));
        let positives: Vec<_> =
            classes.into_iter().filter_map(own).map(RankedScores::positives).collect();
        Tally::total(&positives).value()
    }
}

/// Two classes and how well scores tell them apart.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClassPair {
    /// The lower class.
    pub class: usize,
    /// The higher class.
    pub other: usize,
    /// The mean of the areas under the ROC curve in the columns of both.
    pub roc_auc: Result<f64, Undefined>,
}

impl State for ScoresByClass {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        match (self.columns, other.columns) {
            (0, _) | (_, 0) => Ok(()),
            (own, columns) if own == columns => Ok(()),
            (expected, found) => Err(Error::Columns { expected, found }),
        }
    }

    fn merge(&mut self, other: &Self) {
        self.columns = self.columns.max(other.columns);
        for (&class, scores) in &other.seen {
            State::merge(self.seen.entry(class).or_default(), scores);
        }
    }
}

impl fmt::Display for ScoresByClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the scores of {} of {} classes", self.seen.len(), self.columns)
    }
}
