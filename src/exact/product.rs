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
//! **Price.** About 17 operations, all of which vectorise; half of them where the processor multiplies and
//! subtracts without rounding in between; none where the types of the numbers make every product exact.

use fearless_simd::{Select, Simd, SimdBase, SimdFloat, SimdInto, f64x8};

use super::split::{LANES, Terms};
use super::twofold::{self, halves_of_any};
use crate::element::{Element, fits_f32};
use crate::kernel::bits::power_of_two;
use crate::kernel::is_fused;

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

/// The rounding errors of products, as [`quick_error`] where no product is tiny.
#[derive(Clone, Copy)]
pub(super) struct QuickErrors;

/// The least product whose rounding error is a float, however it is computed.
const LEAST: f64 = power_of_two(-960);

impl<A: Element, B: Element> Terms<A, B> for QuickErrors {
    #[inline(always)]
    fn term(&self, a: A, b: B) -> f64 {
        quick_error(a, b)
    }

    #[inline(always)]
    fn terms<S: Simd>(&self, simd: S, a: &[A; LANES], b: &[B; LANES]) -> f64x8<S> {
        if is_fused(simd) {
            return fused_errors(numbers(simd, a), numbers(simd, b));
        }
        let errors = std::array::from_fn::<f64, LANES, _>(
            #[inline(always)]
            |lane| quick_error(a[lane], b[lane]),
        );
        errors.simd_into(simd)
    }
}

/// Returns the rounding errors of products, NaN for a product that is tiny.
#[inline(always)]
fn fused_errors<S: Simd>(a: f64x8<S>, b: f64x8<S>) -> f64x8<S> {
    let (simd, product) = (a.simd, a * b);
    let tiny = product.abs().simd_lt(LEAST) & a.abs().min(b.abs()).simd_gt(0.0);
    tiny.select(f64x8::splat(simd, f64::NAN), a.mul_sub_precise(b, product))
}

#[inline(always)]
fn numbers<A: Element, S: Simd>(simd: S, numbers: &[A; LANES]) -> f64x8<S> {
    let wide = std::array::from_fn::<f64, LANES, _>(
        #[inline(always)]
        |lane| numbers[lane].to_f64(),
    );
    wide.simd_into(simd)
}

#[cfg(test)]
mod tests {
    use super::{product, product_error};
    use crate::exact::ExactSum;

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

    /// Products of any size, the tiny and the vast among them: all at once, and one by one.
    #[test]
    fn errors_of_many_products_are_those_of_each() {
        let mut x = 88_172_645_463_325_252_u64;
        let mut next = |size: u64| {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            f64::from_bits((x & !(0x7ff << 52)) | (1023 - size / 2 + (x >> 50) % size) << 52)
        };
        for size in [8, 600, 960, 1040, 2000] {
            let a: Vec<f64> = (0..500).map(|i| if i % 7 == 0 { 0.0 } else { next(size) }).collect();
            let b: Vec<f64> = (0..500).map(|_| next(size)).collect();
            let (mut all, mut each) = (ExactSum::new(), ExactSum::new());
            all.add_product_errors(&a, &b).expect("numbers");
            for (&a, &b) in a.iter().zip(&b) {
                each.add(product_error(a, b)).expect("a number");
            }
            assert!(all == each && !each.is_zero(), "2^±{}", size / 2);
        }
    }
}
