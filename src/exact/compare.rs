//! Products of exact totals, compared without rounding.

use super::Tally;
use super::twofold::two_product;
use super::wide::DoubleWidth;
use crate::kernel::bits::power_of_two;

/// The sizes of numbers whose products, with their rounding errors, lie within the range of `f64`.
const LEAST: f64 = power_of_two(-450);
const MOST: f64 = power_of_two(450);

/// Whether one product of two totals is below another. No total has overflowed.
pub(crate) fn is_product_below(a: [&Tally; 2], b: [&Tally; 2]) -> bool {
    match (short(a), short(b)) {
        // A product and its rounding error have the order of the exact products.
        (Some(a), Some(b)) => a < b,
        _ => long(a).minus(&long(b)).is_negative(),
    }
}

/// Returns the product of two totals that are numbers of ordinary size, and its rounding error.
fn short([a, b]: [&Tally; 2]) -> Option<(f64, f64)> {
    Some(two_product(ordinary(a)?, ordinary(b)?))
}

fn ordinary(total: &Tally) -> Option<f64> {
    let number = total.value().ok().filter(|_| total.is_number());
    number.filter(|number| *number == 0.0 || (LEAST..MOST).contains(number))
}

fn long([a, b]: [&Tally; 2]) -> DoubleWidth {
    DoubleWidth::product(&a.to_sum(), &b.to_sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(weights: &[f64]) -> Tally {
        let mut total = Tally::default();
        weights.iter().for_each(|&weight| total.add_checked(weight));
        total
    }

    /// Products that agree in their first 53 bits, and equal ones, whatever their size.
    #[test]
    fn products_are_compared_to_the_last_bit() {
        let near = 1.0 + f64::EPSILON;
        for size in [1.0, 1e-300, 1e300, f64::from_bits(1)] {
            let [one, above, twice] =
                [size, size * near, 2.0 * size].map(|weight| total(&[weight]));
            let [unit, two] = [1.0, 2.0].map(|weight| total(&[weight]));
            assert!(!is_product_below([&one, &two], [&twice, &unit]));
            assert!(!is_product_below([&twice, &unit], [&one, &two]));
            let grows = size * near > size;
            assert_eq!(is_product_below([&one, &unit], [&above, &unit]), grows);
            assert!(!is_product_below([&above, &unit], [&one, &unit]));
        }
        let (square, near) = (total(&[1.0 + 2.0 * f64::EPSILON]), total(&[near]));
        let one = total(&[1.0]);
        // (1 + ε)² is above 1 + 2ε by ε².
        assert!(is_product_below([&square, &one], [&near, &near]));
        assert!(!is_product_below([&near, &near], [&square, &one]));
    }

    /// Totals that no `f64` holds.
    #[test]
    fn long_totals_are_compared_to_the_last_bit() {
        let (long, longer) = (total(&[1.0, 1e-30]), total(&[1.0, 1e-30, 1e-60]));
        let one = total(&[1.0]);
        assert!(!long.is_number() && !longer.is_number());
        assert!(is_product_below([&long, &one], [&longer, &one]));
        assert!(is_product_below([&long, &long], [&long, &longer]));
        assert!(!is_product_below([&longer, &long], [&long, &longer]));
        assert!(is_product_below([&total(&[]), &long], [&one, &one]));
        assert!(!is_product_below([&total(&[]), &long], [&one, &total(&[])]));
    }
}
