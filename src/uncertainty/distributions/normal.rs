//! The normal distribution.

use crate::kernel::math::{exp, ln};

/// Returns the number that a standard normal variable exceeds with probability `tail`, of 0 to ½: Wichura's
/// algorithm AS 241 (1988), whose relative error is about 1e-16.
pub(crate) fn upper_quantile(tail: f64) -> f64 {
    let q = 0.5 - tail;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * quotient(&CENTRE, r);
    }
    let r = (-ln(tail)).sqrt();
    if r <= 5.0 { quotient(&MIDDLE, r - 1.6) } else { quotient(&TAIL, r - 5.0) }
}

/// Returns the probability that a standard normal variable is at least as far from 0 as `z`, within 1e-14 of
/// the probability: for large `z` by the continued fraction of the tail, else by the series around 0.
pub(crate) fn two_sided(z: f64) -> f64 {
    const ROOT_OF_TWO_OVER_PI: f64 = 0.797_884_560_802_865_4;
    let z = z.abs();
    let density = ROOT_OF_TWO_OVER_PI * exp(-0.5 * z * z);
    if z < 2.0 { 1.0 - density * series(z) } else { density / fraction(z) }
}

/// z + z³/3 + z⁵/(3·5) + ..
fn series(z: f64) -> f64 {
    let (mut term, mut sum) = (z, z);
    for k in 1..80 {
        term *= z * z / f64::from(2 * k + 1);
        sum += term;
    }
    sum
}

/// z + 1/(z + 2/(z + 3/(z + ..))).
fn fraction(z: f64) -> f64 {
    (1..150).rev().fold(z, |below, k| z + f64::from(k) / below)
}

/// The numerator's and the denominator's coefficients, the highest power first.
type Quotient = [[f64; 8]; 2];

fn quotient([above, below]: &Quotient, r: f64) -> f64 {
    let at = |coefficients: &[f64; 8]| coefficients.iter().fold(0.0, |sum, c| sum * r + c);
    at(above) / at(below)
}

const CENTRE: Quotient = [
    [
        2_509.080_928_730_122_7,
        33_430.575_583_588_13,
        67_265.770_927_008_7,
        45_921.953_931_549_87,
        13_731.693_765_509_46,
        1_971.590_950_306_551_3,
        133.141_667_891_784_38,
        3.387_132_872_796_366_5,
    ],
    [
        5_226.495_278_852_854,
        28_729.085_735_721_943,
        39_307.895_800_092_71,
        21_213.794_301_586_597,
        5_394.196_021_424_751,
        687.187_007_492_057_9,
        42.313_330_701_600_91,
        1.0,
    ],
];
const MIDDLE: Quotient = [
    [
        0.000_774_545_014_278_341_4,
        0.022_723_844_989_269_184,
        0.241_780_725_177_450_6,
        1.270_458_252_452_368_4,
        3.647_848_324_763_204_5,
        5.769_497_221_460_691,
        4.630_337_846_156_546,
        1.423_437_110_749_683_5,
    ],
    [
        1.050_750_071_644_416_9e-9,
        0.000_547_593_808_499_534_5,
        0.015_198_666_563_616_457,
        0.148_103_976_427_480_08,
        0.689_767_334_985_1,
        1.676_384_830_183_803_8,
        2.053_191_626_637_759,
        1.0,
    ],
];
const TAIL: Quotient = [
    [
        2.010_334_399_292_288_1e-7,
        2.711_555_568_743_487_6e-5,
        0.001_242_660_947_388_078_4,
        0.026_532_189_526_576_124,
        0.296_560_571_828_504_87,
        1.784_826_539_917_291_3,
        5.463_784_911_164_114,
        6.657_904_643_501_103,
    ],
    [
        2.044_263_103_389_939_7e-15,
        1.421_511_758_316_446e-7,
        1.846_318_317_510_054_8e-5,
        0.000_786_869_131_145_613_3,
        0.014_875_361_290_850_615,
        0.136_929_880_922_735_8,
        0.599_832_206_555_888,
        1.0,
    ],
];
