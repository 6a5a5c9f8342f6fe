//! The samples of a batch, brought together so that those of one group are neighbours.

use std::ops::Range;

use super::Batch;
use super::elements::{Elements, Weights};
use super::shapes::unravel;
use crate::element::Element;
use crate::error::Error;

/// The weights of a batch as numbers, in the shape in which they were given.
pub(crate) struct SampleWeights {
    numbers: Vec<f64>,
    shape: Vec<usize>,
}

impl SampleWeights {
    /// Whether a sample has a weight above 0.
    pub(crate) fn counts(&self, sample: usize) -> bool {
        let size = sample_size(&self.shape);
        self.numbers[sample * size..(sample + 1) * size].iter().any(|&weight| weight > 0.0)
    }
}

impl SampleWeights {
    /// Returns the weights times a number for each sample.
    pub(crate) fn times(&self, factor: impl Fn(usize) -> f64) -> Self {
        let mut numbers = self.numbers.clone();
        let samples = numbers.chunks_mut(sample_size(&self.shape).max(1));
        samples.enumerate().for_each(|(sample, own)| {
            let factor = factor(sample);
            own.iter_mut().for_each(|weight| *weight *= factor);
        });
        Self { numbers, shape: self.shape.clone() }
    }

    /// Calls a closure with a batch under these weights.
    pub(crate) fn with<T: Element, P: Element, R>(
        &self,
        batch: &Batch<'_, T, P>,
        each: impl FnOnce(&Batch<'_, T, P>) -> R,
    ) -> R {
        let own = Elements::in_order(&self.shape, &self.numbers);
        each(&Batch {
            y_true: batch.y_true.view(),
            y_pred: batch.y_pred.view(),
            weights: Some(&own),
        })
    }
}

impl<T: Element, P: Element> Batch<'_, T, P> {
    /// Returns the weights as numbers: a weight of 1 for each sample if the batch has none.
    pub(crate) fn weights_or_ones(&self) -> Result<SampleWeights, Error> {
        let samples = self.shapes().samples();
        let ones = || SampleWeights { numbers: vec![1.0; samples], shape: vec![samples] };
        Ok(self.sample_weights()?.unwrap_or_else(ones))
    }

    /// Returns the weights as numbers, or refuses the first that is none. `None` if the batch has no weights.
    pub(crate) fn sample_weights(&self) -> Result<Option<SampleWeights>, Error> {
        let Some(weights) = self.weights else { return Ok(None) };
        let shape = weights.shape().to_vec();
        let mut numbers = vec![0.0; shape.iter().product()];
        let refusal = |(position, found)| Error::Weight { index: unravel(position, &shape), found };
        weights.fill(0..numbers.len(), 1, &mut numbers).map_err(refusal)?;
        Ok(Some(SampleWeights { numbers, shape }))
    }

    /// Returns samples of the batch in an order, with their weights.
    pub(crate) fn gathered(
        &self,
        order: &[usize],
        weights: Option<&SampleWeights>,
    ) -> Result<Gathered<T, P>, Error> {
        let of_weights = |weights: &SampleWeights| InOrder {
            numbers: gather(&weights.numbers, sample_size(&weights.shape), order),
            shape: weights.shape.clone(),
        };
        Ok(Gathered {
            y_true: in_order(&self.y_true, order)?,
            y_pred: in_order(&self.y_pred, order)?,
            weights: weights.map(of_weights),
        })
    }
}

/// Samples in some order, each with its weights.
pub(crate) struct Gathered<T, P> {
    y_true: InOrder<T>,
    y_pred: InOrder<P>,
    weights: Option<InOrder<f64>>,
}

/// The samples of one array, one after the other.
struct InOrder<A> {
    numbers: Vec<A>,
    shape: Vec<usize>,
}

/// The shapes of truth, prediction and weights of some of the samples: room that is used again for the next.
#[derive(Clone)]
pub(crate) struct Room([Vec<usize>; 3]);

impl<T: Element, P: Element> Gathered<T, P> {
    pub(crate) fn room(&self) -> Room {
        let weights = self.weights.as_ref().map(|weights| weights.shape.clone());
        Room([self.y_true.shape.clone(), self.y_pred.shape.clone(), weights.unwrap_or_default()])
    }

    /// Returns how many numbers a sample of the prediction has, at least 1.
    #[cfg(feature = "rayon")]
    pub(crate) fn sample_size(&self) -> usize {
        sample_size(&self.y_pred.shape).max(1)
    }

    /// Calls a closure with the batch of a range of samples. Copies nothing.
    pub(crate) fn with_samples<R>(
        &self,
        samples: Range<usize>,
        Room([y_true, y_pred, weights]): &mut Room,
        each: impl FnOnce(&Batch<'_, T, P>) -> R,
    ) -> R {
        let (y_true, y_pred) =
            (self.y_true.part(&samples, y_true), self.y_pred.part(&samples, y_pred));
        let own = self.weights.as_ref().map(|all| all.part(&samples, weights));
        each(&Batch { y_true, y_pred, weights: own.as_ref().map(|own| own as &dyn Weights) })
    }
}

impl<A: Element> InOrder<A> {
    /// Returns a range of samples, whose shape is written into `shape`.
    fn part<'a>(&'a self, samples: &Range<usize>, shape: &'a mut [usize]) -> Elements<'a, A> {
        let size = sample_size(&self.shape);
        if let Some(batch) = shape.first_mut() {
            *batch = samples.len();
        }
        Elements::in_order(shape, &self.numbers[samples.start * size..samples.end * size])
    }
}

/// The number of elements of a sample.
fn sample_size(shape: &[usize]) -> usize {
    shape.iter().skip(1).product()
}

fn in_order<A: Element>(elements: &Elements<'_, A>, order: &[usize]) -> Result<InOrder<A>, Error> {
    let (mut buffer, shape) = (Vec::new(), elements.shape().to_vec());
    let all = elements.piece(0..elements.len(), &mut buffer)?;
    Ok(InOrder { numbers: gather(all, sample_size(&shape), order), shape })
}

/// Copies rows of `size` numbers in an order.
fn gather<A: Copy>(all: &[A], size: usize, order: &[usize]) -> Vec<A> {
    if size == 1 {
        return order.iter().map(|&sample| all[sample]).collect();
    }
    order.iter().flat_map(|&sample| &all[sample * size..(sample + 1) * size]).copied().collect()
}
