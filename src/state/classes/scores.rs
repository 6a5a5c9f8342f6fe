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
    pub fn f_beta<A: ClassAverage>(&self, beta: f64, average: A) -> A::Output {
        self.outcomes().f_beta(beta, average)
    }

    /// The positive likelihood ratio: the class's true positive rate over its false positive rate.
    #[must_use]
    pub fn positive_likelihood_ratio<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().positive_likelihood_ratio(average)
    }

    /// The negative likelihood ratio: the class's false negative rate over its true negative rate.
    #[must_use]
    pub fn negative_likelihood_ratio<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().negative_likelihood_ratio(average)
    }

    /// The odds of a prediction of the class where it is right over those where it is wrong.
    #[must_use]
    pub fn diagnostic_odds_ratio<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().diagnostic_odds_ratio(average)
    }

    /// Recall and specificity less 1 (Youden's J).
    #[must_use]
    pub fn informedness<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().informedness(average)
    }

    /// Precision and negative predictive value less 1.
    #[must_use]
    pub fn markedness<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().markedness(average)
    }

    /// The geometric mean of recall and specificity (G-mean).
    #[must_use]
    pub fn geometric_mean<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().geometric_mean(average)
    }

    /// The geometric mean of precision and recall (Fowlkes–Mallows index of decisions).
    #[must_use]
    pub fn fowlkes_mallows<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().fowlkes_mallows(average)
    }

    /// The share of predictions of the class that are wrong.
    #[must_use]
    pub fn false_discovery_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().false_discovery_rate(average)
    }

    /// The share of predictions of other classes whose truth is the class.
    #[must_use]
    pub fn false_omission_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().false_omission_rate(average)
    }

    /// The share of the class in the truth.
    #[must_use]
    pub fn prevalence<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().prevalence(average)
    }

    /// The share of the class in the prediction.
    #[must_use]
    pub fn detection_prevalence<A: ClassAverage>(&self, average: A) -> A::Output {
        self.outcomes().detection_prevalence(average)
    }
}
