//! One score for several classes: each by itself, or averaged.

use super::outcomes::{ClassOutcomes, Scaled};
use crate::error::Undefined;
use crate::measure::Output;
use crate::state::{Counts, Tally};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Averaging {}
    impl Sealed for super::PerClass {}
}

/// How the scores of several classes become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Averaging {
    /// The score of all classes' outcomes added up.
    Micro,
    /// The mean of the scores that are defined: a class without any sample is left out.
    Macro,
    /// The same mean, weighted by each class's support.
    Weighted,
}

/// No average: one number for each class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct PerClass;

/// What the scores of several classes are read as: one number by [`Averaging`], or [`PerClass`].
pub trait Averages:
    sealed::Sealed + Copy + PartialEq + std::fmt::Debug + Send + Sync + 'static
{
    /// One number, or one for each class.
    type Output: Output;

    /// Reads a score that is a quotient of sums of outcomes.
    #[doc(hidden)]
    fn read(
        self,
        outcomes: &ClassOutcomes,
        quotient: impl Fn(&Scaled) -> (f64, f64),
    ) -> Self::Output;
}

impl Averages for PerClass {
    type Output = Vec<Result<f64, Undefined>>;

    fn read(
        self,
        outcomes: &ClassOutcomes,
        quotient: impl Fn(&Scaled) -> (f64, f64),
    ) -> Self::Output {
        let missing = match outcomes.is_empty() {
            true => Undefined::NoSamples,
            false => Undefined::ZeroDenominator,
        };
        let score = |class: Option<&Counts>| match class {
            Some(counts) if !counts.is_empty() => score(counts, &quotient),
            _ => Err(missing),
        };
        outcomes.scored().map(score).collect()
    }
}

impl Averages for Averaging {
    type Output = Result<f64, Undefined>;

    fn read(
        self,
        outcomes: &ClassOutcomes,
        quotient: impl Fn(&Scaled) -> (f64, f64),
    ) -> Self::Output {
        if outcomes.is_empty() {
            return Err(Undefined::NoSamples);
        }
        if self == Self::Micro {
            return score(&Counts::total(outcomes.scored().flatten()), &quotient);
        }
        let scores = PerClass.read(outcomes, quotient);
        if self == Self::Macro {
            return mean(scores.into_iter().map(|score| (1.0, score)));
        }
        mean(shares(outcomes)?.into_iter().zip(scores))
    }
}

fn score(counts: &Counts, quotient: impl Fn(&Scaled) -> (f64, f64)) -> Result<f64, Undefined> {
    let (above, below) = quotient(&counts.scaled()?);
    if below > 0.0 { Ok(above / below) } else { Err(Undefined::ZeroDenominator) }
}

/// Each class's share of all support.
fn shares(outcomes: &ClassOutcomes) -> Result<Vec<f64>, Undefined> {
    let support = |class: Option<&Counts>| class.map(Counts::support);
    let supports: Vec<_> =
        outcomes.scored().map(|class| support(class).unwrap_or_default()).collect();
    let total = Tally::total(&supports);
    supports.iter().map(|support| support.ratio(&total)).collect()
}

/// The weighted mean of the scores that are defined, added in the order of the classes.
pub(super) fn mean(
    scores: impl Iterator<Item = (f64, Result<f64, Undefined>)>,
) -> Result<f64, Undefined> {
    let (mut total, mut weights) = (0.0, 0.0);
    for (weight, score) in scores {
        match score {
            Ok(score) => (total, weights) = (total + weight * score, weights + weight),
            Err(Undefined::ZeroDenominator) => {}
            Err(other) => return Err(other),
        }
    }
    if weights > 0.0 { Ok(total / weights) } else { Err(Undefined::ZeroDenominator) }
}
