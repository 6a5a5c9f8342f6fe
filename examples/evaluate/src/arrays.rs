//! Truth, predictions and weights, brought to as few pairs of types as keep every value what it is.

use ndarray::ArrayD;
use ndarray_metrics::comparison::Compared;
use ndarray_metrics::element::Element;
use ndarray_metrics::uncertainty::Sampled;
use ndarray_metrics::{Comparison, Error, Estimate, Evaluate, Measure, Undefined};

use crate::failure::Failure;
use crate::npy::{File, Numbers};

/// What the value of a measure is.
pub(crate) type Value<A = f64> = Result<A, Undefined>;

/// A measure of one number, of which a standard error is known.
pub(crate) trait OneNumber: Measure<Observer: Sampled, Output = Value> {}

impl<M: Measure<Observer: Sampled, Output = Value>> OneNumber for M {}

/// Arrays that a metric of one number reads.
pub(crate) trait Arrays: Sized {
    /// Brings the files of an evaluation to the types of the arrays, without rounding a number.
    fn new(y_true: File, y_pred: File, against: Option<File>) -> Result<Self, Failure>;

    /// Returns the value for `y_pred`.
    fn value<M: Measure<Output = Value>>(
        &self,
        measure: &M,
        weights: Weights,
    ) -> Result<f64, Error>;

    /// Returns the value for `y_pred` with its standard error.
    fn estimate<M: OneNumber>(&self, measure: &M, weights: Weights) -> Result<Estimate, Error>;

    /// Returns the difference of `y_pred` and the other predictions, if there are any.
    fn compare<M>(&self, measure: &M, weights: Weights) -> Option<Result<Comparison, Error>>
    where
        M: Measure<Observer: Compared, Output = Value>;
}

/// The weights of an evaluation, if it has any.
pub(crate) type Weights<'a> = Option<&'a ArrayD<f64>>;

fn value<T: Element, P: Element, M: Measure<Output = Value>>(
    measure: &M,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<P>,
    weights: Weights,
) -> Result<f64, Error> {
    match weights {
        Some(weights) => measure.evaluate_weighted(y_true, y_pred, weights),
        None => measure.evaluate(y_true, y_pred),
    }
}

fn estimate<T: Element, P: Element, M: OneNumber>(
    measure: &M,
    y_true: &ArrayD<T>,
    y_pred: &ArrayD<P>,
    weights: Weights,
) -> Result<Estimate, Error> {
    let measure = measure.clone().with_error();
    match weights {
        Some(weights) => measure.evaluate_weighted(y_true, y_pred, weights),
        None => measure.evaluate(y_true, y_pred),
    }
}

pub(crate) fn compare<T: Element, P: Element, Q: Element, M>(
    measure: &M,
    y_true: &ArrayD<T>,
    (first, second): (&ArrayD<P>, &ArrayD<Q>),
    weights: Weights,
) -> Result<Comparison, Error>
where
    M: Measure<Observer: Compared, Output = Value>,
{
    match weights {
        Some(weights) => measure.compare_weighted(y_true, first, second, weights),
        None => measure.compare(y_true, first, second),
    }
}

/// Predictions that are known to be of single precision: a metric is compiled for them alone.
pub(crate) struct Singles {
    y_true: ArrayD<f64>,
    y_pred: ArrayD<f32>,
}

impl Arrays for Singles {
    fn new(y_true: File, y_pred: File, _: Option<File>) -> Result<Self, Failure> {
        match y_pred.numbers {
            Numbers::Single(y_pred) => Ok(Self { y_true: y_true.into_f64()?, y_pred }),
            _ => Err(Failure::input(format!(
                "{}: does not hold float32; restore the file that came with this program",
                y_pred.path.display()
            ))),
        }
    }

    fn value<M: Measure<Output = Value>>(
        &self,
        measure: &M,
        weights: Weights,
    ) -> Result<f64, Error> {
        value(measure, &self.y_true, &self.y_pred, weights)
    }

    fn estimate<M: OneNumber>(&self, measure: &M, weights: Weights) -> Result<Estimate, Error> {
        estimate(measure, &self.y_true, &self.y_pred, weights)
    }

    fn compare<M>(&self, _: &M, _: Weights) -> Option<Result<Comparison, Error>>
    where
        M: Measure<Observer: Compared, Output = Value>,
    {
        None
    }
}

/// Predictions as they were computed: clipping depends on their type.
pub(crate) enum Predictions {
    Single(ArrayD<f32>),
    Double(ArrayD<f64>),
}

impl Predictions {
    fn new(file: File) -> Result<Self, Failure> {
        match file.numbers {
            Numbers::Single(numbers) => Ok(Self::Single(numbers)),
            _ => file.into_f64().map(Self::Double),
        }
    }

