//! How far a cell is from what its margins let expect, as information.
//!
//! **Idea.** With the expected count μ = ab/n of a cell, k/μ = 1 + d, the mutual information is
//!
//! ```text
//! Σ k·ln(k/μ)/n = Σ μ·((1 + d)·ln(1 + d) − d)/n
//! ```
//!
//! over all cells, those of 0 among them, since Σ(k − μ) = 0. No term on the right is below 0, so that the
//! digits of nearly independent clusterings do not cancel. d is a quotient of whole numbers, rounded thrice.

use crate::kernel::math::ln_1p;

/// (1 + d)·ln(1 + d) − d for d of at least −1: 1 at −1. Within 8 ulp.
pub(super) fn excess(d: f64) -> f64 {
    if d <= -1.0 {
        1.0
    } else if d < 1.0 && d > -0.5 {
        series(d)
    } else {
        (1.0 + d) * ln_1p(d) - d
    }
}

/// 1/(2k + 1) for the terms of the series that matter for s² up to 1/9.
const TERMS: [f64; 16] = {
    let (mut terms, mut k) = ([0.0; 16], 0);
    while k < 16 {
        terms[k] = 1.0 / (2.0 * k as f64 + 3.0);
        k += 1;
    }
    terms
};

/// With s = d/(2 + d), ln(1 + d) = 2(s + s³/3 + s⁵/5 + …), so that the excess is
/// 2s²·(1 + (1 + s)(s/3 + s³/5 + …))/(1 − s).
fn series(d: f64) -> f64 {
    let s = d / (2.0 + d);
    let z = s * s;
    let sum = TERMS.iter().rev().fold(0.0, |sum, term| sum * z + term);
    2.0 * z * (1.0 + (1.0 + s) * (s * sum)) / (1.0 - s)
}
