//! Which sums are possible: what is restored is held to it. Products below the range of `f64` lose digits.

use super::JointMoments;
use crate::exact::ExactSum;
use crate::exact::wide::DoubleWidth;
use crate::kernel::bits::power_of_two;

/// What 2^42 samples lose at most of a sum of products, up to 2^-1072 each: 2^-1030. Weights above 1
/// multiply the loss.
const LOSS: f64 = f64::from_bits(1 << 44);

/// A sum of products above which the loss is no digit of an `f64`.
const RESOLVED: f64 = power_of_two(-970);

impl JointMoments {
    fn is_resolved(&self, spread: &DoubleWidth) -> bool {
        spread.clone().minus(&self.weighed(RESOLVED)).is_positive()
    }

    /// Σw times a sum of products, which large weights multiply.
    fn weighed(&self, products: f64) -> DoubleWidth {
        let weight = self.weight.value().unwrap_or(f64::MAX).max(1.0);
        DoubleWidth::product(&self.weight, &ExactSum::from_term(products * weight))
    }

    /// Whether some pairs have these sums: the spreads of y, p, y − p and y + p are not negative, but for
    /// the loss, and the correlation does not exceed 1 (Cauchy–Schwarz). Sums that have overflowed say
    /// nothing.
    pub(in crate::state) fn are_possible(&self) -> bool {
        if self.read().is_err() {
            return true;
        }
        let (y, p, both) = (self.true_spread(), self.pred_spread(), self.common_spread());
        let of_sum = y.clone().plus(&p).plus(&both).plus(&both);
        let loss = self.weighed(LOSS);
        let spreads = [&y, &p, &self.error_spread(), &of_sum];
        spreads.into_iter().all(|spread| !spread.clone().plus(&loss).is_negative())
            && self.are_correlated(&y, &p, &both)
    }

    /// Whether a covariance is at most as large as the variances allow, as far as the variances are known.
    fn are_correlated(&self, y: &DoubleWidth, p: &DoubleWidth, both: &DoubleWidth) -> bool {
        if !self.is_resolved(y) || !self.is_resolved(p) {
            return true;
        }
        let correlation = both.scaled().over(y.scaled().geometric_mean(p.scaled())).value();
        correlation.is_ok_and(|correlation| correlation.abs() < 1.0 + 1e-12)
    }
}
