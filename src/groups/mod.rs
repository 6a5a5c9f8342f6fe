//! The metrics of many groups, fed by batches that hold samples of all.

mod pending;

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::Error;
use crate::mean::PerSample;
use crate::metric::{Metric, Streaming};
use pending::Pending;

/// The metrics of many groups, fed by batches that hold samples of any.
///
/// The same bits as an update of each group's metric with its own samples, but for a price that does
/// not depend on how many groups there are: terms wait until there are sixteen for every group, and
/// are then added group by group. A group takes 570 bytes, and up to 400 for terms that wait; a batch
/// takes memory for its terms.
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
pub struct Grouped<M: PerSample> {
    measure: M,
    metrics: Vec<Streaming<M>>,
    pending: Pending,
}

impl<M: PerSample> Grouped<M> {
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

    /// Adds every sample of a batch to its group, of which `groups` names one for each.
    ///
    /// # Errors
    ///
    /// As [`update`](crate::Metric::update); [`Error::SampleCounts`] if the groups are not as many
    /// as the samples, [`Error::Group`] for one that is not there. Nothing was added then.
    pub fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        groups: &[usize],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error> {
        self.add(groups, &Batch::new(y_true, y_pred, None))
    }

    /// The same with weights or a mask; see
    /// [`evaluate_weighted`](crate::Evaluate::evaluate_weighted).
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update), and [`Error::Weight`].
    pub fn update_weighted<T, D, P, E, W, F>(
        &mut self,
        groups: &[usize],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<(), Error>
    where
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        let weights = Elements::new(weights);
        self.add(groups, &Batch::new(y_true, y_pred, Some(&weights)))
    }

    fn add<T: Element, P: Element>(
        &mut self,
        groups: &[usize],
        batch: &Batch<'_, T, P>,
    ) -> Result<(), Error> {
        self.check_groups(groups, batch.shapes().samples())?;
        self.measure.check()?;
        let latest = Pending::of(&self.measure.observer(), groups, batch)?;
        if self.pending.is_weighted() != latest.is_weighted() {
            self.pending.settle(&mut self.metrics);
        }
        self.pending.append(latest);
        if self.pending.is_worth_sorting(self.metrics.len()) {
            self.pending.settle(&mut self.metrics);
        }
        Ok(())
    }

    fn check_groups(&self, groups: &[usize], samples: usize) -> Result<(), Error> {
        if groups.len() != samples {
            let counts = vec![("groups".into(), groups.len()), ("y_pred".into(), samples)];
            return Err(Error::SampleCounts { counts });
        }
        match groups.iter().position(|&group| group >= self.metrics.len()) {
            None => Ok(()),
            Some(sample) => {
                let (found, groups) = (groups[sample], self.metrics.len());
                Err(Error::Group { sample, found, groups })
            }
        }
    }

    /// Adds all that a metric has seen to a group.
    ///
    /// # Errors
    ///
    /// [`Error::Group`] for a group that is not there, and those of
    /// [`Metric::merge`](crate::Metric::merge). Nothing was added then.
    pub fn merge(&mut self, group: usize, metric: &Streaming<M>) -> Result<(), Error> {
        self.check_groups(&[group], 1)?;
        self.metrics[group].merge(metric)
    }

    /// The metric of every group.
    pub fn metrics(&mut self) -> &[Streaming<M>] {
        self.pending.settle(&mut self.metrics);
        &self.metrics
    }

    /// Takes away the metrics of the first groups, or of all if there are no more; group 0 is then
    /// the first of the others.
    pub fn take(&mut self, groups: usize) -> Vec<Streaming<M>> {
        self.pending.settle(&mut self.metrics);
        let rest = self.metrics.split_off(groups.min(self.metrics.len()));
        std::mem::replace(&mut self.metrics, rest)
    }

    /// Bytes of memory for metrics, and for terms that wait.
    #[must_use]
    pub fn allocated(&self) -> usize {
        self.metrics.capacity() * size_of::<Streaming<M>>() + self.pending.allocated()
    }
}
