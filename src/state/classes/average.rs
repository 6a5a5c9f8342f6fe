//! The scores of several classes, one by one or averaged.

use crate::error::Undefined;
use crate::exact::ExactSum;
use crate::exact::product::{product, product_error};
use crate::output::Output;

/// How the scores of several classes become one number.
///
/// A class occurs if it has weight in the truth or in the prediction. In a macro or weighted mean, a
/// class that occurs counts as 0 where its score divides by 0: a model is not rewarded for never naming
/// a rare class. A class that does not occur is left out. scikit-learn and torchmetrics
/// have the same rule. Where 0 would be the best of all, as for
/// [`false_discovery_rate`](crate::state::ClassCounts::false_discovery_rate), a score may count such a class
/// as 1, and says so. No number can stand for an unbounded score, such as a likelihood ratio, which then has
/// no macro or weighted mean. [`PerClass`] shows which classes have no score.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// // The model never names class 1, whose precision divides by 0.
/// let c = metrics::confusion_matrix(&array![0, 0, 0, 1], &array![0, 0, 0, 0], 2)?;
/// assert_eq!(c.precision(Average::Macro), Ok(0.375));
/// assert_eq!(c.precision(Average::Weighted), Ok(0.5625));
/// assert_eq!(c.precision(Average::MacroOfDefined), Ok(0.75));
/// assert_eq!(c.precision(PerClass)[1], Err(Undefined::ZeroDenominator));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Average {
    /// The score of the sums of all classes' outcomes.
    #[cfg_attr(feature = "serde", serde(alias = "micro"))]
    Micro,
    /// The mean of the scores of all classes that occur.
    #[cfg_attr(feature = "serde", serde(alias = "macro"))]
    Macro,
    /// The mean of the scores of all classes that occur, weighted by the classes' support.
    #[cfg_attr(feature = "serde", serde(alias = "weighted"))]
    Weighted,
    /// The mean of the scores that are defined: a class whose score divides by 0 is left out, as by
    /// scikit-learn's `zero_division=nan`.
    #[cfg_attr(feature = "serde", serde(alias = "macro_of_defined"))]
    MacroOfDefined,
    /// The mean of the scores that are defined, weighted by the classes' support.
    #[cfg_attr(feature = "serde", serde(alias = "weighted_of_defined"))]
    WeightedOfDefined,
}

/// No average: one number for each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PerClass;

/// How the scores of several classes are read: as one number ([`Average`]), or one number for each
/// class ([`PerClass`]), or in a way of your own:
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
/// use ndarray_metrics::state::{ClassAverage, Quotients};
///
/// /// The lowest score of a class that has one.
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// struct Worst;
///
/// impl ClassAverage for Worst {
///     type Output = Result<f64, Undefined>;
///
///     fn read(self, scores: &Quotients<'_>) -> Self::Output {
///         let defined = scores.values().into_iter().filter_map(Result::ok);
///         defined.reduce(f64::min).ok_or(Undefined::NoSamples)
///     }
/// }
///
/// let matrix = metrics::confusion_matrix(&array![0, 0, 1, 1, 1], &array![0, 1, 1, 1, 0], 3)?;
/// assert_eq!(matrix.recall(Worst), Ok(0.5));
/// # Ok::<(), Error>(())
/// ```
pub trait ClassAverage: Copy + PartialEq + std::fmt::Debug + Send + Sync + 'static {
    /// One number, or one number for each class.
    type Output: Output;

    /// Reads the scores of classes.
    fn read(self, scores: &Quotients<'_>) -> Self::Output;
}

/// The score of each class, and the totals that averages need.
#[derive(Clone, Copy)]
pub struct Quotients<'a> {
    /// Whether no sample has a weight above zero.
    pub(super) is_empty: bool,
    /// The score of each class.
    pub(super) each: &'a dyn Fn() -> Vec<Result<Quotient, Undefined>>,
    /// The score of the sums of all classes' outcomes, which is the micro average.
    pub(super) pooled: &'a dyn Fn() -> Result<Quotient, Undefined>,
    /// Whether each class has weight in the truth or in the prediction.
    pub(super) occurs: &'a dyn Fn() -> Vec<bool>,
    /// The support of each class, 0 for the ignored class.
    pub(super) supports: &'a dyn Fn() -> Result<Vec<f64>, Undefined>,
    /// What a class that occurs counts as in a mean where its score divides by 0, if a number can stand
    /// for it.
    pub(super) instead: Option<f64>,
}

impl Quotients<'_> {
    /// Returns the score of each class; an ignored class has none.
    #[must_use]
    pub fn values(&self) -> Vec<Result<f64, Undefined>> {
        (self.each)().into_iter().map(|score| score.map(Quotient::value)).collect()
    }

    /// Returns the score of the sums of all classes' outcomes.
    ///
    /// # Errors
    ///
    /// [`Undefined::ZeroDenominator`] if the score divides by 0.
    pub fn pooled(&self) -> Result<f64, Undefined> {
        (self.pooled)().map(Quotient::value)
    }

    /// Returns the weight of each class in the truth, 0 for an ignored class.
    ///
    /// # Errors
    ///
    /// [`Undefined::Overflow`] beyond the range of `f64`.
    pub fn supports(&self) -> Result<Vec<f64>, Undefined> {
        (self.supports)()
    }

    /// Returns whether each class has weight in the truth or in the prediction.
    #[must_use]
    pub fn occurs(&self) -> Vec<bool> {
        (self.occurs)()
    }
}

