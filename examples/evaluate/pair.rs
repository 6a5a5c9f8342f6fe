//! Truth, prediction and weights, brought to as few pairs of types as keep every value what it is.

use std::path::{Path, PathBuf};

use ndarray::ArrayD;
use ndarray_metrics::domain::Domain;
use ndarray_metrics::{Error, Measure, Undefined};

use crate::failure::Failure;
use crate::npy::{File, Numbers};

/// A metric of one number, for all the pairs of types that there are here.
pub(crate) trait Scalar: Measure<Output = Result<f64, Undefined>> {}

impl<M> Scalar for M where M: Measure<Output = Result<f64, Undefined>> {}

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

/// The arrays of one evaluation and the names of their files.
pub(crate) struct Data {
    arrays: Arrays,
    weights: Option<ArrayD<f64>>,
    y_true_path: PathBuf,
    y_pred_path: PathBuf,
    weights_path: PathBuf,
}

enum Arrays {
    Single(ArrayD<f64>, ArrayD<f32>),
    Double(ArrayD<f64>, ArrayD<f64>),
    Whole(ArrayD<i64>, ArrayD<i64>),
}

impl Arrays {
    /// Nothing is lost beside a prediction of floats: differences from it are taken in `f64`.
    /// Integers meet as integers, because those of 64 bits subtract exactly.
    fn new(y_true: Numbers, y_pred: Numbers) -> Self {
        match (y_true, y_pred) {
            (Numbers::Whole(y_true), Numbers::Whole(y_pred)) => Self::Whole(y_true, y_pred),
            (y_true, Numbers::Single(y_pred)) => Self::Single(y_true.into_f64(), y_pred),
            (y_true, y_pred) => Self::Double(y_true.into_f64(), y_pred.into_f64()),
        }
    }
}

impl Data {
    pub(crate) fn new(y_true: File, y_pred: File, weights: Option<File>) -> Self {
        let (weights, weights_path) = match weights {
            Some(file) => (Some(file.numbers.into_f64()), file.path),
            None => (None, PathBuf::new()),
        };
        Self {
            arrays: Arrays::new(y_true.numbers, y_pred.numbers),
            weights,
            y_true_path: y_true.path,
            y_pred_path: y_pred.path,
            weights_path,
        }
    }

    /// Computes one line.
    pub(crate) fn row(&self, name: &'static str, measure: &impl Scalar) -> Result<Row, Failure> {
        match self.evaluate(measure) {
            Ok(value) => Ok(Row { name, value: Ok(value) }),
            Err(Error::Undefined(why)) => Ok(Row { name, value: Err(why) }),
            Err(error) => Err(self.refusal(&error)),
        }
    }

    fn evaluate(&self, measure: &impl Scalar) -> Result<f64, Error> {
        match (&self.arrays, &self.weights) {
            (Arrays::Single(y, p), None) => measure.evaluate(y, p),
            (Arrays::Double(y, p), None) => measure.evaluate(y, p),
            (Arrays::Whole(y, p), None) => measure.evaluate(y, p),
            (Arrays::Single(y, p), Some(w)) => measure.evaluate_weighted(y, p, w),
            (Arrays::Double(y, p), Some(w)) => measure.evaluate_weighted(y, p, w),
            (Arrays::Whole(y, p), Some(w)) => measure.evaluate_weighted(y, p, w),
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
