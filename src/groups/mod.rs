//! The metrics of many groups, fed by batches that hold samples of all.

mod grouped;
mod pending;

use ndarray::{ArrayRef, Dimension};

use crate::batch::Batch;
use crate::element::Element;
use crate::error::Error;
use crate::mean::MeanMeasure;
use crate::metric::Streaming;
use crate::units::Terms;
use crate::values::Values;
use pending::Pending;

pub use grouped::Grouped;

impl<M: MeanMeasure> Streaming<M> {
    /// Adds every sample of a batch to the metric of its group.
    ///
    /// `groups` names a position in `metrics` for each sample. The same bits as an update of every
    /// metric with the samples of its group, but for a price that does not depend on how many groups
    /// there are. Needs memory for the batch's terms.
    ///
    /// # Errors
    ///
    /// As [`update`](crate::Metric::update); [`Error::SampleCounts`] if the groups are not as many
    /// as the samples, [`Error::Group`] for one that is not there, [`Error::Configuration`] for
    /// metrics of unequal options. All metrics then stay as they were.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::{Streaming, prelude::*};
    ///
    /// let mut errors = vec![MeanAbsoluteError.streaming(); 3];
    /// let (y_true, y_pred) = (array![1.0, 2.0, 3.0, 4.0], array![1.0, 4.0, 3.5, 4.0]);
    /// Streaming::update_groups(&mut errors, &[0, 2, 0, 2], &y_true, &y_pred)?;
    /// assert_eq!(errors[0].result(), Ok(0.25));
    /// assert_eq!(errors[1].result(), Err(Undefined::NoSamples));
    /// assert_eq!(errors[2].result(), Ok(1.0));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn update_groups<T: Element, D: Dimension, P: Element, E: Dimension>(
        metrics: &mut [Self],
        groups: &[usize],
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<(), Error>
    where
        M::Unit: Terms<M, T, P>,
    {
        add_by_group(metrics, groups, &Batch::new(y_true, y_pred, None))
    }

    /// The same with weights or a mask; see
    /// [`evaluate_weighted`](crate::Measure::evaluate_weighted).
    ///
    /// # Errors
    ///
    /// As [`update_groups`](Self::update_groups), and [`Error::Weight`].
    pub fn update_groups_weighted<T, D, P, E, W, F>(
        metrics: &mut [Self],
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
        add_by_group(metrics, groups, &Batch::new(y_true, y_pred, Some(&weights)))
    }
}

/// All terms are computed before the first is added: all or nothing.
fn add_by_group<M, T, P>(
    metrics: &mut [Streaming<M>],
    groups: &[usize],
    batch: &Batch<'_, T, P>,
) -> Result<(), Error>
where
    M: MeanMeasure,
    M::Unit: Terms<M, T, P>,
    T: Element,
    P: Element,
{
    check_groups(metrics, groups, batch.samples())?;
    let metric = metrics.get(groups.first().copied().unwrap_or(0));
    let Some(measure) = metric.map(|metric| metric.measure().clone()) else { return Ok(()) };
    Pending::of(&measure, groups, batch)?.settle(metrics);
    Ok(())
}

fn check_samples(groups: &[usize], samples: usize) -> Result<(), Error> {
    if groups.len() == samples {
        return Ok(());
    }
    let counts = vec![("groups".into(), groups.len()), ("y_pred".into(), samples)];
    Err(Error::SampleCounts { counts })
}

/// Refuses groups that are not there, and metrics of unequal options among those that are named.
fn check_groups<M: MeanMeasure>(
    metrics: &[Streaming<M>],
    groups: &[usize],
    samples: usize,
) -> Result<(), Error> {
    check_samples(groups, samples)?;
    for (sample, &group) in groups.iter().enumerate() {
        let Some(metric) = metrics.get(group) else {
            return Err(Error::Group { sample, found: group, groups: metrics.len() });
        };
        metric.check_options(&metrics[groups[0]])?;
    }
    Ok(())
}
