//! Truth, prediction and weights, and what a batch of them tells the metrics.

use std::ops::Range;

use ndarray_metrics::collection::Collection;
use ndarray_metrics::{Error, Metric, Streaming};

use crate::arguments::Request;
use crate::failure::Failure;
use crate::numbers::{Kind, Target};
use crate::source::{Identity, Source, refusal};

/// Elements of the prediction in a batch, unless the user says how many samples: enough for all
/// cores, and few enough that a batch is done before anybody wonders about Ctrl-C.
const BATCH: usize = 1 << 20;

/// The files of one evaluation.
pub(crate) struct Inputs {
    y_true: Source,
    y_pred: Source,
    weights: Option<Source>,
}

impl Inputs {
    pub(crate) fn open(request: &Request) -> Result<Self, Failure> {
        let (y_true, y_pred) = (Source::open(&request.y_true)?, Source::open(&request.y_pred)?);
        let weights = request.options.weights.as_deref().map(Source::open).transpose()?;
        let inputs = Self { y_true, y_pred, weights };
        inputs.check_samples()?;
        Ok(inputs)
    }

    fn check_samples(&self) -> Result<(), Failure> {
        let count = |source: &Source| (source.path().display().to_string(), source.samples());
        let counts: Vec<_> = self.sources().map(count).collect();
        if counts.iter().all(|(_, samples)| *samples == self.samples()) {
            return Ok(());
        }
        Err(Failure::input(Error::SampleCounts { counts }))
    }

    pub(crate) fn samples(&self) -> usize {
        self.y_pred.samples()
    }

    /// The number of samples in a batch.
    pub(crate) fn batch(&self) -> usize {
        let samples = BATCH.checked_div(self.y_pred.elements());
        samples.map_or(self.samples(), |samples| samples.max(1))
    }

    fn sources(&self) -> impl Iterator<Item = &Source> {
        [&self.y_true, &self.y_pred].into_iter().chain(&self.weights)
    }

    /// What the files are, each with its name.
    pub(crate) fn identities(&self) -> impl Iterator<Item = (String, &Identity)> {
        self.sources().map(|source| (source.path().display().to_string(), source.identity()))
    }

    /// Whether the files are still what they were.
    pub(crate) fn check(&self) -> Result<(), Failure> {
        self.sources().try_for_each(Source::check)
    }

    /// Adds a range of samples, in one of three pairs of types, because each is compiled for every
    /// metric.
    ///
    /// Nothing is lost beside a prediction of floats: differences from it are taken in `f64`.
    /// Integers meet as integers, because those of 64 bits subtract exactly.
    pub(crate) fn add(
        &self,
        metric: &mut Streaming<Collection>,
        samples: Range<usize>,
    ) -> Result<(), Failure> {
        match (self.y_true.kind(), self.y_pred.kind()) {
            (Kind::Whole, Kind::Whole) => self.add_as::<i64, i64>(metric, samples),
            (_, Kind::Single) => self.add_as::<f64, f32>(metric, samples),
            _ => self.add_as::<f64, f64>(metric, samples),
        }
    }

    fn add_as<T: Target, P: Target>(
        &self,
        metric: &mut Streaming<Collection>,
        samples: Range<usize>,
    ) -> Result<(), Failure> {
        let (start, count) = (samples.start, samples.len());
        let map = |source: &Source| source.map(&samples);
        let (y_true, y_pred) = (map(&self.y_true)?, map(&self.y_pred)?);
        let y_true = self.y_true.numbers::<T>(&y_true, count)?;
        let y_pred = self.y_pred.numbers::<P>(&y_pred, count)?;
        let added = match &self.weights {
            None => metric.update(&y_true, &y_pred),
            Some(source) => {
                let weights = map(source)?;
                metric.update_weighted(&y_true, &y_pred, &source.numbers::<f64>(&weights, count)?)
            }
        };
        added.map_err(|error| self.refusal(error, start))
    }

    /// The library's message, which is about a batch, as one about the files.
    fn refusal(&self, mut error: Error, start: usize) -> Failure {
        in_file(&mut error, start, self.samples());
        match (error.argument(), &self.weights) {
            (Some("y_true"), _) => refusal(self.y_true.path(), error),
            (Some("y_pred"), _) => refusal(self.y_pred.path(), error),
            (Some("weights"), Some(weights)) => refusal(weights.path(), error),
            _ => Failure::input(format!(
                "{}, {}: {error}",
                self.y_true.path().display(),
                self.y_pred.path().display()
            )),
        }
    }
}

/// Places and shapes of the whole file instead of those of the batch.
fn in_file(error: &mut Error, start: usize, samples: usize) {
    match error {
        Error::Value { index, .. }
        | Error::Label { index, .. }
        | Error::Class { index, .. }
        | Error::ZeroRow { index }
        | Error::Weight { index, .. }
        | Error::ConstantRow { index } => {
            index.first_mut().into_iter().for_each(|sample| *sample += start);
        }
        Error::Shapes { y_true: one, y_pred: other, .. }
        | Error::WeightShape { weights: one, units: other, .. } => {
            [one, other]
                .into_iter()
                .filter_map(|shape| shape.first_mut())
                .for_each(|n| *n = samples);
        }
        Error::NoClassAxis { found } | Error::SampleShape { found, .. } => {
            found.first_mut().into_iter().for_each(|first| *first = samples);
        }
        _ => {}
    }
}
