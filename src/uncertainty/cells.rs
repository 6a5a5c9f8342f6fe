//! Standard errors of values that are read off counts.
//!
//! **Delta method.** n samples fall into cells; nᵢ of them into cell i. The value f of the counts has the variance
//!
//! ```text
//! Σ nᵢ·gᵢ² − (Σ nᵢ·gᵢ)²/n        gᵢ = ∂f/∂nᵢ
//! ```
//!
//! **Derivatives.** f is any reading of the state, and readings take any weights: f is read with the cell's count
//! raised and lowered by 1/1024 and 2/1024 of itself. A reading is a smooth function of a count n + c, where c ≥ 0 are
//! the other counts beside it, so that five points have its derivative to (1/1024)⁴, with all of the reading's digits
//! but three. Weights are whole multiples of n/1024, which are added exactly. A rule of its own for each of the fifty
//! readings would say no more, and a reading that is new tomorrow would have none.
//!
//! Readings that choose among thresholds or scores step from one to the next, and have no derivatives: they are
//! resampled.
//!
//! **Shares.** A value that is k/n of the samples in some cells has Wilson's interval, also where its variance is 0.
//! A value is such a share if it is 0, 1 or undefined with one cell alone, and k/n of these cells for the counts at
//! hand, for equal counts and for counts 1, 2, 3, ...

use super::estimate::{Basis, Estimate, is_near};
use super::resampling::resampled;
use super::sampled::Reading;
use crate::error::Undefined;
use crate::state::CountedCells;

/// With more cells, the value is resampled: for each cell, all cells would be read.
const MOST_CELLS: usize = 4096;

/// Returns an estimate of each number that is read off the counts.
pub(crate) fn of_counts<S: CountedCells>(
    reading: &dyn Reading<S>,
    state: &S,
) -> Vec<Result<Estimate, Undefined>> {
    let values = reading.numbers(state);
    let counts = Counts { reading, state, n: state.weights() };
    if let Some(error) = reading.standard_error(state) {
        return values.into_iter().map(|value| Ok(counts.on_scale(value?, error))).collect();
    }
    if !state.is_smooth() || counts.n.len() > MOST_CELLS {
        return resampled(reading, state);
    }
    let (shares, gradients) = (counts.shares(&values), counts.gradients(values.len()));
    let each = values.into_iter().zip(shares).zip(gradients);
    each.map(|((value, share), gradient)| Ok(counts.estimate(value?, share, &gradient))).collect()
}

/// The counts of a state and how it is read.
struct Counts<'a, S> {
    reading: &'a dyn Reading<S>,
    state: &'a S,
    n: Vec<f64>,
}

impl<S: CountedCells> Counts<'_, S> {
    fn total(&self) -> f64 {
        self.n.iter().sum()
    }

    /// Reads the numbers for other counts.
    fn read(&self, n: &[f64]) -> Vec<Result<f64, Undefined>> {
        self.reading.numbers(&self.state.with_weights(n))
    }

    fn estimate(&self, value: f64, share: Option<[u64; 2]>, gradient: &[f64]) -> Estimate {
        if let Some(share) = share.and_then(|[hits, of]| Estimate::of_share(value, hits, of)) {
            return share;
        }
        let products = || self.n.iter().zip(gradient).map(|(n, g)| n * g);
        let squares: f64 = products().zip(gradient).map(|(product, g)| product * g).sum();
        let sum: f64 = products().sum();
        let variance = (squares - sum * sum / self.total()).max(0.0);
        self.on_scale(value, Ok(variance.sqrt()))
    }

    /// Returns an estimate that is nearly normal on the scale of its range.
    fn on_scale(&self, value: f64, error: Result<f64, Undefined>) -> Estimate {
        let basis = Basis::OnScale { freedom: f64::INFINITY };
        Estimate::new(value, error, self.total() as u64, basis, self.reading.scale())
    }

    /// Returns the derivatives of each number by the counts.
    fn gradients(&self, numbers: usize) -> Vec<Vec<f64>> {
        let mut gradients = vec![Vec::with_capacity(self.n.len()); numbers];
        let mut n = self.n.clone();
        for cell in 0..n.len() {
            let [down2, down1, up1, up2] = [-2.0, -1.0, 1.0, 2.0].map(|steps| {
                n[cell] = self.n[cell] * (1.0 + steps * STEP);
                self.read(&n)
            });
            n[cell] = self.n[cell];
            for (i, gradient) in gradients.iter_mut().enumerate() {
                let at = |points: &[Result<f64, Undefined>]| {
                    points.get(i).map_or(f64::NAN, |n| n.unwrap_or(f64::NAN))
                };
                let near = at(&up1) - at(&down1);
                let far = at(&up2) - at(&down2);
                gradient.push((8.0 * near - far) / (12.0 * STEP * self.n[cell]));
            }
        }
        gradients
    }

    /// Returns the samples that hit and the samples that count, for each number that is their quotient.
    fn shares(&self, values: &[Result<f64, Undefined>]) -> Vec<Option<[u64; 2]>> {
        if !self.reading.is_within_unit() {
            return vec![None; values.len()];
        }
        let mut hits = vec![Some(Hits::default()); values.len()];
        let mut n = vec![0.0; self.n.len()];
        for cell in 0..n.len() {
            n[cell] = self.n[cell];
            for (hits, alone) in hits.iter_mut().zip(self.read(&n)) {
                *hits = hits.take().and_then(|hits| hits.with(alone));
            }
            n[cell] = 0.0;
        }
        let (equal, rising) = (vec![1.0; n.len()], (1..).map(f64::from).take(n.len()).collect());
        for counts in [&self.n, &equal, &rising] {
            for (hits, value) in hits.iter_mut().zip(self.read(counts)) {
                *hits = hits.take().filter(|hits: &Hits| hits.are_share(counts, value));
            }
        }
        hits.into_iter().map(|hits| hits.map(|hits| hits.of(&self.n).map(|n| n as u64))).collect()
    }
}

/// The part of a count by which it is raised and lowered.
const STEP: f64 = 1.0 / 1024.0;

/// What a number is for each cell alone: 1, 0 or undefined.
#[derive(Clone, Debug, Default)]
struct Hits(Vec<Option<bool>>);

impl Hits {
    /// Adds a cell. `None` if the number is neither 0 nor 1.
    fn with(mut self, alone: Result<f64, Undefined>) -> Option<Self> {
        match alone {
            Ok(value) if value != 0.0 && value != 1.0 => return None,
            alone => self.0.push(alone.ok().map(|value| value == 1.0)),
        }
        Some(self)
    }

    /// Returns how many samples hit, and how many count.
    fn of(&self, n: &[f64]) -> [f64; 2] {
        let sum = |counts: fn(bool) -> bool| {
            let all = self.0.iter().zip(n).filter(|(hit, _)| hit.is_some_and(counts));
            all.map(|(_, n)| n).sum()
        };
        [sum(|hit| hit), sum(|_| true)]
    }

    /// Whether a value is the share of the samples that hit.
    fn are_share(&self, n: &[f64], value: Result<f64, Undefined>) -> bool {
        let [hits, of] = self.of(n);
        value.is_ok_and(|value| of > 0.0 && is_near(value, hits / of))
    }
}