impl std::fmt::Debug for Quotients<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Quotients").field(&(self.each)().len()).finish()
    }
}

impl ClassAverage for PerClass {
    type Output = Vec<Result<f64, Undefined>>;

    fn read(self, scores: &Quotients<'_>) -> Self::Output {
        scores.values()
    }
}

impl ClassAverage for Average {
    type Output = Result<f64, Undefined>;

    fn read(self, scores: &Quotients<'_>) -> Self::Output {
        if scores.is_empty {
            return Err(Undefined::NoSamples);
        }
        let defined = || (scores.each)().into_iter();
        let supports = || (scores.supports)().map(Vec::into_iter);
        match self {
            Self::Micro => scores.pooled(),
            Self::Macro => mean_of_occurring(scores, std::iter::repeat(1.0)),
            Self::Weighted => mean_of_occurring(scores, supports()?),
            Self::MacroOfDefined => mean(defined().map(|score| (1.0, score))),
            Self::WeightedOfDefined => mean(supports()?.zip(defined())),
        }
    }
}

/// Returns the weighted mean of the scores of the classes that occur. Undefined if one of them has a
/// weight and no score, and no number can stand for it.
fn mean_of_occurring(
    scores: &Quotients<'_>,
    weights: impl Iterator<Item = f64>,
) -> Result<f64, Undefined> {
    let classes = weights.zip((scores.occurs)()).zip((scores.each)());
    let counted = classes.map(|((weight, occurs), score)| {
        let score = if_it_occurs(occurs, score, scores.instead);
        let counts = occurs && weight > 0.0;
        if counts { Ok((weight, Ok(score?))) } else { Ok((weight, score)) }
    });
    mean(counted.collect::<Result<Vec<_>, _>>()?.into_iter())
}

/// Returns what stands for a score that divides by 0 of a class that occurs, and no score for other
/// classes.
fn if_it_occurs(
    occurs: bool,
    score: Result<Quotient, Undefined>,
    instead: Option<f64>,
) -> Result<Quotient, Undefined> {
    match score {
        Err(Undefined::ZeroDenominator) if occurs => {
            instead.map(Quotient::from).ok_or(Undefined::ZeroDenominator)
        }
        Ok(_) if !occurs => Err(Undefined::ZeroDenominator),
        other => other,
    }
}

/// A score as an undivided quotient.
#[doc(hidden)]
#[derive(Clone, Copy, Debug)]
pub struct Quotient {
    above: f64,
    below: f64,
}

impl From<f64> for Quotient {
    fn from(above: f64) -> Self {
        Self { above, below: 1.0 }
    }
}

impl Quotient {
    /// Returns the quotient; undefined unless the divisor is above 0.
    pub(super) fn new((above, below): (f64, f64)) -> Result<Self, Undefined> {
        if below > 0.0 { Ok(Self { above, below }) } else { Err(Undefined::ZeroDenominator) }
    }

    fn value(self) -> f64 {
        self.above / self.below
    }

    /// The value and its rounding error.
    fn parts(self) -> [f64; 2] {
        let value = self.value();
        let rest = self.above - product(value, self.below) - product_error(value, self.below);
        [value, rest / self.below]
    }
}

/// Returns the mean of values, each given its weight, rounded once; `None` without a value.
pub(crate) fn mean_of_defined(values: Vec<(f64, f64)>) -> Option<Result<f64, Undefined>> {
    let scores = values.iter().map(|&(weight, value)| (weight, Ok(Quotient::from(value))));
    (!values.is_empty()).then(|| mean(scores))
}

/// Returns the weighted mean of the scores that are defined, rounded once. So the mean of recalls
/// with supports as weights is the accuracy.
pub(super) fn mean(
    scores: impl Iterator<Item = (f64, Result<Quotient, Undefined>)>,
) -> Result<f64, Undefined> {
    let (mut total, mut weights) = (ExactSum::new(), ExactSum::new());
    for (weight, score) in scores {
        match score {
            Ok(score) => {
                for part in score.parts() {
                    // A product beyond the range of `f64` is remembered, so that the mean has no value.
                    for term in [product(weight, part), product_error(weight, part)] {
                        total.add(term).map_err(|_| Undefined::Overflow)?;
                    }
                }
                weights.merge(&ExactSum::from_term(weight));
            }
            Err(Undefined::ZeroDenominator) => {}
            Err(other) => return Err(other),
        }
    }
    if weights.is_zero() { Err(Undefined::ZeroDenominator) } else { total.ratio(&weights) }
}
