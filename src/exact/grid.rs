//! Grids of numbers that terms are rounded to, so that terms add up as integers: [`super::split`] holds
//! the idea.

use super::part::Part;
use crate::kernel::bits::{LEAST_EXPONENT, exponent, power_of_two};

/// The largest number of terms of one call. No accumulator of 64 bits overflows with so many: it adds 2^11
/// terms of up to 2^51 steps in [`super::split`], and 2^14 terms of up to 2^48 steps in
/// [`super::term_grids`].
pub(super) const MOST_TERMS: usize = 1 << 14;

/// Terms of this size or more have no grid: its shifter would overflow.
pub(super) const TOO_LARGE: f64 = power_of_two(1021);

/// The multiples of 2^`exponent`, for terms of at most 2^51 such steps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Grid {
    pub(super) exponent: i32,
    /// 1.5·2^(52 + `exponent`): adding it to a term rounds the term to the grid.
    pub(super) shifter: f64,
}

impl Grid {
    /// Returns the grid of spacing 2^`exponent`, for exponents from [`LEAST_EXPONENT`] to 970.
    #[inline(always)]
    pub(super) fn new(exponent: i32) -> Self {
        Self { exponent, shifter: 1.5 * power_of_two(52 + exponent) }
    }

    /// Returns the finest grid that reaches `headroom` binary places above a term of size `largest`; no
    /// grid is finer than the smallest number. `None` if the shifter would overflow.
    pub(super) fn reaching(largest: f64, headroom: i32) -> Option<Self> {
        let top = if largest < f64::MIN_POSITIVE {
            LEAST_EXPONENT + largest.to_bits().max(1).ilog2() as i32
        } else {
            exponent(largest)
        };
        let exponent = (top - 50 + headroom).max(LEAST_EXPONENT);
        (exponent <= 970).then(|| Self::new(exponent))
    }

    /// Returns the grid that is `places` binary places finer, or the finest grid.
    #[inline(always)]
    pub(super) fn finer(self, places: i32) -> Self {
        Self::new((self.exponent - places).max(LEAST_EXPONENT))
    }

    /// Returns the steps of a term, given the term's sum with the shifter.
    #[inline(always)]
    pub(super) fn steps(self, shifted: f64) -> i64 {
        shifted.to_bits().wrapping_sub(self.shifter.to_bits()) as i64
    }

    /// Returns a number of steps as a part of a sum.
    #[inline(always)]
    pub(super) fn part(self, steps: i128) -> Part {
        Part { steps, exponent: self.exponent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grids_reach_the_largest_term_and_the_headroom() {
        let grid = |largest, headroom| Grid::reaching(largest, headroom).map(|grid| grid.exponent);
        assert_eq!(grid(1.0, 0), Some(-50));
        assert_eq!(grid(1.99, 16), Some(-34));
        assert_eq!(grid(power_of_two(1020), 0), Some(970));
        assert!(grid(TOO_LARGE.next_down(), 0).is_some() && grid(TOO_LARGE, 0).is_none());
        assert_eq!([f64::INFINITY, f64::NAN].map(|size| grid(size, 0)), [None; 2]);
        assert_eq!(grid(f64::from_bits(1), 0), Some(LEAST_EXPONENT));
        assert_eq!(grid(0.0, 0), Some(LEAST_EXPONENT));
        assert_eq!(grid(f64::from_bits(1 << 51), 16), Some(LEAST_EXPONENT + 51 - 50 + 16));
    }

    #[test]
    fn no_grid_is_finer_than_the_smallest_number() {
        assert_eq!(Grid::new(-34).finer(52).exponent, -86);
        assert_eq!(Grid::new(LEAST_EXPONENT + 1).finer(52), Grid::new(LEAST_EXPONENT));
    }
}
