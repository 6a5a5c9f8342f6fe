//! Entries of one sample each, for `f64` scores without weights.

use super::{Entry, Scored, Unweighted};
use crate::kernel::bits::power_of_two;
#[cfg(feature = "serde")]
use crate::state::Tally;
use crate::state::scores::order::Sortable;

/// One sample of weight 1 in eight bytes: the score's order in 63 bits, the class in the lowest bit.
///
/// The exponent of an `f64` has eleven bits. [`LEAST`] and [`TOO_LARGE`] leave ten of them, and the bit that
/// becomes free holds the class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::state::scores) struct SingleEntry(u64);

/// The least score above 0 that an entry holds.
const LEAST: f64 = power_of_two(-510);

/// Scores of this size or more have no entry.
const TOO_LARGE: f64 = power_of_two(513);

/// What the bits of a score's absolute value lose. The bits of [`LEAST`] stay above those of 0.
const OFFSET: u64 = power_of_two(-511).to_bits();

/// The order of the score 0; lower orders are those of negative scores.
const ZERO: u64 = 1 << 62;

/// Whether an entry can hold a score.
#[inline(always)]
pub(in crate::state::scores) fn is_ordinary(score: f64) -> bool {
    let size = score.abs();
    (size == 0.0) | (LEAST..TOO_LARGE).contains(&size)
}

impl SingleEntry {
    /// Returns the entry of one sample with an [ordinary](is_ordinary) score.
    #[inline(always)]
    pub(in crate::state::scores) fn new(score: f64, positive: bool) -> Self {
        let size = score.abs().to_bits().saturating_sub(OFFSET);
        let ordered = if score < 0.0 { ZERO - 1 - size } else { ZERO + size };
        Self(ordered << 1 | u64::from(positive))
    }

    /// Returns the entry of one sample, given its weight as a total. `None` if no entry holds it.
    #[cfg(feature = "serde")]
    pub(in crate::state::scores) fn of(score: f64, positive: bool, total: &Tally) -> Option<Self> {
        let one = is_ordinary(score) && *total == Tally::from_checked(1.0);
        one.then(|| Self::new(score, positive))
    }
}

impl Unweighted for SingleEntry {
    #[inline(always)]
    fn count(self) -> u64 {
        1
    }
}

impl Sortable for SingleEntry {
    type Order = u64;

    const ADDS_UP: bool = false;

    #[inline(always)]
    fn order(self) -> u64 {
        self.0
    }

    #[inline(always)]
    fn ties(self, other: Self) -> bool {
        self.0 >> 1 == other.0 >> 1
    }
}

impl Entry for SingleEntry {
    const WEIGHS_ONE: bool = true;

    #[inline(always)]
    fn is_positive(self) -> bool {
        self.0 & 1 == 1
    }

    #[inline(always)]
    fn weight(self) -> f64 {
        1.0
    }
}

impl Scored for SingleEntry {
    const ANY_SIZE: bool = false;

    #[inline(always)]
    fn score(self) -> f64 {
        let ordered = self.0 >> 1;
        let (size, sign) =
            if ordered < ZERO { (ZERO - 1 - ordered, -1.0) } else { (ordered - ZERO, 1.0) };
        if size == 0 { 0.0 } else { f64::from_bits(size + OFFSET).copysign(sign) }
    }
}
