//! The metrics of many groups, fed by batches that hold samples of all.

use std::borrow::Cow;

use ndarray::{ArrayRef, Dimension};

use crate::batch::Batch;
use crate::element::Element;
use crate::error::Error;
use crate::mean::{MeanMeasure, each_chunk, refusal};
use crate::measure::Observe;
use crate::metric::Streaming;
use crate::state::{Average, NotANumber};
use crate::units::Terms;
use crate::values::Values;

/// So many terms of one group in a row are worth a kernel: fewer are added one by one. Samples are
/// brought into the order of their groups where that makes such runs.
const RUN: usize = 16;

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
    let (mut terms, mut weights) = collect(&measure, batch)?;
    let each = terms.len() / groups.len().max(1);
    let mut groups = Cow::from(groups);
    if groups.len() >= RUN * metrics.len() {
        let order = by_group(&groups, metrics.len());
        terms = rearranged(&terms, &order, each);
        weights = rearranged(&weights, &order, each);
        groups = order.iter().map(|&sample| groups[sample]).collect();
    }
    let mut start = 0;
    for run in groups.chunk_by(|a, b| a == b) {
        let units = start..start + run.len() * each;
        start = units.end;
        let weights = weights.get(units.clone());
        let added = add_terms(metrics[run[0]].state_mut(), weights, &mut terms[units]);
        debug_assert!(added.is_ok(), "`collect` refuses NaN");
    }
    Ok(())
}

/// The samples, those of one group together: a counting sort.
fn by_group(groups: &[usize], metrics: usize) -> Vec<usize> {
    let mut places = vec![0; metrics + 1];
    groups.iter().for_each(|&group| places[group + 1] += 1);
    (0..metrics).for_each(|group| places[group + 1] += places[group]);
    let mut order = vec![0; groups.len()];
    for (sample, &group) in groups.iter().enumerate() {
        order[places[group]] = sample;
        places[group] += 1;
    }
    order
}

/// The units of the samples in another order, so many for each; none if there are none.
fn rearranged(units: &[f64], order: &[usize], each: usize) -> Vec<f64> {
    match each {
        _ if units.is_empty() => Vec::new(),
        1 => order.iter().map(|&sample| units[sample]).collect(),
        _ => order.iter().flat_map(|&sample| &units[sample * each..][..each]).copied().collect(),
    }
}

/// Refuses groups that are not there, and metrics of unequal options among those that are named.
fn check_groups<M: MeanMeasure>(
    metrics: &[Streaming<M>],
    groups: &[usize],
    samples: usize,
) -> Result<(), Error> {
    if groups.len() != samples {
        let counts = vec![("groups".into(), groups.len()), ("y_pred".into(), samples)];
        return Err(Error::SampleCounts { counts });
    }
    for (sample, &group) in groups.iter().enumerate() {
        let Some(metric) = metrics.get(group) else {
            return Err(Error::Group { sample, found: group, groups: metrics.len() });
        };
        metric.check_options(&metrics[groups[0]])?;
    }
    Ok(())
}

/// Adds the terms of one group that came in a row.
fn add_terms(
    state: &mut Average,
    weights: Option<&[f64]>,
    terms: &mut [f64],
) -> Result<(), NotANumber> {
    match weights {
        None if terms.len() < RUN => terms.iter().try_for_each(|&term| state.add(1.0, term)),
        None => state.add_unweighted(terms),
        Some(weights) if terms.len() < RUN => {
            weights.iter().zip(terms).try_for_each(|(&weight, &mut term)| state.add(weight, term))
        }
        Some(weights) => state.add_weighted(weights, terms),
    }
}

/// The terms of a batch; and their weights, or nothing if none has any.
fn collect<M, T, P>(measure: &M, batch: &Batch<'_, T, P>) -> Result<(Vec<f64>, Vec<f64>), Error>
where
    M: MeanMeasure,
    M::Unit: Terms<M, T, P>,
    T: Element,
    P: Element,
{
    measure.check(batch)?;
    let (unit, grain) = (M::Unit::UNIT, batch.grain(M::Unit::UNIT));
    let (mut all, mut their_weights) = (Vec::with_capacity(batch.units(unit)), Vec::new());
    batch.each_block(0..batch.grains(grain), grain, |block| {
        each_chunk(measure, block, |weights, terms| {
            if terms.iter().any(|term| term.is_nan()) {
                return Err(refusal(measure, block));
            }
            all.extend_from_slice(terms);
            their_weights.extend_from_slice(weights.unwrap_or_default());
            Ok(())
        })
    })?;
    Ok((all, their_weights))
}
