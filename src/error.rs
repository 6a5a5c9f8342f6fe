//! What is refused, and what is undefined: every message says what was expected, what was found
//! and what to change.

use std::borrow::Cow;

use crate::domain::Domain;

/// Why an input was refused. The state of a metric that refuses is bit for bit as it was.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An array of rank 0 has no batch axis.
    #[error(
        "`{argument}` is a scalar (shape []), but samples lie along a leading batch axis; \
         make it a batch of one with `{argument}.insert_axis(Axis(0))`"
    )]
    NoBatchAxis {
        /// The name of the argument.
        argument: String,
    },

    /// An array does not hold samples of the expected shape.
    #[error("`{argument}` has shape {found:?}, expected {}{advice}", batch_text(.expected))]
    SampleShape {
        /// The name of the argument.
        argument: String,
        /// What one sample should look like: the size of each axis, `None` where any will do.
        expected: Vec<Option<usize>>,
        /// The whole shape found, batch axis first.
        found: Vec<usize>,
        /// What to change, if that can be told.
        advice: String,
    },

    /// Arrays that belong together hold different numbers of samples.
    #[error("all inputs must hold the same number of samples, found {}", list_counts(.counts))]
    SampleCounts {
        /// Every input with its number of samples.
        counts: Vec<(String, usize)>,
    },

    /// A sample belongs to a group that there is no metric for.
    #[error(
        "groups[{sample}] is {found}, expected a position among the {groups} metrics; \
         number the groups from 0, or add metrics"
    )]
    Group {
        /// The sample.
        sample: usize,
        /// The group that it is said to be in.
        found: usize,
        /// The number of metrics.
        groups: usize,
    },

    /// More or fewer arrays than inputs were declared.
    #[error(
        "{} for {} ({})", counted(*.found, "array"), counted(.expected.len(), "input"),
        list_names(.expected)
    )]
    InputCount {
        /// The names of the declared inputs.
        expected: Vec<String>,
        /// How many arrays came.
        found: usize,
    },

    /// An input that was declared was not given, given twice, or given and not declared.
    #[error("input `{name}` is {problem}; the inputs are {}", list_names(.expected))]
    InputName {
        /// The name in question.
        name: String,
        /// `missing`, `unknown`, `given twice` or `declared twice`.
        problem: &'static str,
        /// The names of the declared inputs.
        expected: Vec<String>,
    },

    /// Truth and prediction do not have the shapes that the metric compares.
    #[error(
        "y_true has shape {y_true:?}, y_pred has shape {y_pred:?}; {expected}, \
         nothing is broadcast or squeezed{advice}"
    )]
    Shapes {
        /// The shape of the truth.
        y_true: Vec<usize>,
        /// The shape of the prediction.
        y_pred: Vec<usize>,
        /// The rule that the two should follow.
        expected: &'static str,
        /// What to change, if that can be told.
        advice: String,
    },

    /// The prediction has no last axis of classes, or an empty one.
    #[error(
        "y_pred has shape {found:?}, expected [batch, .., classes] with at least one class; \
         for one number per sample use a metric of single numbers, such as a binary one"
    )]
    NoClassAxis {
        /// The shape of the prediction.
        found: Vec<usize>,
    },

    /// The weights' shape is not made of the leading axes of the units that they weigh.
    #[error(
        "weights have shape {weights:?}, expected the leading axes of {units:?}, \
         such as {:?}, one weight for everything under it{advice}",
        &.units[..1]
    )]
    WeightShape {
        /// The shape of the weights.
        weights: Vec<usize>,
        /// The shape of the units: elements, or rows where a row of classes is one unit.
        units: Vec<usize>,
        /// What to change, if that can be told.
        advice: String,
    },

    /// A number lies outside what the argument may hold.
    #[error(
        "{argument}{index:?} is {}, expected {expected}; {}", short(*.found),
        if .found.is_nan() { Domain::Finite } else { *.expected }.advice()
    )]
    Value {
        /// `y_true`, `y_pred`, or `values` where there is one argument only.
        argument: &'static str,
        /// Where, in the argument's own axes.
        index: Vec<usize>,
        /// The number.
        found: f64,
        /// What the argument may hold.
        expected: Domain,
    },

    /// A class label does not name a class.
    #[error(
        "y_true{index:?} is {label}, expected {}, or give such samples weight 0",
        label_rule(*.classes)
    )]
    Label {
        /// Where, in the labels' axes.
        index: Vec<usize>,
        /// The label as it was found.
        label: String,
        /// The number of classes; `usize::MAX` where any whole number is a class.
        classes: usize,
    },

    /// A label does not name one of the declared classes.
    #[error(
        "{argument}{index:?} is {label}, expected a class label in 0..{classes} (`num_classes`); \
         map the labels to 0..{classes}, declare a label of y_true as `ignore_class`, or give such \
         samples weight 0"
    )]
    Class {
        /// `y_true` or `y_pred`.
        argument: &'static str,
        /// Where, in the argument's own axes.
        index: Vec<usize>,
        /// The label as it was found.
        label: String,
        /// The number of classes.
        classes: usize,
    },

    /// A row gives no class a probability above zero, so that it cannot be normalised.
    #[error(
        "the row y_pred{index:?} gives every class a probability of 0, expected one above it (a \
         positive number, or a logit above -inf); remove the sample, or give it weight 0"
    )]
    ZeroRow {
        /// The row, in the axes before the last.
        index: Vec<usize>,
    },

    /// A weight is negative, infinite or NaN.
    #[error(
        "weights{index:?} is {}, expected a finite number of at least 0; \
         a weight of 0 leaves a sample out", short(*.found)
    )]
    Weight {
        /// Where, in the weights' axes.
        index: Vec<usize>,
        /// The weight.
        found: f64,
    },

    /// The formula of a metric gives NaN for arguments that it admits.
    #[error(
        "the formula of {measure} is NaN at {index:?}, expected a number for every pair of \
         admitted arguments; narrow the `Domain` that the measure states, or change its formula"
    )]
    Formula {
        /// The measure with its options.
        measure: String,
        /// The unit.
        index: Vec<usize>,
    },

    /// An option of a metric has a value that it cannot have.
    #[error("option `{option}` is {found}, expected {expected}")]
    Parameter {
        /// The name of the field.
        option: &'static str,
        /// Its value.
        found: String,
        /// What it may be.
        expected: Cow<'static, str>,
    },

    /// Two metrics with different options cannot be merged.
    #[error("cannot merge {theirs} into {ours}: the options must be equal")]
    Configuration {
        /// The metric merged into.
        ours: String,
        /// The other one.
        theirs: String,
    },

    /// The name of a metric in a collection is unknown or taken.
    #[error("metric `{name}` {problem}")]
    MetricName {
        /// The name.
        name: String,
        /// What is wrong with it, and what to say instead.
        problem: String,
    },

    /// What was to be restored is no checkpoint of the measure.
    #[error("cannot restore {measure}: {problem}")]
    Checkpoint {
        /// The measure that was to be restored.
        measure: String,
        /// What was expected, what was found and what to do.
        problem: String,
    },

    /// What is known of the columns of one array cannot be added to that of another.
    #[error(
        "the last axis has {found} columns, expected {expected} as in the batches before; \
         use a metric of its own for each kind of array, or `reset`"
    )]
    Columns {
        /// The number of columns so far.
        expected: usize,
        /// The number of columns now.
        found: usize,
    },

    /// A row whose numbers are all equal has no correlation.
    #[error(
        "row {index:?} of y_true or y_pred does not vary, expected a row of different numbers, \
         which a correlation compares; leave the row out, give it weight 0, or use the pooled \
         form of the metric"
    )]
    ConstantRow {
        /// The row, in the axes before the last.
        index: Vec<usize>,
    },

    /// The sufficient statistics, or the values per sample, would not fit into memory.
    #[error("the state of {what} does not fit into memory, expected fewer; evaluate parts of them")]
    TooLarge {
        /// What there is too much of.
        what: String,
    },

    /// The input is right, but the value is not defined for it.
    #[error("the value is undefined: {0}")]
    Undefined(#[from] Undefined),
}

