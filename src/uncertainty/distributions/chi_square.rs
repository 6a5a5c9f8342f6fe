//! The chi-square distribution.

use super::normal;
use crate::kernel::math::exp;

/// Returns the probability that a variable of so many degrees of freedom is at least `x`: a finite sum
/// ([Abramowitz and Stegun](https://dlmf.nist.gov/8.4), 26.4.4 and 26.4.5).
pub(crate) fn at_least(x: f64, freedom: u32) -> f64 {
    const ROOT_OF_TWO_OVER_PI: f64 = 0.797_884_560_802_865_4;
    let density = exp(-0.5 * x);
    let (first, tail) = match freedom % 2 {
        0 => (density, 0.0),
        _ => (ROOT_OF_TWO_OVER_PI * density * x.sqrt(), normal::two_sided(x.sqrt())),
    };
    // x^j/(2·4·..·2j) for even degrees of freedom, x^(j − ½)/(1·3·..·(2j − 1)) for odd ones.
    let (mut term, mut sum, mut divisor) = (first, tail, 2 + freedom % 2);
    for _ in 0..freedom / 2 {
        sum += term;
        term *= x / f64::from(divisor);
        divisor += 2;
    }
    sum.min(1.0)
}

#[cfg(test)]
mod tests {
    use super::at_least;

    /// scipy 1.17.1, `chi2.sf`.
    #[test]
    fn values_of_scipy() {
        for (x, freedom, expected) in [
            (46.0, 2, 1.026_187_963_170_188_9e-10),
            (3.841_458_820_694_124, 1, 0.049_999_999_999_999_89),
            (7.0, 3, 0.071_897_772_496_465_09),
            (2.0 / 7.0, 2, 0.866_877_899_750_182_1),
            (9.5, 4, 0.049_747_247_417_943_65),
            (9.5, 5, 0.090_707_391_704_047_37),
        ] {
            let found = at_least(x, freedom);
            assert!((found - expected).abs() <= 1e-12 * expected, "{x} {freedom}: {found}");
        }
    }
}
