//! The beta distribution, and what follows from it: the bounds of Clopper and Pearson, Student's t and the tails
//! of binomial counts.
//!
//! I(x; a, b), the share of the distribution below x, is a factor times a continued fraction ([DLMF 8.17.22]).
//! The factor x^a·(1−x)^b/(a·B(a, b)) is of large powers; Stirling's formula takes the mean a/(a + b) of the
//! distribution out of the powers, so that no large logarithms are subtracted. Quantiles are found by halving
//! intervals, which ends at neighbouring numbers. A share is within 1e-11 of itself, tested up to 10^9.
//!
//! [DLMF 8.17.22]: https://dlmf.nist.gov/8.17.22

use super::normal;
use crate::kernel::math::{exp, ln, ln_1p};

/// Returns the probability that a variable of the distribution is at most `x`.
pub(crate) fn below(x: f64, a: f64, b: f64) -> f64 {
    share_below([x, 1.0 - x], [a, b])
}

/// Returns I(x; a, b), given x and 1 − x, of which one may be small.
fn share_below([x, rest]: [f64; 2], [a, b]: [f64; 2]) -> f64 {
    if x <= 0.0 || rest <= 0.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - factor([rest, x], [b, a]) / b * fraction(rest, b, a);
    }
    factor([x, rest], [a, b]) / a * fraction(x, a, b)
}

/// Returns the number that a variable of the distribution is below with probability `share`.
pub(crate) fn quantile(share: f64, a: f64, b: f64) -> f64 {
    halve([0.0, 1.0], |x| below(x, a, b) < share)
}

/// Returns the number from which on a condition does not hold any more, between two numbers.
fn halve([mut low, mut high]: [f64; 2], holds: impl Fn(f64) -> bool) -> f64 {
    loop {
        let middle = low + 0.5 * (high - low);
        if middle <= low || middle >= high {
            return middle;
        }
        if holds(middle) { low = middle } else { high = middle }
    }
}

/// From so many degrees of freedom on, Student's variable is a normal one but for z(z² + 1)/(4·freedom), to 1e-14
/// (Abramowitz and Stegun, 26.7.5).
const NEARLY_NORMAL: f64 = 1e7;

/// Returns t that Student's variable of so many degrees of freedom reaches or exceeds in size with probability
/// `both`, at most 1e300.
pub(crate) fn student_quantile(both: f64, freedom: f64) -> f64 {
    if freedom > NEARLY_NORMAL {
        let z = normal::upper_quantile(0.5 * both);
        return z + z * (z * z + 1.0) / (4.0 * freedom);
    }
    let mut most = 1.0;
    while most < 1e300 && student_two_sided(most, freedom) > both {
        most *= 2.0;
    }
    halve([0.0, most], |t| student_two_sided(t, freedom) > both)
}

/// Returns the probability that Student's variable reaches or exceeds `t` in size.
pub(crate) fn student_two_sided(t: f64, freedom: f64) -> f64 {
    if freedom > NEARLY_NORMAL && t * t < 1e-3 * freedom {
        return normal::two_sided(t - t * (t * t + 1.0) / (4.0 * freedom));
    }
    // freedom/(freedom + t²) is a beta variable.
    let share = 1.0 / (1.0 + t / freedom * t);
    let rest = 1.0 / (1.0 + freedom / t / t);
    share_below([share, rest], [0.5 * freedom, 0.5])
}

/// x^a·(1−x)^b/B(a, b), given x and 1 − x.
fn factor([x, rest]: [f64; 2], [a, b]: [f64; 2]) -> f64 {
    const ONE_OVER_TWO_PI: f64 = 0.159_154_943_091_895_35;
    // How far x is from the mean a/(a + b), times a + b.
    let (sum, distance) = (a + b, x * b - rest * a);
    let power = a * log_less_linear(distance / a) + b * log_less_linear(-distance / b);
    let stirling = stirling_rest(sum) - stirling_rest(a) - stirling_rest(b);
    (ONE_OVER_TWO_PI * (a / sum) * b).sqrt() * exp(power + stirling)
}

/// ln(1 + u) − u, without cancellation near 0.
fn log_less_linear(u: f64) -> f64 {
    if u.abs() > 0.1 {
        return ln_1p(u) - u;
    }
    let series = (2..20).rev().fold(0.0, |sum, k| 1.0 / f64::from(k) - u * sum);
    -u * u * series
}

/// ln Γ(z) − ln(√(2π/z)·(z/e)^z), by the series from 10 on and by recurrence below.
fn stirling_rest(mut z: f64) -> f64 {
    let mut rest = 0.0;
    while z < 10.0 {
        rest += (z + 0.5) * ln_1p(1.0 / z) - 1.0;
        z += 1.0;
    }
    let square = 1.0 / (z * z);
    let series = SERIES.iter().rev().fold(0.0, |sum, c| sum * square + c);
    rest + series / z
}

/// B₂ₖ/(2k(2k − 1)) of Bernoulli's numbers.
const SERIES: [f64; 7] = [
    1.0 / 12.0,
    -1.0 / 360.0,
    1.0 / 1260.0,
    -1.0 / 1680.0,
    1.0 / 1188.0,
    -691.0 / 360_360.0,
    1.0 / 156.0,
];

/// The continued fraction 1/(1 + d₁/(1 + d₂/(1 + ..))), by Lentz's method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    let (mut value, mut c, mut d) = (1.0, 1.0, guarded(1.0 - (a + b) * x / (a + 1.0)).recip());
    value *= d;
    for m in 1..10_000_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        let mut step = 1.0;
        for coefficient in [even, odd] {
            d = guarded(1.0 + coefficient * d).recip();
            c = guarded(1.0 + coefficient / c);
            step = d * c;
            value *= step;
        }
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    value
}

/// Keeps a divisor off 0.
fn guarded(divisor: f64) -> f64 {
    if divisor.abs() < 1e-300 { 1e-300 } else { divisor }
}

/// Returns the number of hits of `n` tries with probability `p` each, drawn by a number in [0, 1): the numbers are gone
/// through from the most probable one outwards, until the probabilities of those before exceed the drawn number.
pub(crate) fn binomial(n: f64, p: f64, drawn: f64) -> f64 {
    if p > 0.5 {
        return n - binomial(n, 1.0 - p, drawn);
    }
    let mode = ((n + 1.0) * p).floor();
    let first = probability(mode, n, p);
    let odds = p / (1.0 - p);
    let (mut rest, mut low, mut high) = (drawn - first, (mode, first), (mode, first));
    while rest >= 0.0 {
        high = (high.0 + 1.0, high.1 * odds * (n - high.0) / (high.0 + 1.0));
        rest -= high.1;
        if rest < 0.0 {
            return high.0;
        }
        low = (low.0 - 1.0, low.1 / odds * low.0 / (n - low.0 + 1.0));
        rest -= low.1;
        if rest < 0.0 {
            return low.0.max(0.0);
        }
        if high.1 + low.1 < 1e-18 {
            return mode; // The probabilities, rounded, sum to less than the drawn number.
        }
    }
    mode
}

/// The probability of `k` hits of `n` tries.
fn probability(k: f64, n: f64, p: f64) -> f64 {
    if k <= 0.0 || k >= n {
        let one = if k <= 0.0 { ln_1p(-p) } else { ln(p) };
        return exp(n * one);
    }
    factor([p, 1.0 - p], [k, n - k]) * n / (k * (n - k))
}
