//! ln, ln(1 + x), e^x and e^x − 1 to some hundred bits, and the error of an `f64` beside them.
//!
//! A correctly rounded `f64` as oracle would prove half an ulp less than it says. So the oracle is
//! a sum of two floats (Dekker 1971), fast enough to be asked at every point, and is itself held
//! against whole-number arithmetic in `fixed_point`. It shares nothing with the crate: plain
//! Taylor series, as long as it takes.

use std::array::from_fn;
use std::sync::LazyLock;

/// high + low, where low is at most half an ulp of high.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair {
    pub(super) high: f64,
    pub(super) low: f64,
}

/// A number that may lie beyond the range of `f64`: `value`·2^`exponent`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Truth {
    pub(super) value: Pair,
    pub(super) exponent: i32,
}

const LN_2: Pair = Pair { high: std::f64::consts::LN_2, low: 2.319_046_813_846_299_6e-17 };
const ONE: Pair = Pair { high: 1.0, low: 0.0 };

/// Terms of a series: s ≤ 0.172 in the logarithm needs 21, r ≤ 0.347 in the exponential 24.
const TERMS: usize = 26;

/// 1/n.
static INVERSE: LazyLock<[Pair; 2 * TERMS]> =
    LazyLock::new(|| from_fn(|n| ONE.over(Pair::from(n.max(1) as f64))));

impl From<f64> for Pair {
    fn from(high: f64) -> Self {
        Self { high, low: 0.0 }
    }
}

impl From<Pair> for Truth {
    fn from(value: Pair) -> Self {
        Self { value, exponent: 0 }
    }
}

impl Pair {
    /// a + b without rounding (Knuth).
    pub(super) fn sum(a: f64, b: f64) -> Self {
        let high = a + b;
        let b_part = high - a;
        Self { high, low: (a - (high - b_part)) + (b - b_part) }
    }

    /// a·b without rounding.
    pub(super) fn product(a: f64, b: f64) -> Self {
        let high = a * b;
        Self { high, low: a.mul_add(b, -high) }
    }

    pub(super) fn negative(self) -> Self {
        Self { high: -self.high, low: -self.low }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let (high, low) = (Self::sum(self.high, other.high), Self::sum(self.low, other.low));
        let middle = Self::sum(high.high, high.low + low.high);
        Self::sum(middle.high, middle.low + low.low)
    }

    pub(super) fn times(self, other: Self) -> Self {
        let product = Self::product(self.high, other.high);
        Self::sum(product.high, product.low + (self.high * other.low + self.low * other.high))
    }

    pub(super) fn over(self, other: Self) -> Self {
        let first = self.high / other.high;
        let rest = self.plus(other.times(Self::from(-first)));
        let second = rest.high / other.high;
        let rest = rest.plus(other.times(Self::from(-second)));
        Self::sum(first, second).plus(Self::from(rest.high / other.high))
    }

    pub(super) fn scaled(self, exponent: i32) -> Self {
        Self { high: scaled(self.high, exponent), low: scaled(self.low, exponent) }
    }
}

/// x·2^exponent in two steps, of which none overflows before its time.
fn scaled(x: f64, exponent: i32) -> f64 {
    let half = exponent / 2;
    x * power_of_two(half) * power_of_two(exponent - half)
}

fn power_of_two(exponent: i32) -> f64 {
    f64::from_bits(((exponent + 1023) as u64) << 52)
}

/// The k of 2^k ≤ |x| < 2^(k + 1).
fn binade(x: f64) -> i32 {
    let exponent = |x: f64| ((x.to_bits() >> 52) & 0x7ff) as i32 - 1023;
    if x.is_normal() { exponent(x) } else { exponent(scaled(x, 64)) - 64 }
}

pub(super) fn ln(x: f64) -> Truth {
    ln_of(Pair::from(x)).into()
}

pub(super) fn ln_1p(x: f64) -> Truth {
    ln_1p_of(Pair::from(x).into())
}

/// ln(1 + x), where x may be too small for a float.
pub(super) fn ln_1p_of(x: Truth) -> Truth {
    if x.binade() < -60 {
        // The next term of the series, x³/3, is beyond the hundredth bit.
        let less = x.value.scaled(x.exponent - 1).times(x.value);
        return Truth { value: x.value.plus(less.negative()), exponent: x.exponent };
    }
    let x = x.value.scaled(x.exponent);
    let near = x.high.abs() < 0.25;
    let small = || artanh_twice(x.over(x.plus(Pair::from(2.0))));
    (if near { small() } else { ln_of(x.plus(ONE)) }).into()
}

