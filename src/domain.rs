//! Which numbers an argument may hold, as data: the kernels test with it, the errors quote it.

use std::borrow::Cow;
use std::fmt;

use crate::element::{Element, fits_f32};
use crate::kernel::bits;
use crate::text::Found;

/// How far beyond [0, 1] a probability may lie and still count as rounding of a model's output.
pub const PROBABILITY_ROUNDING: f64 = 1e-6;

/// The numbers that an argument of a metric may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Domain {
    /// Any finite number.
    Finite,
    /// A logit: any finite number, or −∞, which is a probability of 0.
    Logit,
    /// A probability: a number in [0, 1], or beyond by no more than [`PROBABILITY_ROUNDING`].
    Probability,
    /// The same, for a measure whose option `from_logits` takes logits instead.
    ProbabilityNotLogit,
    /// A soft label: a number in [0, 1].
    SoftLabel,
    /// A hard label: exactly 0 or 1.
    Binary,
    /// Whether a class is in a set: exactly 0 or 1.
    Member,
    /// The label of a margin: 1, or 0 or −1 for negative.
    Margin,
    /// A finite number of at least 0.
    NonNegative,
    /// A finite number above 0, such as what a logarithm is taken of.
    Positive,
    /// A finite number other than 0, which is divided by.
    NonZero,
    /// A finite number above −1, of which ln(1 + x) is taken.
    AboveMinusOne,
    /// A score that only its order matters of: any number, infinite or not.
    Score,
    /// The label of a class, as a number: any whole number.
    Label,
    /// A whole number of at least 0, such as the id of a class.
    Whole,
    /// The label of a cluster: a whole number from −2^63 to 2^63 − 1.
    Cluster,
    /// A weight that says how many samples a sample stands for: a whole number up to 2^32.
    Repeats,
}

impl Domain {
    /// The smallest and the largest number admitted; 0 itself is not, where only numbers above 0 are.
    #[must_use]
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Finite => (f64::MIN, f64::MAX),
            Self::Logit => (f64::NEG_INFINITY, f64::MAX),
            Self::Probability | Self::ProbabilityNotLogit => {
                (-PROBABILITY_ROUNDING, 1.0 + PROBABILITY_ROUNDING)
            }
            Self::SoftLabel | Self::Binary | Self::Member => (0.0, 1.0),
            Self::Margin => (-1.0, 1.0),
            Self::NonNegative | Self::Positive | Self::Whole => (0.0, f64::MAX),
            Self::AboveMinusOne => (ABOVE_MINUS_ONE, f64::MAX),
            Self::Score => (f64::NEG_INFINITY, f64::INFINITY),
            Self::NonZero | Self::Label => (f64::MIN, f64::MAX),
            Self::Cluster => (-TWO_63, TWO_63),
            Self::Repeats => (0.0, MOST_REPEATS),
        }
    }

    /// The test itself, in the element's own type.
    #[inline(always)]
    pub(crate) fn guard<A: Element>(self) -> Guard<A> {
        let (low, high) = self.bounds();
        let between = match self {
            Self::Positive | Self::NonZero => Between::AnyButZero,
            _ if A::INTEGER => Between::Any,
            Self::Binary | Self::Margin | Self::Member => Between::Zero,
            Self::Whole | Self::Label | Self::Cluster | Self::Repeats => Between::Whole,
            _ => Between::Any,
        };
        let low = if self == Self::AboveMinusOne { above_minus_one() } else { A::nearest(low) };
        Guard { low, high: A::nearest(high), between }
    }

    /// What to change when a number lies outside. An option is named only where every measure that
    /// states the domain has it. Advice that is followed leads to the right value or to another refusal,
    /// so a label gets advice by what it may stand for.
    #[must_use]
    pub fn advice(self, found: f64) -> Cow<'static, str> {
        match self {
            Self::Binary | Self::SoftLabel | Self::Margin => advice_on_label(found),
            Self::Member if !found.is_nan() => ADVICE_ON_SET.into(),
            Self::Label if !found.is_nan() => ADVICE_ON_SCORE.into(),
            Self::Probability if !found.is_nan() => {
                "if these are logits, take their sigmoid or softmax first".into()
            }
            Self::ProbabilityNotLogit if !found.is_nan() => {
                "if these are logits, say `from_logits: true`".into()
            }
            Self::Cluster if !found.is_nan() => ADVICE_ON_CLUSTER.into(),
            Self::Repeats => ADVICE_ON_REPEATS.into(),
            _ => REMOVE.into(),
        }
    }
}

