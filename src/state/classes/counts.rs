//! True and false positives and negatives of every class.

use super::average::{ClassAverage, Quotient, Quotients};
use super::beta::square_of;
use crate::error::{Error, Undefined};
use crate::exact::double::normalizing_factors;
use crate::kernel::bits::power_of_two;
use crate::state::{BinaryCounts, State, Tally};

impl BinaryCounts {
    /// The total weight of the positives: true positives and false negatives.
    #[must_use]
    pub fn support(&self) -> Tally {
        Tally::total([&self.true_positives, &self.false_negatives])
    }

    /// True positives, false positives and false negatives as numbers.
    fn positive_totals(&self) -> Result<[f64; 3], Undefined> {
        numbers([&self.true_positives, &self.false_positives, &self.false_negatives])
    }

    /// Whether a class has weight in the truth or in the prediction.
    fn occurs(&self) -> bool {
        let positives = [&self.true_positives, &self.false_positives, &self.false_negatives];
        positives.into_iter().any(|tally| !tally.is_zero())
    }

    fn merge(&mut self, other: &Self) {
        self.true_positives.merge(&other.true_positives);
        self.false_positives.merge(&other.false_positives);
        self.false_negatives.merge(&other.false_negatives);
        self.true_negatives.merge(&other.true_negatives);
    }

    pub(super) fn total<'a>(classes: impl Iterator<Item = &'a Self>) -> Self {
        let mut total = Self::default();
        classes.for_each(|class| total.merge(class));
        total
    }
}

/// Totals of this size and below its inverse are scaled before they are added and multiplied.
const FAR: f64 = power_of_two(500);

/// Returns the totals of one quotient as numbers, scaled by one power of two if they are large or small,
/// so that no sum or product of them leaves the range of `f64`. A total of another quotient has no say.
pub(super) fn numbers<const N: usize>(totals: [&Tally; N]) -> Result<[f64; N], Undefined> {
    let mut numbers = [0.0; N];
    for (number, total) in numbers.iter_mut().zip(totals) {
        *number = total.value()?;
    }
    let most = numbers.into_iter().fold(0.0, f64::max);
    if most == 0.0 || (1.0 / FAR..FAR).contains(&most) {
        return Ok(numbers);
    }
    let (first, second) = normalizing_factors(most);
    Ok(numbers.map(|number| number * first * second))
}

/// True and false positives and negatives of every class: the state of F-scores.
///
/// Every score is read per class or averaged: `outcomes.f1(PerClass)`,
/// `outcomes.f1(Average::Macro)`. Where the denominator of a score is 0 for a class, the class has
/// no score ([`Undefined::ZeroDenominator`]); [`Average`](super::Average) says what it counts in a mean. No epsilon is added
/// anywhere: a perfect score is exactly 1. Each score is within 3 ulp of the quotient of the exact
/// totals, and so is a mean, for any number of classes.
///
/// The first batch with a weight above zero decides the number of classes; merging refuses another
/// number. 64 bytes a class.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut stream = F1Score::new(PerClass).streaming();
/// let y_true = array![[1, 0, 0], [1, 0, 0], [0, 1, 0]];
/// let y_pred = array![[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.3, 0.7, 0.0]];
/// stream.update(&y_true, &y_pred)?;
///
/// let outcomes = stream.state();
/// let absent = Err(Undefined::ZeroDenominator);
/// assert_eq!(outcomes.precision(PerClass), [Ok(1.0), Ok(0.5), absent]);
/// assert_eq!(outcomes.precision(Average::Macro), Ok(0.75));
/// assert_eq!(outcomes.recall(PerClass), [Ok(0.5), Ok(1.0), absent]);
/// assert_eq!(outcomes.iou(Average::Micro), Ok(0.5));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClassCounts {
    pub(in crate::state) classes: Vec<BinaryCounts>,
    /// The class that has no scores.
    pub(in crate::state) ignored: Option<usize>,
}

impl ClassCounts {
    /// The outcomes of each class, empty before the first sample of a weight above zero.
    #[must_use]
    pub fn classes(&self) -> &[BinaryCounts] {
        &self.classes
    }

