//! Sums whose additions lose nothing that counts.

use crate::exact::twofold::two_sum;

/// Returns a sum of terms of at least 0, with the rounding errors of its additions (Ogita, Rump and Oishi 2005):
/// within 1 ulp for any number of terms that memory holds.
pub(super) fn sum(terms: impl Iterator<Item = f64>) -> f64 {
    let (total, rest) = terms.fold((0.0, 0.0), |(total, rest), term| {
        let (next, lost) = two_sum(total, term);
        (next, rest + lost)
    });
    if total.is_finite() { total + rest } else { total }
}
