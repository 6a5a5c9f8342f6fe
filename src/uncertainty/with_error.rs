//! A measure whose value comes with its standard error.

use super::estimate::Estimate;
use super::sampled::{Sampled, SampledBy, SamplesOf};
use crate::error::{Error, Undefined};
use crate::measure::{Measure, StateOf};
use crate::output::Output;
use crate::scale::Scale;

/// A measure whose value comes with its standard error: an [`Estimate`].
///
/// Made by [`with_error`](crate::Evaluate::with_error). It is a measure like any other: it evaluates a batch,
/// streams, merges, stands in a tuple and by group. The value has the bits of the measure's own.
///
/// - **Shapes, undefined, errors:** as for the measure.
/// - **Samples:** an index of the first axis for a mean and for a value of other sums, such as an average over
///   labels: the parts of one sample may depend on each other. A label, a decision, a score or a pair of numbers
///   otherwise. Samples are taken as independent of each other: where several are of one user or document, take groups
///   of them.
/// - **Weights:** any for a mean and for a value of other sums. Counts, rankings and values of moments take a mask,
///   weights of 0 and 1, since the number of samples is not known otherwise: other weights are refused.
/// - **Cost:** one pass. A mean takes three more exact sums, and moments nine of higher powers, 0.1 µs for a pair. A
///   value of counts is read five times for each cell of the state. A value of other sums fills a state for each sample,
///   a microsecond or more by the size of the state, and is read four times for each sum, of which a state may have 4096 and one sample 512. A
///   ranking that is no area, a quantile, a rank correlation, a concordance index, an agreement of clusterings, and a
///   value at the best of several thresholds are resampled 1000 times.
///
/// The guide on [how sure a value is](crate::guide::how_sure) has the formulas and their coverage.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// let mut stream = (RocAuc.with_error(), BinaryAccuracy::default().with_error()).streaming();
/// stream.update(&y_true, &y_pred)?;
/// let (area, accuracy) = stream.result();
/// assert_eq!(area?.standard_error, Ok(0.125_f64.sqrt()));
/// assert_eq!(accuracy?.to_string(), "0.750 (95 %: 0.301 to 0.954)");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct WithError<M> {
    /// The measure of the value.
    pub measure: M,
}

/// An output of numbers, each of which may have a standard error: one number, or one for each of several
/// thresholds, classes or columns.
pub trait Estimated: Output {
    /// The same with estimates for numbers.
    type Estimates: Output;

    /// Makes an output of its estimates.
    #[doc(hidden)]
    fn estimates(list: Vec<Result<Estimate, Undefined>>) -> Self::Estimates;
}

impl Estimated for Result<f64, Undefined> {
    type Estimates = Result<Estimate, Undefined>;

    fn estimates(list: Vec<Result<Estimate, Undefined>>) -> Self::Estimates {
        list.into_iter().next().unwrap_or(Err(Undefined::NoSamples))
    }
}

impl Estimated for Vec<Result<f64, Undefined>> {
    type Estimates = Vec<Result<Estimate, Undefined>>;

    fn estimates(list: Vec<Result<Estimate, Undefined>>) -> Self::Estimates {
        list
    }
}

impl<M: Measure> Measure for WithError<M>
where
    M::Observer: Sampled,
    M::Output: Estimated,
{
    type Observer = SamplesOf<M::Observer>;
    type Output = <M::Output as Estimated>::Estimates;

    fn observer(&self) -> Self::Observer {
        <M::Observer as Sampled>::By::samples(&self.measure.observer())
    }

    fn check(&self) -> Result<(), Error> {
        self.measure.check()
    }

    fn scale(&self) -> Scale {
        self.measure.scale()
    }

    fn scales_with_weights(&self) -> bool {
        self.measure.scales_with_weights()
    }

    fn read(&self, state: &StateOf<Self>) -> Self::Output {
        M::Output::estimates(<M::Observer as Sampled>::By::estimates(&self.measure, state))
    }
}
