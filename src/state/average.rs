//! A weighted mean as its two sums.

use super::{ExactSum, State};
use crate::error::{Error, Undefined};

/// Σw·ℓ and Σw over units: the state of every metric that is a mean.
///
/// Both sums are exact, so the state depends on the multiset of (term, weight) pairs alone. Units
/// without a weight weigh 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Average {
    pub(crate) total: ExactSum,
    pub(crate) weight: ExactSum,
}

impl Average {
    /// Σw·ℓ.
    #[must_use]
    pub fn total(&self) -> &ExactSum {
        &self.total
    }

    /// Σw; the number of units if none was weighted.
    #[must_use]
    pub fn weight(&self) -> &ExactSum {
        &self.weight
    }

    /// Σw·ℓ/Σw, within 0.51 ulp of the exact quotient.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] if Σw is 0, [`Undefined::Overflow`] if a term was infinite.
    pub fn mean(&self) -> Result<f64, Undefined> {
        if self.weight.is_zero() {
            return Err(Undefined::NoSamples);
        }
        self.total.ratio(&self.weight)
    }
}

impl State for Average {
    fn merge(&mut self, other: &Self) -> Result<(), Error> {
        self.total.merge(&other.total);
        self.weight.merge(&other.weight);
        Ok(())
    }
}
