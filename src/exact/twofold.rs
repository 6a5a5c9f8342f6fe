//! Error-free transforms: the rounding error of a sum or of a product of two floats is itself a float,
//! and a few additions and multiplications compute it (Dekker, *A Floating-Point Technique for Extending
//! the Available Precision*, 1971; Knuth, *The Art of Computer Programming*, volume 2, 4.2.2).
//!
//! The error of a product needs the two factors in halves of 26 bits, whose products are exact. There
//! are two ways to halve a number, since neither serves all callers. [`halves_of_any`] takes every finite
//! number. [`halves`] overflows beyond 2^996, but a scalar number need not leave the floating-point
//! registers for it: with [`halves_of_any`] in its place, average precision takes 5 % longer, sorting
//! included. Where nothing overflows or is subnormal, both ways give the same error of a product.

/// The largest number of 26 bits.
const LARGEST: f64 = f64::from_bits(0x7fef_ffff_f800_0000);

/// 2^27 + 1.
const SPLITTER: f64 = 134_217_729.0;

/// Returns the rounded sum of two numbers, and its rounding error.
#[inline(always)]
pub(crate) fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// As [`two_sum`], for |a| ≥ |b| or a = 0, in half the operations.
#[inline(always)]
pub(crate) fn fast_two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    (sum, b - (sum - a))
}

/// Returns the rounded product of two numbers below 2^996 in size, and its rounding error. A fused
/// multiplication and addition would give the error in one step, but not every processor has one.
#[inline(always)]
pub(crate) fn two_product(a: f64, b: f64) -> (f64, f64) {
    let product = a * b;
    (product, product_error(halves(a), halves(b), product))
}

/// Returns the rounding error of a product, given both factors in halves.
#[inline(always)]
pub(crate) fn product_error(
    (a_high, a_low): (f64, f64),
    (b_high, b_low): (f64, f64),
    product: f64,
) -> f64 {
    (((a_high * b_high - product) + a_high * b_low) + a_low * b_high) + a_low * b_low
}

/// Returns a number below 2^996 in size rounded to 26 bits, and the difference (Veltkamp 1968).
#[inline(always)]
fn halves(a: f64) -> (f64, f64) {
    let shifted = SPLITTER * a;
    let high = shifted - (shifted - a);
    (high, a - high)
}

/// Returns a finite number rounded to 26 bits, and the difference. The bits are rounded as an integer.
#[inline(always)]
pub(crate) fn halves_of_any(a: f64) -> (f64, f64) {
    let bits = a.to_bits().wrapping_add(1 << 26) & !((1 << 27) - 1);
    let high = f64::from_bits(bits).clamp(-LARGEST, LARGEST);
    (high, a - high)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_is_exact_or_leaves_an_error() {
        for (a, b) in [(0.0, 3.0), (1.0, 2.0), (0.5, 2_f64.powi(51)), (2_f64.powi(51), 0.5)] {
            assert_eq!(two_sum(a, b), (a + b, 0.0), "{a} + {b}");
        }
        let large = 2_f64.powi(53);
        assert_eq!([two_sum(1.0, large), two_sum(large, 1.0)], [(large, 1.0); 2]);
        assert_eq!(fast_two_sum(large, 1.0), (large, 1.0));
        assert_eq!(fast_two_sum(0.0, 1.0), (1.0, 0.0));
    }

    /// Numbers whose sizes differ by up to 2^±300, with random mantissas.
    fn numbers() -> impl Iterator<Item = f64> {
        let mut x = 88_172_645_463_325_252_u64;
        std::iter::repeat_with(move || {
            x ^= x << 13;
            x ^= x >> 7;
            x ^= x << 17;
            f64::from_bits((x & !(0x7ff << 52)) | ((x >> 50) % 600 + 723) << 52)
        })
        .take(20_000)
    }

    #[test]
    fn both_ways_to_halve_give_one_error() {
        let second = numbers().skip(1);
        for (a, b) in numbers().zip(second) {
            let (product, error) = two_product(a, b);
            assert_eq!(product_error(halves_of_any(a), halves_of_any(b), product), error);
            for (high, low) in [halves(a), halves_of_any(a)] {
                assert_eq!(high + low, a);
                assert!(high.to_bits().trailing_zeros() >= 27 && low.abs() <= a.abs() * 2e-8);
            }
        }
    }

    #[test]
    fn the_largest_number_has_halves() {
        let (high, low) = halves_of_any(f64::MAX);
        assert_eq!((high + low, high), (f64::MAX, LARGEST));
    }
}
