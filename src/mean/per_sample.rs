//! One number per sample, the mean over the sample's units.

use ndarray::{Array1, ArrayRef, Dimension};

use super::chunks::{each_chunk, refusal};
use super::compensated::Compensated;
use super::measure::MeanMeasure;
use super::observer::Terms;
use super::units::Unit;
use crate::batch::{Batch, Elements};
use crate::element::Element;
use crate::error::Error;
use crate::measure::Measure;
use crate::pass;

/// The values per sample of a mean.
///
/// Every [`MeanMeasure`] has this trait already. Implement it for a measure that reads the mean of
/// another measure's terms, such as the root of that mean.
pub trait PerSample: Measure<Observer = Terms<<Self as PerSample>::Terms>> {
    /// The type of the measure whose terms are averaged.
    type Terms: MeanMeasure;

    /// Returns the measure whose terms are averaged, with its options.
    fn terms(&self) -> Self::Terms;

    /// Returns the value of a sample, given the mean of the sample's terms.
    fn of_mean(&self, mean: f64) -> f64;

    /// Returns one number per sample: the mean over the sample's units.
    ///
    /// # Errors
    ///
    /// As [`Evaluate::evaluate`](crate::Evaluate::evaluate), but a term beyond the range of `f64`
    /// is infinite, not [`Undefined`](crate::Undefined).
    fn per_sample<T: Element, D: Dimension, P: Element, E: Dimension>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
    ) -> Result<Array1<f64>, Error> {
        means(self, &Batch::new(y_true, y_pred, None))
    }

    /// Returns one number per sample: the weighted mean over the sample's units, NaN where the
    /// sample has no weight.
    ///
    /// # Errors
    ///
    /// As [`Evaluate::evaluate_weighted`](crate::Evaluate::evaluate_weighted), but a term beyond
    /// the range of `f64` is infinite, not [`Undefined`](crate::Undefined).
    fn per_sample_weighted<T, D, P, E, W, F>(
        &self,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        weights: &ArrayRef<W, F>,
    ) -> Result<Array1<f64>, Error>
    where
        T: Element,
        P: Element,
        W: Element,
        D: Dimension,
        E: Dimension,
        F: Dimension,
    {
        means(self, &Batch::new(y_true, y_pred, Some(&Elements::new(weights))))
    }
}

impl<M: MeanMeasure> PerSample for M {
    type Terms = M;

    fn terms(&self) -> M {
        self.clone()
    }

    fn of_mean(&self, mean: f64) -> f64 {
        self.finish(mean)
    }
}

/// Returns the value of each sample.
fn means<M: PerSample, T: Element, P: Element>(
    measure: &M,
    batch: &Batch<'_, T, P>,
) -> Result<Array1<f64>, Error> {
    measure.check()?;
    let means = means_of_terms(&measure.terms(), batch)?;
    Ok(means.finish(|mean| measure.of_mean(mean)))
}

/// Returns the mean of the terms of each sample's units.
fn means_of_terms<M: MeanMeasure, T: Element, P: Element>(
    measure: &M,
    batch: &Batch<'_, T, P>,
) -> Result<SampleMeans, Error> {
    let (layout, shapes) = (M::Unit::LAYOUT, batch.shapes());
    pass::check::<_, P>(&Terms(measure.clone()), &shapes)?;
    let per_sample = batch.units(layout) / shapes.samples().max(1);
    let mut means = SampleMeans::new(per_sample, shapes.samples())?;
    batch.pieces(layout).each_block(&mut |block| {
        each_chunk(measure, block, &mut |weights, terms| {
            if terms.iter().any(|term| term.is_nan()) {
                return Err(refusal(measure, block));
            }
            means.extend(weights, terms);
            Ok(())
        })
    })?;
    Ok(means)
}

/// The means of samples with equally many units, one sample at a time. Compensated sums (Neumaier
/// 1974) are enough: the units of a sample always come in the same order.
struct SampleMeans {
    per_sample: usize,
    seen: usize,
    total: Compensated,
    weight: Compensated,
    means: Vec<f64>,
    samples: usize,
}

impl SampleMeans {
    /// Refuses more samples than fit into memory. An array whose samples have no elements may have
    /// so many.
    fn new(per_sample: usize, samples: usize) -> Result<Self, Error> {
        let (total, weight, mut means) =
            (Compensated::default(), Compensated::default(), Vec::new());
        let room = means.try_reserve_exact(samples);
        room.map_err(|_| Error::TooLarge { what: format!("{samples} samples") })?;
        Ok(Self { per_sample, seen: 0, total, weight, means, samples })
    }

    fn extend(&mut self, weights: Option<&[f64]>, terms: &[f64]) {
        match weights {
            None if self.per_sample == 1 => self.means.extend_from_slice(terms),
            None => terms.iter().for_each(|&term| self.add(1.0, term)),
            Some(weights) => weights.iter().zip(terms).for_each(|(&w, &term)| self.add(w, term)),
        }
    }

    fn add(&mut self, weight: f64, term: f64) {
        if self.per_sample == 1 {
            return self.means.push(if weight > 0.0 { term } else { f64::NAN });
        }
        self.total.add(weight, term);
        self.weight.add(1.0, weight);
        self.seen += 1;
        if self.seen == self.per_sample {
            self.means.push(self.total.over(&self.weight));
            (self.seen, self.total, self.weight) = Default::default();
        }
    }

    /// Returns the value of each sample; the mean of a sample without units is NaN.
    fn finish(mut self, read: impl Fn(f64) -> f64) -> Array1<f64> {
        self.means.resize(self.samples, f64::NAN);
        self.means.into_iter().map(read).collect()
    }
}
