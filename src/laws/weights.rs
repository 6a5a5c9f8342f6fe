//! Laws of weights.

use ndarray::{Array1, Axis, Slice};

use super::case::Case;
use super::compare::{close, numbers, refused, same, same_numbers};
use crate::element::Element;
use crate::error::Undefined;
use crate::measure::Measure;
use crate::metric::Metric;

const OVERFLOW: Result<f64, Undefined> = Err(Undefined::Overflow);

impl<M: Measure, T: Element, P: Element> Case<M, T, P> {
    /// Requires that weights of 1 and a mask of `true` give the bits of no weights.
    pub(super) fn unit_weights(&mut self) -> Result<(), String> {
        let plain = self.seen(&self.everything(), None)?;
        let ones = Array1::ones(self.samples());
        same("no weights and ones", &plain, &self.seen(&self.everything(), Some(&ones))?)?;
        let mut masked = self.fresh();
        let mask = ones.mapv(|one| one == 1.0);
        masked.update_weighted(&self.y_true, &self.y_pred, &mask).map_err(refused)?;
        same("no weights and a mask of `true`", &plain, &masked)
    }

    /// Requires that a sample of weight 0 counts like an absent one, whatever numbers it holds.
    pub(super) fn zero_weight(&mut self) -> Result<(), String> {
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

    /// Requires that weights times a power of two give the bits of the value, or of the value times
    /// that power if the value is proportional to the weights.
    pub(super) fn powers_of_two(&mut self) -> Result<(), String> {
        if self.counts_samples() {
            return Ok(());
        }
        let weights = self.weights();
        let plain = self.seen(&self.everything(), Some(&weights))?;
        for power in [-60, -1, 1, 13, 60] {
            let weights = weights.mapv(|w| w * 2_f64.powi(power));
            let scaled = self.seen(&self.everything(), Some(&weights))?;
            let details = format!("weights and weights times 2^{power}");
            let factor = if self.measure.scales_with_weights() { 2_f64.powi(power) } else { 1.0 };
            let times = |(n, of_scaled): (Result<f64, Undefined>, &Result<f64, Undefined>)| {
                // One of the two may lie outside the range of products.
                let over = n == OVERFLOW || *of_scaled == OVERFLOW;
                if over { *of_scaled } else { n.map(|n| n * factor) }
            };
            let found = numbers(&scaled);
            let expected = numbers(&plain).into_iter().zip(&found).map(times).collect();
            same_numbers(&details, &expected, &found)?;
        }
        Ok(())
    }

    /// Requires, up to rounding, that a weight of 2 counts like the sample twice, and that a common
    /// factor of the weights does not matter.
    pub(super) fn scaled_weights(&mut self) -> Result<(), String> {
        let (twos, everything) = (Array1::from_elem(self.samples(), 2.0), self.everything());
        let twice = self.seen(&[&everything[..], &everything[..]].concat(), None)?;
        close("twice and weight 2", &twice, &self.seen(&everything, Some(&twos))?)?;
        if self.measure.scales_with_weights() || self.counts_samples() {
            return Ok(());
        }
        let weights = self.weights();
        let scaled = weights.mapv(|w| w * 0.3);
        let plain = self.seen(&everything, Some(&weights))?;
        close("weights and weights times 0.3", &plain, &self.seen(&everything, Some(&scaled))?)
    }
}
