//! Loops over one row of classes, always called inside `at_best_level`.
//!
//! Floating sums here run in a fixed pattern, eight lanes that are added pairwise at the end, so
//! that their bits do not depend on the instruction set. A row is short: its sum is off by a few
//! ulps at most, which each metric's documentation counts in.

use super::math::exp;
use crate::domain::Guard;
use crate::element::Element;

/// Lanes of floating sums. Part of the results: never to be changed lightly.
const LANES: usize = 8;

/// Whether every number of the row is admitted.
#[inline(always)]
pub(crate) fn admitted<A: Element>(row: &[A], guard: &Guard<A>) -> bool {
    let mut all = true;
    for &value in row {
        all &= guard.admits(value);
    }
    all
}

/// The sum of `f` over a row, with each element's position.
#[inline(always)]
pub(crate) fn sum<A: Copy>(row: &[A], f: impl Fn(usize, A) -> f64) -> f64 {
    let mut lanes = [0.0; LANES];
    let (chunks, tail) = row.as_chunks::<LANES>();
    for (chunk, values) in chunks.iter().enumerate() {
        for lane in 0..LANES {
            lanes[lane] += f(chunk * LANES + lane, values[lane]);
        }
    }
    for (lane, &value) in tail.iter().enumerate() {
        lanes[lane] += f(chunks.len() * LANES + lane, value);
    }
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// The position of the largest number; the lowest one among equals. The row is not empty.
#[inline(always)]
pub(crate) fn argmax<A: Element>(row: &[A]) -> usize {
    let most = maximum(row);
    row.iter().position(|&value| value == most).unwrap_or(0)
}

/// The largest number of a row that is not empty.
#[inline(always)]
pub(crate) fn maximum<A: Element>(row: &[A]) -> A {
    let mut lanes = [row[0]; 16];
    for chunk in row.chunks(16) {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = if value > *lane { value } else { *lane };
        }
    }
    lanes.iter().fold(row[0], |most, &lane| if lane > most { lane } else { most })
}

/// The largest absolute value of a row.
#[inline(always)]
pub(crate) fn largest_size<A: Element>(row: &[A]) -> f64 {
    let larger = |most: f64, value: &A| {
        let size = value.to_f64().abs();
        if size > most { size } else { most }
    };
    row.iter().fold(0.0, larger)
}

/// How many entries come before the one at a position: those that are larger, and those that are
/// equal at a lower position.
#[inline(always)]
pub(crate) fn rank<A: Element>(row: &[A], position: usize) -> usize {
    let own = row[position];
    let mut before = 0;
    for (i, &value) in row.iter().enumerate() {
        before += usize::from((value > own) | ((value == own) & (i < position)));
    }
    before
}

/// ln Σ exp(z) over a row of logits, as its largest logit and what the others add to it.
///
/// With the largest logit left out of the sum, the small rest is not lost beside 1. NaN for a row
/// that holds −∞ only.
#[inline(always)]
pub(crate) fn log_sum_exp<A: Element>(row: &[A]) -> (f64, f64) {
    let top = argmax(row);
    let most = row[top].to_f64();
    let others = sum(
        row,
        #[inline(always)]
        |i, z| if i == top { 0.0 } else { exp(z.to_f64() - most) },
    );
    (most, super::math::ln_1p(others))
}
