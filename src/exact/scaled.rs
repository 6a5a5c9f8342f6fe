//! An exact sum times a float.

use super::ExactSum;
use super::digits::negated;
use super::sum::DIGITS;
use crate::kernel::bits::mantissa_and_exponent;

/// A magnitude with room for its product with a mantissa of 53 bits.
type Wide = [u64; DIGITS + 1];

impl ExactSum {
    /// Returns the sum times a finite float: exact, but for what lies below 2^-1074. Too large a product overflows.
    pub(crate) fn scaled_by(&self, factor: f64) -> Self {
        let (magnitude, negative) = self.magnitude();
        let (mantissa, exponent) = mantissa_and_exponent(factor);
        let product = shifted(times(&magnitude, mantissa), exponent);
        let mut digits = [0; DIGITS];
        digits.copy_from_slice(&product[..DIGITS]);
        let overflow =
            self.has_overflowed() || product[DIGITS] != 0 || digits[DIGITS - 1] >> 61 != 0;
        let below = negative != (factor < 0.0);
        Self::from_digits(if below { negated(&digits) } else { digits }, overflow)
    }
}

fn times(magnitude: &[u64; DIGITS], factor: u64) -> Wide {
    let (mut product, mut carry) = ([0; DIGITS + 1], 0);
    for (out, &digit) in product.iter_mut().zip(magnitude.iter().chain(&[0])) {
        let all = u128::from(digit) * u128::from(factor) + carry;
        (*out, carry) = (all as u64, all >> 64);
    }
    product
}

/// Returns a number times 2^`places`: places below the last digit are dropped; what would lie above the first digit
/// stands in it.
fn shifted(number: Wide, places: i32) -> Wide {
    let (digits, bits) = ((places.unsigned_abs() / 64) as usize, places.unsigned_abs() % 64);
    let digit = |i: Option<usize>| i.and_then(|i| number.get(i)).copied().unwrap_or(0);
    let both = |high, low| u128::from(digit(high)) << 64 | u128::from(digit(low));
    let mut out: Wide = std::array::from_fn(|i| match places < 0 {
        true => (both(Some(i + digits + 1), Some(i + digits)) >> bits) as u64,
        false => (both(i.checked_sub(digits), i.checked_sub(digits + 1)) << bits >> 64) as u64,
    });
    let kept = (DIGITS + 1).saturating_sub(digits + 1);
    if places > 0 && number[kept..].iter().any(|&digit| digit != 0) {
        out[DIGITS] |= 1;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::ExactSum;

    fn sum(terms: &[f64]) -> ExactSum {
        let mut sum = ExactSum::new();
        terms.iter().for_each(|&term| sum.add(term).expect("a number"));
        sum
    }

    /// Terms whose products are floats, so that the sum of the products is the product of the sum.
    #[test]
    fn a_product_is_the_sum_of_products() {
        let terms = [1.0, -3.0, 2_f64.powi(-60), 2_f64.powi(90), 7.0 * 2_f64.powi(-200)];
        for factor in [0.0, 1.0, -1.0, 0.75, -1e9, 2_f64.powi(120), 3.0 * 2_f64.powi(-130)] {
            let products = terms.map(|term| term * factor);
            assert!(sum(&terms).scaled_by(factor) == sum(&products), "{factor}");
            let negative = terms.map(|term| -term);
            assert!(sum(&negative).scaled_by(-factor) == sum(&products), "{factor}");
        }
    }

    #[test]
    fn too_large_a_product_overflows() {
        assert!(sum(&[f64::MAX]).scaled_by(f64::MAX).has_overflowed());
        assert!(sum(&[f64::MAX]).scaled_by(2_f64.powi(80)).has_overflowed());
        assert!(sum(&[-f64::MAX]).scaled_by(1e300).has_overflowed());
        assert_eq!(sum(&[1e300]).scaled_by(1e-300).value(), Ok(1e300 * 1e-300));
        assert!(sum(&[f64::MIN_POSITIVE]).scaled_by(f64::MIN_POSITIVE).is_zero());
        assert!(sum(&[f64::INFINITY]).scaled_by(0.0).has_overflowed());
    }
}
