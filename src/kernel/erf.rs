//! The error function, with the same bits on every platform.
//!
//! After Sun's fdlibm (`s_erf.c`; <https://www.netlib.org/fdlibm/>), with its minimax coefficients, for
//! which it states an error below 1 ulp. Only numbers of at least 0 are asked for.
//!
//! The notice of fdlibm: Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved. Developed at
//! `SunPro`, a Sun Microsystems, Inc. business. Permission to use, copy, modify, and distribute this software is
//! freely granted, provided that this notice is preserved.

use super::math::exp;

/// 2/√π ∫ e^(−t²) dt from 0 to x, for x of at least 0.
#[inline(always)]
pub(crate) fn erf(x: f64) -> f64 {
    if x < 0.84375 {
        let z = x * x;
        x + x * quotient(z, &NEAR_0)
    } else if x < 1.25 {
        ERF_OF_1 + quotient(x - 1.0, &NEAR_1)
    } else if x < 6.0 {
        1.0 - beyond(x)
    } else {
        1.0
    }
}

/// 1 − erf x, for x from 1.25 to 6. The square of the head of x is exact, so that no digits of e^(−x²) are
/// lost.
#[inline(always)]
fn beyond(x: f64) -> f64 {
    let (s, head) = (1.0 / (x * x), f64::from_bits(x.to_bits() & !0xffff_ffff));
    let rest = if x < 1.0 / 0.35 { quotient(s, &MIDDLE) } else { quotient(s, &FAR) };
    exp(-head * head - 0.5625) * exp((head - x) * (head + x) + rest) / x
}

/// A quotient of two polynomials, by their coefficients from the constant ones on.
type Quotient<const N: usize, const M: usize> = ([f64; N], [f64; M]);

#[inline(always)]
fn quotient<const N: usize, const M: usize>(s: f64, (above, below): &Quotient<N, M>) -> f64 {
    polynomial(s, above) / polynomial(s, below)
}

#[inline(always)]
fn polynomial(s: f64, coefficients: &[f64]) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, coefficient| sum * s + coefficient)
}

/// erf 1, to 24 bits; the quotient of [`NEAR_1`] is what is left.
const ERF_OF_1: f64 = 0.845_062_911_510_467_5;

/// erf x/x − 1 of x² below 0.84375².
const NEAR_0: Quotient<5, 6> = (
    [
        0.128_379_167_095_512_56,
        -0.325_042_107_247_001_5,
        -0.028_481_749_575_598_51,
        -0.005_770_270_296_489_442,
        -2.376_301_665_665_016_3e-5,
    ],
    [
        1.0,
        0.397_917_223_959_155_35,
        0.065_022_249_988_767_3,
        0.005_081_306_281_875_766,
        0.000_132_494_738_004_321_64,
        -3.960_228_278_775_368e-6,
    ],
);

/// erf x − [`ERF_OF_1`] of x − 1, from 0.84375 to 1.25.
const NEAR_1: Quotient<7, 7> = (
    [
        -0.002_362_118_560_752_659_4,
        0.414_856_118_683_748_33,
        -0.372_207_876_035_701_3,
        0.318_346_619_901_161_75,
        -0.110_894_694_282_396_68,
        0.035_478_304_325_618_236,
        -0.002_166_375_594_868_791,
    ],
    [
        1.0,
        0.106_420_880_400_844_23,
        0.540_397_917_702_171,
        0.071_828_654_414_196_27,
        0.126_171_219_808_761_64,
        0.013_637_083_912_029_05,
        0.011_984_499_846_799_107,
    ],
);

/// ln(x·e^(x²)·(1 − erf x)) + 0.5625 of 1/x², from 1.25 to 1/0.35.
const MIDDLE: Quotient<8, 9> = (
    [
        -0.009_864_944_034_847_148,
        -0.693_858_572_707_181_8,
        -10.558_626_225_323_291,
        -62.375_332_450_326_006,
        -162.396_669_462_573_47,
        -184.605_092_906_711_04,
        -81.287_435_506_306_6,
        -9.814_329_344_169_145,
    ],
    [
        1.0,
        19.651_271_667_439_257,
        137.657_754_143_519_04,
        434.565_877_475_229_23,
        645.387_271_733_267_9,
        429.008_140_027_567_83,
        108.635_005_541_779_44,
        6.570_249_770_319_282,
        -0.060_424_415_214_858_1,
    ],
);

/// The same from 1/0.35 on.
const FAR: Quotient<7, 8> = (
    [
        -0.009_864_942_924_700_1,
        -0.799_283_237_680_523,
        -17.757_954_917_754_752,
        -160.636_384_855_821_92,
        -637.566_443_368_389_6,
        -1_025.095_131_611_077_2,
        -483.519_191_608_651_4,
    ],
    [
        1.0,
        30.338_060_743_482_46,
        325.792_512_996_573_9,
        1_536.729_586_084_437,
        3_199.858_219_508_595_5,
        2_553.050_406_433_164_4,
        474.528_541_206_955_37,
        -22.440_952_446_585_82,
    ],
);
