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

#[rustfmt::skip]
const CENTRE: Quotient = [
    [2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
     13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.387132872796366608],
    [5226.495278852854561, 28729.085735721942674, 39307.89580009271061, 21213.794301586595867,
     5394.1960214247511077, 687.1870074920579083, 42.313330701600911252, 1.0],
];
#[rustfmt::skip]
const MIDDLE: Quotient = [
    [7.7454501427834140764e-4, 0.0227238449892691845833, 0.24178072517745061177, 1.27045825245236838258,
     3.64784832476320460504, 5.7694972214606914055, 4.6303378461565452959, 1.42343711074968357734],
    [1.05075007164441684324e-9, 5.475938084995344946e-4, 0.0151986665636164571966, 0.14810397642748007459,
     0.68976733498510000455, 1.6763848301838038494, 2.05319162663775882187, 1.0],
];
#[rustfmt::skip]
const TAIL: Quotient = [
    [2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.0012426609473880784386, 0.026532189526576123093,
     0.29656057182850489123, 1.7848265399172913358, 5.4637849111641143699, 6.6579046435011037772],
    [2.04426310338993978564e-15, 1.4215117583164458887e-7, 1.8463183175100546818e-5, 7.868691311456132591e-4,
     0.0148753612908506148525, 0.13692988092273580531, 0.59983220655588793769, 1.0],
];
