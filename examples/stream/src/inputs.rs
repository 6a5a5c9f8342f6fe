//! Truth, prediction and weights, and what a batch of them tells the metrics.

use std::ops::Range;

use ndarray_metrics::{Error, Metric};

use crate::arguments::Request;
use crate::checkpoint::Position;
use crate::content::Content;
use crate::failure::Failure;
use crate::identity::Identity;
use crate::numbers::{Kind, Target};
use crate::source::{Source, refusal};

/// Elements of the prediction in a batch, unless the user says how many samples: enough for all
/// cores, and few enough that a batch is done before anybody wonders about Ctrl-C.
const BATCH: usize = 1 << 20;

/// What was read of truth, prediction and weights; nothing of weights that are not there.
pub(crate) type Contents = [Content; 3];

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

    /// How many numbers the prediction holds.
    pub(crate) fn numbers(&self) -> u64 {
        (self.samples() as u64).saturating_mul(self.y_pred.elements() as u64)
    }

    /// The number of samples in a batch.
    pub(crate) fn batch(&self) -> usize {
        let samples = BATCH.checked_div(self.y_pred.elements());
        samples.map_or(self.samples(), |samples| samples.max(1))
    }

    pub(crate) fn sources(&self) -> impl Iterator<Item = &Source> {
        [&self.y_true, &self.y_pred].into_iter().chain(&self.weights)
    }

    /// What the files are, each with its name.
    pub(crate) fn identities(&self) -> impl Iterator<Item = (String, &Identity)> {
        self.sources().map(|source| (source.path().display().to_string(), source.identity()))
    }

    /// Whether nobody has touched the files since they were opened.
    pub(crate) fn are_untouched(&self) -> Result<bool, Failure> {
        self.sources().try_fold(true, |all, source| Ok(source.is_untouched()? && all))
    }

    /// Reads a range of samples.
    pub(crate) fn read(
        &self,
        samples: &Range<usize>,
        contents: &mut Contents,
    ) -> Result<(), Failure> {
        let mut pairs = self.sources().zip(contents);
        pairs.try_for_each(|(source, content)| source.read(samples, content))
    }

    /// The first file of which not the same was read.
    pub(crate) fn altered(&self, one: &Contents, other: &Contents) -> Option<&Source> {
        let differs = |(_, (one, other)): &(_, (&Content, &Content))| one.sum() != other.sum();
        self.sources().zip(one.iter().zip(other)).find(differs).map(|(source, _)| source)
    }

    /// Adds the samples up to a place, in one of three pairs of types, because each is compiled for every
    /// metric.
    ///
    /// Nothing is lost beside a prediction of floats: differences from it are taken in `f64`.
    /// Integers meet as integers, because those of 64 bits subtract exactly.
    pub(crate) fn add(&self, position: &mut Position, next: usize) -> Result<(), Failure> {
        match (self.y_true.kind(), self.y_pred.kind()) {
            (Kind::Whole, Kind::Whole) => self.add_as::<i64, i64>(position, next),
            (_, Kind::Single) => self.add_as::<f64, f32>(position, next),
            _ => self.add_as::<f64, f64>(position, next),
        }
    }

    fn add_as<T: Target, P: Target>(
        &self,
        position: &mut Position,
        next: usize,
    ) -> Result<(), Failure> {
        let Position { samples, metric, contents } = position;
        self.read(&(*samples..next), contents)?;
        let ([y_true, y_pred, weights], count) = (&*contents, next - *samples);
        let y_true = self.y_true.numbers::<T>(y_true.bytes(), count)?;
        let y_pred = self.y_pred.numbers::<P>(y_pred.bytes(), count)?;
        let weights = self.weights.as_ref().map(|w| w.numbers::<f64>(weights.bytes(), count));
        let added = match weights.transpose()? {
            None => metric.update(&y_true, &y_pred),
            Some(weights) => metric.update_weighted(&y_true, &y_pred, &weights),
        };
        added.map_err(|error| self.refusal(error, *samples))?;
        *samples = next;
        Ok(())
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
        Error::Member { error, .. } => in_file(error, start, samples),
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
