//! The laws that every metric keeps, as one call: for the metrics of this crate, and for yours.
//!
//! [`check`] takes a measure and a batch that it accepts, and tries every law on random parts of
//! it. It compares bits, not approximate values, wherever the library promises bits.
//!
//! ```
//! use ndarray::array;
//! use ndarray_metrics::laws;
//! use ndarray_metrics::prelude::*;
//!
//! let (y_true, y_pred) = (array![1.0, 2.0, 3.5, -4.0], array![1.5, 2.0, 3.0, 7.0]);
//! laws::check(&MeanSquaredError, &y_true, &y_pred, 1)?;
//! # Ok::<(), laws::BrokenLaw>(())
//! ```

mod compare;
mod random;

use ndarray::{Array1, ArrayD, ArrayRef, Axis, Dimension, IxDyn, Slice};

use crate::element::Element;
use crate::kernel::InstructionSet;
use crate::measure::{Measure, Observe, Output};
use crate::metric::{Metric, Streaming};
use compare::{close, numbers, refused, same, same_numbers, unchanged};
use random::Random;

/// A law that a measure does not keep, and how it showed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("the law of {law} is broken: {details}")]
pub struct BrokenLaw {
    /// The law, such as "split".
    pub law: &'static str,
    /// What was compared.
    pub details: String,
}

