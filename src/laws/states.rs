//! Laws of states after a refusal, without data, after a reset and in a tuple.

use ndarray::{Array1, Axis, Slice};

use super::case::Case;
use super::compare::{numbers, refused, same, same_numbers, unchanged};
use crate::element::Element;
use crate::evaluate::Evaluate;
use crate::measure::Measure;
use crate::metric::Metric;
use crate::output::Output;

impl<M: Measure, T: Element, P: Element> Case<M, T, P> {
    /// Updates with batches to be refused, and requires the state as it was before.
    pub(super) fn all_or_nothing(&mut self) -> Result<(), String> {
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

    /// Returns the last sample that changes the state; a sample with an ignored label does not.
    fn last_counted(&self) -> Result<Option<usize>, String> {
        for sample in self.everything().into_iter().rev() {
            if self.seen(&[sample], None)? != self.fresh() {
                return Ok(Some(sample));
            }
        }
        Ok(None)
    }

    /// Requires that the value is undefined without data, that an empty batch and a batch of weight
    /// 0 change nothing, and that a reset stream equals a fresh one.
    pub(super) fn no_data(&mut self) -> Result<(), String> {
        let (fresh, zeros) = (self.fresh(), Array1::zeros(self.samples()));
        if numbers(&fresh).iter().any(Result::is_ok) {
            return Err(format!(
                "without data the value is {:?}, expected Undefined",
                numbers(&fresh)
            ));
        }
        same("fresh and after an empty batch", &fresh, &self.seen(&[], None)?)?;
        same("fresh and after zero weight", &fresh, &self.seen(&self.everything(), Some(&zeros))?)?;
        let mut reset = self.seen(&self.everything(), None)?;
        same("a result and the next", &reset, &reset.clone())?;
        reset.reset();
        same("fresh and reset", &fresh, &reset)
    }

    /// Requires that each member of a tuple gives the bits of the measure alone.
    pub(super) fn tuple(&mut self) -> Result<(), String> {
        let alone = self.seen(&self.everything(), None)?;
        let mut both = (self.measure.clone(), self.measure.clone()).streaming();
        both.update(&self.y_true, &self.y_pred).map_err(refused)?;
        let (first, second) = both.result();
        same_numbers("alone and first of two", &numbers(&alone), &first.numbers())?;
        same_numbers("alone and second of two", &numbers(&alone), &second.numbers())
    }
}
