//! The logarithm of a quotient, by a single division.
//!
//! **Idea.**
//!
//! ```text
//! k         = round((bits of a − bits of b)/2^52)      # the bits of a number are nearly its logarithm
//! s         = (a − b·2^k)/(a + b·2^k)                  # b·2^k and the difference are exact
//! ln(a/b)   = k·ln 2 + 2·artanh s                      # |s| ≤ 0.201
//! artanh s  = s + s³·(1/3 + s²/5 + ..)                 # eight terms, fitted
//! ```
//!
//! Mantissas stand for their logarithms up to 0.087 (J. N. Mitchell, *Computer Multiplication and Division Using
//! Binary Logarithms*, 1962), so that a and b·2^k differ by a factor of at most 1.51 = 2^(½ + 0.087). The polynomial
//! is Chebyshev's interpolation of (artanh s/s − 1)/s² for s² ≤ 0.0404, off by 10^-17. The logarithm is within 2 ulp.

use super::Aligned;
use super::bits::{ROUNDER, power_of_biased};
use super::math::{LN2_HIGH, LN2_LOW};

/// What is added to k while it is a whole number, so that it is positive.
const OFFSET: u64 = 2048;

/// Between these numbers, 2^k is a normal number.
const ORDINARY: [f64; 2] = [power_of_biased(1023 - 500), power_of_biased(1023 + 500)];

/// What brings very small and very large numbers between them.
const TWO_600: f64 = power_of_biased(1023 + 600);

/// Terms of pairs that are computed from the logarithm of a quotient.
pub(crate) trait OfLogRatio<T: Copy, P: Copy>: Copy {
    /// Returns a and b, at least 0.
    fn operands(self, y: T, p: P) -> [f64; 2];

    /// Returns a − b·power, where the power is one of two. It may know more digits than a and b have.
    #[inline(always)]
    fn difference(self, y: T, p: P, power: f64) -> f64 {
        let [a, b] = self.operands(y, p);
        a - b * power
    }

    /// Returns the term, given ln(a/b).
    fn term(self, y: T, p: P, logarithm: f64) -> f64;

    /// Returns the term of a pair.
    #[inline(always)]
    fn of_pair(self, y: T, p: P) -> f64 {
        let logarithm = ln_ratio(
            self.operands(y, p),
            #[inline(always)]
            |power| self.difference(y, p, power),
        );
        self.term(y, p, logarithm)
    }
}

/// Pairs that are reduced before any series is computed.
const STRIP: usize = 64;

/// Writes the terms of pairs, as [`OfLogRatio::of_pair`] does.
///
/// Two short loops instead of a long one, as for [`logs`](super::logs). Strips with numbers that are not ordinary are
/// computed once more.
#[inline(always)]
pub(crate) fn write_of_log_ratios<T: Copy, P: Copy>(
    y: &[T],
    p: &[P],
    terms: &mut [f64],
    formula: impl OfLogRatio<T, P>,
) {
    let mut strip = Aligned([[0.0; STRIP]; 2]);
    let [s, k] = &mut strip.0;
    for ((y, p), terms) in y.chunks(STRIP).zip(p.chunks(STRIP)).zip(terms.chunks_mut(STRIP)) {
        let mut ordinary = true;
        for (((s, k), &y), &p) in s.iter_mut().zip(&mut *k).zip(y).zip(p) {
            let operands = formula.operands(y, p);
            ordinary &= are_ordinary(operands);
            [*s, *k] = reduced(
                operands,
                #[inline(always)]
                |power| formula.difference(y, p, power),
            );
        }
        for ((((out, &y), &p), &s), &k) in terms.iter_mut().zip(y).zip(p).zip(&*s).zip(&*k) {
            *out = formula.term(y, p, of_reduced(s, k));
        }
        if !ordinary {
            for ((out, &y), &p) in terms.iter_mut().zip(y).zip(p) {
                *out = formula.of_pair(y, p);
            }
        }
    }
}

/// ln(a/b) for a and b of at least 0, given a − b·power for each power of two.
#[inline(always)]
pub(crate) fn ln_ratio([a, b]: [f64; 2], difference: impl Fn(f64) -> f64) -> f64 {
    let [s, k] = reduced([a, b], difference);
    if are_ordinary([a, b]) { of_reduced(s, k) } else { of_any(a, b) }
}

