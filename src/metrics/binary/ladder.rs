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

/// The number of scores of an even grid whose places are computed at a time.
const CHUNK: usize = 256;

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
    /// Farther from a threshold than this, in steps, a score's place does not depend on rounding.
    slack: f64,
    /// Whether an even grid begins at 0 and ends at 1. Keras's does not, and counting by it took 1.2 times as long
    /// without a comparison for each score.
    is_from_0_to_1: bool,
}

/// Returns the largest distance of a threshold from its place on an even grid, and twice the error that a place is
/// computed with, in steps.
fn slack(thresholds: &[f64], steps: f64) -> f64 {
    let places = (0..thresholds.len()).map(|place| place as f64);
    let distances = thresholds.iter().zip(places).map(|(t, place)| (t * steps - place).abs());
    distances.fold(0.0, f64::max) + steps * power_of_two(-50)
}

impl Ladder {
    /// Rounds ascending thresholds to the type of the scores; `even` for a grid over [0, 1].
    pub(crate) fn new<P: Element>(thresholds: &[f64], even: bool) -> Self {
        let thresholds: Vec<_> = thresholds.iter().map(|&t| P::rounded(t)).collect();
        let steps = even.then_some(thresholds.len().saturating_sub(1) as f64);
        let slack = steps.map_or(0.0, |steps| slack(&thresholds, steps));
        let is_from_0_to_1 =
            even && thresholds.first() == Some(&0.0) && thresholds.last() == Some(&1.0);
        Self { thresholds, steps, slack, is_from_0_to_1 }
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

    /// Counts by the nearest threshold of the grid: all thresholds before it lie below the score. Where the score is
    /// not close to it, so does the threshold itself if its place is below that of the score; else one comparison
    /// says whether it does. (Adding 1.5·2^52 rounds to an integer, which then stands in the lowest bits.)
    #[inline(always)]
    fn guess(&self, steps: f64, scores: &[f64], out: &mut [u32]) {
        if !self.is_from_0_to_1 {
            return self.look_up(steps, scores, out);
        }
        for (out, scores) in out.chunks_mut(CHUNK).zip(scores.chunks(CHUNK)) {
            let mut any_close = false;
            for (out, &score) in out.iter_mut().zip(scores) {
                let place = if score * steps > 0.0 { score * steps } else { 0.0 };
                let place = if place < steps { place } else { steps };
                let rounded = place + ROUNDER;
                let beyond = place - (rounded - ROUNDER);
                *out = rounded.to_bits() as u32 + u32::from(beyond > 0.0);
                let is_end = (place == 0.0) | (score == 1.0);
                let is_sure = is_end | (beyond.abs() > self.slack);
                any_close |= !is_sure;
            }
            if any_close {
                self.look_up(steps, scores, out);
            }
        }
    }

    /// As [`guess`](Self::guess), with a comparison for each score.
    #[inline(always)]
    fn look_up(&self, steps: f64, scores: &[f64], out: &mut [u32]) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The places on a grid are those that comparisons give, whatever scores stand beside a score.
    fn check<P: Element>(grid: &[f64]) {
        let ladder = Ladder::new::<P>(grid, true);
        let middle = |i: usize| (ladder.thresholds[i - 1] + ladder.thresholds[i]) / 2.0;
        let middles: Vec<_> = (1..grid.len()).map(middle).collect();
        let ends = [0.0, -0.0, 1.0, -1e-9, 1.0 + 1e-9, -5.0, 5.0, 1e-300, 0.999_999_95];
        let near = ladder.thresholds.iter().flat_map(|t| [t.next_down(), *t, t.next_up()]);
        let single: Vec<_> = near.chain(ends).map(|score| vec![score]).collect();
        let together = [middles.clone(), single.concat(), middles].concat();
        for scores in single.into_iter().chain([together]) {
            let mut places = vec![0; scores.len()];
            ladder.write_places(&scores, &mut places);
            let mut expected = vec![0; scores.len()];
            ladder.search(&scores, &mut expected);
            assert_eq!(places, expected, "{scores:?} on a grid of {}", grid.len());
        }
    }

    #[test]
    fn places_on_an_even_grid_are_found_by_computing() {
        for steps in [1, 2, 3, 15, 199, 4096] {
            let mut grid: Vec<_> = (0..=steps).map(|i| f64::from(i) / f64::from(steps)).collect();
            check::<f64>(&grid);
            check::<f32>(&grid);
            (grid[0], grid[steps as usize]) = (-1e-7, 1.0 + 1e-7);
            check::<f64>(&grid);
            check::<f32>(&grid);
        }
    }
}
