//! A measure and a batch, on which laws are tried.

use ndarray::{Array1, ArrayD, ArrayRef, Axis, Dimension};

use super::BrokenLaw;
use super::compare::refused;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::random::Random;
use crate::measure::Measure;
use crate::metric::{Metric, Streaming};

/// A law: tries a case, and says what it compared if the law is broken.
pub(super) type Law<M, T, P> = fn(&mut Case<M, T, P>) -> Result<(), String>;

pub(super) struct Case<M, T, P> {
    pub(super) measure: M,
    pub(super) y_true: ArrayD<T>,
    pub(super) y_pred: ArrayD<P>,
    pub(super) random: Random,
}

impl<M: Measure, T: Element, P: Element> Case<M, T, P> {
    pub(super) fn new<D: Dimension, E: Dimension>(
        measure: &M,
        y_true: &ArrayRef<T, D>,
        y_pred: &ArrayRef<P, E>,
        seed: u64,
    ) -> Self {
        let (y_true, y_pred) = (y_true.to_owned().into_dyn(), y_pred.to_owned().into_dyn());
        Self { measure: measure.clone(), y_true, y_pred, random: Random::new(seed) }
    }

    pub(super) fn keeps(mut self, laws: &[(&'static str, Law<M, T, P>)]) -> Result<(), BrokenLaw> {
        self.can_be_split().map_err(|details| BrokenLaw { law: "acceptance", details })?;
        for &(law, holds) in laws {
            holds(&mut self).map_err(|details| BrokenLaw { law, details })?;
        }
        Ok(())
    }

    /// Refuses arrays that have no samples to take apart.
    fn can_be_split(&self) -> Result<(), String> {
        let (y, p) = (self.y_true.shape(), self.y_pred.shape());
        match (y.first(), p.first()) {
            (Some(own), Some(other)) if own == other => Ok(()),
            _ => Err(format!(
                "the shapes are {y:?} and {p:?}, expected a batch axis of one length on both"
            )),
        }
    }

    pub(super) fn samples(&self) -> usize {
        self.y_pred.len_of(Axis(0))
    }

    pub(super) fn fresh(&self) -> Streaming<M> {
        self.measure.clone().streaming()
    }

    /// Returns a stream that was updated once, with some samples and their weights, if any.
    pub(super) fn seen(
        &self,
        samples: &[usize],
        weights: Option<&Array1<f64>>,
    ) -> Result<Streaming<M>, String> {
        let mut stream = self.fresh();
        self.feed(&mut stream, samples, weights)?;
        Ok(stream)
    }

    pub(super) fn feed(
        &self,
        stream: &mut Streaming<M>,
        samples: &[usize],
        weights: Option<&Array1<f64>>,
    ) -> Result<(), String> {
        let (y, p) = (self.y_true.select(Axis(0), samples), self.y_pred.select(Axis(0), samples));
        let fed = match weights {
            Some(weights) => stream.update_weighted(&y, &p, &weights.select(Axis(0), samples)),
            None => stream.update(&y, &p),
        };
        fed.map_err(refused)
    }

    pub(super) fn everything(&self) -> Vec<usize> {
        (0..self.samples()).collect()
    }

    /// Returns random weights: whole numbers for a measure that counts samples.
    pub(super) fn weights(&mut self) -> Array1<f64> {
        let counts = self.counts_samples();
        let weight = |unit: f64| if counts { 1.0 + (3.0 * unit).floor() } else { 0.1 + unit };
        (0..self.samples()).map(|_| weight(self.random.unit())).collect()
    }

    /// Whether the measure refuses weights that are no whole numbers, since it counts samples.
    pub(super) fn counts_samples(&self) -> bool {
        let halves = Array1::from_elem(self.samples(), 0.5);
        let refused = self.fresh().update_weighted(&self.y_true, &self.y_pred, &halves).err();
        let expected = refused.as_ref().map(Error::refusal);
        matches!(expected, Some(Error::Value { expected: Domain::Repeats, .. }))
    }

    pub(super) fn acceptance(&mut self) -> Result<(), String> {
        if self.samples() < 2 {
            return Err(format!(
                "the number of samples is {}, expected at least 2",
                self.samples()
            ));
        }
        self.seen(&self.everything(), None).map(|_| ())
    }
}