    /// Whether no sample has a weight above zero.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.classes.iter().all(BinaryCounts::is_empty)
    }

    /// The outcomes of each class, `None` for the ignored class.
    pub(super) fn scored(&self) -> impl Iterator<Item = Option<&BinaryCounts>> {
        let scored = |class| self.ignored != Some(class);
        self.classes.iter().enumerate().map(move |(i, counts)| scored(i).then_some(counts))
    }

    /// Returns the outcomes of each class, to add to them. A state without classes gets `classes`
    /// classes.
    pub(crate) fn at_least(&mut self, classes: usize) -> &mut [BinaryCounts] {
        if self.classes.is_empty() {
            self.classes.resize(classes, BinaryCounts::default());
        }
        &mut self.classes
    }

    /// Forgets the number of classes if no class has outcomes.
    pub(crate) fn finish(&mut self) {
        if self.is_empty() {
            self.classes.clear();
        }
    }

    /// Reads a score that is a quotient of sums of counts, for each class or averaged. A class that occurs
    /// counts as 0 in a mean where the score divides by 0.
    fn read<A: ClassAverage>(
        &self,
        average: A,
        quotient: impl Fn(&BinaryCounts) -> Result<(f64, f64), Undefined>,
    ) -> A::Output {
        self.read_or(Some(0.0), average, quotient)
    }

    /// Reads a score that is a quotient, for each class or averaged. A class that occurs counts as the
    /// number given in a mean where the score divides by 0; without one the mean is undefined.
    pub(super) fn read_or<A: ClassAverage>(
        &self,
        instead: Option<f64>,
        average: A,
        quotient: impl Fn(&BinaryCounts) -> Result<(f64, f64), Undefined>,
    ) -> A::Output {
        let missing = match self.is_empty() {
            true => Undefined::NoSamples,
            false => Undefined::ZeroDenominator,
        };
        let score = |counts: &BinaryCounts| Quotient::new(quotient(counts)?);
        let of_class = |class: Option<&BinaryCounts>| match class {
            Some(counts) if !counts.is_empty() => score(counts),
            _ => Err(missing),
        };
        let support =
            |class: Option<&BinaryCounts>| class.map_or(Ok(0.0), |class| class.support().value());
        let occurs = |class: Option<&BinaryCounts>| class.is_some_and(BinaryCounts::occurs);
        average.read(&Quotients {
            is_empty: self.is_empty(),
            each: &|| self.scored().map(of_class).collect(),
            pooled: &|| score(&BinaryCounts::total(self.scored().flatten())),
            occurs: &|| self.scored().map(occurs).collect(),
            supports: &|| self.scored().map(support).collect(),
            instead,
        })
    }

    /// Reads the share of one total in that total and another, for each class or averaged.
    fn share<A: ClassAverage>(
        &self,
        average: A,
        totals: impl Fn(&BinaryCounts) -> [&Tally; 2],
    ) -> A::Output {
        self.read(average, |n| {
            let [part, rest] = numbers(totals(n))?;
            Ok((part, part + rest))
        })
    }

    /// tp/(tp + fp): the share of predictions of the class that are correct.
    #[must_use]
    pub fn precision<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share(average, |n| [&n.true_positives, &n.false_positives])
    }

    /// tp/(tp + fn), also sensitivity: the share of the class that was found.
    #[must_use]
    pub fn recall<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share(average, |n| [&n.true_positives, &n.false_negatives])
    }

    /// tn/(tn + fp): the share of the other classes that was not taken for the class.
    #[must_use]
    pub fn specificity<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share(average, |n| [&n.true_negatives, &n.false_positives])
    }

    /// tn/(tn + fn): the share of predictions of other classes whose truth is not the class.
    #[must_use]
    pub fn negative_predictive_value<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share(average, |n| [&n.true_negatives, &n.false_negatives])
    }

    /// fp/(tn + fp): the share of the other classes that was taken for the class.
    #[must_use]
    pub fn false_positive_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share(average, |n| [&n.false_positives, &n.true_negatives])
    }

    /// fn/(tp + fn): the share of the class that was missed.
    #[must_use]
    pub fn false_negative_rate<A: ClassAverage>(&self, average: A) -> A::Output {
        self.share(average, |n| [&n.false_negatives, &n.true_positives])
    }

    /// tp/(tp + fp + fn), the intersection over the union (Jaccard).
    #[must_use]
    pub fn iou<A: ClassAverage>(&self, average: A) -> A::Output {
        self.read(average, |n| {
            let [tp, fp, fn_] = n.positive_totals()?;
            Ok((tp, tp + fp + fn_))
        })
    }

    /// 2tp/(2tp + fp + fn), the harmonic mean of precision and recall (Dice).
    #[must_use]
    pub fn f1<A: ClassAverage>(&self, average: A) -> A::Output {
        self.f_beta(1.0, average)
    }

    /// (1 + β²)tp/((1 + β²)tp + β²fn + fp): recall counts β times as much as precision.
    ///
    /// `beta` must be above 0; for other numbers the score is undefined.
    #[must_use]
    pub fn f_beta<A: ClassAverage>(&self, beta: f64, average: A) -> A::Output {
        let (valid, square) = (beta > 0.0, square_of(beta));
        self.read(average, |n| {
            let [tp, fp, fn_] = n.positive_totals()?;
            let right = (1.0 + square) * tp;
            let below = right + square * fn_ + fp;
            Ok((right, if valid { below } else { 0.0 }))
        })
    }

    /// The total weight of each class in the truth.
    #[must_use]
    pub fn support(&self) -> Vec<Tally> {
        self.classes.iter().map(BinaryCounts::support).collect()
    }

    /// Refuses outcomes with an ignored class, as the outcomes of a matrix may have.
    pub(crate) fn check_complete(&self) -> Result<(), Error> {
        if self.ignored.is_none() {
            return Ok(());
        }
        let (ours, theirs) =
            ("outcomes of classes with ignored class None".into(), self.configuration());
        Err(Error::Configuration { ours, theirs })
    }

    fn configuration(&self) -> String {
        format!("outcomes of {} classes with ignored class {:?}", self.classes.len(), self.ignored)
    }
}

/// The outcomes of classes that were counted elsewhere.
impl From<Vec<BinaryCounts>> for ClassCounts {
    fn from(classes: Vec<BinaryCounts>) -> Self {
        Self { classes, ignored: None }
    }
}

impl State for ClassCounts {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        let fits = self.classes.len() == other.classes.len() && self.ignored == other.ignored;
        if fits || self.classes.is_empty() || other.classes.is_empty() {
            return Ok(());
        }
        let (ours, theirs) = (self.configuration(), other.configuration());
        Err(Error::Configuration { ours, theirs })
    }

    fn merge(&mut self, other: &Self) {
        if self.classes.is_empty() {
            return self.clone_from(other);
        }
        self.classes.iter_mut().zip(&other.classes).for_each(|(own, class)| own.merge(class));
    }
}
