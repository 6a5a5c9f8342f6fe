//! The place of a score among ascending thresholds.

use crate::batch::Block;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::bits::{ROUNDER, power_of_two};

/// The most thresholds accepted. No curve needs as many: a larger number is a mistake.
pub(crate) const MOST_THRESHOLDS: usize = 1 << 20;

/// Up to this many thresholds, every score is compared with each of them, a register of scores at a
/// time. Among more thresholds the place is found by binary search.
const FEW: usize = 32;

/// Integers below this size are `f64`s.
const LARGE: f64 = power_of_two(53);

/// Whether a threshold may lie between an integer and the nearest `f64`.
pub(super) fn is_beside_large(threshold: f64) -> bool {
    threshold.is_finite() && threshold.abs() >= LARGE
}

/// Thresholds in the precision of the scores, and how to find a score's place among them.
pub(crate) struct Ladder {
    /// Ascending.
    thresholds: Vec<f64>,
    /// The number of steps of an even grid over [0, 1], where a score's place can be computed.
    steps: Option<f64>,
}

impl Ladder {
    /// Rounds ascending thresholds to the type of the scores; `even` for a grid over [0, 1].
    pub(crate) fn new<P: Element>(thresholds: &[f64], even: bool) -> Self {
        let thresholds: Vec<_> = thresholds.iter().map(|&t| P::rounded(t)).collect();
        let steps = even.then_some(thresholds.len().saturating_sub(1) as f64);
        Self { thresholds, steps }
    }

    /// Refuses a score that is an integer that no `f64` holds, if a threshold may lie between the two. Below
    /// 2^53, none does.
    pub(super) fn check_scores<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
    ) -> Result<(), Error> {
        // Those of an even grid lie in [0, 1].
        let any = self.steps.is_none() && self.thresholds.iter().any(|&t| is_beside_large(t));
        if any { block.check_scores() } else { Ok(()) }
    }

    /// Returns the number of keys: places among the thresholds, for either label.
    pub(super) fn keys(&self) -> usize {
        2 * (self.thresholds.len() + 1)
    }

    /// Counts the thresholds below each score. For NaN it writes any valid count.
    ///
    /// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for
    /// the baseline.
    #[inline(always)]
    pub(crate) fn write_places(&self, scores: &[f64], out: &mut [u32]) {
        match self.steps {
            Some(steps) => self.guess(steps, scores, out),
            None if self.thresholds.len() <= FEW => self.compare(scores, out),
            None => self.search(scores, out),
        }
    }

    /// Counts by the nearest threshold of the grid: all thresholds before it lie below the score,
    /// and one comparison says whether it does itself. (Adding 1.5·2^52 rounds to an integer, which
    /// then stands in the lowest bits.)
    #[inline(always)]
    fn guess(&self, steps: f64, scores: &[f64], out: &mut [u32]) {
        for (out, &score) in out.iter_mut().zip(scores) {
            let place = if score * steps > 0.0 { score * steps } else { 0.0 };
            let place = if place < steps { place } else { steps };
            *out = (place + ROUNDER).to_bits() as u32;
        }
        for (out, &score) in out.iter_mut().zip(scores) {
            *out += u32::from(self.thresholds[*out as usize] < score);
        }
    }

    #[inline(always)]
    fn compare(&self, scores: &[f64], out: &mut [u32]) {
        out.fill(0);
        for &threshold in &self.thresholds {
            for (out, &score) in out.iter_mut().zip(scores) {
                *out += u32::from(threshold < score);
            }
        }
    }

    #[inline(always)]
    fn search(&self, scores: &[f64], out: &mut [u32]) {
        for (out, &score) in out.iter_mut().zip(scores) {
            *out = self.thresholds.partition_point(|&threshold| threshold < score) as u32;
        }
    }
}
