//! Feature `serde`: the laws of metrics that are written and restored.

use ndarray::{ArrayRef, Dimension};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::BrokenLaw;
use super::case::{Case, Law};
use super::compare::{refused, same};
use crate::element::Element;
use crate::measure::{Measure, StateOf};
use crate::metric::{Metric, Streaming};

/// How many times a checkpoint is cut short, and how many times one of its bits is altered.
const ALTERED: usize = 200;

/// Tries the laws of a restored metric on a batch of at least two samples that the measure accepts:
/// a stream that is stopped after any batch and restored ends in the same bits, equal metrics give
/// equal bytes, and restoring refuses bytes that were cut short or altered.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::laws;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.5, -4.0], array![1.5, 2.0, 3.0, 7.0]);
/// laws::check_restored(&MeanSquaredError, &y_true, &y_pred, 1)?;
/// # Ok::<(), laws::BrokenLaw>(())
/// ```
///
/// # Errors
///
/// The first law that is broken.
pub fn check_restored<M, T, D, P, E>(
    measure: &M,
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
    seed: u64,
) -> Result<(), BrokenLaw>
where
    M: Measure + Serialize,
    StateOf<M>: Serialize + DeserializeOwned,
    T: Element,
    P: Element,
    D: Dimension,
    E: Dimension,
{
    let laws: [(&'static str, Law<M, T, P>); 4] = [
        ("acceptance", Case::acceptance),
        ("resuming", Case::resuming),
        ("equal bytes", Case::equal_bytes),
        ("damage", Case::damage),
    ];
    Case::new(measure, y_true, y_pred, seed).keeps(&laws)
}

impl<M, T, P> Case<M, T, P>
where
    M: Measure + Serialize,
    StateOf<M>: Serialize + DeserializeOwned,
    T: Element,
    P: Element,
{
    /// Writes the stream before every batch. Drops it after random batches, and repeats such a
    /// batch on the stream restored from the last bytes.
    fn resuming(&mut self) -> Result<(), String> {
        let weights = self.weights();
        for weights in [None, Some(&weights)] {
            let whole = self.seen(&self.everything(), weights)?;
            let mut stream = self.fresh();
            let mut rest = &self.everything()[..];
            while !rest.is_empty() {
                let (batch, others) = rest.split_at(self.random.below(rest.len() + 1));
                let written = stream.to_bytes().map_err(refused)?;
                self.feed(&mut stream, batch, weights)?;
                if self.random.below(2) == 0 {
                    stream = self.restored(&written)?;
                    continue;
                }
                rest = others;
            }
            same("whole and resumed", &whole, &stream)?;
            same("whole and restored", &whole, &self.restored(&self.bytes(&stream)?)?)?;
        }
        Ok(())
    }

    fn restored(&self, bytes: &[u8]) -> Result<Streaming<M>, String> {
        Streaming::restore(self.measure.clone(), bytes).map_err(|error| error.to_string())
    }

    fn bytes(&self, stream: &Streaming<M>) -> Result<Vec<u8>, String> {
        stream.to_bytes().map_err(|error| error.to_string())
    }

    /// Writes equal metrics, whole and merged from parts, and requires equal bytes.
    fn equal_bytes(&mut self) -> Result<(), String> {
        let (weights, mut samples) = (self.weights(), self.everything());
        for weights in [None, Some(&weights)] {
            let whole = self.bytes(&self.seen(&samples, weights)?)?;
            self.random.shuffle(&mut samples);
            let (a, b) = samples.split_at(self.random.below(samples.len()));
            let mut merged = self.seen(a, weights)?;
            merged.merge(&self.seen(b, weights)?).map_err(refused)?;
            if whole != self.bytes(&merged)? {
                return Err("whole and merged give different bytes".into());
            }
        }
        Ok(())
    }

    /// Restores from bytes that were cut short or altered, and requires refusals.
    fn damage(&mut self) -> Result<(), String> {
        let whole = self.bytes(&self.seen(&self.everything(), None)?)?;
        for _ in 0..ALTERED {
            let cut = &whole[..self.random.below(whole.len())];
            let mut altered = whole.clone();
            altered[self.random.below(whole.len())] ^= 1 << self.random.below(8);
            for bytes in [cut, &altered[..]] {
                if Streaming::restore(self.measure.clone(), bytes).is_ok() {
                    return Err(format!("{bytes:?}, damaged {whole:?}, is accepted"));
                }
            }
        }
        Ok(())
    }
}
