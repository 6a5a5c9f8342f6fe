//! The crate's elementary functions against an oracle of some hundred bits: within 1 ulp of the
//! true value, everywhere.

mod association;
mod clusterings;
mod crossentropy;
mod deviances;
mod diagnostics;
mod ends;
mod fixed_point;
mod forecasts;
mod irrational;
mod losses;
mod oracle;
mod rankings;
mod readings;
mod recalibration;
mod rows;
mod terms;

use std::f64::consts::{LN_2, SQRT_2};

use ndarray_metrics::math;

use crate::cases::cases;
use crate::data::Random;
use oracle::Truth;

/// Points of a test run: twenty in each binade of the argument, or a hundred and more.
fn points() -> usize {
    cases(100_000, 500_000)
}

/// Points of the run that is asked for by name.
const MANY: usize = 100_000_000;

/// A function of the crate, the truth, and where they are compared.
struct Case {
    found: fn(f64) -> f64,
    truth: fn(f64) -> Truth,
    point: fn(&mut Random) -> f64,
}

const LN: Case = Case { found: math::ln, truth: oracle::ln, point: positive };
const LN_1P: Case = Case { found: math::ln_1p, truth: oracle::ln_1p, point: above_minus_one };
const EXP: Case = Case { found: math::exp, truth: oracle::exp, point: exponent };
const EXP_M1: Case = Case { found: math::exp_m1, truth: oracle::exp_m1, point: exponent };

impl Case {
    fn error(&self, x: f64) -> f64 {
        (self.truth)(x).ulps((self.found)(x))
    }

    /// The largest error in ulps and its argument; a NaN counts as the largest of all.
    fn worst(&self, points: usize) -> (f64, f64) {
        let (mut random, mut worst) = (Random(points as u64), (0.0, 0.0));
        for _ in 0..points {
            let x = (self.point)(&mut random);
            let error = self.error(x);
            if error > worst.0 || error.is_nan() {
                worst = (error, x);
            }
        }
        worst
    }

    fn assert_within_an_ulp(&self, points: usize) {
        let (error, x) = self.worst(points);
        println!("{points} points: at most {error:.4} ulp, at {x:e} ({:#018x})", x.to_bits());
        assert!(error <= 1.0, "{error} ulp at {x:e}");
    }
}

/// A number of the given binade; the one below −1022 stands for the subnormals.
fn in_binade(random: &mut Random, binade: i32) -> f64 {
    f64::from_bits(((binade + 1023) as u64) << 52 | random.bits() >> 12)
}

/// A number in a random binade of the range.
fn any_size(random: &mut Random, binades: std::ops::Range<i32>) -> f64 {
    let binade = binades.start + random.below(binades.len()) as i32;
    in_binade(random, binade)
}

fn either_sign(random: &mut Random, x: f64) -> f64 {
    if random.below(2) == 0 { x } else { -x }
}

/// centre·(1 ± 2^-1 … 2^-52).
fn near(random: &mut Random, centre: f64) -> f64 {
    let offset = any_size(random, -53..-1);
    centre * (1.0 + either_sign(random, offset))
}

/// For ln: the whole range, around 1, and around the √2·2^k where its reduction changes over.
fn positive(random: &mut Random) -> f64 {
    match random.below(4) {
        0 => near(random, 1.0),
        1 => {
            let border = SQRT_2 * 2_f64.powi(random.below(10) as i32 - 5);
            near(random, border)
        }
        2 => any_size(random, -3..3),
        _ => any_size(random, -1023..1024),
    }
}

/// For ln(1 + x): the whole range of either sign, and ends and borders of the reduction.
fn above_minus_one(random: &mut Random) -> f64 {
    match random.below(5) {
        0 => any_size(random, -1023..1024),
        1 => -any_size(random, -1023..0),
        2 => any_size(random, -53..0) - 1.0,
        3 => {
            let borders = [SQRT_2 - 1.0, SQRT_2 / 2.0 - 1.0, 2.0 * SQRT_2 - 1.0, 1.0, -0.5];
            let border = borders[random.below(borders.len())];
            near(random, border)
        }
        _ => {
            let size = any_size(random, -20..0);
            either_sign(random, size)
        }
    }
}

/// For e^x: all that neither over- nor underflows, evenly and by size, the (k + ½)·ln 2 where the
/// reduction changes over, and where results are subnormal.
fn exponent(random: &mut Random) -> f64 {
    match random.below(5) {
        0 => -746.0 + random.unit() * 1456.0,
        1 => -708.0 - random.unit() * 38.0,
        2 => {
            let size = any_size(random, -1023..10);
            either_sign(random, size)
        }
        3 => {
            let border = (random.below(2098) as f64 - 1074.5) * LN_2;
            near(random, border)
        }
        _ => {
            let size = any_size(random, -10..3);
            either_sign(random, size)
        }
    }
}

#[test]
fn ln_is_within_an_ulp() {
    LN.assert_within_an_ulp(points());
}

#[test]
fn ln_1p_is_within_an_ulp() {
    LN_1P.assert_within_an_ulp(points());
}

#[test]
fn exp_is_within_an_ulp() {
    EXP.assert_within_an_ulp(points());
}

#[test]
fn exp_m1_is_within_an_ulp() {
    EXP_M1.assert_within_an_ulp(points());
}

/// Some minutes. With the errors found:
/// `cargo test --release --test it math::long -- --ignored --nocapture`.
mod long {
    use super::{EXP, EXP_M1, LN, LN_1P, MANY};

    #[test]
    #[ignore = "a hundred million points"]
    fn ln_is_within_an_ulp() {
        LN.assert_within_an_ulp(MANY);
    }

    #[test]
    #[ignore = "a hundred million points"]
    fn ln_1p_is_within_an_ulp() {
        LN_1P.assert_within_an_ulp(MANY);
    }

    #[test]
    #[ignore = "a hundred million points"]
    fn exp_is_within_an_ulp() {
        EXP.assert_within_an_ulp(MANY);
    }

    #[test]
    #[ignore = "a hundred million points"]
    fn exp_m1_is_within_an_ulp() {
        EXP_M1.assert_within_an_ulp(MANY);
    }
}
