//! Loops over one row of classes, always called inside `at_best_level`.
//!
//! Floating sums here run in a fixed pattern, eight lanes that are added pairwise at the end, so
//! that their bits do not depend on the instruction set. A row is short: its sum is off by a few
//! ulps at most, which each metric's documentation counts in.

use super::math::exp;
use crate::element::Element;

/// Lanes of floating sums. Part of the results: never to be changed lightly.
const LANES: usize = 8;

/// Elements whose values are computed before any is added, by [`sum_of`].
const STRIP: usize = 32;

/// Elements searched at a time.
const SEARCHED: usize = 1024;

/// The sum of a row.
#[inline(always)]
pub(crate) fn sum<A: Element>(row: &[A]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (chunks, tail) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value.to_f64();
        }
    }
    for (lane, value) in lanes.iter_mut().zip(tail) {
        *lane += value.to_f64();
    }
    folded(lanes)
}

/// The sum of `f` over a row, with each element's position. `f` is computed for a strip before any
/// value is added: a loop without a sum in it is one that the compiler vectorises, whatever `f` is.
#[inline(always)]
pub(crate) fn sum_of<A: Copy>(row: &[A], f: impl Fn(usize, A) -> f64) -> f64 {
    let (mut lanes, mut values) = ([0.0; LANES], [0.0; STRIP]);
    for (strip, entries) in row.chunks(STRIP).enumerate() {
        for (i, (value, &entry)) in values.iter_mut().zip(entries).enumerate() {
            *value = f(strip * STRIP + i, entry);
        }
        for values in values[..entries.len()].chunks(LANES) {
            for (lane, value) in lanes.iter_mut().zip(values) {
                *lane += value;
            }
        }
    }
    folded(lanes)
}

#[inline(always)]
fn folded([a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// The position of the largest number; the lowest one among equals. The row is not empty.
#[inline(always)]
pub(crate) fn argmax<A: Element>(row: &[A]) -> usize {
    let most = maximum(row);
    for (strip, values) in row.chunks(SEARCHED).enumerate() {
        let mut first = u32::MAX;
        for (i, &value) in values.iter().enumerate() {
            first = first.min(if value == most { i as u32 } else { u32::MAX });
        }
        if first < u32::MAX {
            return strip * SEARCHED + first as usize;
        }
    }
    0
}

/// The position of the only number other than 0, if there is just one.
#[inline(always)]
pub(crate) fn only<A: Element>(row: &[A]) -> Option<usize> {
    let (mut found, mut last) = (0_u32, 0_u32);
    for (i, &value) in row.iter().enumerate() {
        found += u32::from(value != A::ZERO);
        last = last.max(if value == A::ZERO { 0 } else { i as u32 });
    }
    (found == 1 && row.len() < u32::MAX as usize).then_some(last as usize)
}

/// The largest number of a row that is not empty.
#[inline(always)]
pub(crate) fn maximum<A: Element>(row: &[A]) -> A {
    let larger = |a: A, b: A| if b > a { b } else { a };
    let (chunks, tail) = row.as_chunks::<16>();
    let mut lanes = [row[0]; 16];
    for chunk in chunks {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, value);
        }
    }
    let most = tail.iter().fold(row[0], |most, &value| larger(most, value));
    lanes.iter().fold(most, |most, &lane| larger(most, lane))
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
    let others = sum_of(
        row,
        #[inline(always)]
        |i, z| if i == top { 0.0 } else { exp(z.to_f64() - most) },
    );
    let nothing = most == f64::NEG_INFINITY;
    (if nothing { f64::NAN } else { most }, super::math::ln_1p(others))
}
