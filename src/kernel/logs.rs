//! Logarithms of many numbers.
//!
//! Two short loops instead of a long one: the first divides, the second computes the series. A processor
//! works on several iterations of a loop at once, as many as its window of instructions holds. The window
//! holds too few iterations of the long loop to hide the latency of the division and of the series.

use fearless_simd::{Bytes, Simd, SimdBase, SimdInto, f64x8, u64x8};

use super::bits::ROUNDER;
use super::math::{LN2_HIGH, LN2_LOW, ROOT_HALF, below_f, ln_of_normal};
use super::{Aligned, Kernel, run};

/// Lanes of a vector. Not visible in any result.
const LANES: usize = 8;

/// Vectors whose divisions come before any series.
const STRIP: usize = 8;

/// Replaces each x by −ln x, for normal positive numbers. The bits are those of [`ln`](super::math::ln).
#[inline(always)]
pub(crate) fn negated_logs(numbers: &mut [f64]) {
    run(NegatedLogs(numbers));
}

struct NegatedLogs<'a>(&'a mut [f64]);

impl Kernel for NegatedLogs<'_> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) {
        let (vectors, rest) = self.0.as_chunks_mut::<LANES>();
        let mut reduced = Aligned([[[0.0; LANES]; 2]; STRIP]);
        for vectors in vectors.chunks_mut(STRIP) {
            for (x, out) in vectors.iter_mut().zip(&mut reduced.0) {
                let [f, s, k] = reduce(simd, (*x).simd_into(simd));
                (*x, *out) = (f.into(), [s.into(), k.into()]);
            }
            for (x, &[s, k]) in vectors.iter_mut().zip(&reduced.0) {
                *x = negated(simd, [*x, s, k]).into();
            }
        }
        rest.iter_mut().for_each(|x| *x = -ln_of_normal(*x));
    }
}

/// f, f/(2 + f) and k of x = (1 + f)·2^k with √½ ≤ 1 + f < √2.
///
/// As `reduced` of [`math`](super::math), which is written apart: that function takes negative numbers
/// too, whose bits wrap around in its additions.
#[inline(always)]
fn reduce<S: Simd>(simd: S, x: f64x8<S>) -> [f64x8<S>; 3] {
    let splat = |bits| u64x8::splat(simd, bits);
    let bits: u64x8<S> = x.bitcast();
    let bits = bits + splat((0x3ff0_0000 << 32) - ROOT_HALF);
    let k: f64x8<S> = ((bits >> 52) + splat(ROUNDER.to_bits())).bitcast();
    let m: f64x8<S> = ((bits & splat((1 << 52) - 1)) + splat(ROOT_HALF)).bitcast();
    let f = m - 1.0;
    [f, f / (f + 2.0), k - (ROUNDER + 1023.0)]
}

/// −ln x, in the order of operations of [`ln`](super::math::ln).
#[inline(always)]
fn negated<S: Simd>(simd: S, reduced: [[f64; LANES]; 3]) -> f64x8<S> {
    let [f, s, k]: [f64x8<S>; 3] = reduced.map(
        #[inline(always)]
        |numbers| numbers.simd_into(simd),
    );
    (below_f(f, s) - k * LN2_LOW - f) - k * LN2_HIGH
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::InstructionSet;

    #[test]
    fn the_bits_are_those_of_one_logarithm() {
        let mut number = 1e-7;
        let numbers: Vec<f64> = std::iter::repeat_with(|| {
            number *= 1.000_731;
            number
        })
        .take(40_003)
        .collect();
        for set in InstructionSet::ALL {
            set.limit();
            let mut logs = numbers.clone();
            negated_logs(&mut logs);
            for (log, &number) in logs.into_iter().zip(&numbers) {
                assert_eq!(log.to_bits(), (-crate::math::ln(number)).to_bits(), "{number}");
            }
        }
        InstructionSet::Avx512.limit();
    }
}
