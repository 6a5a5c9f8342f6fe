//! The ends of the range, the arguments without a value, and results that are exact.

use ndarray_metrics::math::{exp, ln, ln_1p};

use super::{Case, EXP, LN, LN_1P};

const SMALLEST: f64 = 5e-324;

/// The largest x with a finite e^x, and the largest with an e^x that rounds to 0.
const LAST_FINITE: f64 = 709.782712893384;
const LAST_ZERO: f64 = -745.1332191019412;

/// Each point and its neighbours.
fn assert_within_an_ulp_around(case: &Case, points: impl IntoIterator<Item = f64>) {
    for point in points {
        for x in [point.next_down(), point, point.next_up()] {
            let error = case.error(x);
            assert!(error <= 1.0, "{error} ulp at {x:e}");
        }
    }
}

fn powers_of_two() -> impl Iterator<Item = f64> {
    (-1073..1024).map(|k| 2_f64.powi(k / 2) * 2_f64.powi(k - k / 2))
}

#[test]
fn ln_at_powers_of_two_and_ends() {
    assert_within_an_ulp_around(&LN, powers_of_two());
    assert_within_an_ulp_around(&LN, [f64::MIN_POSITIVE, f64::MAX.next_down()]);
    assert!(LN.error(SMALLEST) <= 1.0);
}

#[test]
fn ln_1p_at_powers_of_two_and_ends() {
    assert_within_an_ulp_around(&LN_1P, powers_of_two());
    assert_within_an_ulp_around(&LN_1P, powers_of_two().map(|x| -x).filter(|&x| x > -0.9));
    assert_within_an_ulp_around(&LN_1P, powers_of_two().map(|x| x - 1.0).filter(|x| x.abs() < 0.9));
    assert_within_an_ulp_around(&LN_1P, [f64::MAX.next_down(), (-1_f64).next_up().next_up()]);
}

/// ln(1 + x) and x differ by x²/2.
#[test]
fn ln_1p_of_tiny_numbers_is_the_number() {
    for x in powers_of_two().filter(|&x| x < 2_f64.powi(-54)) {
        assert_eq!((ln_1p(x), ln_1p(-x)), (x, -x));
        assert_eq!(ln_1p(1.5 * x), 1.5 * x);
    }
}

#[test]
fn exp_at_powers_of_two_and_ends() {
    let sizes = || powers_of_two().filter(|&x| x < 1000.0);
    assert_within_an_ulp_around(&EXP, sizes());
    assert_within_an_ulp_around(&EXP, sizes().map(|x| -x));
    assert_within_an_ulp_around(&EXP, [LAST_FINITE, LAST_ZERO, 0.0]);
}

#[test]
fn exp_overflows_and_vanishes_where_it_should() {
    assert!(exp(LAST_FINITE).is_finite());
    assert_eq!(exp(LAST_FINITE.next_up()), f64::INFINITY);
    assert_eq!(exp(LAST_ZERO), 0.0);
    assert_eq!(exp(LAST_ZERO.next_up()), SMALLEST);
    for beyond in [710.0, 746.0, 1e4, f64::MAX, f64::INFINITY] {
        assert_eq!((exp(beyond), exp(-beyond.max(746.0))), (f64::INFINITY, 0.0));
    }
}

/// The last place of a subnormal result is 2^-1074.
#[test]
fn exp_underflows_gradually() {
    for i in 0..40_000 {
        let x = -746.0 + f64::from(i) * 1e-3;
        let error = EXP.error(x);
        assert!(error <= 1.0, "{error} ulp at {x:e}");
    }
}

#[test]
fn logarithms_without_a_value() {
    assert_eq!((ln(0.0), ln(-0.0), ln_1p(-1.0)), (-f64::INFINITY, -f64::INFINITY, -f64::INFINITY));
    for negative in [-SMALLEST, -f64::MIN_POSITIVE, -1.0, f64::MIN, -f64::INFINITY] {
        assert!(ln(negative).is_nan(), "{negative}");
    }
    for below in [(-1_f64).next_down(), -2.0, f64::MIN, -f64::INFINITY] {
        assert!(ln_1p(below).is_nan(), "{below}");
    }
    assert_eq!((ln(f64::INFINITY), ln_1p(f64::INFINITY)), (f64::INFINITY, f64::INFINITY));
}

#[test]
fn not_a_number_stays_so() {
    for nan in [f64::NAN, -f64::NAN, f64::from_bits(0x7ff0_0000_0000_0001)] {
        assert!(ln(nan).is_nan() && ln_1p(nan).is_nan() && exp(nan).is_nan());
    }
}

#[test]
fn exact_results() {
    assert_eq!((ln(1.0), ln_1p(0.0), ln_1p(-0.0)), (0.0, 0.0, 0.0));
    assert_eq!((exp(0.0), exp(-0.0), exp(SMALLEST), exp(-SMALLEST)), (1.0, 1.0, 1.0, 1.0));
}
