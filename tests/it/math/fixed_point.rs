//! The oracle itself, held against whole numbers: the same series in steps of 2^-400.

use num_bigint::BigInt;

use super::oracle::{self, Pair, Truth};
use super::{above_minus_one, exponent, positive};
use crate::data::Random;

/// Binary places after the point.
const PLACES: i32 = 400;

/// Random points for each function.
const POINTS: usize = 500;

/// x·2^shift as a whole number of steps, what is finer cut off.
fn fixed(x: f64, shift: i32) -> BigInt {
    let exponent = (x.to_bits() >> 52 & 0x7ff) as i32;
    let mantissa = (x.to_bits() & ((1 << 52) - 1)) as i64 | i64::from(exponent > 0) << 52;
    let signed = if x < 0.0 { -mantissa } else { mantissa };
    shifted(signed.into(), exponent.max(1) - 1075 + shift + PLACES)
}

fn shifted(number: BigInt, by: i32) -> BigInt {
    if by < 0 { number >> by.unsigned_abs() } else { number << by }
}

fn one() -> BigInt {
    BigInt::from(1) << PLACES
}

fn product(a: &BigInt, b: &BigInt) -> BigInt {
    (a * b) >> PLACES
}

/// 2·artanh((m − 1)/(m + 1)).
fn ln_by_series(m: &BigInt) -> BigInt {
    let s = ((m - one()) << PLACES) / (m + one());
    let z = product(&s, &s);
    let (mut power, mut sum) = (s, BigInt::ZERO);
    for odd in (1..).step_by(2) {
        if power.bits() <= 2 {
            break;
        }
        sum += &power / odd;
        power = product(&power, &z);
    }
    sum << 1
}

/// e^r.
fn exp_by_series(r: &BigInt) -> BigInt {
    let (mut term, mut sum) = (one(), BigInt::ZERO);
    for n in 1.. {
        if term.bits() <= 2 {
            break;
        }
        sum += &term;
        term = product(&term, r) / n;
    }
    sum
}

fn ln_2() -> BigInt {
    ln_by_series(&(one() << 1))
}

/// ln of a fixed-point number.
fn ln(x: &BigInt) -> BigInt {
    let k = x.bits() as i32 - 1 - PLACES;
    ln_by_series(&shifted(x.clone(), -k)) + ln_2() * k
}

/// x = k·ln 2 + r; e^r and k.
fn exp(x: f64) -> (BigInt, i32) {
    let k = (x / std::f64::consts::LN_2).floor() as i32;
    (exp_by_series(&(fixed(x, 0) - ln_2() * k)), k)
}

/// The truth agrees with an exact value to 2^-90 of it; `shift` undoes the truth's exponent.
fn assert_agrees(truth: Truth, exact: &BigInt, shift: i32, x: f64) {
    let Pair { high, low } = truth.value;
    let shift = truth.exponent - shift;
    let off = fixed(high, shift) + fixed(low, shift) - exact;
    // What a step is too coarse for is no weights.
    let allowed = (exact.magnitude() >> 90_u32) + 1000_u32;
    assert!(*off.magnitude() <= allowed, "{truth:?} for {x:e}");
}

#[test]
fn the_oracle_of_ln_agrees() {
    let mut random = Random(1);
    for x in (0..POINTS).map(|_| positive(&mut random)).filter(|x| *x > 1e-80) {
        assert_agrees(oracle::ln(x), &ln(&fixed(x, 0)), 0, x);
    }
}

#[test]
fn the_oracle_of_ln_1p_agrees() {
    let mut random = Random(2);
    for x in (0..POINTS).map(|_| above_minus_one(&mut random)).filter(|x| x.abs() > 1e-80) {
        assert_agrees(oracle::ln_1p(x), &ln(&(fixed(x, 0) + one())), 0, x);
    }
}

#[test]
fn the_oracle_of_exp_agrees() {
    let mut random = Random(3);
    for x in (0..POINTS).map(|_| exponent(&mut random)).filter(|x| x.abs() > 1e-80) {
        let (exact, k) = exp(x);
        assert_agrees(oracle::exp(x), &exact, k, x);
    }
}

#[test]
fn the_oracle_of_exp_m1_agrees() {
    let mut random = Random(4);
    for x in (0..POINTS).map(|_| exponent(&mut random)).filter(|x| x.abs() > 1e-80) {
        let (power, k) = exp(x);
        let exact = power - shifted(one(), -k);
        assert_agrees(oracle::exp_m1(x), &exact, k, x);
    }
}