impl Error {
    /// The refusal of an option's value: its name, what was found, and what it may be.
    #[must_use]
    pub fn parameter(
        option: &'static str,
        found: impl ToString,
        expected: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::Parameter { option, found: found.to_string(), expected: expected.into() }
    }

    /// The refusal of an option whose value is a number.
    pub(crate) fn number(option: &'static str, found: f64, expected: &'static str) -> Self {
        Self::parameter(option, short(found), expected)
    }

    /// The argument or input that the refusal is about, if it is about one alone: `y_true`,
    /// `y_pred`, `weights`, or the name of an input.
    #[must_use]
    pub fn argument(&self) -> Option<&str> {
        match self {
            Self::NoBatchAxis { argument } | Self::SampleShape { argument, .. } => Some(argument),
            Self::InputName { name, .. } => Some(name),
            Self::Value { argument, .. } | Self::Class { argument, .. } => Some(argument),
            Self::NoClassAxis { .. } | Self::ZeroRow { .. } => Some("y_pred"),
            Self::Label { .. } => Some("y_true"),
            Self::WeightShape { .. } | Self::Weight { .. } => Some("weights"),
            _ => None,
        }
    }
}

/// Why a metric has no value for what it has seen.
///
/// `metric.result().unwrap_or(0.0)` is the caller's choice, not the library's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum Undefined {
    /// Nothing was seen, or nothing of a weight above zero.
    #[error("no samples with a weight above zero")]
    NoSamples,
    /// The value is a quotient, and nothing was seen that its denominator counts.
    #[error("the denominator is zero: no sample of the kind that is counted")]
    ZeroDenominator,
    /// All samples are of one class, and the value compares two.
    #[error("all samples are of one class, two are needed")]
    OneClass,
    /// The truth, or what the value divides by the spread of, does not vary.
    #[error("the values do not vary, so that there is no spread to compare with")]
    Constant,
    /// A score is no probability, and the value compares probabilities with frequencies.
    #[error("a score lies outside [0, 1], so that it is no probability")]
    NotProbabilities,
    /// No threshold of the grid reaches the value that is demanded.
    #[error("no threshold reaches the demanded value")]
    DemandNotMet,
    /// A term, or the value itself, is beyond the range of `f64`.
    #[error("a term or the value exceeds the range of f64")]
    Overflow,
}

