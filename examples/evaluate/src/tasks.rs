//! Which task two files are for, and the metrics of each task.

use ndarray_metrics::domain::Domain;
use ndarray_metrics::metrics::{
    BinaryAccuracy, BinaryCrossentropy, CategoricalAccuracy, CategoricalCrossentropy,
    MeanAbsoluteError, MeanSquaredError, Precision, Recall, RootMeanSquaredError,
    SparseCategoricalAccuracy, SparseCategoricalCrossentropy,
};

use crate::arguments::Request;
use crate::arrays::{AnyArrays, Floats};
use crate::data::{Data, Files};
use crate::failure::Failure;
use crate::header::tuple;
use crate::npy::Numbers;
use crate::row::Row;

/// What the user may ask for.
#[derive(Clone, Copy)]
pub(crate) enum Task {
    Binary,
    Multiclass,
    Regression,
}

/// A task, and the form its truth has.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Form {
    Binary,
    Labels,
    OneHot,
    Regression,
}

/// A form and why it was chosen.
pub(crate) struct Choice {
    pub(crate) form: Form,
    pub(crate) sentence: String,
}

pub(crate) fn choose(
    y_true: &Numbers,
    y_pred: &Numbers,
    request: &Request,
) -> Result<Choice, Failure> {
    let choice = match request.task {
        Some(task) => said(task, y_true.shape(), y_pred.shape()),
        None => assumed(y_true, y_pred, request.from_logits),
    };
    if request.from_logits && choice.form == Form::Regression {
        return Err(Failure::input(format!(
            "--from-logits is for binary and multiclass; {}",
            choice.sentence
        )));
    }
    Ok(choice)
}

fn said(task: Task, y_true: &[usize], y_pred: &[usize]) -> Choice {
    let form = match task {
        Task::Binary => Form::Binary,
        Task::Regression => Form::Regression,
        // A last axis of 1 is what labels often carry along: the error for labels says so.
        Task::Multiclass if y_true.len() == y_pred.len() && y_true.last() != Some(&1) => {
            Form::OneHot
        }
        Task::Multiclass => Form::Labels,
    };
    Choice { form, sentence: format!("{}, as --task says", form.name()) }
}

fn assumed(y_true: &Numbers, y_pred: &Numbers, from_logits: bool) -> Choice {
    let (form, why) = guess(y_true, y_pred, from_logits);
    let name = form.name();
    Choice { form, sentence: format!("assumed {name}: {why}; say --task to change") }
}

fn guess(y_true: &Numbers, y_pred: &Numbers, from_logits: bool) -> (Form, String) {
    let (t, p) = (tuple(y_true.shape()), tuple(y_pred.shape()));
    if has_class_axis(y_true.shape(), y_pred.shape()) {
        return (Form::Labels, format!("y_pred {p} has one more axis than y_true {t}"));
    }
    if y_true.shape() != y_pred.shape() {
        return (
            Form::Regression,
            format!("y_true {t} and y_pred {p} have no other task's shapes"),
        );
    }
    if has_one_hot_rows(y_true) {
        return (Form::OneHot, format!("every row of y_true {t} is one-hot, y_pred has its shape"));
    }
    let labels = y_true.values().all(is_hard);
    if labels && from_logits {
        return (Form::Binary, format!("y_true {t} holds only 0 and 1, y_pred {p} are logits"));
    }
    if labels && y_pred.values().all(may_be_probability) {
        return (Form::Binary, format!("y_true {t} holds only 0 and 1, y_pred {p} lies in [0, 1]"));
    }
    (Form::Regression, format!("y_true {t} and y_pred {p} are not labels and probabilities"))
}

fn has_class_axis(y_true: &[usize], y_pred: &[usize]) -> bool {
    y_pred.len() == y_true.len() + 1 && y_pred.last().is_some_and(|&classes| classes >= 2)
}

fn has_one_hot_rows(y_true: &Numbers) -> bool {
    let classes = match y_true.shape() {
        [_, .., classes] if *classes >= 2 => *classes,
        _ => return false,
    };
    if !y_true.values().all(is_hard) {
        return false;
    }
    let values: Vec<_> = y_true.values().collect();
    values.chunks(classes).all(|row| row.iter().sum::<f64>() == 1.0)
}

fn is_hard(label: f64) -> bool {
    label == 0.0 || label == 1.0
}

/// NaN says nothing about the task; the library refuses it by name and place.
fn may_be_probability(score: f64) -> bool {
    let (low, high) = Domain::Probability.bounds();
    score.is_nan() || (low..=high).contains(&score)
}

impl Form {
    fn name(self) -> &'static str {
        match self {
            Self::Binary => "binary",
            Self::Labels => "multiclass with class labels",
            Self::OneHot => "multiclass with one-hot rows",
            Self::Regression => "regression",
        }
    }

    pub(crate) fn rows(self, files: Files, from_logits: bool) -> Result<Vec<Row>, Failure> {
        match self {
            Self::Binary => binary(&Data::new(files)?, from_logits),
            Self::Labels => labels(&Data::new(files)?, from_logits),
            Self::OneHot => one_hot(&Data::new(files)?, from_logits),
            Self::Regression => regression(&Data::new(files)?),
        }
    }
}

fn binary(data: &Data<Floats>, from_logits: bool) -> Result<Vec<Row>, Failure> {
    let threshold = if from_logits { 0.0 } else { 0.5 };
    let precision = Precision { threshold: Some(threshold), ..Default::default() };
    let recall = Recall { threshold: Some(threshold), ..Default::default() };
    let loss = BinaryCrossentropy { from_logits, ..Default::default() };
    Ok(vec![
        data.row("binary_accuracy", &BinaryAccuracy { threshold })?,
        data.decided("precision", &precision, threshold)?,
        data.decided("recall", &recall, threshold)?,
        data.row("binary_crossentropy", &loss)?,
    ])
}

fn labels(data: &Data<Floats>, from_logits: bool) -> Result<Vec<Row>, Failure> {
    let loss = SparseCategoricalCrossentropy { from_logits, ..Default::default() };
    Ok(vec![
        data.row("sparse_categorical_accuracy", &SparseCategoricalAccuracy)?,
        data.row("sparse_categorical_crossentropy", &loss)?,
    ])
}

fn one_hot(data: &Data<Floats>, from_logits: bool) -> Result<Vec<Row>, Failure> {
    let loss = CategoricalCrossentropy { from_logits, ..Default::default() };
    Ok(vec![
        data.row("categorical_accuracy", &CategoricalAccuracy)?,
        data.row("categorical_crossentropy", &loss)?,
    ])
}

fn regression(data: &Data<AnyArrays>) -> Result<Vec<Row>, Failure> {
    Ok(vec![
        data.row("mean_squared_error", &MeanSquaredError)?,
        data.row("root_mean_squared_error", &RootMeanSquaredError)?,
        data.row("mean_absolute_error", &MeanAbsoluteError)?,
    ])
}
