//! What a comparison asks of an observer, and what it finds.

use std::fmt;

use super::discordant::Discordant;
use crate::error::{Error, Undefined};
use crate::measure::Observer;
use crate::output::Output;
use crate::state::State;
use crate::uncertainty::{Estimate, Reading};

/// An observer whose measures compare two models on the same samples.
///
/// Means do, areas under the ROC curve, and readings of counts and of other sums. Values of any other measure are
/// compared by the [`difference`](crate::Bootstrap::difference) of two bootstraps.
#[diagnostic::on_unimplemented(
    message = "two models are not compared by a measure filled by `{Self}` in one pass",
    label = "no formula for the difference of two values",
    note = "resample both with the same ids: `Bootstrap::new(measure)` for each, then `first.difference(&second)?`"
)]
pub trait Compared: Observer {
    /// The way from the samples of two models to a comparison.
    #[doc(hidden)]
    type By: ComparedBy<Self>;
}

/// A way from the samples of two models to a comparison.
#[doc(hidden)]
pub trait ComparedBy<O: Observer> {
    /// The observer of one model.
    type Each: Observer;

    /// The state of both models.
    type Both: State;

    /// Returns the observer of one model, which keeps the samples of a batch in order.
    fn each(observer: &O) -> Self::Each;

    /// Puts the samples of both models together.
    ///
    /// # Errors
    ///
    /// The reason why they cannot be put together.
    fn both(
        first: <Self::Each as Observer>::State,
        second: <Self::Each as Observer>::State,
    ) -> Result<Self::Both, Error>;

    /// Compares two models by what is read off the state of each.
    ///
    /// # Errors
    ///
    /// The reason why one of the values is undefined.
    fn compare(reading: &dyn Reading<O::State>, both: &Self::Both)
    -> Result<Comparison, Undefined>;
}

/// Two models on the same samples: their values, and the difference with its standard error.
///
/// Made by [`compare`](crate::Evaluate::compare) of a measure, or batch by batch by a [`StreamingComparison`][s].
///
/// | measure | standard error and p-value of the difference |
/// |---|---|
/// | a mean | dᵢ is the difference of the totals of w·term of sample i: √(n/(n − 1)·Σ(dᵢ − Δwᵢ)²)/Σw, Student's t with n − 1 degrees of freedom |
/// | a function of a mean, such as a root | the same by the slopes of the function at both means |
/// | an area under the ROC curve | [DeLong and others (1988)][d], normal |
/// | a reading of counts or other sums: precision, F1, an overlap, a calibration error | delta method: √(n/(n − 1)·Σ(g·vᵢ − h·wᵢ)²), vᵢ and wᵢ what sample i adds to the sums of either model, g and h the gradients; Student's t |
///
/// The interval of the difference is that of its [`Estimate`]. It prints as
/// `0.750 against 0.500: 0.250 (95 %: -0.546 to 1.000), p = 0.391`.
///
/// Equal models have a difference of exactly 0 with a standard error of 0 and a p-value of 1. Swapping the models flips
/// the sign of the difference and no other bit.
///
/// [s]: crate::StreamingComparison
/// [d]: https://doi.org/10.2307/2531595
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// The value of the first model.
    pub first: f64,
    /// The value of the second model.
    pub second: f64,
    /// The value of the first model less that of the second.
    pub difference: Estimate,
    discordant: Option<Discordant>,
}

impl Comparison {
    pub(crate) fn new(
        [first, second]: [f64; 2],
        difference: Estimate,
        discordant: Option<Discordant>,
    ) -> Self {
        Self { first, second, difference, discordant }
    }

    /// Returns the probability of a difference at least as large, if both models were equally good: two-sided, by
    /// Student's t for means and by the normal distribution for areas.
    ///
    /// # Errors
    ///
    /// The reason why the difference has no standard error, as [`Undefined::TooFewSamples`];
    /// [`Undefined::NoSpread`] if all samples differ by the same number.
    pub fn p_value(&self) -> Result<f64, Undefined> {
        self.difference.p_value(0.0)
    }

    /// Returns how many samples one model alone has right, from which McNemar's test follows.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoShare`] unless every sample has one term, which is 0 or 1, such as a hit, and no weight or a
    /// weight of 0 or 1.
    pub fn discordant(&self) -> Result<Discordant, Undefined> {
        self.discordant.ok_or(Undefined::NoShare)
    }
}

/// Both values, the difference with its interval of 95 %, and the p-value.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3} against {:.3}: {}", self.first, self.second, self.difference)?;
        match self.p_value() {
            Ok(p) if p < 0.001 => write!(f, ", p < 0.001"),
            Ok(p) => write!(f, ", p = {p:.3}"),
            Err(_) => Ok(()),
        }
    }
}

impl Output for Result<Comparison, Undefined> {
    type Value = Comparison;

    fn into_result(self) -> Result<Comparison, Error> {
        self.map_err(Error::Undefined)
    }

    /// Both values, the difference, its standard error and the p-value.
    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        match self {
            Ok(Comparison { first, second, difference, .. }) => {
                let (error, p) = (difference.standard_error, difference.p_value(0.0));
                vec![Ok(*first), Ok(*second), Ok(difference.value), error, p]
            }
            Err(reason) => vec![Err(*reason); 5],
        }
    }
}
