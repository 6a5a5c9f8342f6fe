//! What an array of weights says as a whole. A mask holds no weight but 0 and 1, and costs less.

use super::vectorized;

/// The number of weights that are looked at first. Few arrays of other weights begin like a mask.
const FIRST: usize = 8;

/// Whether each weight is 0 or 1.
pub(crate) fn is_mask(weights: &[f64]) -> bool {
    let is_flag = |weight: f64| (weight == 0.0) | (weight == 1.0);
    if !weights.iter().take(FIRST).all(|&weight| is_flag(weight)) {
        return false;
    }
    vectorized!(|| {
        let mut all = true;
        for &weight in weights {
            all &= is_flag(weight);
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
