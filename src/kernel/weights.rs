//! What an array of weights says as a whole. A mask holds no weight but 0 and 1, and costs less.

use super::vectorized;

/// The number of weights that are looked at first. Few arrays of other weights begin like a mask.
const FIRST: usize = 8;

/// Whether each weight is 0 or 1.
pub(crate) fn is_mask(weights: &[f64]) -> bool {
    ones(weights).is_some()
}

/// Returns the number of ones among zeros and ones. `None` if there is any other number.
pub(crate) fn ones(numbers: &[f64]) -> Option<u64> {
    let is_flag = |&number: &f64| (number == 0.0) | (number == 1.0);
    if !numbers.iter().take(FIRST).all(is_flag) {
        return None;
    }
    let (ones, others) = vectorized!(|| {
        let (mut ones, mut others) = (0, 0);
        for &number in numbers {
            // The lowest bit of the exponent, which is odd for 1. A product of 0 has no bits but the sign.
            ones += number.to_bits() >> 52 & 1;
            others |= (number * (number - 1.0)).to_bits();
        }
        (ones, others)
    });
    (others << 1 == 0).then_some(ones)
}

/// Returns the number of weights above 0.
pub(crate) fn number_present(weights: &[f64]) -> u64 {
    vectorized!(|| {
        let mut count = 0;
        for &weight in weights {
            count += u64::from(weight > 0.0);
        }
        count
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_are_told_from_weights() {
        let mut weights = [0.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
        assert_eq!((is_mask(&weights), number_present(&weights)), (true, 4));
        weights[7] = 0.5;
        assert_eq!((is_mask(&weights), number_present(&weights)), (false, 5));
        assert_eq!((is_mask(&[]), number_present(&[])), (true, 0));
    }

    #[test]
    fn ones_are_counted_among_zeros() {
        let mut numbers = [0.0, 1.0, 1.0, -0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
        assert_eq!(ones(&numbers), Some(4));
        let least = f64::from_bits(1);
        for other in [0.5, 2.0, -1.0, least, 1.0 + f64::EPSILON, f64::INFINITY, f64::NAN] {
            for place in [1, 8] {
                numbers[place] = other;
                assert_eq!(ones(&numbers), None, "{other}");
                numbers[place] = 1.0;
            }
        }
    }
}
