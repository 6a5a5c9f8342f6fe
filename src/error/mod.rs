//! Why an input is refused, and why a value is undefined, with what was expected, found and is to change.

mod methods;
mod phrases;
mod undefined;

use std::borrow::Cow;

use self::phrases::{
    batch_text, class_rule, label_rule, leading_axes, list_counts, list_names, place, weight_at,
};
use crate::domain::Domain;
use crate::text::Found;

pub use self::undefined::Undefined;

/// Why an input was refused. A refusal leaves the state of a metric bit for bit as it was.
/// A program whose `main` returns it prints the message, since `Debug` is the message.
#[derive(Clone, PartialEq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An array of rank 0 has no batch axis.
    #[error("`{argument}` {}`{argument}.insert_axis(Axis(0))`", phrases::SCALAR)]
    NoBatchAxis {
        /// The name of the argument.
        argument: String,
    },

    /// The samples of an array do not have the expected shape.
    #[error("`{argument}` has shape {found:?}, expected {}{advice}", batch_text(.expected))]
    SampleShape {
        /// The name of the argument.
        argument: String,
        /// The shape of one sample: the size of each axis, `None` where any size is accepted.
        expected: Vec<Option<usize>>,
        /// The shape of the whole array, batch axis first.
        found: Vec<usize>,
        /// What to change, if known.
        advice: String,
    },

    /// Arrays that belong together hold different numbers of samples.
    #[error("all inputs must hold the same number of samples, found {}", list_counts(.counts))]
    SampleCounts {
        /// Every input with its number of samples.
        counts: Vec<(String, usize)>,
    },

    /// A sample is in a group that has no metric.
    #[error("groups[{sample}] is {found}, expected a number below {groups}{}", phrases::GROUPS)]
    Group {
        /// The position of the sample in the batch.
        sample: usize,
        /// The group of the sample.
        found: usize,
        /// The number of groups.
        groups: usize,
    },

    /// The number of arrays is not that of the declared inputs.
    #[error("{}; give one array for each input", phrases::counted_inputs(*.found, .expected))]
    InputCount {
        /// The names of the declared inputs.
        expected: Vec<String>,
        /// The number of arrays.
        found: usize,
    },

    /// A declared input is missing, or an input is given twice or was not declared.
    #[error("input `{name}` is {problem}; the inputs are {}", list_names(.expected))]
    InputName {
        /// The name of the input.
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
        /// What to change, if known.
        advice: String,
    },

    /// A metric that ranks samples was given several scores for each sample.
    #[error("y_pred has shape {found:?}, {}", phrases::SEVERAL_SCORES)]
    SeveralScores {
        /// The shape of the prediction.
        found: Vec<usize>,
    },

    /// The prediction has no last axis of classes, or an empty one.
    #[error("y_pred has shape {found:?}, {}", phrases::NO_CLASS_AXIS)]
    NoClassAxis {
        /// The shape of the prediction.
        found: Vec<usize>,
    },

    /// The shape of the weights is not that of leading axes of the units.
    #[error("weights have shape {weights:?}, expected {}{advice}", leading_axes(.units))]
    WeightShape {
        /// The shape of the weights.
        weights: Vec<usize>,
        /// The shape of the units: elements, or rows where a row of classes is one unit.
        units: Vec<usize>,
        /// What to change, if known.
        advice: String,
    },

    /// A number lies outside the domain of its argument.
    #[error(
        "{argument}{} is {}, expected {expected}; {}{}", place(.index), Found(*.found),
        .expected.advice(*.found), phrases::on_missing(argument, *.found)
    )]
    Value {
        /// `y_true` or `y_pred`; `values` for a metric of one array.
        argument: &'static str,
        /// The index of the number in the argument; empty for a single number.
        index: Vec<usize>,
        /// The number.
        found: f64,
        /// The domain of the argument.
        expected: Domain,
    },

    /// An integer that no `f64` holds would be taken as one.
    #[error("{argument}{} is {found}, {}", place(.index), phrases::INEXACT)]
    Inexact {
        /// `y_true` or `y_pred`.
        argument: &'static str,
        /// The index of the integer in the argument.
        index: Vec<usize>,
        /// The integer.
        found: String,
    },

    /// A class label does not name a class.
    #[error("y_true{index:?} is {label}, expected {}", label_rule(*.classes))]
    Label {
        /// The index of the label in `y_true`.
        index: Vec<usize>,
        /// The label.
        label: String,
        /// The number of classes; `usize::MAX` where any whole number is a class.
        classes: usize,
    },

    /// A label does not name one of the declared classes.
    #[error("{argument}{} is {label}, expected {}", place(.index), class_rule(argument, label, *.classes))]
    Class {
        /// `y_true` or `y_pred`.
        argument: &'static str,
        /// The index of the label in the argument; empty for a single label.
        index: Vec<usize>,
        /// The label.
        label: String,
        /// The number of classes.
        classes: usize,
    },

    /// A row gives every class a probability of zero, so it cannot be normalised.
    #[error("the row y_pred{index:?} {}", phrases::ZERO_ROW)]
    ZeroRow {
        /// The index of the row in the axes before the last.
        index: Vec<usize>,
    },

    /// The numbers of a row are admitted one by one, but together they are no forecast.
    #[error("the row y_pred{index:?} has {problem}")]
    Forecast {
        /// The index of the row in the axes before the last.
        index: Vec<usize>,
        /// What was found, what was expected and what to change.
        problem: String,
    },

    /// A weight is negative, infinite or NaN.
    #[error(
        "{} is {}, expected a finite number of at least 0; a weight of 0 leaves a sample out",
        weight_at(.index), Found(*.found)
    )]
    Weight {
        /// The index of the weight; empty for a single weight.
        index: Vec<usize>,
        /// The weight.
        found: f64,
    },

    /// A weight other than 0 and 1, where samples are counted.
    #[error("{} is {}{}", weight_at(.index), Found(*.found), phrases::NO_COUNT)]
    NoCount {
        /// The index of the weight.
        index: Vec<usize>,
        /// The weight.
        found: f64,
    },

    /// A weight of an element that is neither 0 nor the weight of the other elements of its row.
    #[error("{} is {}{}", weight_at(.index), Found(*.found), phrases::UNEVEN)]
    UnevenWeight {
        /// The index of the weight.
        index: Vec<usize>,
        /// The weight.
        found: f64,
    },

    /// The formula of a metric gives NaN for numbers inside its domains.
    #[error("the formula of {measure} is NaN at {index:?}, {}", phrases::NO_TERM)]
    Formula {
        /// The measure with its options.
        measure: String,
        /// The index of the unit.
        index: Vec<usize>,
    },

    /// An option of a metric has a value outside its range.
    #[error("option `{option}` is {found}, expected {expected}")]
    Parameter {
        /// The name of the field.
        option: &'static str,
        /// Its value.
        found: String,
        /// The values that the option may have.
        expected: Cow<'static, str>,
    },

    /// Two metrics are of different measures or have different options.
    #[error("cannot merge {theirs} into {ours}: metric and options must be equal")]
    Configuration {
        /// The metric that was to take in the other.
        ours: String,
        /// The metric that was to be taken in.
        theirs: String,
    },

    /// The name of a metric in a collection is unknown or taken.
    #[error("metric `{name}` {problem}")]
    MetricName {
        /// The name.
        name: String,
        /// What is wrong with the name, and what to do instead.
        problem: String,
    },

    /// The bytes or the text are no checkpoint of the measure.
    #[error("cannot restore {measure}: {problem}")]
    Checkpoint {
        /// The measure.
        measure: String,
        /// What was expected, what was found and what to change.
        problem: String,
    },

    /// An array has another number of columns than the batches before it.
    #[error("the last axis has {found} columns, expected {expected}{}", phrases::COLUMNS)]
    Columns {
        /// The number of columns of the batches before.
        expected: usize,
        /// The number of columns of this batch.
        found: usize,
    },

    /// All numbers of a row are equal, so it has no correlation.
    #[error("row {index:?} {}", phrases::CONSTANT_ROW)]
    ConstantRow {
        /// The index of the row in the axes before the last.
        index: Vec<usize>,
    },

    /// The state, or the values per sample, would not fit into memory.
    #[error("{what} {}", phrases::TOO_LARGE)]
    TooLarge {
        /// The samples, columns or cells, with their number.
        what: String,
    },

    /// A member of a tuple or collection refused the batch, so that no member took it.
    #[error("{member}: {error}")]
    Member {
        /// The member: its name in the collection, or its place in the tuple.
        member: String,
        /// Its refusal.
        error: Box<Self>,
    },

    /// The input is accepted, but has no value.
    #[error("the value is undefined: {0}")]
    Undefined(#[from] Undefined),
}
