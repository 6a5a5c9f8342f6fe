//! The arrays of one evaluation: each metric that reads them is a row.

use std::path::{Path, PathBuf};

use ndarray::ArrayD;
use ndarray_metrics::comparison::Compared;
use ndarray_metrics::domain::Domain;
use ndarray_metrics::{Error, Measure};

use crate::arrays::{Arrays, Floats, OneNumber, Value, Weights, compare};
use crate::failure::Failure;
use crate::npy::File;
use crate::row::{Found, Row};

/// The files of one evaluation.
#[derive(Clone)]
pub(crate) struct Files {
    pub(crate) y_true: File,
    pub(crate) y_pred: File,
    pub(crate) against: Option<File>,
    pub(crate) weights: Option<File>,
}

impl Files {
    /// Some samples, by their places.
    pub(crate) fn select(&self, samples: &[usize]) -> Self {
        let select = |file: &File| file.select(samples);
        Self {
            y_true: select(&self.y_true),
            y_pred: select(&self.y_pred),
            against: self.against.as_ref().map(select),
            weights: self.weights.as_ref().map(select),
        }
    }
}

/// The arrays of one evaluation and the names of their files.
pub(crate) struct Data<A> {
    arrays: A,
    weights: Option<ArrayD<f64>>,
    paths: Paths,
}

struct Paths {
    y_true: PathBuf,
    y_pred: PathBuf,
    against: PathBuf,
    weights: PathBuf,
}

impl<A: Arrays> Data<A> {
    pub(crate) fn new(Files { y_true, y_pred, against, weights }: Files) -> Result<Self, Failure> {
        let perhaps = |file: &Option<File>| file.as_ref().map(|file| file.path.clone());
        let paths = Paths {
            y_true: y_true.path.clone(),
            y_pred: y_pred.path.clone(),
            against: perhaps(&against).unwrap_or_default(),
            weights: perhaps(&weights).unwrap_or_default(),
        };
        let arrays = A::new(y_true, y_pred, against)?;
        let weights = weights.map(File::into_f64).transpose()?;
        Ok(Self { arrays, weights, paths })
    }

    fn weights(&self) -> Weights<'_> {
        self.weights.as_ref()
    }

    /// A mean: of one model with its interval, of two models with that of their difference.
    pub(crate) fn row<M>(&self, name: &'static str, measure: &M) -> Result<Row, Failure>
    where
        M: OneNumber + Measure<Observer: Compared>,
    {
        match self.arrays.compare(measure, self.weights()) {
            Some(compared) => self.found(name, measure, compared.map(|c| Found::comparison(&c))),
            None => self.estimated(name, measure),
        }
    }

    /// A value with its interval.
    pub(crate) fn estimated<M: OneNumber>(
        &self,
        name: &'static str,
        measure: &M,
    ) -> Result<Row, Failure> {
        let estimate = self.arrays.estimate(measure, self.weights());
        self.found(name, measure, estimate.map(|estimate| Found::estimate(&estimate)))
    }

    /// A value without interval, for a reason.
    pub(crate) fn plain<M: Measure<Output = Value>>(
        &self,
        name: &'static str,
        measure: &M,
        why: &str,
    ) -> Result<Row, Failure> {
        let value = self.arrays.value(measure, self.weights());
        self.found(name, measure, value.map(|value| Found::One(value, Err(why.into()))))
    }

    fn found<M: Measure>(
        &self,
        name: &'static str,
        measure: &M,
        found: Result<Found, Error>,
    ) -> Result<Row, Failure> {
        let found = match found {
            Ok(found) => found,
            Err(Error::Undefined(why)) => Found::None(why),
            Err(error) => return Err(self.refusal(&error)),
        };
        Ok(Row { name, scale: measure.scale(), found })
    }

    /// The library's message with the files that it is about, and what this program has to offer.
    fn refusal(&self, error: &Error) -> Failure {
        let files: Vec<_> =
            self.concerned(error).iter().map(|path| path.display().to_string()).collect();
        let offer = match error.refusal() {
            Error::Value { expected: Domain::ProbabilityNotLogit, .. } => " (here: --from-logits)",
            _ => "",
        };
        Failure::input(format!("{}: {error}{offer}", files.join(", ")))
    }

    fn concerned(&self, error: &Error) -> Vec<&Path> {
        let Paths { y_true, y_pred, against, weights } = &self.paths;
        let of_second = matches!(error, Error::Member { member, .. } if member == "second");
        let y_pred = if of_second { against } else { y_pred };
        match error.argument() {
            Some("y_true") => vec![y_true],
            Some("y_pred") => vec![y_pred],
            Some("weights") => vec![weights],
            _ => vec![y_true, y_pred],
        }
    }
}

impl Data<Floats> {
    /// A value of the decisions of one model, with its interval, or of two.
    pub(crate) fn decided<M>(
        &self,
        name: &'static str,
        measure: &M,
        threshold: f64,
    ) -> Result<Row, Failure>
    where
        M: OneNumber + Measure<Observer: Compared> + Default,
    {
        if let Some([y_true, first, second]) = &self.arrays.decisions(threshold) {
            let compared = compare(&M::default(), y_true, (first, second), self.weights());
            return self.found(name, measure, compared.map(|c| Found::comparison(&c)));
        }
        match self.arrays.estimate(measure, self.weights()) {
            Err(Error::NoCount { .. }) => {
                self.plain(name, measure, "the weights are not 0 and 1, so they count no samples")
            }
            estimate => self.found(name, measure, estimate.map(|e| Found::estimate(&e))),
        }
    }
}
