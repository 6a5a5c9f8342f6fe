//! What several definitions share, in the plainest words.

use super::oracle::Own;

/// 1 for a right answer.
pub(super) fn share(right: bool) -> Vec<f64> {
    vec![if right { 1.0 } else { 0.0 }]
}

/// The classes from the best to the worst, the lower one first among equals.
pub(super) fn ranking(scores: &[f64]) -> Vec<usize> {
    let mut classes: Vec<_> = (0..scores.len()).collect();
    classes.sort_by(|&a, &b| scores[b].total_cmp(&scores[a]));
    classes
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