/// The largest number of samples that a sample may stand for.
pub(crate) const MOST_REPEATS: f64 = bits::power_of_two(32);

/// One more than the largest label of a cluster.
const TWO_63: f64 = bits::power_of_two(63);

/// The advice on a number that no other number stands for.
const REMOVE: &str = "remove such samples, or give them weight 0";

/// The advice on a fraction where a label is expected.
const ADVICE_ON_SCORE: &str = "this metric compares labels; for a score of labels 0 and 1 use \
    `BinaryAccuracy`, for rows of scores `SparseCategoricalAccuracy`, or \
    `CategoricalAccuracy` for one-hot truth";

/// The advice on a number that does not say whether a class is in a set.
const ADVICE_ON_SET: &str =
    "make sets of scores first, such as `scores.mapv(|score| score >= threshold)`";

/// The advice on a number that is no label of a cluster.
const ADVICE_ON_CLUSTER: &str = "number the clusters from 0, or give such samples weight 0";

/// The advice on a weight that is no number of samples.
const ADVICE_ON_REPEATS: &str = "the metric counts samples: leave weights out, give a mask, or give whole \
    numbers that say how many samples each one stands for";

/// The number next to −1, above it.
const ABOVE_MINUS_ONE: f64 = -1.0 + f64::EPSILON / 2.0;

/// Returns the number next to −1, above it, in an element's own type; 0 for integers.
#[inline(always)]
fn above_minus_one<A: Element>() -> A {
    let steps = (1..=53).rev().map(|digits| A::nearest(-1.0 + bits::power_of_two(-digits)));
    steps.into_iter().find(|above| above.to_f64() > -1.0).unwrap_or(A::ZERO)
}

/// A number beyond 1 in size may be the label of one of many classes, −1 a negative or an unknown, and a
/// fraction a prediction that was given first.
fn advice_on_label(found: f64) -> Cow<'static, str> {
    if !found.is_finite() {
        return REMOVE.into();
    }
    if found == -1.0 {
        return "if -1 stands for negative, map the labels with `mapv(|y| y > 0)`; if it stands for \
                unknown, give such samples weight 0"
            .into();
    }
    if found.fract() != 0.0 {
        return "a fraction looks like a prediction: give the truth first, then the prediction"
            .into();
    }
    if found < 0.0 {
        return "map negative labels to 0 and positive ones to 1; give unknown ones weight 0"
            .into();
    }
    let found = Found(found);
    format!(
        "for labels of more than two classes use `metrics::confusion_matrix` or a metric whose name \
         begins with `Sparse`; if {found} is the positive class of two, map y_true, and predicted \
         labels too, with `mapv(|y| y == {found})`"
    )
    .into()
}

impl fmt::Display for Domain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Finite => "a finite number",
            Self::Logit => "a finite logit or -inf",
            Self::Probability | Self::ProbabilityNotLogit => "a probability in [0, 1]",
            Self::SoftLabel => "a label in [0, 1]",
            Self::Binary => "a label 0 or 1",
            Self::Member => "0 or 1, whether the class is in the set",
            Self::Margin => "a label 1, 0 or -1",
            Self::NonNegative => "a finite number of at least 0",
            Self::Positive => "a finite number above 0",
            Self::NonZero => "a finite number other than 0",
            Self::Whole => "a whole number of at least 0",
            Self::AboveMinusOne => "a finite number above -1",
            Self::Score => "a number, finite or not",
            Self::Label => "a label, which is a whole number",
            Self::Cluster => "the label of a cluster, a whole number from -2^63 to 2^63 - 1",
            Self::Repeats => "a whole number up to 2^32",
        })
    }
}