/// k·ln 2 + 2·artanh s for x = m·2^k and s = (m − 1)/(m + 1).
pub(super) fn ln_of(x: Pair) -> Pair {
    let whole = binade(x.high);
    let k = whole + i32::from(scaled(x.high, -whole) > std::f64::consts::SQRT_2);
    let m = x.scaled(-k);
    let logarithm = artanh_twice(m.plus(Pair::from(-1.0)).over(m.plus(ONE)));
    if k == 0 { logarithm } else { LN_2.times(Pair::from(f64::from(k))).plus(logarithm) }
}

/// 2·(s + s³/3 + s⁵/5 + …).
fn artanh_twice(s: Pair) -> Pair {
    let z = s.times(s);
    let step = |sum: Pair, n: usize| sum.times(z).plus(INVERSE[2 * n + 1]);
    s.times((0..TERMS).rev().fold(Pair::from(0.0), step)).scaled(1)
}

/// ln(1 + e^x), without loss where x is large.
pub(super) fn softplus(x: f64) -> Truth {
    let rest = ln_1p_of(exp(-x.abs()));
    if x <= 0.0 { rest } else { rest.plus(Pair::from(x).into()) }
}

pub(super) fn exp(x: f64) -> Truth {
    let (k, r) = reduced(x);
    Truth { value: ONE.plus(exp_m1_of(r)), exponent: k }
}

pub(super) fn exp_m1(x: f64) -> Truth {
    let (k, r) = reduced(x);
    if k == 0 {
        return exp_m1_of(r).into();
    }
    let power = Truth { value: ONE.plus(exp_m1_of(r)), exponent: k };
    power.plus(Pair::from(-1.0).into())
}

/// x = k·ln 2 + r.
fn reduced(x: f64) -> (i32, Pair) {
    // Beyond, the exponential is neither a float nor half the smallest one.
    let x = x.clamp(-800.0, 800.0);
    let k = (x / std::f64::consts::LN_2).round();
    (k as i32, Pair::from(x).plus(LN_2.times(Pair::from(-k))))
}

/// r·(1 + r/2·(1 + r/3·(…))).
fn exp_m1_of(r: Pair) -> Pair {
    let series = (2..TERMS).rev().fold(ONE, |sum, n| ONE.plus(sum.times(r).times(INVERSE[n])));
    r.times(series)
}

impl Truth {
    pub(super) fn negative(self) -> Self {
        Self { value: self.value.negative(), ..self }
    }

    pub(super) fn times(self, factor: Pair) -> Self {
        Self { value: self.value.times(factor), ..self }
    }

    /// The sum of two numbers, in steps of the larger exponent.
    pub(super) fn plus(self, other: Self) -> Self {
        let exponent = self.exponent.max(other.exponent);
        let aligned = |x: Self| x.value.scaled(x.exponent - exponent);
        Self { value: aligned(self).plus(aligned(other)), exponent }
    }

    /// How far `found` is from the truth, in units of the truth's last place: 2^(e − 52) for a
    /// truth in [2^e, 2^(e + 1)), and 2^-1074 among the subnormals. Infinity counts as 2^1024; NaN
    /// gives NaN.
    pub(super) fn ulps(self, found: f64) -> f64 {
        let binade = self.binade();
        let place = (binade - 52).max(-1074);
        if self.value.high == 0.0 || binade >= 1024 {
            let right = if binade >= 1024 { f64::INFINITY } else { 0.0 };
            return if found == right { 0.0 } else { f64::INFINITY };
        }
        let found = match found.is_infinite() {
            true if binade == 1023 => found.signum() * scaled(1.0, 1024 - place),
            _ => scaled(found, -place),
        };
        let truth = self.value.scaled(self.exponent - place);
        ((found - truth.high) - truth.low).abs()
    }

    fn binade(self) -> i32 {
        let Pair { high, low } = self.value;
        let just_below = high.abs() == scaled(1.0, binade(high)) && high * low < 0.0;
        binade(high) - i32::from(just_below) + self.exponent
    }
}
