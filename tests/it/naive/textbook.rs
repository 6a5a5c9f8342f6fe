//! What several definitions share, in the plainest words.

use ndarray_metrics::Undefined;

use super::batch::{Batch, Own};
use super::oracle::Defined;

/// 1 for a right answer.
pub(super) fn share(right: bool) -> Vec<f64> {
    vec![if right { 1.0 } else { 0.0 }]
}

/// A probability within [ε, 1 − ε] for Keras's ε of 1e-7.
pub(super) fn clipped(own: Own, p: f64) -> f64 {
    p.clamp(own(1e-7), own(1.0 - 1e-7))
}

/// Probabilities from scores that are to sum to 1.
pub(super) fn normalised(own: Own, row: &[f64]) -> Vec<f64> {
    let total: f64 = row.iter().sum();
    row.iter().map(|p| clipped(own, p / total)).collect()
}

pub(super) fn softmax(logits: &[f64]) -> Vec<f64> {
    let total: f64 = logits.iter().map(|z| z.exp()).sum();
    logits.iter().map(|z| z.exp() / total).collect()
}

pub(super) fn sigmoid(logit: f64) -> f64 {
    1.0 / (1.0 + (-logit).exp())
}

/// Labels drawn towards an equal share of every class.
pub(super) fn smoothed(y: f64, smoothing: f64, classes: usize) -> f64 {
    y * (1.0 - smoothing) + smoothing / classes as f64
}

/// −y·ln p − (1 − y)·ln(1 − p).
pub(super) fn log_loss(y: f64, p: f64) -> Vec<f64> {
    vec![-y * p.ln(), -(1.0 - y) * (-p).ln_1p()]
}

/// −Σ y·ln p.
pub(super) fn crossentropy(y: &[f64], p: &[f64]) -> Vec<f64> {
    y.iter().zip(p).map(|(y, p)| -y * p.ln()).collect()
}

/// Each addend of a loss times one factor.
pub(super) fn times(factor: f64, addends: Vec<f64>) -> Vec<f64> {
    addends.into_iter().map(|addend| factor * addend).collect()
}

/// Labels of margins: 1, or −1 for 0 and −1.
pub(super) fn sign(y: f64) -> f64 {
    if y > 0.0 { 1.0 } else { -1.0 }
}

pub(super) fn norm(row: &[f64]) -> f64 {
    row.iter().map(|x| x * x).sum::<f64>().sqrt()
}

/// Σw·ℓ/Σw of terms ℓ, each the sum of its addends; None where a term is NaN. A unit without addends is
/// left out.
pub(super) fn mean_of_terms(
    batch: &Batch,
    addends: fn(Own, &[f64], &[f64]) -> Vec<f64>,
    finish: fn(f64) -> f64,
) -> Defined {
    let (mut value, mut size, mut total) = (0.0, 0.0, 0.0);
    for unit in batch.units.iter().filter(|unit| unit.w[0] > 0.0) {
        let addends = addends(batch.own, &unit.y, &unit.p);
        total += if addends.is_empty() { 0.0 } else { unit.w[0] };
        value += unit.w[0] * addends.iter().sum::<f64>();
        size += unit.w[0] * addends.iter().map(|addend| addend.abs()).sum::<f64>();
    }
    if total == 0.0 {
        return Some(vec![Err(Undefined::NoSamples)]);
    }
    (!value.is_nan()).then(|| vec![Ok([finish(value / total), finish(size / total)].into())])
}

/// above/below, where that is something.
pub(super) fn ratio(above: f64, below: f64) -> Result<f64, Undefined> {
    if below > 0.0 { Ok(above / below) } else { Err(Undefined::ZeroDenominator) }
}

/// Means, and sums of squares and products about them.
pub(super) struct Centred {
    pub(super) weight: f64,
    pub(super) means: [f64; 2],
    pub(super) yy: f64,
    pub(super) pp: f64,
    pub(super) yp: f64,
}

impl Centred {
    /// Of truth, prediction and weight; in a second pass where a side does not vary, 0 exactly.
    pub(super) fn of(samples: &[(f64, f64, f64)]) -> Self {
        let sum = |f: &dyn Fn(f64, f64) -> f64| samples.iter().map(|&(y, p, w)| w * f(y, p)).sum();
        let weight: f64 = sum(&|_, _| 1.0);
        let mean = |side: fn(f64, f64) -> f64| {
            let first = samples.first().map_or(f64::NAN, |&(y, p, _)| side(y, p));
            let constant = samples.iter().all(|&(y, p, _)| side(y, p) == first);
            if constant { first } else { sum(&side) / weight }
        };
        let means @ [my, mp] = [mean(|y, _| y), mean(|_, p| p)];
        Self {
            weight,
            means,
            yy: sum(&|y, _| (y - my).powi(2)),
            pp: sum(&|_, p| (p - mp).powi(2)),
            yp: sum(&|y, p| (y - my) * (p - mp)),
        }
    }

    /// cov(y, p)/√(var(y)·var(p)).
    pub(super) fn pearson(&self) -> f64 {
        self.yp / (self.yy * self.pp).sqrt()
    }

    /// 2·cov(y, p)/(var(y) + var(p) + (ȳ − p̄)²).
    pub(super) fn concordance(&self) -> f64 {
        let offset = self.means[0] - self.means[1];
        2.0 * self.yp / (self.yy + self.pp + self.weight * offset.powi(2))
    }
}

/// A number whose parts are of size 1 and may cancel.
pub(super) fn of_size_1(number: f64) -> Vec<f64> {
    vec![1.0, number - 1.0]
}

/// Of one row.
pub(super) fn centred(y: &[f64], p: &[f64]) -> Centred {
    Centred::of(&y.iter().zip(p).map(|(&y, &p)| (y, p, 1.0)).collect::<Vec<_>>())
}