/// A [`Domain`] in an element's own type: two comparisons, which also betray NaN.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Guard<A> {
    low: A,
    high: A,
    between: Between,
}

/// Which numbers between the bounds are admitted.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Between {
    Any,
    /// Only 0, beside the bounds.
    Zero,
    AnyButZero,
    Whole,
}

impl<A: Element> Guard<A> {
    /// Whether the number may be used. Without a branch, as kernels ask this for every number.
    #[inline(always)]
    pub(crate) fn admits(&self, value: A) -> bool {
        let named = (value == self.low) | (value == self.high) | (value == A::ZERO);
        let inside = (self.low <= value) & (value <= self.high);
        let whole = (self.between != Between::Whole) | is_whole(value.to_f64());
        let divides = (self.between != Between::AnyButZero) | (value != A::ZERO);
        if self.between == Between::Zero { named } else { inside & whole & divides }
    }

    /// The smallest and the largest number that may be used, of a domain without gaps.
    #[inline(always)]
    pub(crate) fn bounds(&self) -> [A; 2] {
        debug_assert_eq!(self.between, Between::Any, "a domain with gaps");
        [self.low, self.high]
    }

    /// Whether all numbers of a slice may be used.
    ///
    /// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
    /// baseline.
    #[inline(always)]
    pub(crate) fn admits_all(&self, values: &[A]) -> bool {
        if self.between != Between::Any {
            return values.iter().fold(true, |all, &value| all & self.admits(value));
        }
        let inside = |value: A| (self.low <= value) & (value <= self.high);
        values.iter().fold(true, |all, &value| all & inside(value))
    }
}

/// Whether a number is whole: adding 2^52 to its size rounds to an integer.
#[inline(always)]
pub(crate) fn is_whole(x: f64) -> bool {
    const ROUNDER: f64 = 4_503_599_627_370_496.0;
    let size = x.abs();
    (size >= ROUNDER) | ((size + ROUNDER) - ROUNDER == size)
}

/// Whether an element is a whole number: an `f32` in its own type, since a vector register holds twice as many.
#[inline(always)]
pub(crate) fn is_whole_number<A: Element>(number: A) -> bool {
    const ROUNDER: f32 = 8_388_608.0;
    if A::INTEGER || !fits_f32::<A>() {
        return A::INTEGER || is_whole(number.to_f64());
    }
    let size = (number.to_f64() as f32).abs();
    (size >= ROUNDER) | ((size + ROUNDER) - ROUNDER == size)
}

/// Whether an element is a whole number below 2^24, or 2^53 of an `f64`: [`is_whole_number`] in fewer steps, which
/// may be false for larger numbers, and is for infinities and NaN.
#[inline(always)]
pub(crate) fn is_small_whole<A: Element>(number: A) -> bool {
    const SINGLE: f32 = 8_388_608.0;
    const DOUBLE: f64 = 4_503_599_627_370_496.0;
    // The sum has no places behind the point. Of an infinity, NaN is left.
    let is_whole = if fits_f32::<A>() {
        let size = (number.to_f64() as f32).abs();
        ((size + SINGLE) - SINGLE) - size == 0.0
    } else {
        let size = number.to_f64().abs();
        ((size + DOUBLE) - DOUBLE) - size == 0.0
    };
    A::INTEGER | is_whole
}

/// Whether an element is finite, in its own type: other numbers times 0 are NaN.
#[inline(always)]
pub(crate) fn is_finite_number<A: Element>(number: A) -> bool {
    let (single, double) = (number.to_f64() as f32, number.to_f64());
    A::INTEGER | if fits_f32::<A>() { single * 0.0 == 0.0 } else { double * 0.0 == 0.0 }
}

#[cfg(test)]
mod tests;