/// A number as short as it can be said: 1e-15, not 0.000000000000001.
fn short(x: f64) -> String {
    let usual = x == 0.0 || !x.is_finite() || (1e-4..1e16).contains(&x.abs());
    if usual { x.to_string() } else { format!("{x:e}") }
}

/// The shape of a whole batch of samples.
fn batch_text(sample: &[Option<usize>]) -> String {
    let batch = std::iter::once("batch".to_owned());
    bracketed(batch.chain(sample.iter().copied().map(axis_text)))
}

/// The size of an axis.
pub(crate) fn axis_text(axis: Option<usize>) -> String {
    axis.map_or("any".into(), |size| size.to_string())
}

pub(crate) fn bracketed(axes: impl Iterator<Item = String>) -> String {
    format!("[{}]", axes.collect::<Vec<_>>().join(", "))
}

fn label_rule(classes: usize) -> String {
    if classes == usize::MAX {
        return "a whole number of at least 0; map the labels to such".into();
    }
    format!(
        "a class label in 0..{classes}, the size of y_pred's last axis; map the labels to \
         0..{classes}"
    )
}

fn counted(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn list_counts(counts: &[(String, usize)]) -> String {
    let each: Vec<_> = counts.iter().map(|(name, n)| format!("`{name}`: {n}")).collect();
    each.join(", ")
}

fn list_names(names: &[String]) -> String {
    let each: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    each.join(", ")
}
