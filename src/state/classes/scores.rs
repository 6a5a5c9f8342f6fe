//! The scores of each class, read off a confusion matrix.

use super::average::ClassAverage;
use super::confusion::ConfusionMatrix;

/// Scores of each class against all other classes: one number for each class with
/// [`PerClass`](super::PerClass), or one for all with [`Average`](super::Average). The formulas are
/// those of [`ClassCounts`](super::ClassCounts).
impl ConfusionMatrix {
    /// The share of predictions of the class that are correct.
    #[must_use]
    pub fn precision<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().precision(average)
    }

    /// The share of the class that was found.
    #[must_use]
    pub fn recall<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().recall(average)
    }

    /// The share of the other classes that was not taken for the class.
    #[must_use]
    pub fn specificity<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().specificity(average)
    }

    /// The share of predictions of other classes whose truth is not the class.
    #[must_use]
    pub fn negative_predictive_value<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().negative_predictive_value(average)
    }

    /// The share of the other classes that was taken for the class.
    #[must_use]
    pub fn false_positive_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().false_positive_rate(average)
    }

    /// The share of the class that was missed.
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

    /// The harmonic mean of precision and recall in which recall counts `beta` times as much as
    /// precision.
    #[must_use]
    pub fn fbeta<A: ClassAverage>(&self, beta: f64, average: A) -> A::Output {
        self.outcomes().fbeta(beta, average)
    }
}