#[inline(always)]
fn are_ordinary([a, b]: [f64; 2]) -> bool {
    let [least, most] = ORDINARY;
    (least <= a) & (a <= most) & (least <= b) & (b <= most)
}

/// s and k of a quotient of [ordinary](are_ordinary) numbers.
#[inline(always)]
fn reduced([a, b]: [f64; 2], difference: impl Fn(f64) -> f64) -> [f64; 2] {
    let bits = a.to_bits().wrapping_sub(b.to_bits()).wrapping_add((OFFSET << 52) + (1 << 51));
    let k = f64::from_bits(ROUNDER.to_bits() + (bits >> 52)) - (ROUNDER + OFFSET as f64);
    let power = power_of_biased((bits >> 52).wrapping_sub(OFFSET - 1023));
    [difference(power) / (a + b * power), k]
}

/// ln(a/b) of numbers that need not be ordinary.
#[inline(always)]
fn of_any(a: f64, b: f64) -> f64 {
    let ([near_a, of_a], [near_b, of_b]) = (made_ordinary(a), made_ordinary(b));
    let [s, k] = reduced(
        [near_a, near_b],
        #[inline(always)]
        |power| near_a - near_b * power,
    );
    let logarithm = of_reduced(s, k + (of_a - of_b));
    let below = if a < b { f64::NEG_INFINITY } else { f64::NAN };
    let end = if a > b { f64::INFINITY } else { below };
    if (a.min(b) > 0.0) & (a.max(b) < f64::INFINITY) { logarithm } else { end }
}

/// x times a power of two that makes it ordinary, unless it is 0, infinite or NaN, and the power that it then lacks.
#[inline(always)]
fn made_ordinary(x: f64) -> [f64; 2] {
    let [least, most] = ORDINARY;
    let raised = if x < least { [x * TWO_600, -600.0] } else { [x, 0.0] };
    if x > most { [x / TWO_600, 600.0] } else { raised }
}

/// k·ln 2 + 2·artanh s.
#[inline(always)]
fn of_reduced(s: f64, k: f64) -> f64 {
    let (twice, z) = (2.0 * s, s * s);
    let w = z * z;
    let even = 0.333_333_333_333_333_3
        + w * (0.142_857_142_835_406_04
            + w * (0.090_908_675_506_914_96 + w * 0.066_038_700_016_997_84));
    let odd = 0.200_000_000_000_041_87
        + w * (0.111_111_115_403_250_71
            + w * (0.076_944_841_364_487_97 + w * 0.068_120_436_346_919_61));
    k * LN2_HIGH + (twice + (twice * (z * (even + z * odd)) + k * LN2_LOW))
}

#[cfg(test)]
mod tests {
    use super::ln_ratio;
    use crate::kernel::math::{ln, ln_1p};

    #[test]
    fn the_logarithm_of_a_ratio_is_one_of_two() {
        let sizes = [0.0, 5e-324, 1e-310, 1e-290, 1e-7, 0.3, 0.999, 1.0, 1.4, 3.0, 1e9, 1e300];
        let (mut pairs, mut x) = (vec![(f64::INFINITY, 1.0), (1.0, f64::INFINITY)], 0.9_f64);
        pairs.push((f64::MAX, 0.9 * f64::MAX));
        pairs.push((f64::INFINITY, f64::INFINITY));
        pairs.extend(sizes.iter().flat_map(|&a| sizes.map(|b| (a, b))));
        pairs.extend((0..20_000).map(|_| {
            x = (x * 977.0 + 0.31).fract();
            (x, (x * 31.0).fract() * 2.0)
        }));
        for (a, b) in pairs {
            let near = a < 2.0 * b && b < 2.0 * a;
            let expected = if near { ln_1p((a - b) / b) } else { ln(a) - ln(b) };
            let found = ln_ratio([a, b], |power| a - b * power);
            let (low, high) =
                (expected.abs() * 0.999_999_999_999_999, expected.abs() * 1.000_000_000_000_001);
            let close = (low..=high).contains(&found.abs()) && found.signum() == expected.signum();
            assert!(
                close || found.is_nan() && expected.is_nan(),
                "ln {a}/{b}: {found}, {expected}"
            );
        }
    }
}
