//! Sums in the order in which numbers come, with the rounding errors of the additions (Neumaier 1974).

use crate::exact::twofold::fast_two_sum;

/// A sum and the rounding errors of its additions, both times a scale. The scale is 1 until the sum
/// would exceed the range of `f64`; the mean may still lie within.
pub(super) struct Compensated {
    sum: f64,
    rest: f64,
    scale: f64,
}

impl Default for Compensated {
    fn default() -> Self {
        Self { sum: 0.0, rest: 0.0, scale: 1.0 }
    }
}

impl Compensated {
    /// Adds a term with its weight.
    pub(super) fn add(&mut self, weight: f64, term: f64) {
        let scaled = weight * self.scale * term;
        let sum = self.sum + scaled;
        if sum.is_infinite() && self.sum.is_finite() && term.is_finite() {
            self.shrink();
            return self.add(weight, term);
        }
        let (large, small) =
            if self.sum.abs() >= scaled.abs() { (self.sum, scaled) } else { (scaled, self.sum) };
        let (sum, rest) = fast_two_sum(large, small);
        self.rest += rest;
        self.sum = sum;
    }

    #[cold]
    fn shrink(&mut self) {
        const FACTOR: f64 = 1.0 / (1_u64 << 63) as f64;
        self.sum *= FACTOR;
        self.rest *= FACTOR;
        self.scale *= FACTOR;
    }

    fn value(&self) -> f64 {
        if self.sum.is_finite() { self.sum + self.rest } else { self.sum }
    }

    /// Returns the sum.
    pub(super) fn total(&self) -> f64 {
        self.value() / self.scale
    }

    /// Returns the quotient of two sums.
    pub(super) fn over(&self, weight: &Self) -> f64 {
        self.value() / weight.value() * (weight.scale / self.scale)
    }
}

#[cfg(test)]
mod tests {
    use super::Compensated;

    fn sum(terms: &[f64]) -> Compensated {
        let mut sum = Compensated::default();
        terms.iter().for_each(|&term| sum.add(1.0, term));
        sum
    }

    fn mean(terms: &[f64]) -> f64 {
        sum(terms).over(&sum(&vec![1.0; terms.len()]))
    }

    #[test]
    fn small_terms_are_not_lost_before_or_after_large_ones() {
        let large = 2_f64.powi(53);
        assert_eq!(sum(&[large, 1.0, 1.0, 1.0, 1.0]).value(), large + 4.0);
        assert_eq!(sum(&[1.0, large, 1.0, 1.0, 1.0]).value(), large + 4.0);
        assert_eq!(sum(&[1.0, -large, 3.0, large]).value(), 4.0);
    }

    #[test]
    fn a_mean_may_be_within_range_where_the_sum_is_not() {
        assert_eq!(mean(&[f64::MAX, f64::MAX]), f64::MAX);
        // The rest of the first addition is scaled with the sum.
        assert_eq!(mean(&[1e308, 9e291, 1e308]), 2.0 / 3.0 * 1e308);
        assert_eq!(mean(&[f64::INFINITY, 1.0]), f64::INFINITY);
        let (mut total, mut weight) = (Compensated::default(), Compensated::default());
        for term in [10.0, 20.0] {
            total.add(1e308, term);
            weight.add(1.0, 1e308);
        }
        assert_eq!(total.over(&weight), 15.0);
    }
}
