//! One metric for each of many groups, from batches that mix their samples: of any measure by key
//! ([`ByGroup`]), and of means by number ([`Grouped`]).

mod by_group;
#[cfg(feature = "serde")]
mod checkpoint;
mod clustered;
mod estimates;
mod lengths;
mod mean;
mod numbers;
mod one_query;
mod order;
mod pending;
mod rates;

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::Error;
use crate::mean::PerSample;
use crate::metric::{Metric, Streaming};
use pending::Pending;

pub use by_group::ByGroup;
pub use estimates::GroupEstimates;
pub use numbers::GroupNumbers;
pub use one_query::{OneQuery, QueryItems};
pub use rates::GroupRates;

/// One metric for each of many groups, from batches that mix their samples.
///
/// Each group's metric has the same bits as if it were updated with its own samples. The cost of a
/// sample does not depend on the number of groups: terms wait until there are sixteen per group on
/// average, and are then added group by group. A group takes 570 bytes, and up to 400 for waiting
/// terms; a batch takes memory for its terms.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::{Grouped, prelude::*};
///
/// let mut errors = Grouped::new(MeanAbsoluteError);
/// errors.grow(3)?;
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
    /// Returns a list of no groups.
    #[must_use]
    pub fn new(measure: M) -> Self {
        Self { measure, metrics: Vec::new(), pending: Pending::default() }
    }

    /// Adds empty groups, up to a number of groups; does nothing if there are as many already.
    ///
    /// # Errors
    ///
    /// [`Error::TooLarge`] if the groups do not fit into memory; no group is added then.
    pub fn grow(&mut self, groups: usize) -> Result<(), Error> {
        let more = groups.saturating_sub(self.metrics.len());
        let room = self.metrics.try_reserve(more);
        room.map_err(|_| Error::TooLarge { what: format!("{groups} groups") })?;
        let measure = &self.measure;
        self.metrics.extend((0..more).map(|_| Streaming::new(measure.clone())));
        Ok(())
    }

    /// Adds every sample of a batch to its group; `groups` holds the group of each sample.
    ///
    /// # Errors
    ///
    /// As [`update`](crate::Metric::update); [`Error::SampleCounts`] if `groups` has not one entry
    /// for each sample; [`Error::Group`] for a number that is no group. A refused batch adds
    /// nothing.
    pub fn update<T: Element, D: Dimension, P: Element, E: Dimension>(
        &mut self,
        groups: &[usize],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error> {
        self.add(groups, &Batch::new(y_true, y_pred, None))
    }

    /// Adds every sample of a batch to its group, with weights or a mask; see
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

    /// Merges another metric into that of a group.
    ///
    /// # Errors
    ///
    /// [`Error::Group`] for a number that is no group, and as
    /// [`Metric::merge`](crate::Metric::merge). A refused metric adds nothing.
    pub fn merge(&mut self, group: usize, metric: &Streaming<M>) -> Result<(), Error> {
        self.check_groups(&[group], 1)?;
        self.metrics[group].merge(metric)
    }

    /// Returns the metric of every group, after adding the terms that wait.
    pub fn metrics(&mut self) -> &[Streaming<M>] {
        self.pending.settle(&mut self.metrics);
        &self.metrics
    }

    /// Removes and returns the metrics of the first `groups` groups, or of all if they are fewer.
    /// The groups that remain are numbered from 0 again.
    pub fn take(&mut self, groups: usize) -> Vec<Streaming<M>> {
        self.pending.settle(&mut self.metrics);
        let rest = self.metrics.split_off(groups.min(self.metrics.len()));
        std::mem::replace(&mut self.metrics, rest)
    }

    /// Returns the bytes allocated for metrics and for terms that wait.
    #[must_use]
    pub fn allocated(&self) -> usize {
        self.metrics.capacity() * size_of::<Streaming<M>>() + self.pending.allocated()
    }
}
