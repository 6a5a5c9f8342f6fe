//! One score for several classes: each by itself, or averaged.

use super::counts::{ClassCounts, Scaled};
use crate::error::Undefined;
use crate::exact::product::{product, product_error};
use crate::output::Output;
use crate::state::{BinaryCounts, ExactSum};

mod sealed {
    pub trait Sealed {}
    impl Sealed for super::Average {}
    impl Sealed for super::PerClass {}
}

/// How the scores of several classes become one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub enum Average {
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

/// What the scores of several classes are read as: one number by [`Average`], or [`PerClass`].
pub trait ClassAverage:
    sealed::Sealed + Copy + PartialEq + std::fmt::Debug + Send + Sync + 'static
{
    /// One number, or one for each class.
    type Output: Output;

    /// Reads a score that is a quotient of sums of outcomes.
    #[doc(hidden)]
    fn read(self, outcomes: &ClassCounts, quotient: impl Fn(&Scaled) -> (f64, f64))
    -> Self::Output;
}

impl ClassAverage for PerClass {
    type Output = Vec<Result<f64, Undefined>>;

    fn read(
        self,
        outcomes: &ClassCounts,
        quotient: impl Fn(&Scaled) -> (f64, f64),
    ) -> Self::Output {
        quotients(outcomes, quotient).map(|score| score.map(Quotient::value)).collect()
    }
}

impl ClassAverage for Average {
    type Output = Result<f64, Undefined>;

    fn read(
        self,
        outcomes: &ClassCounts,
        quotient: impl Fn(&Scaled) -> (f64, f64),
    ) -> Self::Output {
        if outcomes.is_empty() {
            return Err(Undefined::NoSamples);
        }
        match self {
            Self::Micro => {
                let all = BinaryCounts::total(outcomes.scored().flatten());
                Quotient::of(&all, &quotient).map(Quotient::value)
            }
            Self::Macro => mean(quotients(outcomes, quotient).map(|score| (1.0, score))),
            Self::Weighted => {
                mean(supports(outcomes)?.into_iter().zip(quotients(outcomes, quotient)))
            }
        }
    }
}

/// The score of each class.
fn quotients(
    outcomes: &ClassCounts,
    quotient: impl Fn(&Scaled) -> (f64, f64),
) -> impl Iterator<Item = Result<Quotient, Undefined>> {
    let missing = match outcomes.is_empty() {
        true => Undefined::NoSamples,
        false => Undefined::ZeroDenominator,
    };
    outcomes.scored().map(move |class| match class {
        Some(counts) if !counts.is_empty() => Quotient::of(counts, &quotient),
        _ => Err(missing),
    })
}

/// The support of each class that has scores.
fn supports(outcomes: &ClassCounts) -> Result<Vec<f64>, Undefined> {
    let support =
        |class: Option<&BinaryCounts>| class.map_or(Ok(0.0), |class| class.support().value());
    outcomes.scored().map(support).collect()
}

/// A score that is not divided yet.
#[derive(Clone, Copy)]
pub(super) struct Quotient {
    above: f64,
    below: f64,
}

impl From<f64> for Quotient {
    fn from(above: f64) -> Self {
        Self { above, below: 1.0 }
    }
}

impl Quotient {
    fn of(
        counts: &BinaryCounts,
        quotient: impl Fn(&Scaled) -> (f64, f64),
    ) -> Result<Self, Undefined> {
        let (above, below) = quotient(&counts.scaled()?);
        if below > 0.0 { Ok(Self { above, below }) } else { Err(Undefined::ZeroDenominator) }
    }

    fn value(self) -> f64 {
        self.above / self.below
    }

    /// The value and what rounding took from it.
    fn parts(self) -> [f64; 2] {
        let value = self.value();
        let rest = self.above - product(value, self.below) - product_error(value, self.below);
        [value, rest / self.below]
    }
}

/// The weighted mean of the scores that are defined, rounded once: with supports as weights, the
/// mean of recalls is the accuracy.
pub(super) fn mean(
    scores: impl Iterator<Item = (f64, Result<Quotient, Undefined>)>,
) -> Result<f64, Undefined> {
    let (mut total, mut weights) = (ExactSum::new(), ExactSum::new());
    for (weight, score) in scores {
        match score {
            Ok(score) => {
                for part in score.parts() {
                    total.merge(&ExactSum::of(product(weight, part)));
                    total.merge(&ExactSum::of(product_error(weight, part)));
                }
                weights.merge(&ExactSum::of(weight));
            }
            Err(Undefined::ZeroDenominator) => {}
            Err(other) => return Err(other),
        }
    }
    if weights.is_zero() { Err(Undefined::ZeroDenominator) } else { total.ratio(&weights) }
}
