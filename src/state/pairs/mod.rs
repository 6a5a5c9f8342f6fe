//! Pairs of numbers of which only the order matters: the states of rank correlations and of concordance.
//!
//! Both hold sorted runs of pairs, as [`RankedScores`](super::RankedScores) do of scores, and count pairs of
//! samples by a merge sort.

mod amount;
mod comparisons;
pub(super) mod entry;
mod inversions;
mod ranked;
mod ranks;
#[cfg(feature = "serde")]
mod restore;
mod sorted;
mod survival;

pub use ranked::{RankedPairs, TiedPairs};
#[cfg(feature = "serde")]
pub(super) use restore::are_rising;
pub use survival::{RisksAtTime, SurvivalRisks};