/// Tries every law on a batch of at least two samples that the measure accepts.
///
/// # Errors
///
/// The first law that is broken.
pub fn check<M, T, D, P, E>(
    measure: &M,
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
    seed: u64,
) -> Result<(), BrokenLaw>
where
    M: Observe<T, P>,
    T: Element,
    P: Element,
    D: Dimension,
    E: Dimension,
{
    let (y_true, y_pred) = (y_true.to_owned().into_dyn(), y_pred.to_owned().into_dyn());
    let random = Random::new(seed);
    let mut case = Case { measure: measure.clone(), y_true, y_pred, random };
    let laws: [(&'static str, Law<M, T, P>); 14] = [
        ("acceptance", Case::acceptance),
        ("split", Case::split),
        ("order", Case::order),
        ("merge", Case::merge),
        ("threads", Case::threads),
        ("layout", Case::layout),
        ("instruction set", Case::instruction_set),
        ("unit weights", Case::unit_weights),
        ("zero weight", Case::zero_weight),
        ("powers of two", Case::powers_of_two),
        ("scaled weights", Case::scaled_weights),
        ("all or nothing", Case::all_or_nothing),
        ("no data", Case::no_data),
        ("tuple", Case::tuple),
    ];
    for (law, holds) in laws {
        holds(&mut case).map_err(|details| BrokenLaw { law, details })?;
    }
    Ok(())
}

/// Whether a law holds, and if not, how it showed.
type Law<M, T, P> = fn(&mut Case<M, T, P>) -> Result<(), String>;

struct Case<M, T, P> {
    measure: M,
    y_true: ArrayD<T>,
    y_pred: ArrayD<P>,
    random: Random,
}

impl<M: Observe<T, P>, T: Element, P: Element> Case<M, T, P> {
    fn samples(&self) -> usize {
        self.y_pred.len_of(Axis(0))
    }

    fn fresh(&self) -> Streaming<M> {
        self.measure.clone().streaming()
    }

    /// A stream of some samples, in order, with weights if there are any.
    fn seen(
        &self,
        samples: &[usize],
        weights: Option<&Array1<f64>>,
    ) -> Result<Streaming<M>, String> {
        let mut stream = self.fresh();
        self.feed(&mut stream, samples, weights)?;
        Ok(stream)
    }

    fn feed(
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

    fn everything(&self) -> Vec<usize> {
        (0..self.samples()).collect()
    }

    fn weights(&mut self) -> Array1<f64> {
        (0..self.samples()).map(|_| 0.1 + self.random.unit()).collect()
    }

    fn acceptance(&mut self) -> Result<(), String> {
        if self.samples() < 2 {
            return Err(format!("{} samples, at least 2 are needed", self.samples()));
        }
        self.seen(&self.everything(), None).map(|_| ())
    }

    /// Any batch sizes, 0 and 1 among them.
    fn split(&mut self) -> Result<(), String> {
        let weights = self.weights();
        for weights in [None, Some(&weights)] {
            let whole = self.seen(&self.everything(), weights)?;
            let mut parts = self.fresh();
            let mut rest = &self.everything()[..];
            while !rest.is_empty() {
                let (batch, others) = rest.split_at(self.random.below(rest.len() + 1));
                self.feed(&mut parts, batch, weights)?;
                rest = others;
            }
            same("whole and split", &whole, &parts)?;
        }
        Ok(())
    }

    fn order(&mut self) -> Result<(), String> {
        let (weights, mut samples) = (self.weights(), self.everything());
        let (plain, weighted) = (self.seen(&samples, None)?, self.seen(&samples, Some(&weights))?);
        self.random.shuffle(&mut samples);
        same("in order and shuffled", &plain, &self.seen(&samples, None)?)?;
        same("weighted, in order and shuffled", &weighted, &self.seen(&samples, Some(&weights))?)
    }

    /// Any tree of merges, in any order, with fresh streams among them.
    fn merge(&mut self) -> Result<(), String> {
        let weights = self.weights();
        let whole = self.seen(&self.everything(), Some(&weights))?;
        let one = |sample| self.seen(&[sample], Some(&weights));
        let mut parts = (0..self.samples()).map(one).collect::<Result<Vec<_>, _>>()?;
        parts.push(self.fresh());
        while let Some(mut a) = parts.pop() {
            if parts.is_empty() {
                return same("whole and merged", &whole, &a);
            }
            let b = parts.swap_remove(self.random.below(parts.len()));
            a.merge(&b).map_err(refused)?;
            parts.insert(self.random.below(parts.len() + 1), a);
        }
        Ok(())
    }

    /// Parts observed on threads, merged as they are handed back.
    fn threads(&mut self) -> Result<(), String> {
        let whole = self.seen(&self.everything(), None)?;
        let (samples, mut merged, case) = (self.everything(), self.fresh(), &*self);
        let parts: Vec<_> = std::thread::scope(|scope| {
            let part = |part| scope.spawn(move || case.seen(part, None));
            let running: Vec<_> = samples.chunks(samples.len().div_ceil(3)).map(part).collect();
            running.into_iter().rev().filter_map(|thread| thread.join().ok()).collect()
        });
        for part in parts {
            merged.merge(&part?).map_err(refused)?;
        }
        same("one thread and three", &whole, &merged)
    }

    /// Strided, reversed, transposed and static arrays.
    fn layout(&mut self) -> Result<(), String> {
        let whole = self.seen(&self.everything(), None)?;
        let twice: Vec<_> = self.everything().into_iter().flat_map(|i| [i, i]).rev().collect();
        let (y, p) = (self.y_true.select(Axis(0), &twice), self.y_pred.select(Axis(0), &twice));
        let backwards = Slice::new(0, None, -2);
        let mut strided = self.fresh();
        let (y, p) = (y.slice_axis(Axis(0), backwards), p.slice_axis(Axis(0), backwards));
        strided.update(&y, &p).map_err(refused)?;
        same("contiguous and strided backwards", &whole, &strided)?;
        let mut transposed = self.fresh();
        let (y, p) = (column_major(&self.y_true), column_major(&self.y_pred));
        transposed.update(&y, &p).map_err(refused)?;
        same("row-major and column-major", &whole, &transposed)
    }

    fn instruction_set(&mut self) -> Result<(), String> {
        let weights = self.weights();
        let best = self.seen(&self.everything(), Some(&weights))?;
        for set in InstructionSet::ALL {
            set.limit();
            let limited = self.seen(&self.everything(), Some(&weights));
            InstructionSet::Avx512.limit();
            same(&format!("all instructions and {set:?}"), &best, &limited?)?;
        }
        Ok(())
    }

    /// Weights of 1 are no weights; for a mask of `true` likewise.
    fn unit_weights(&mut self) -> Result<(), String> {
        let plain = self.seen(&self.everything(), None)?;
        let ones = Array1::ones(self.samples());
        same("no weights and ones", &plain, &self.seen(&self.everything(), Some(&ones))?)?;
        let mut masked = self.fresh();
        let mask = ones.mapv(|one| one == 1.0);
        masked.update_weighted(&self.y_true, &self.y_pred, &mask).map_err(refused)?;
        same("no weights and a mask of `true`", &plain, &masked)
    }

    /// A sample of weight 0 is absent, whatever it holds.
    fn zero_weight(&mut self) -> Result<(), String> {
        let (mut weights, everything) = (self.weights(), self.everything());
        let (absent, present) = everything.split_at(self.samples() / 2);
        weights.slice_axis_mut(Axis(0), Slice::from(..absent.len())).fill(0.0);
        let without = self.seen(present, Some(&weights))?;
        let (mut y, mut p) = (self.y_true.clone(), self.y_pred.clone());
        y.slice_axis_mut(Axis(0), Slice::from(..absent.len())).fill(T::nearest(-1.0));
        p.slice_axis_mut(Axis(0), Slice::from(..absent.len())).fill(P::nearest(f64::NAN));
        let mut padded = self.fresh();
        padded.update_weighted(&y, &p, &weights).map_err(refused)?;
        same("absent and weight 0", &without, &padded)
    }

    /// Weights that are scaled by a power of two give the same bits: the value, or it scaled, for a
    /// value that is proportional to the weights.
    fn powers_of_two(&mut self) -> Result<(), String> {
        let weights = self.weights();
        let plain = self.seen(&self.everything(), Some(&weights))?;
        for power in [-60, -1, 1, 13, 60] {
            let weights = weights.mapv(|w| w * 2_f64.powi(power));
            let scaled = self.seen(&self.everything(), Some(&weights))?;
            let details = format!("weights and weights times 2^{power}");
            let factor = if M::SCALES_WITH_WEIGHTS { 2_f64.powi(power) } else { 1.0 };
            let expected: Vec<_> = numbers(&plain).iter().map(|n| n.map(|n| n * factor)).collect();
            same_numbers(&details, &expected, &numbers(&scaled))?;
        }
        Ok(())
    }

    /// A weight of 2 is the sample twice, and the scale of weights does not matter, but for
    /// rounding.
    fn scaled_weights(&mut self) -> Result<(), String> {
        let (twos, everything) = (Array1::from_elem(self.samples(), 2.0), self.everything());
        let twice = self.seen(&[&everything[..], &everything[..]].concat(), None)?;
        close("twice and weight 2", &twice, &self.seen(&everything, Some(&twos))?)?;
        if M::SCALES_WITH_WEIGHTS {
            return Ok(());
        }
        let weights = self.weights();
        let scaled = weights.mapv(|w| w * 0.3);
        let plain = self.seen(&everything, Some(&weights))?;
        close("weights and weights times 0.3", &plain, &self.seen(&everything, Some(&scaled))?)
    }

    /// A refused batch leaves the state as it was.
    fn all_or_nothing(&mut self) -> Result<(), String> {
        let (before, ones) = (self.seen(&self.everything(), None)?, Array1::ones(self.samples()));
        let last = self.samples() - 1;
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            let (mut after, mut weights): (_, Array1<f64>) = (before.clone(), ones.clone());
            weights[last] = bad;
            let refused = after.update_weighted(&self.y_true, &self.y_pred, &weights).is_err();
            unchanged(&format!("a weight of {bad}"), refused, &before, &after)?;
        }
        let mut after = before.clone();
        let shorter = self.y_true.slice_axis(Axis(0), Slice::from(..last));
        let refused = after.update(&shorter, &self.y_pred).is_err();
        unchanged("fewer labels than predictions", refused, &before, &after)?;
        let Some(counted) = self.last_counted()?.filter(|_| !P::INTEGER) else { return Ok(()) };
        let (mut after, mut p) = (before.clone(), self.y_pred.clone());
        p.index_axis_mut(Axis(0), counted).fill(P::nearest(f64::NAN));
        let refused = after.update(&self.y_true, &p).is_err();
        unchanged("a NaN", refused, &before, &after)
    }

    /// The last sample that is not ignored, as one with an ignored label is.
    fn last_counted(&self) -> Result<Option<usize>, String> {
        for sample in self.everything().into_iter().rev() {
            if self.seen(&[sample], None)? != self.fresh() {
                return Ok(Some(sample));
            }
        }
        Ok(None)
    }

    /// Without data there is no value; an empty batch and one without weight change nothing; a
    /// reset stream is a fresh one.
    fn no_data(&mut self) -> Result<(), String> {
        let (fresh, zeros) = (self.fresh(), Array1::zeros(self.samples()));
        if numbers(&fresh).iter().any(Result::is_ok) {
            return Err(format!("no data has the value {:?}", numbers(&fresh)));
        }
        same("fresh and after an empty batch", &fresh, &self.seen(&[], None)?)?;
        same("fresh and after zero weight", &fresh, &self.seen(&self.everything(), Some(&zeros))?)?;
        let mut reset = self.seen(&self.everything(), None)?;
        same("a result and the next", &reset, &reset.clone())?;
        reset.reset();
        same("fresh and reset", &fresh, &reset)
    }

    /// A member of a tuple gives what it gives alone.
    fn tuple(&mut self) -> Result<(), String> {
        let alone = self.seen(&self.everything(), None)?;
        let mut both = (self.measure.clone(), self.measure.clone()).streaming();
        both.update(&self.y_true, &self.y_pred).map_err(refused)?;
        let (first, second) = both.result();
        same_numbers("alone and first of two", &numbers(&alone), &first.numbers())?;
        same_numbers("alone and second of two", &numbers(&alone), &second.numbers())
    }
}

/// The same array with its first axis innermost in memory.
fn column_major<A: Element>(array: &ArrayD<A>) -> ArrayD<A> {
    let axes: Vec<_> = (0..array.ndim()).rev().collect();
    let reversed = array.view().permuted_axes(IxDyn(&axes));
    reversed.as_standard_layout().into_owned().permuted_axes(IxDyn(&axes))
}
