//! Truth, prediction and weights, brought to as few pairs of types as keep every value what it is.

use std::path::{Path, PathBuf};

use ndarray::ArrayD;
use ndarray_metrics::domain::Domain;
use ndarray_metrics::element::Element;
use ndarray_metrics::{Error, Evaluate, Measure, Undefined};

use crate::failure::Failure;
use crate::npy::{File, Numbers};

/// Arrays that a metric of one number reads.
pub(crate) trait Arrays {
    fn evaluate<M>(&self, measure: &M, weights: Option<&ArrayD<f64>>) -> Result<f64, Error>
    where
        M: Measure<Output = Result<f64, Undefined>>;
}

/// Truth and prediction of one type each.
pub(crate) type Pair<T, P> = (ArrayD<T>, ArrayD<P>);

impl<T: Element, P: Element> Arrays for Pair<T, P> {
    fn evaluate<M>(&self, measure: &M, weights: Option<&ArrayD<f64>>) -> Result<f64, Error>
    where
        M: Measure<Output = Result<f64, Undefined>>,
    {
        let (y_true, y_pred) = self;
        match weights {
            Some(weights) => measure.evaluate_weighted(y_true, y_pred, weights),
            None => measure.evaluate(y_true, y_pred),
        }
    }
}

/// The pairs that metrics of scores and classes read. A metric is compiled for each of them.
pub(crate) enum Floats {
    Single(Pair<f64, f32>),
    Double(Pair<f64, f64>),
}

impl Arrays for Floats {
    fn evaluate<M>(&self, measure: &M, weights: Option<&ArrayD<f64>>) -> Result<f64, Error>
    where
        M: Measure<Output = Result<f64, Undefined>>,
    {
        match self {
            Self::Single(pair) => pair.evaluate(measure, weights),
            Self::Double(pair) => pair.evaluate(measure, weights),
        }
    }
}

impl From<[Numbers; 2]> for Floats {
    /// Nothing is lost beside a prediction of floats: differences from it are taken in `f64`.
    fn from([y_true, y_pred]: [Numbers; 2]) -> Self {
        match y_pred {
            Numbers::Single(y_pred) => Self::Single((y_true.into_f64(), y_pred)),
            y_pred => Self::Double((y_true.into_f64(), y_pred.into_f64())),
        }
    }
}

/// The pairs that errors read: integers meet as integers, because those of 64 bits subtract exactly.
pub(crate) enum AnyPair {
    Floats(Floats),
    Whole(Pair<i64, i64>),
}

impl Arrays for AnyPair {
    fn evaluate<M>(&self, measure: &M, weights: Option<&ArrayD<f64>>) -> Result<f64, Error>
    where
        M: Measure<Output = Result<f64, Undefined>>,
    {
        match self {
            Self::Floats(pair) => pair.evaluate(measure, weights),
            Self::Whole(pair) => pair.evaluate(measure, weights),
        }
    }
}

impl From<[Numbers; 2]> for AnyPair {
    fn from(numbers: [Numbers; 2]) -> Self {
        match numbers {
            [Numbers::Whole(y_true), Numbers::Whole(y_pred)] => Self::Whole((y_true, y_pred)),
            numbers => Self::Floats(numbers.into()),
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

impl<A: Arrays + From<[Numbers; 2]>> From<Files> for Data<A> {
    fn from(Files { y_true, y_pred, weights }: Files) -> Self {
        let paths = [y_true.path, y_pred.path];
        Self::of([y_true.numbers, y_pred.numbers].into(), paths, weights)
    }
}

impl Data<Pair<f64, f32>> {
    /// Predictions that are known to be of single precision: a metric is compiled for them alone.
    pub(crate) fn single(
        y_true: File,
        y_pred: File,
        weights: Option<File>,
    ) -> Result<Self, Failure> {
        let paths = [y_true.path, y_pred.path];
        match Floats::from([y_true.numbers, y_pred.numbers]) {
            Floats::Single(pair) => Ok(Self::of(pair, paths, weights)),
            Floats::Double(_) => Err(Failure::input(format!(
                "{}: does not hold float32; restore the file that came with this program",
                paths[1].display()
            ))),
        }
    }
}

impl<A: Arrays> Data<A> {
    fn of(arrays: A, [y_true_path, y_pred_path]: [PathBuf; 2], weights: Option<File>) -> Self {
        let (weights, weights_path) = match weights {
            Some(file) => (Some(file.numbers.into_f64()), file.path),
            None => (None, PathBuf::new()),
        };
        Self { arrays, weights, y_true_path, y_pred_path, weights_path }
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
