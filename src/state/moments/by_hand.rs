//! Joint sums that are filled by hand.

use super::JointMoments;
use crate::domain::Domain;
use crate::error::Error;
use crate::state::checked_weight;

impl JointMoments {
    /// Adds one pair of truth and prediction with its weight, 1 for pairs without weights.
    ///
    /// ```
    /// use ndarray_metrics::state::JointMoments;
    ///
    /// let mut moments = JointMoments::default();
    /// for (y, p) in [(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)] {
    ///     moments.add(y, p, 1.0)?;
    /// }
    /// assert_eq!(moments.pearson_correlation(), Ok(1.0));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a number that is not finite, [`Error::Weight`] for a weight that is negative or
    /// not finite; the sums stay as they were.
    pub fn add(&mut self, y: f64, p: f64, weight: f64) -> Result<(), Error> {
        let weight = checked_weight(weight)?;
        for (argument, found) in [("y_true", y), ("y_pred", p)] {
            if !found.is_finite() {
                let (index, expected) = (vec![], Domain::Finite);
                return Err(Error::Value { argument, index, found, expected });
            }
        }
        if weight > 0.0 {
            // No number is NaN, so that all sums are added to.
            let _ = self.add_weighted(&[weight], &[&[y]], &[&[p]], &mut [0.0]);
        }
        Ok(())
    }
}
