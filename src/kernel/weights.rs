//! What an array of weights says as a whole. A mask holds no weight but 0 and 1, and costs less.

use super::vectorized;

/// Whether each weight is 0 or 1.
pub(crate) fn is_mask(weights: &[f64]) -> bool {
    vectorized!(|| {
        let mut all = true;
        for &weight in weights {
            all &= (weight == 0.0) | (weight == 1.0);
        }
        all
    })
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
}
