//! The beta distribution, and what follows from it: the bounds of Clopper and Pearson, Student's t and the tails
//! of binomial counts.
//!
//! I(x; a, b), the share of the distribution below x, is a factor times a continued fraction ([DLMF 8.17.22]).
//! The factor x^a·(1−x)^b/(a·B(a, b)) is of large powers; Stirling's formula takes the mean a/(a + b) of the
//! distribution out of the powers, so that no large logarithms are subtracted. Quantiles are found by halving
//! intervals, which ends at neighbouring numbers. A share is within 1e-11 of itself, tested up to 10^9.
//!
//! [DLMF 8.17.22]: https://dlmf.nist.gov/8.17.22

use crate::kernel::math::{exp, ln_1p};

/// Returns I(x; a, b), the probability that a variable of the distribution is at most `x`.
pub(crate) fn below(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return if x <= 0.0 { 0.0 } else { 1.0 };
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - factor(1.0 - x, b, a) / b * fraction(1.0 - x, b, a);
    }
    factor(x, a, b) / a * fraction(x, a, b)
}

/// Returns the number that a variable of the distribution is below with probability `share`.
pub(crate) fn quantile(share: f64, a: f64, b: f64) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    loop {
        let middle = low + 0.5 * (high - low);
        if middle <= low || middle >= high {
            return middle;
        }
        if below(middle, a, b) < share { low = middle } else { high = middle }
    }
}

/// Returns t with which Student's variable of so many degrees of freedom is as far from 0 or farther with
/// probability `both`.
pub(crate) fn student_quantile(both: f64, freedom: f64) -> f64 {
    // t²/(freedom + t²) is a beta variable.
    let share = quantile(1.0 - both, 0.5, 0.5 * freedom);
    (freedom * share / (1.0 - share)).sqrt()
}

/// Returns the probability that Student's variable is as far from 0 as `t` or farther.
pub(crate) fn student_two_sided(t: f64, freedom: f64) -> f64 {
    if t.is_infinite() { 0.0 } else { below(freedom / (freedom + t * t), 0.5 * freedom, 0.5) }
}

/// x^a·(1−x)^b/B(a, b).
fn factor(x: f64, a: f64, b: f64) -> f64 {
    const ONE_OVER_TWO_PI: f64 = 0.159_154_943_091_895_35;
    let (sum, mean) = (a + b, a / (a + b));
    let (of_a, of_b) = ((x - mean) / mean, (mean - x) / (b / sum));
    let power = a * log_less_linear(of_a) + b * log_less_linear(of_b);
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
