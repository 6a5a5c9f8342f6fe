//! Elementary functions with the same bits on every platform.
//!
//! After Sun's fdlibm (`e_log.c`, `s_log1p.c`, `e_exp.c`; <https://www.netlib.org/fdlibm/>), with
//! its minimax coefficients, but without branches, so that the compiler turns a loop over them
//! into vector code. At most 1 ulp from the true value over the whole range of `f64`, subnormals
//! and both ends included; the tests hold them against an oracle of a hundred bits.
//!
//! **Deviation.** Floats become integers and integers floats by bit patterns and by adding 1.5·2^52,
//! since the baseline has no vector instructions for the conversion. It has none for signed shifts of 64
//! bits either, so that all shifts are unsigned.

use std::ops::{Add, Mul, Sub};

use fearless_simd::{Simd, f64x8};

use super::bits::{ROUNDER, power_of_biased};

/// ln 2 in two parts; multiples of the first by an exponent are exact.
pub(super) const LN2_HIGH: f64 = f64::from_bits(0x3fe6_2e42_fee0_0000);
pub(super) const LN2_LOW: f64 = f64::from_bits(0x3dea_39ef_3579_3c76);
/// The bits of √½, cut off after 20 bits of the mantissa.
pub(super) const ROOT_HALF: u64 = 0x3fe6_a09e << 32;
const TWO_54: f64 = 18_014_398_509_481_984.0;

/// ln x; −∞ for 0, NaN for negative numbers.
#[inline(always)]
#[must_use]
pub fn ln(x: f64) -> f64 {
    let subnormal = x < f64::MIN_POSITIVE;
    let scaled = if subnormal { x * TWO_54 } else { x };
    let (m, k) = reduced(scaled);
    let k = if subnormal { k - 54.0 } else { k };
    ends(x, ln_of_reduced(m - 1.0, k, k * LN2_LOW))
}

/// ln x for normal positive x.
#[inline(always)]
pub(crate) fn ln_of_normal(x: f64) -> f64 {
    let (m, k) = reduced(x);
    ln_of_reduced(m - 1.0, k, k * LN2_LOW)
}

/// ln(1 + x), right for small x as well; −∞ for −1, NaN below.
#[inline(always)]
#[must_use]
pub fn ln_1p(x: f64) -> f64 {
    let (high, low) = one_plus(x);
    ends(high, ln_of_sum(high, low))
}

/// 1 + x, rounded, and its rounding error.
#[inline(always)]
fn one_plus(x: f64) -> (f64, f64) {
    let high = 1.0 + x;
    (high, if x > 1.0 { 1.0 - (high - x) } else { x - (high - 1.0) })
}

/// ln(high + low), where high is normal and positive, and low at most half an ulp of it. Of low/high, two digits
/// are enough: a polynomial has them without a division.
#[inline(always)]
pub(crate) fn ln_of_sum(high: f64, low: f64) -> f64 {
    let (m, k) = reduced(high);
    let f = m - 1.0;
    let quotient = low * twice_inverse_power(high) * (0.5 - 0.5 * f + 0.4 * (f * f));
    ln_of_reduced(f, k, k * LN2_LOW + quotient)
}

/// 2^(1−k) of a number that [`reduced`] takes apart; 0 for the largest numbers, whose k is 1024.
#[inline(always)]
fn twice_inverse_power(x: f64) -> f64 {
    let biased = x.to_bits().wrapping_add((0x3ff0_0000 << 32) - ROOT_HALF) >> 52;
    power_of_biased(2047_u64.wrapping_sub(biased))
}

/// 1/(1 + e^−z).
#[inline(always)]
pub(crate) fn sigmoid(z: f64) -> f64 {
    let small = exp(-z.abs());
    if z < 0.0 { small / (1.0 + small) } else { 1.0 / (1.0 + small) }
}

/// x brought within bounds. `f64::clamp` panics if the bounds are out of order, and so leaves a branch in
/// a loop; this function does not.
#[inline(always)]
pub(crate) fn clamp(x: f64, low: f64, high: f64) -> f64 {
    let raised = if x < low { low } else { x };
    if raised > high { high } else { raised }
}

/// x = m·2^k with √½ ≤ m < √2, for normal positive x.
#[inline(always)]
fn reduced(x: f64) -> (f64, f64) {
    let bits = x.to_bits().wrapping_add((0x3ff0_0000 << 32) - ROOT_HALF);
    let k = f64::from_bits(ROUNDER.to_bits() + (bits >> 52)) - (ROUNDER + 1023.0);
    let m = f64::from_bits((bits & ((1 << 52) - 1)) + ROOT_HALF);
    (m, k)
}

/// k·ln 2 + ln(1 + f) + c, where `low` is k·[`LN2_LOW`] + c and c is small.
#[inline(always)]
fn ln_of_reduced(f: f64, k: f64, low: f64) -> f64 {
    k * LN2_HIGH + (f - (below_f(f, f / (2.0 + f)) - low))
}

/// A number, or a vector of numbers: the series of the logarithm is written once for both.
pub(super) trait Lanes:
    Copy
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Add<f64, Output = Self>
    + Mul<f64, Output = Self>
{
}

impl Lanes for f64 {}
impl<S: Simd> Lanes for f64x8<S> {}

