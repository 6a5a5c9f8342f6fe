//! The moments of columns beside the power sums that their standard errors need.

use super::Moments;
use super::powers::PowerSums;
use crate::error::{Error, Undefined};
use crate::exact::NotANumber;
use crate::state::State;

/// [`Moments`] with the exact sums of products of up to four numbers for each column: the state of a value that is read
/// off moments, with its standard error. 7 kB more for each column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct SampledMoments {
    pub(crate) moments: Moments,
    pub(crate) powers: Vec<PowerSums>,
}

impl SampledMoments {
    /// The moments of each column.
    #[must_use]
    pub fn moments(&self) -> &Moments {
        &self.moments
    }

    /// Adds the pairs of a column, zeros for pairs that do not count.
    pub(crate) fn add(
        &mut self,
        column: usize,
        count: u64,
        y: &[f64],
        p: &[f64],
    ) -> Result<(), Error> {
        if self.powers.len() <= column {
            self.powers.resize(column + 1, PowerSums::default());
        }
        let added = self.powers[column].add(count, y, p);
        added.map_err(|NotANumber| Error::Undefined(Undefined::Overflow))
    }

    /// Forgets the number of columns if no sample counts.
    pub(crate) fn finish(&mut self) {
        self.moments.finish();
        if self.moments.columns().is_empty() {
            self.powers.clear();
        }
    }
}

impl State for SampledMoments {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        self.moments.check_merge(&other.moments)
    }

    fn merge(&mut self, other: &Self) {
        self.moments.merge(&other.moments);
        if self.powers.is_empty() {
            return self.powers.clone_from(&other.powers);
        }
        self.powers.iter_mut().zip(&other.powers).for_each(|(own, other)| own.merge(other));
    }
}
