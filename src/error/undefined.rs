//! Why a metric has no value.

/// Why a metric has no value for what it has seen.
///
/// `metric.result().unwrap_or(0.0)` is the caller's choice, not the library's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Undefined {
    /// No sample was seen, or none with a weight above zero.
    #[error("no samples with a weight above zero")]
    NoSamples,
    /// The value is a quotient, and its denominator counts no sample.
    #[error("the denominator is zero: no sample counts towards it")]
    ZeroDenominator,
    /// All samples are of one class, and the value compares two.
    #[error("all samples are of one class, two classes are needed")]
    OneClass,
    /// The value divides by a spread, and the numbers do not vary.
    #[error("the numbers do not vary, so the spread to divide by is zero")]
    Constant,
    /// A score is no probability, and the value compares probabilities with frequencies.
    #[error("a score lies outside [0, 1], so it is no probability")]
    NotProbabilities,
    /// A probability of 0 or 1 ruled out the outcome that occurred, so the logarithmic score is infinite.
    #[error(
        "a probability of 0 or 1 rules out what happened, so the logarithmic score is infinite; keep \
         probabilities off 0 and 1, or take another score"
    )]
    RuledOut,
    /// More than one in twenty replicates have no value.
    #[error("more than one replicate in 20 has no value, so the others tell too little")]
    Replicates,
    /// No threshold reaches the demanded value.
    #[error("no threshold reaches the demanded value")]
    DemandNotMet,
    /// A term, a total or the value is beyond the range of `f64`; or weights are so small, or lie so far
    /// apart, that digits would be lost ([how far](crate::guide::weights)).
    #[error(
        "a term, a weight or the value lies beyond the range of f64; take units and weights closer to 1"
    )]
    Overflow,
    /// A standard error compares samples with each other, and there are too few of them.
    #[error("too few samples to compare with each other, two are needed at least")]
    TooFewSamples,
    /// The samples do not vary, so that they show no spread from which an interval could be formed.
    #[error("the samples show no spread, from which an interval could be formed")]
    NoSpread,
    /// The value is no share of a number of samples.
    #[error("the value is no share of a number of samples")]
    NoShare,
    /// The samples have weights that are no whole numbers, so that their number is not known.
    #[error("weights that are no whole numbers leave the number of samples unknown")]
    NotCounted,
    /// Two models leave out different samples, so that their values are not of the same samples.
    #[error(
        "the two models leave out different samples, so that their values are not of the same samples"
    )]
    Unpaired,
    /// There is no formula for this standard error.
    #[error(
        "there is no formula for this standard error; resample with a `Bootstrap`, two models with equal ids"
    )]
    NoFormula,
}
