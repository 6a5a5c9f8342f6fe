//! Exact sums as big integers: every finite `f64` is a whole number of steps of 2^-1074.

use num_bigint::{BigInt, BigUint, Sign};

/// Steps in 1.
pub(super) const ONE: u32 = 1074;

/// A finite number as ±`mantissa`·2^`shift` steps.
fn parts(x: f64) -> (i128, usize) {
    let exponent = (x.to_bits() >> 52 & 0x7ff) as usize;
    assert!(exponent < 0x7ff, "{x} is no finite number");
    let fraction = i128::from(x.to_bits() & ((1 << 52) - 1));
    let mantissa = if exponent == 0 { fraction } else { fraction + (1 << 52) };
    (if x.is_sign_negative() { -mantissa } else { mantissa }, exponent.max(1) - 1)
}

/// The sum, in steps. Terms of one exponent are added first: in a debug build, big integers are
/// too slow for every term.
pub(crate) fn exact(terms: &[f64]) -> BigInt {
    let mut by_shift = vec![0_i128; 0x7ff];
    for &term in terms {
        let (mantissa, shift) = parts(term);
        by_shift[shift] += mantissa;
    }
    let sums = by_shift.into_iter().enumerate().filter(|(_, sum)| *sum != 0);
    sums.map(|(shift, sum)| BigInt::from(sum) << shift).sum()
}

/// The nearest `f64`, ties to even; None beyond the range.
pub(super) fn nearest(steps: &BigInt) -> Option<f64> {
    let cut = place(steps.magnitude());
    if cut > 0x7fe {
        return None;
    }
    let kept = steps.magnitude() >> cut;
    let twice_rest = (steps.magnitude() - (&kept << cut)) << 1_u32;
    let half = BigUint::from(1_u32) << cut;
    let up = cut > 0 && (twice_rest > half || (twice_rest == half && kept.bit(0)));
    let kept = kept.iter_u64_digits().next().unwrap_or(0) + u64::from(up);
    // The leading one of `kept`, or a carry out of it, adds to the exponent.
    let size = f64::from_bits((cut << 52) + kept);
    let value = if steps.sign() == Sign::Minus { -size } else { size };
    value.is_finite().then_some(value)
}

/// The power of two of the last place of an `f64` of that size.
fn place(magnitude: &BigUint) -> u64 {
    magnitude.bits().saturating_sub(53)
}

/// Floating-point numbers that add up to the steps exactly, at most 53 bits of them in each.
pub(super) fn terms(steps: &BigInt) -> Vec<f64> {
    let (largest, mut rest, mut terms) = (exact(&[f64::MAX]), steps.clone(), Vec::new());
    while rest.magnitude() > largest.magnitude() {
        let sign = if rest.sign() == Sign::Minus { -1.0 } else { 1.0 };
        terms.push(sign * f64::MAX);
        rest -= exact(&terms[terms.len() - 1..]);
    }
    while rest != BigInt::ZERO {
        let cut = place(rest.magnitude());
        let head = BigInt::from_biguint(rest.sign(), (rest.magnitude() >> cut) << cut);
        terms.push(nearest(&head).expect("not beyond the largest number"));
        rest -= head;
    }
    terms
}

/// Whether `found` is within `allowed` thousandths of an ulp of above/below. The ulp is that of
/// the exact quotient.
pub(crate) fn is_quotient(found: f64, above: &BigInt, below: &BigInt, allowed: u32) -> bool {
    let above = above << ONE;
    let off = exact(&[found]) * below - &above;
    let ulp = BigUint::from(1_u32) << place(&(above.magnitude() / below.magnitude()));
    off.magnitude() * 1000_u32 <= ulp * below.magnitude() * allowed
}
