//! Metrics whose groups turn up one after the other.

use ndarray::{ArrayRef, Dimension};

use super::check_samples;
use super::pending::Pending;
use crate::batch::Batch;
use crate::element::Element;
use crate::error::Error;
use crate::mean::MeanMeasure;
use crate::metric::Streaming;
use crate::units::Terms;
use crate::values::Values;

/// The metrics of many groups, fed by batches that hold samples of any.
///
/// As [`Streaming::update_groups`], and faster where a batch has few samples of each group: terms wait
/// until there are so many of every group that they are worth a kernel.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::{Grouped, prelude::*};
///
/// let mut errors = Grouped::new(MeanAbsoluteError);
/// errors.grow(3);
/// errors.update(&[0, 2, 0, 2], &array![1.0, 2.0, 3.0, 4.0], &array![1.0, 4.0, 3.5, 4.0])?;
/// let results: Vec<_> = errors.metrics().iter().map(Metric::result).collect();
/// assert_eq!(results, [Ok(0.25), Err(Undefined::NoSamples), Ok(1.0)]);
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Grouped<M: MeanMeasure> {
    measure: M,
    metrics: Vec<Streaming<M>>,
    pending: Pending,
}

impl<M: MeanMeasure> Grouped<M> {
    /// Without groups.
    #[must_use]
    pub fn new(measure: M) -> Self {
        Self { measure, metrics: Vec::new(), pending: Pending::default() }
    }

    /// Adds empty groups until there are so many.
    pub fn grow(&mut self, groups: usize) {
        let groups = groups.max(self.metrics.len());
        self.metrics.resize_with(groups, || Streaming::new(self.measure.clone()));
    }

    /// Adds every sample of a batch to its group.
    ///
    /// # Errors
    ///
    /// As [`Streaming::update_groups`]; nothing was added then.
    pub fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        groups: &[usize],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error>
    where
        M::Unit: Terms<M, T, P>,
    {
        self.add(groups, &Batch::new(y_true, y_pred, None))
    }

    /// The same with weights or a mask.
    ///
    /// # Errors
    ///
    /// As [`Streaming::update_groups_weighted`]; nothing was added then.
    pub fn update_weighted<T, D, P, E, W, F>(
        &mut self,
        groups: &[usize],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error>
    where
        M::Unit: Terms<M, T, P>,
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        let weights = Values::new(weights);
        self.add(groups, &Batch::new(y_true, y_pred, Some(&weights)))
    }

    fn add<T: Element, P: Element>(
        &mut self,
        groups: &[usize],
        batch: &Batch<'_, T, P>,
    ) -> Result<(), Error>
    where
        M::Unit: Terms<M, T, P>,
    {
        check_samples(groups, batch.samples())?;
        if let Some(sample) = groups.iter().position(|&group| group >= self.metrics.len()) {
            let (found, groups) = (groups[sample], self.metrics.len());
            return Err(Error::Group { sample, found, groups });
        }
        let latest = Pending::of(&self.measure, groups, batch)?;
        if self.pending.is_weighted() != latest.is_weighted() {
            self.pending.settle(&mut self.metrics);
        }
        self.pending.append(latest);
        if self.pending.is_worth_sorting(self.metrics.len()) {
            self.pending.settle(&mut self.metrics);
        }
        Ok(())
    }

    /// The metric of every group, to be read, merged with others, or taken away.
    pub fn metrics(&mut self) -> &mut Vec<Streaming<M>> {
        self.pending.settle(&mut self.metrics);
        &mut self.metrics
    }

    /// Bytes of memory for metrics, and for terms that wait.
    #[must_use]
    pub fn allocated(&self) -> usize {
        self.metrics.capacity() * size_of::<Streaming<M>>() + self.pending.allocated()
    }
}
