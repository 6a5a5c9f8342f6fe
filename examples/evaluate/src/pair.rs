//! Truth, prediction and weights, brought to as few pairs of types as keep every value what it is.

use std::path::{Path, PathBuf};

use ndarray::ArrayD;
use ndarray_metrics::domain::Domain;
use ndarray_metrics::element::Element;
use ndarray_metrics::{Error, Evaluate, Measure, Undefined};

use crate::failure::Failure;
use crate::npy::{File, Numbers};

/// Arrays that a metric of one number reads.
pub(crate) trait Arrays: Sized {
    /// Brings two files to the types of the arrays, without rounding a number.
    fn new(y_true: File, y_pred: File) -> Result<Self, Failure>;

    fn evaluate<M>(&self, measure: &M, weights: Option<&ArrayD<f64>>) -> Result<f64, Error>
    where
        M: Measure<Output = Result<f64, Undefined>>;
}

/// Truth and prediction of one type each.
pub(crate) type Pair<T, P> = (ArrayD<T>, ArrayD<P>);

fn evaluate<T: Element, P: Element, M>(
    (y_true, y_pred): &Pair<T, P>,
    measure: &M,
    weights: Option<&ArrayD<f64>>,
) -> Result<f64, Error>
where
    M: Measure<Output = Result<f64, Undefined>>,
{
    match weights {
        Some(weights) => measure.evaluate_weighted(y_true, y_pred, weights),
        None => measure.evaluate(y_true, y_pred),
    }
}

/// Predictions that are known to be of single precision: a metric is compiled for them alone.
pub(crate) struct Singles(Pair<f64, f32>);

impl Arrays for Singles {
    fn new(y_true: File, y_pred: File) -> Result<Self, Failure> {
        match y_pred.numbers {
            Numbers::Single(numbers) => Ok(Self((y_true.into_f64()?, numbers))),
            _ => Err(Failure::input(format!(
                "{}: does not hold float32; restore the file that came with this program",
                y_pred.path.display()
            ))),
        }
    }

    fn evaluate<M>(&self, measure: &M, weights: Option<&ArrayD<f64>>) -> Result<f64, Error>
    where
        M: Measure<Output = Result<f64, Undefined>>,
    {
        evaluate(&self.0, measure, weights)
    }
}

/// The pairs that metrics of scores and classes read. A metric is compiled for each of them.
pub(crate) enum Floats {
    Single(Pair<f64, f32>),
    Double(Pair<f64, f64>),
}

impl Arrays for Floats {
    /// Differences from a prediction of floats are taken in `f64`.
    fn new(y_true: File, y_pred: File) -> Result<Self, Failure> {
        let y_true = y_true.into_f64()?;
        match y_pred.numbers {
            Numbers::Single(y_pred) => Ok(Self::Single((y_true, y_pred))),
            _ => Ok(Self::Double((y_true, y_pred.into_f64()?))),
        }
    }

    fn evaluate<M>(&self, measure: &M, weights: Option<&ArrayD<f64>>) -> Result<f64, Error>
    where
        M: Measure<Output = Result<f64, Undefined>>,
    {
        match self {
            Self::Single(pair) => evaluate(pair, measure, weights),
            Self::Double(pair) => evaluate(pair, measure, weights),
        }
    }
}

/// The pairs that errors read: integers meet as integers, because those of 64 bits subtract exactly.
pub(crate) enum AnyPair {
    Floats(Floats),
    Whole(Pair<i64, i64>),
}

impl Arrays for AnyPair {
    fn new(y_true: File, y_pred: File) -> Result<Self, Failure> {
        match (y_true.numbers, y_pred.numbers) {
            (Numbers::Whole(y_true), Numbers::Whole(y_pred)) => Ok(Self::Whole((y_true, y_pred))),
            (true_numbers, pred_numbers) => {
                let y_true = File { numbers: true_numbers, ..y_true };
                Floats::new(y_true, File { numbers: pred_numbers, ..y_pred }).map(Self::Floats)
            }
        }
    }

    fn evaluate<M>(&self, measure: &M, weights: Option<&ArrayD<f64>>) -> Result<f64, Error>
    where
        M: Measure<Output = Result<f64, Undefined>>,
    {
        match self {
            Self::Floats(pair) => pair.evaluate(measure, weights),
            Self::Whole(pair) => evaluate(pair, measure, weights),
        }
    }
}

/// A line of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) value: Result<f64, Undefined>,
}

impl Row {
    /// All digits that tell the value from its neighbours, or why there is no value.
    pub(crate) fn text(&self) -> String {
        match self.value {
            Ok(value) => format!("{value:?}"),
            Err(why) => format!("undefined: {why}"),
        }
    }
}

/// The files of one evaluation.
pub(crate) struct Files {
    pub(crate) y_true: File,
    pub(crate) y_pred: File,
    pub(crate) weights: Option<File>,
}

/// The arrays of one evaluation and the names of their files.
pub(crate) struct Data<A> {
    arrays: A,
    weights: Option<ArrayD<f64>>,
    y_true_path: PathBuf,
    y_pred_path: PathBuf,
    weights_path: PathBuf,
}

impl<A: Arrays> Data<A> {
    pub(crate) fn new(Files { y_true, y_pred, weights }: Files) -> Result<Self, Failure> {
        let (y_true_path, y_pred_path) = (y_true.path.clone(), y_pred.path.clone());
        let weights_path = weights.as_ref().map(|file| file.path.clone()).unwrap_or_default();
        let arrays = A::new(y_true, y_pred)?;
        let weights = weights.map(File::into_f64).transpose()?;
        Ok(Self { arrays, weights, y_true_path, y_pred_path, weights_path })
    }

    /// Computes one line.
    pub(crate) fn row<M>(&self, name: &'static str, measure: &M) -> Result<Row, Failure>
    where
        M: Measure<Output = Result<f64, Undefined>>,
    {
        match self.arrays.evaluate(measure, self.weights.as_ref()) {
            Ok(value) => Ok(Row { name, value: Ok(value) }),
            Err(Error::Undefined(why)) => Ok(Row { name, value: Err(why) }),
            Err(error) => Err(self.refusal(&error)),
        }
    }

    /// The library's message with the files that it is about, and what this program has to offer.
    fn refusal(&self, error: &Error) -> Failure {
        let files: Vec<_> =
            self.concerned(error).iter().map(|path| path.display().to_string()).collect();
        let offer = match error {
            Error::Value { expected: Domain::ProbabilityNotLogit, .. } => " (here: --from-logits)",
            _ => "",
        };
        Failure::input(format!("{}: {error}{offer}", files.join(", ")))
    }

    fn concerned(&self, error: &Error) -> Vec<&Path> {
        match error.argument() {
            Some("y_true") => vec![&self.y_true_path],
            Some("y_pred") => vec![&self.y_pred_path],
            Some("weights") => vec![&self.weights_path],
            _ => vec![&self.y_true_path, &self.y_pred_path],
        }
    }
}