    /// Returns 1 where a prediction is above a threshold, else 0.
    fn decisions(&self, threshold: f64) -> ArrayD<f64> {
        match self {
            Self::Single(p) => p.mapv(|p| f64::from(u8::from(f64::from(p) > threshold))),
            Self::Double(p) => p.mapv(|p| f64::from(u8::from(p > threshold))),
        }
    }
}

/// The arrays that metrics of scores and classes read. A metric is compiled for both types of predictions.
pub(crate) struct Floats {
    y_true: ArrayD<f64>,
    y_pred: Predictions,
    against: Option<Predictions>,
}

impl Floats {
    /// Returns truth and the decisions of both models.
    pub(crate) fn decisions(&self, threshold: f64) -> Option<[ArrayD<f64>; 3]> {
        let against = self.against.as_ref()?.decisions(threshold);
        Some([self.y_true.clone(), self.y_pred.decisions(threshold), against])
    }
}

impl Arrays for Floats {
    /// Differences from a prediction of floats are taken in `f64`.
    fn new(y_true: File, y_pred: File, against: Option<File>) -> Result<Self, Failure> {
        Ok(Self {
            y_true: y_true.into_f64()?,
            y_pred: Predictions::new(y_pred)?,
            against: against.map(Predictions::new).transpose()?,
        })
    }

    fn value<M: Measure<Output = Value>>(
        &self,
        measure: &M,
        weights: Weights,
    ) -> Result<f64, Error> {
        match &self.y_pred {
            Predictions::Single(y_pred) => value(measure, &self.y_true, y_pred, weights),
            Predictions::Double(y_pred) => value(measure, &self.y_true, y_pred, weights),
        }
    }

    fn estimate<M: OneNumber>(&self, measure: &M, weights: Weights) -> Result<Estimate, Error> {
        match &self.y_pred {
            Predictions::Single(y_pred) => estimate(measure, &self.y_true, y_pred, weights),
            Predictions::Double(y_pred) => estimate(measure, &self.y_true, y_pred, weights),
        }
    }

    fn compare<M>(&self, measure: &M, weights: Weights) -> Option<Result<Comparison, Error>>
    where
        M: Measure<Observer: Compared, Output = Value>,
    {
        use Predictions::{Double, Single};
        let y = &self.y_true;
        Some(match (&self.y_pred, self.against.as_ref()?) {
            (Single(p), Single(q)) => compare(measure, y, (p, q), weights),
            (Single(p), Double(q)) => compare(measure, y, (p, q), weights),
            (Double(p), Single(q)) => compare(measure, y, (p, q), weights),
            (Double(p), Double(q)) => compare(measure, y, (p, q), weights),
        })
    }
}

/// The arrays that errors read: integers meet as integers, because those of 64 bits subtract exactly.
pub(crate) enum AnyArrays {
    Floats(Floats),
    Whole { y_true: ArrayD<i64>, y_pred: ArrayD<i64>, against: Option<ArrayD<i64>> },
}

impl Arrays for AnyArrays {
    fn new(y_true: File, y_pred: File, against: Option<File>) -> Result<Self, Failure> {
        use Numbers::Whole;
        let numbers = against.as_ref().map(|file| &file.numbers);
        match (&y_true.numbers, &y_pred.numbers, numbers) {
            (Whole(y_true), Whole(y_pred), None) => {
                Ok(Self::Whole { y_true: y_true.clone(), y_pred: y_pred.clone(), against: None })
            }
            (Whole(y_true), Whole(y_pred), Some(Whole(other))) => {
                let against = Some(other.clone());
                Ok(Self::Whole { y_true: y_true.clone(), y_pred: y_pred.clone(), against })
            }
            _ => Floats::new(y_true, y_pred, against).map(Self::Floats),
        }
    }

    fn value<M: Measure<Output = Value>>(
        &self,
        measure: &M,
        weights: Weights,
    ) -> Result<f64, Error> {
        match self {
            Self::Floats(floats) => floats.value(measure, weights),
            Self::Whole { y_true, y_pred, .. } => value(measure, y_true, y_pred, weights),
        }
    }

    fn estimate<M: OneNumber>(&self, measure: &M, weights: Weights) -> Result<Estimate, Error> {
        match self {
            Self::Floats(floats) => floats.estimate(measure, weights),
            Self::Whole { y_true, y_pred, .. } => estimate(measure, y_true, y_pred, weights),
        }
    }

    fn compare<M>(&self, measure: &M, weights: Weights) -> Option<Result<Comparison, Error>>
    where
        M: Measure<Observer: Compared, Output = Value>,
    {
        match self {
            Self::Floats(floats) => floats.compare(measure, weights),
            Self::Whole { y_true, y_pred, against } => {
                Some(compare(measure, y_true, (y_pred, against.as_ref()?), weights))
            }
        }
    }
}
