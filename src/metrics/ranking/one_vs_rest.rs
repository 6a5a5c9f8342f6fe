//! Ranking metrics of several classes, each class against all others.

use super::classes::ClassRanking;
use super::observer::Ranking;
use crate::error::{Error, Undefined};
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::{RankedScores, State, mean_of_defined};

/// A ranking measure of each class against all others, from class labels; see
/// [`RankingMeasure::one_vs_rest`](super::RankingMeasure::one_vs_rest).
///
/// For each class, the measure of its column's scores, with the samples of the class as positives and
/// all others as negatives ([scikit-learn][s]). Within the error of the measure.
///
/// - **Shapes:** labels `[batch, ..]`, scores `[batch, .., classes]`; labels whole numbers in
///   0..classes, scores any numbers but NaN, whether or not rows are probabilities. One number for each
///   class, in the range of the measure.
/// - **Undefined:** each class for itself: for areas, a class that has no sample or all of them.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass and a radix sort for each class, memory for every distinct score; see
///   [`RankedScores`], one of which is kept for each class, and gives its curves, too.
/// - **Errors:** other shapes, no class axis, labels that name no class, scores that are NaN, bad
///   weights, and those of the measure.
///
/// Differs from scikit-learn's `roc_auc_score(multi_class="ovr", average=None)`, which is an error if
/// a class is absent, and from torchmetrics, where such a class has the area 0. Keras has no such
/// metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 0, 1, 1]; // of three classes
/// let y_pred =
///     array![[0.7, 0.2, 0.1], [0.4, 0.3, 0.3], [0.1, 0.8, 0.1], [0.5, 0.3, 0.2]];
/// let areas = RocAuc.one_vs_rest().evaluate(&y_true, &y_pred)?;
/// assert_eq!(areas, [Ok(0.75), Ok(0.875), Err(Undefined::OneClass)]);
/// let states = RocAuc.one_vs_rest().state_of(&y_true, &y_pred)?;
/// assert_eq!(states[0].roc_curve()?.true_positive_rates, array![0.0, 0.5, 0.5, 1.0, 1.0]);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/model_evaluation.html#roc-metrics
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct OneVsRest<M>(
    /// The measure of one ranking.
    pub M,
);

impl<M: Measure<Observer = Ranking, Output = Result<f64, Undefined>>> Measure for OneVsRest<M> {
    type Observer = ClassRanking;
    type Output = Vec<Result<f64, Undefined>>;

    fn observer(&self) -> ClassRanking {
        ClassRanking
    }

    fn scale(&self) -> Scale {
        self.0.scale()
    }

    fn check(&self) -> Result<(), Error> {
        self.0.check()
    }

    fn read(&self, classes: &Vec<RankedScores>) -> Self::Output {
        classes.iter().map(|scores| self.0.read(scores)).collect()
    }

    /// That of the class, if there is one.
    fn standard_error(&self, classes: &Vec<RankedScores>) -> Option<Result<f64, Undefined>> {
        if let [scores] = &classes[..] { self.0.standard_error(scores) } else { None }
    }
}

/// How the values of several classes, each against all others, become one number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum OneVsRestAverage {
    /// The mean over the classes that have a value.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "macro"))]
    Macro,
    /// The mean over the classes that have a value, weighted by the weight of their samples.
    #[cfg_attr(feature = "serde", serde(alias = "weighted"))]
    Weighted,
    /// The value of all columns ranked together: each score is a sample, a positive in the column of its
    /// true class. Scores of different classes have to be comparable, as those of a softmax are.
    #[cfg_attr(feature = "serde", serde(alias = "micro"))]
    Micro,
}

/// The average of a ranking measure over the classes, each against all others, from class labels; see
/// [`RankingMeasure::averaged_one_vs_rest`](super::RankingMeasure::averaged_one_vs_rest).
///
/// The mean of the values of [`OneVsRest`] that are defined, alike or weighted by the weight of the
/// classes' samples; or the value of all columns ranked together ([scikit-learn][s]). A mean is within
/// 2^-52 beside the error of the measure.
///
/// - **Shapes:** as [`OneVsRest`]. The value is in the range of the measure.
/// - **Undefined:** without a weight above zero; where no class has a value, for the reason of the first
///   class. A class without a value is left out;
///   [`left_out`](Self::left_out) counts such classes.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** that of [`OneVsRest`], whose state it shares; `Micro` merges the classes' scores.
/// - **Errors:** as [`OneVsRest`].
///
/// Differs from scikit-learn, where one absent class makes the mean area an error, or NaN with
/// `labels=`, and counts as 0 in the mean average precision; and from torchmetrics, where an absent
/// class counts as 0 in the mean area. Keras has no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 0, 1, 1]; // of three classes
/// let y_pred =
///     array![[0.7, 0.2, 0.1], [0.4, 0.3, 0.3], [0.1, 0.8, 0.1], [0.5, 0.3, 0.2]];
/// let mut stream = RocAuc.averaged_one_vs_rest(OneVsRestAverage::Macro).streaming();
/// stream.update(&y_true, &y_pred)?;
/// assert_eq!(stream.result(), Ok(0.8125)); // the mean of 0.75 and 0.875
/// assert_eq!(stream.measure().left_out(stream.state()), 1);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/model_evaluation.html#roc-metrics
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct AveragedOneVsRest<M> {
    /// The measure of one ranking.
    pub measure: M,
    /// How the values of the classes become one number.
    pub average: OneVsRestAverage,
}

impl<M: Measure<Observer = Ranking, Output = Result<f64, Undefined>>> AveragedOneVsRest<M> {
    /// Returns the number of classes without a value, which the mean leaves out; 0 for `Micro`.
    #[must_use]
    pub fn left_out(&self, classes: &[RankedScores]) -> usize {
        match self.average {
            OneVsRestAverage::Micro => 0,
            _ => classes.iter().filter(|scores| self.measure.read(scores).is_err()).count(),
        }
    }

    /// Returns the mean of the values that are defined, given the weight of each class.
    fn mean(
        &self,
        classes: &[RankedScores],
        weight: fn(&RankedScores) -> Result<f64, Undefined>,
    ) -> Result<f64, Undefined> {
        let values: Vec<_> = classes.iter().map(|scores| self.measure.read(scores)).collect();
        let defined = classes.iter().zip(&values).filter_map(|(scores, value)| {
            value.ok().map(|value| weight(scores).map(|weight| (weight, value)))
        });
        let mean = mean_of_defined(defined.collect::<Result<Vec<_>, _>>()?);
        mean.unwrap_or_else(|| values.first().copied().unwrap_or(Err(Undefined::NoSamples)))
    }
}

impl<M: Measure<Observer = Ranking, Output = Result<f64, Undefined>>> Measure
    for AveragedOneVsRest<M>
{
    type Observer = ClassRanking;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> ClassRanking {
        ClassRanking
    }

    fn scale(&self) -> Scale {
        self.measure.scale()
    }

    fn check(&self) -> Result<(), Error> {
        self.measure.check()
    }

    fn read(&self, classes: &Vec<RankedScores>) -> Self::Output {
        match self.average {
            OneVsRestAverage::Macro => self.mean(classes, |_| Ok(1.0)),
            OneVsRestAverage::Weighted => self.mean(classes, |scores| scores.positives().value()),
            OneVsRestAverage::Micro => {
                let mut pooled = RankedScores::default();
                classes.iter().for_each(|scores| pooled.merge(scores));
                self.measure.read(&pooled)
            }
        }
    }
}
