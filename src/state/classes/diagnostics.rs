//! Readings of classes that diagnostic tests are judged by: likelihood ratios, odds, informedness and
//! markedness, discovery and omission, prevalence.
//!
//! Likelihood ratios and their kin are quotients of products of totals, and some of them of differences of
//! products, which may cancel. Totals are exact sums, and their products and differences are exact wide
//! integers, which are rounded once, as a quotient.

use super::average::ClassAverage;
use super::counts::{ClassCounts, numbers};
use crate::error::Undefined;
use crate::exact::wide::{DoubleWidth, Floating};
use crate::state::{BinaryCounts, ExactSum, Tally};

/// The outcomes of a class as exact sums.
struct Totals {
    tp: ExactSum,
    fp: ExactSum,
    tn: ExactSum,
    fn_: ExactSum,
    /// In the truth.
    positives: ExactSum,
    negatives: ExactSum,
    /// In the prediction.
    decided: ExactSum,
    undecided: ExactSum,
}

impl Totals {
    fn new(n: &BinaryCounts) -> Result<Self, Undefined> {
        let [tp, fp] = [&n.true_positives, &n.false_positives];
        let [tn, fn_] = [&n.true_negatives, &n.false_negatives];
        for total in [tp, fp, tn, fn_] {
            total.value()?;
        }
        let sum = |a: &Tally, b: &Tally| Tally::total([a, b]).to_sum();
        let (positives, negatives) = (sum(tp, fn_), sum(fp, tn));
        let (decided, undecided) = (sum(tp, fp), sum(tn, fn_));
        let [tp, fp, tn, fn_] = [tp, fp, tn, fn_].map(Tally::to_sum);
        Ok(Self { tp, fp, tn, fn_, positives, negatives, decided, undecided })
    }

    /// tp·tn − fp·fn.
    fn determinant(&self) -> DoubleWidth {
        times(&self.tp, &self.tn).minus_product(&self.fp, &self.fn_)
    }
}

fn times(a: &ExactSum, b: &ExactSum) -> DoubleWidth {
    DoubleWidth::product(a, b)
}

fn ratio(above: &DoubleWidth, below: &DoubleWidth) -> Result<Floating, Undefined> {
    if below.is_positive() { Ok(above.over(below)) } else { Err(Undefined::ZeroDenominator) }
}

impl ClassCounts {
    /// Reads a number that is computed exactly and rounded once.
    fn read_exactly<A: ClassAverage>(
        &self,
        instead: Option<f64>,
        average: A,
        formula: impl Fn(&Totals) -> Result<Floating, Undefined>,
    ) -> A::Output {
        self.read_or(instead, average, |n| Ok((formula(&Totals::new(n)?)?.value()?, 1.0)))
    }

    /// Reads the share of one total in that total and another.
    fn share_or<A: ClassAverage>(
        &self,
        instead: f64,
        average: A,
        totals: impl Fn(&BinaryCounts) -> [Tally; 2],
    ) -> A::Output {
        self.read_or(Some(instead), average, |n| {
            let [part, rest] = numbers(totals(n).each_ref())?;
            Ok((part, part + rest))
        })
    }

    /// (tp/(tp + fn))/(fp/(fp + tn)), the positive likelihood ratio: the class's true positive rate over
    /// its false positive rate. A class that occurs and has no ratio, such as one
    /// without a false positive, leaves macro and weighted means undefined.
    #[must_use]
    pub fn positive_likelihood_ratio<A: ClassAverage>(&self, average: A) -> A::Output {
        self.read_exactly(None, average, |n| {
            ratio(&times(&n.tp, &n.negatives), &times(&n.fp, &n.positives))
        })
    }

    /// (fn/(tp + fn))/(tn/(fp + tn)), the negative likelihood ratio: the class's false negative rate over
    /// its true negative rate. A class that occurs and has no ratio leaves macro
    /// and weighted means undefined.
    #[must_use]
    pub fn negative_likelihood_ratio<A: ClassAverage>(&self, average: A) -> A::Output {
        self.read_exactly(None, average, |n| {
            ratio(&times(&n.fn_, &n.negatives), &times(&n.tn, &n.positives))
        })
    }

    /// tp·tn/(fp·fn), the diagnostic odds ratio. A class that occurs and has none, such as one without an
    /// error, leaves macro and weighted means undefined.
    #[must_use]
    pub fn diagnostic_odds_ratio<A: ClassAverage>(&self, average: A) -> A::Output {
        self.read_exactly(None, average, |n| ratio(&times(&n.tp, &n.tn), &times(&n.fp, &n.fn_)))
    }

    /// Recall and specificity less 1, (tp·tn − fp·fn)/((tp + fn)(tn + fp)), in [−1, 1] (Youden's J). Scores of
    /// either sign may cancel in a mean, which is within 2 ulp of the largest of them.
    #[must_use]
    pub fn informedness<A: ClassAverage>(&self, average: A) -> A::Output {
        self.read_exactly(Some(0.0), average, |n| {
            ratio(&n.determinant(), &times(&n.positives, &n.negatives))
        })
    }

    /// Precision and negative predictive value less 1, (tp·tn − fp·fn)/((tp + fp)(tn + fn)), in [−1, 1].
    /// Scores of either sign may cancel in a mean, which is within 2 ulp of the largest of them.
    #[must_use]
    pub fn markedness<A: ClassAverage>(&self, average: A) -> A::Output {
        self.read_exactly(Some(0.0), average, |n| {
            ratio(&n.determinant(), &times(&n.decided, &n.undecided))
        })
    }

    /// √(recall·specificity), the geometric mean of the two (G-mean).
    #[must_use]
    pub fn geometric_mean<A: ClassAverage>(&self, average: A) -> A::Output {
        self.read_exactly(Some(0.0), average, |n| {
            ratio(&times(&n.tp, &n.tn), &times(&n.positives, &n.negatives)).map(Floating::root)
        })
    }

    /// √(precision·recall), the geometric mean of the two (Fowlkes–Mallows index of decisions).
    #[must_use]
    pub fn fowlkes_mallows<A: ClassAverage>(&self, average: A) -> A::Output {
        self.read_exactly(Some(0.0), average, |n| {
            ratio(&times(&n.tp, &n.tp), &times(&n.decided, &n.positives)).map(Floating::root)
        })
    }

    /// fp/(tp + fp): the share of predictions of the class that are wrong. A class that occurs and is never
    /// predicted counts as 1 in means.
    #[must_use]
    pub fn false_discovery_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share_or(1.0, average, |n| [n.false_positives.clone(), n.true_positives.clone()])
    }

    /// fn/(tn + fn): the share of predictions of other classes whose truth is the class. A class that is
    /// all that is ever predicted counts as 1 in means.
    #[must_use]
    pub fn false_omission_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share_or(1.0, average, |n| [n.false_negatives.clone(), n.true_negatives.clone()])
    }

    /// (tp + fn)/(tp + fp + tn + fn): the share of the class in the truth.
    #[must_use]
    pub fn prevalence<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share_or(0.0, average, |n| {
            [n.support(), Tally::total([&n.false_positives, &n.true_negatives])]
        })
    }

    /// (tp + fp)/(tp + fp + tn + fn): the share of the class in the prediction.
    #[must_use]
    pub fn detection_prevalence<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share_or(0.0, average, |n| {
            let decided = Tally::total([&n.true_positives, &n.false_positives]);
            [decided, Tally::total([&n.true_negatives, &n.false_negatives])]
        })
    }
}
