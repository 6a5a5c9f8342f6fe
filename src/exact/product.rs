//! Products as the exact sum of two floats.
//!
//! **Idea.** A product of two 53-bit numbers has up to 106 bits: `a * b` keeps 53 of them, and the error is
//! itself an `f64` ([`twofold`]). Exact sums add both.
//!
//! **Deviation.** The usual way to halve a number multiplies by 2^27 + 1, which overflows for large
//! numbers. Here the bits are rounded as an integer.
//!
//! **Limits.** The error of a product below 2^-968 (1e-291: a square of 1e-146) reaches below the
//! smallest float and is rounded, by less than 1e-322. The two numbers alone decide how it is rounded, so
//! that the order of terms cannot matter there either.
//!
//! **Price.** About 17 operations, all of which vectorise; none where the types of the numbers make every
//! product exact.

use super::twofold::{self, halves_of_any};
use crate::element::{Element, fits_f32};

/// Whether every product of an `A` and a `B` is exact in `f64`, since both have 24 bits or fewer.
pub(crate) const fn is_exact<A: Element, B: Element>() -> bool {
    fits_f32::<A>() && fits_f32::<B>()
}

/// Returns `a * b`, rounded.
#[inline(always)]
pub(crate) fn product<A: Element, B: Element>(a: A, b: B) -> f64 {
    a.to_f64() * b.to_f64()
}

/// Returns the rounding error of [`product`]; infinite if the computation overflows.
#[inline(always)]
pub(crate) fn product_error<A: Element, B: Element>(a: A, b: B) -> f64 {
    let error = quick_error(a, b);
    if error.is_finite() { error } else { f64::INFINITY }
}

/// As [`product_error`], but NaN or infinite if the computation overflows.
#[inline(always)]
pub(crate) fn quick_error<A: Element, B: Element>(a: A, b: B) -> f64 {
    let (a, b) = (a.to_f64(), b.to_f64());
    twofold::product_error(halves_of_any(a), halves_of_any(b), a * b)
}

#[cfg(test)]
mod tests {
    use super::{product, product_error};

    #[test]
    fn product_and_error_are_exact() {
        let a = 1.0 + f64::EPSILON;
        assert_eq!(product(a, a), 1.0 + 2.0 * f64::EPSILON);
        assert_eq!(product_error(a, a), f64::EPSILON * f64::EPSILON);
        assert_eq!(product_error(3.0_f32, 7_u64), 0.0);
        assert_eq!(product_error(f64::MAX, 1.0), 0.0);
        assert_eq!(product_error(1e-320, 1.0), 0.0);
        assert_eq!(product_error(f64::MAX, 2.0), f64::INFINITY);
    }

    #[test]
    fn integers_agree() {
        let mut x = 88_172_645_463_325_252_u64;
        for _ in 0..10_000 {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            let (a, b) = ((x >> 11) as i64, (x.rotate_left(31) >> 11) as i64 - (1 << 52));
            let exact = i128::from(a) * i128::from(b);
            let error = exact - product(a, b) as i128;
            assert_eq!(product_error(a, b), error as f64, "{a} * {b}");
        }
    }
}