/// f − ln(1 + f), given s = f/(2 + f): fdlibm's series in s², of seven terms.
#[inline(always)]
pub(super) fn below_f<L: Lanes>(f: L, s: L) -> L {
    let z = s * s;
    let w = z * z;
    let even = w
        * (w * (w * 0.153_138_376_992_093_73 + 0.222_221_984_321_497_84) + 0.399_999_999_994_094_2);
    let odd = z
        * (w * (w * (w * 0.147_981_986_051_165_86 + 0.181_835_721_616_180_5)
            + 0.285_714_287_436_623_9)
            + 0.666_666_666_666_673_5);
    s * (f - (even + odd))
}

/// Corrects a logarithm where its argument x is 0, negative, infinite or NaN.
#[inline(always)]
fn ends(x: f64, logarithm: f64) -> f64 {
    let finite = if x > 0.0 { logarithm } else { f64::NEG_INFINITY };
    let positive = if x >= 0.0 { finite } else { f64::NAN };
    if x == f64::INFINITY { x } else { positive }
}

/// e^x, subnormal below −708.4, 0 below −745.2 and infinite above 709.8.
#[inline(always)]
#[must_use]
pub fn exp(x: f64) -> f64 {
    let (fraction, bits) = exp_of_reduced(clamp(x, -746.0, 710.0));
    scaled(fraction, bits.wrapping_sub(ROUNDER.to_bits()))
}

/// e^x = fraction·2^k, with a fraction near 1, as the fraction and the bits of [`ROUNDER`] + k.
#[inline(always)]
fn exp_of_reduced(x: f64) -> (f64, u64) {
    let rounded = x * std::f64::consts::LOG2_E + ROUNDER;
    let k = rounded - ROUNDER;
    let (high, low) = (x - k * LN2_HIGH, k * LN2_LOW);
    let r = high - low;
    let z = r * r;
    let c = r - z
        * (0.166_666_666_666_666_02
            + z * (-0.002_777_777_777_701_559_3
                + z * (6.613_756_321_437_934e-5
                    + z * (-1.653_390_220_546_525_2e-6 + z * 4.138_136_797_057_238_5e-8))));
    (1.0 + (r * c / (2.0 - c) - low + high), rounded.to_bits())
}

/// e^x − 1, right for small x as well.
#[inline(always)]
#[must_use]
pub fn exp_m1(x: f64) -> f64 {
    let clamped = clamp(x, -40.0, 710.0);
    let rounder = clamped * std::f64::consts::LOG2_E + ROUNDER;
    let k = rounder - ROUNDER;
    let (high, low) = (clamped - k * LN2_HIGH, k * LN2_LOW);
    let r = high - low;
    let value = exp_m1_of_reduced(r, (high - r) - low, k, rounder.to_bits());
    if x == 0.0 { x } else { value }
}

/// 2^k·e^(r + c) − 1, after `s_expm1.c`: a rational function gives e ≈ r − (e^r − 1), and the size of k
/// decides which order of additions loses the fewest digits.
#[inline(always)]
fn exp_m1_of_reduced(r: f64, c: f64, k: f64, bits: u64) -> f64 {
    let half = 0.5 * r;
    let z = r * half;
    let r1 = 1.0
        + z * (-0.033_333_333_333_333_13
            + z * (0.001_587_301_587_254_814_6
                + z * (-7.936_507_578_674_88e-5
                    + z * (4.008_217_827_329_362e-6 - z * 2.010_992_181_836_243_7e-7))));
    let t = 3.0 - r1 * half;
    let e = z * ((r1 - t) / (6.0 - r * t));
    let unscaled = r - (r * e - z);
    let e = (r * (e - c) - c) - z;
    let integer = bits.wrapping_sub(ROUNDER.to_bits());
    let power = |n: u64| power_of_biased(n.wrapping_add(1023));
    // 2^−k is out of range for k < 0 and k > 1022; it is not selected there.
    let inverse = power(integer.wrapping_neg());
    let close = scaled((r - e) + (1.0 - inverse), integer);
    let middle = scaled((r - (e + inverse)) + 1.0, integer);
    let far = scaled((r - e) + 1.0, integer) - 1.0;
    let grown = if k < 20.0 {
        close
    } else if k <= 56.0 {
        middle
    } else {
        far
    };
    let once = if r < -0.25 { -2.0 * (e - (r + 0.5)) } else { 1.0 + 2.0 * (r - e) };
    let shrunk = if k == -1.0 { 0.5 * (r - e) - 0.5 } else { far };
    let positive = if k == 1.0 { once } else { grown };
    let scaled = if k < 0.0 { shrunk } else { positive };
    if k == 0.0 { unscaled } else { scaled }
}

/// fraction·2^k in two multiplications; only the second may round. k is in two's complement. Unlike
/// [`scale`](super::bits::scale), which takes a signed k, this becomes vectors on the baseline too.
#[inline(always)]
fn scaled(fraction: f64, k: u64) -> f64 {
    let biased = k.wrapping_add(2 * 1023);
    let half = biased >> 1;
    fraction * power_of_biased(half) * power_of_biased(biased.wrapping_sub(half))
}

#[cfg(test)]
mod tests {
    use super::{ln, ln_of_normal};

    #[test]
    fn the_short_form_gives_the_same_bits() {
        for step in 0..100_000 {
            let x = (-f64::from(step) * 0.002_356).exp2();
            assert_eq!(ln_of_normal(x).to_bits(), ln(x).to_bits(), "ln {x}");
        }
    }
}
