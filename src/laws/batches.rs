//! Laws of batches: the result does not depend on how samples are split, ordered, merged or laid
//! out in memory.

use ndarray::{ArrayD, Axis, IxDyn, Slice};

use super::case::Case;
use super::compare::{numbers, refused, same};
use crate::element::Element;
use crate::kernel::InstructionSet;
use crate::measure::Measure;
use crate::metric::Metric;

impl<M: Measure, T: Element, P: Element> Case<M, T, P> {
    /// Splits the samples into batches of random sizes, empty batches included.
    pub(super) fn split(&mut self) -> Result<(), String> {
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

    /// No number is NaN, and none lies outside the range that the measure states.
    pub(super) fn range(&mut self) -> Result<(), String> {
        let (scale, weights) = (self.measure.scale(), self.weights());
        for weights in [None, Some(&weights)] {
            let found = numbers(&self.seen(&self.everything(), weights)?);
            let outside = |number: &&Result<f64, _>| number.is_ok_and(|n| !scale.contains(n));
            if let Some(number) = found.iter().find(outside) {
                return Err(format!("{number:?} is outside the range of {scale:?}"));
            }
        }
        Ok(())
    }

    pub(super) fn order(&mut self) -> Result<(), String> {
        let (weights, mut samples) = (self.weights(), self.everything());
        let (plain, weighted) = (self.seen(&samples, None)?, self.seen(&samples, Some(&weights))?);
        self.random.shuffle(&mut samples);
        same("in order and shuffled", &plain, &self.seen(&samples, None)?)?;
        same("weighted, in order and shuffled", &weighted, &self.seen(&samples, Some(&weights))?)
    }

    /// Merges streams of single samples, and a fresh one, by a random tree in random order.
    pub(super) fn merge(&mut self) -> Result<(), String> {
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

    /// Observes parts on threads, and merges the streams that the threads return.
    pub(super) fn threads(&mut self) -> Result<(), String> {
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

    /// Updates with strided, reversed and column-major arrays.
    pub(super) fn layout(&mut self) -> Result<(), String> {
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

    pub(super) fn instruction_set(&mut self) -> Result<(), String> {
        let weights = self.weights();
        let best = self.seen(&self.everything(), Some(&weights))?;
        let users = InstructionSet::limited_to();
        for &set in InstructionSet::ALL {
            set.limit();
            let limited = self.seen(&self.everything(), Some(&weights));
            users.limit();
            same(&format!("all instructions and {set:?}"), &best, &limited?)?;
        }
        Ok(())
    }
}

/// Returns the same array in column-major order.
fn column_major<A: Element>(array: &ArrayD<A>) -> ArrayD<A> {
    let axes: Vec<_> = (0..array.ndim()).rev().collect();
    let reversed = array.view().permuted_axes(IxDyn(&axes));
    reversed.as_standard_layout().into_owned().permuted_axes(IxDyn(&axes))
}
