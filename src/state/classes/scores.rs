//! The scores of classes, read off a confusion matrix.

use super::average::ClassAverage;
use super::confusion::ConfusionMatrix;

/// Scores of each class against all others, each by itself with [`PerClass`](super::PerClass), or
/// averaged by [`Average`](super::Average). The formulas are those of
/// [`ClassCounts`](super::ClassCounts).
impl ConfusionMatrix {
    /// How much of what was predicted to be of the class is.
    #[must_use]
    pub fn precision<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().precision(average)
    }

    /// How much of the class was found.
    #[must_use]
    pub fn recall<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().recall(average)
    }

    /// How much of the other classes was not taken for this one.
    #[must_use]
    pub fn specificity<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().specificity(average)
    }

    /// How much of what was not predicted to be of the class is not.
    #[must_use]
    pub fn negative_predictive_value<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().negative_predictive_value(average)
    }

    /// How much of the other classes was taken for this one.
    #[must_use]
    pub fn false_positive_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().false_positive_rate(average)
    }

    /// How much of the class was missed.
    #[must_use]
    pub fn false_negative_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().false_negative_rate(average)
    }

    /// The intersection over the union (Jaccard).
    #[must_use]
    pub fn iou<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().iou(average)
    }

    /// The harmonic mean of precision and recall (Dice).
    #[must_use]
    pub fn f1<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().f1(average)
    }

    /// The same mean, in which recall counts `beta` times as much as precision.
    #[must_use]
    pub fn fbeta<A: ClassAverage>(&self, beta: f64, average: A) -> A::Output {
        self.outcomes().fbeta(beta, average)
    }
}
