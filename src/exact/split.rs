//! Adding floating-point terms as integers, so that nothing is ever rounded.
//!
//! **Idea.** Put a grid of spacing 2^g under the terms, as Demmel and Nguyen's indexed sum does
//! (*Parallel Reproducible Summation*, 2015). With c = 1.5·2^(52+g), the float addition t + c
//! rounds t to the grid, and the 64 bits of the result, read as an integer, are the bits of c plus
//! the number of grid steps in t. So the bits are added as wrapping integers, and n times the bits
//! of c are taken away at the end. What rounding cut off, t − ((t + c) − c), is itself a float and
//! goes to a second grid, 52 binary places finer. Two grids hold 103 bits below the largest term.
//!
//! **Deviation.** The indexed sum fixes its grids for the whole stream and drops what lies below
//! them. Here grids are chosen anew for every block, and a block counts only if nothing is left
//! below the second grid; if something is, the block is done again with as many grids as it takes.
//! The totals therefore add up to the exact sum of the terms, whatever grids were chosen, and the
//! order of terms, blocks and merges cannot matter.
//!
//! **Checks for free.** A term beyond the grid's reach, an infinity and a NaN all change the
//! exponent of t + c. An OR over the differing bits shows it, in the same pass. [`super::term_grids`]
//! tests each term instead, and says why there are both.
//!
//! **Vectors.** The accumulators are vectors by name. As arrays, left to the compiler, they stayed in
//! memory in some of the programs that used them, and every step waited for the one before.
//!
//! **Price.** 0.33 ns per term in cache under AVX-512, 0.36 under AVX2 and 0.78 under SSE2 for a
//! squared difference of `f32`, on one core of an AMD EPYC (Zen 4); additions are the bottleneck.

use fearless_simd::{Bytes, Simd, SimdBase, SimdInto, f64x8, i64x8};

use super::grid::{Grid, MOST_TERMS};
use super::part::Part;
use crate::kernel::{Kernel, run};

/// Lanes of the loop. Not visible in any result.
const LANES: usize = 8;

/// Binary places of headroom over the first terms of a block when its grids are guessed.
const SPARE: i32 = 16;

/// Binary places between the two grids: the rest of a term after rounding is at most half a step
/// of the coarse grid, which is within the finer one's reach.
const FINER: i32 = 52;

// A lane adds its share of the terms, each of up to 2^51 steps.
const _: () = assert!(((MOST_TERMS / LANES) as u64) < 1 << (63 - 51));

/// The two grids of a block.
#[derive(Clone, Copy)]
struct BlockGrids {
    coarse: Grid,
    fine: Grid,
}

impl BlockGrids {
    fn new(coarse: Grid) -> Self {
        Self { coarse, fine: coarse.finer(FINER) }
    }

    /// From the largest of the first terms. If they are all 0, any grids are a guess.
    fn guess(first: f64) -> Option<Self> {
        Some(Self::new(Grid::reaching(if first > 0.0 { first } else { 1.0 }, SPARE)?))
    }
}

/// The accumulators of the loop.
struct Lanes<S: Simd> {
    coarse: i64x8<S>,
    fine: i64x8<S>,
    /// OR of the bits in which t + c differs from c.
    strayed: i64x8<S>,
    /// OR of what is left below the second grid.
    rest: i64x8<S>,
}

impl<S: Simd> Lanes<S> {
    #[inline(always)]
    fn new(simd: S) -> Self {
        let zero = i64x8::splat(simd, 0);
        Self { coarse: zero, fine: zero, strayed: zero, rest: zero }
    }

    #[inline(always)]
    fn add(&mut self, simd: S, terms: [f64; LANES], grids: &BlockGrids) {
        let term: f64x8<S> = terms.simd_into(simd);
        let shifted = term + grids.coarse.shifter;
        self.coarse += bits(shifted);
        self.strayed |= bits(shifted) ^ bits(f64x8::splat(simd, grids.coarse.shifter));
        let rest = term - (shifted - grids.coarse.shifter);
        let shifted = rest + grids.fine.shifter;
        self.fine += bits(shifted);
        self.rest |= bits(rest - (shifted - grids.fine.shifter));
    }

    /// The totals of so many terms in each lane, if they are exact.
    #[inline(always)]
    fn parts(self, grids: &BlockGrids, per_lane: usize) -> Option<[Part; 2]> {
        let part = |lanes, grid: Grid| grid.part(steps(lanes, grid.shifter, per_lane));
        let coarse = part(*self.coarse, grids.coarse);
        self.is_exact().then(|| [coarse, part(*self.fine, grids.fine)])
    }

    /// Whether every term kept within reach and left nothing. The lowest 52 bits of a stray are
    /// its steps; the sign bit of a rest may be that of −0.
    #[inline(always)]
    fn is_exact(&self) -> bool {
        let (strayed, rest) = (any(*self.strayed), any(*self.rest));
        strayed as u64 >> 52 == 0 && rest << 1 == 0
    }
}

#[inline(always)]
fn bits<S: Simd>(numbers: f64x8<S>) -> i64x8<S> {
    numbers.bitcast()
}

#[inline(always)]
fn any(lanes: [i64; LANES]) -> i64 {
    lanes.into_iter().fold(0, |all, lane| all | lane)
}

/// The term of a pair whose first number is the term already.
#[inline(always)]
pub(super) fn itself(term: f64, _: f64) -> f64 {
    term
}

/// The steps in wrapping sums of `terms` shifted terms in each lane, added up by halves.
#[inline(always)]
fn steps(lanes: [i64; LANES], shifter: f64, terms: usize) -> i128 {
    let shifters = (terms as u64).wrapping_mul(shifter.to_bits()) as i64;
    let (mut high, mut low) = (0, 0);
    for lane in lanes {
        let steps = lane.wrapping_sub(shifters);
        high += steps >> 32;
        low += steps & 0xffff_ffff;
    }
    (i128::from(high) << 32) + i128::from(low)
}

/// Splits the terms of pairs over two grids.
struct Split<'a, T, P, F> {
    y: &'a [T],
    p: &'a [P],
    term: F,
    grids: BlockGrids,
}

impl<T: Copy, P: Copy, F: Fn(T, P) -> f64> Kernel for Split<'_, T, P, F> {
    type Output = Option<[Part; 2]>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Self::Output {
        let Self { y, p, term, grids } = self;
        let (y_chunks, y_tail) = y.as_chunks::<LANES>();
        let (p_chunks, p_tail) = p.as_chunks::<LANES>();
        let mut lanes = Lanes::new(simd);
        for (y, p) in y_chunks.iter().zip(p_chunks) {
            lanes.add(
                simd,
                std::array::from_fn(
                    #[inline(always)]
                    |lane| term(y[lane], p[lane]),
                ),
                &grids,
            );
        }
        lanes.add(simd, padded(y_tail, p_tail, term), &grids);
        lanes.parts(&grids, y_chunks.len() + 1)
    }
}

/// The terms of up to as many pairs as there are lanes, brought to full width with zeros.
#[inline(always)]
fn padded<T: Copy, P: Copy>(y: &[T], p: &[P], term: impl Fn(T, P) -> f64) -> [f64; LANES] {
    let mut terms = [0.0; LANES];
    for ((out, &y), &p) in terms.iter_mut().zip(y).zip(p) {
        *out = term(y, p);
    }
    terms
}

/// The exact sum of the terms of pairs in two parts, or None if the grids that suit the first terms
/// cannot give it. At most [`MOST_TERMS`] pairs.
#[inline]
pub(crate) fn split_pairs<T: Copy, P: Copy>(
    y: &[T],
    p: &[P],
    term: impl Fn(T, P) -> f64,
) -> Option<[Part; 2]> {
    let few = y.len().min(LANES);
    let grids = BlockGrids::guess(largest_of(&padded(&y[..few], &p[..few], &term)))?;
    run(Split { y, p, term, grids })
}

/// The exact sum of terms by the finest grid that reaches the largest of them.
pub(crate) fn split_terms(terms: &[f64], largest: f64) -> Option<[Part; 2]> {
    let grids = BlockGrids::new(Grid::reaching(largest, 0)?);
    run(Split { y: terms, p: terms, term: itself, grids })
}

/// The sum of the terms rounded to the grid; each term is replaced by what rounding cut off.
/// The terms must be within the grid's reach.
pub(super) fn split_off(terms: &mut [f64], grid: Grid) -> Part {
    let mut steps = 0_i128;
    for term in terms {
        let shifted = *term + grid.shifter;
        steps += i128::from(grid.steps(shifted));
        *term -= shifted - grid.shifter;
    }
    grid.part(steps)
}

/// The largest absolute value among terms; NaN is passed over.
#[inline(always)]
pub(crate) fn largest_of(terms: &[f64]) -> f64 {
    let mut lanes = [0.0_f64; LANES];
    for terms in terms.chunks(LANES) {
        for (lane, term) in lanes.iter_mut().zip(terms) {
            let size = term.abs();
            *lane = if size > *lane { size } else { *lane };
        }
    }
    lanes.iter().fold(0.0, |most, &lane| if lane > most { lane } else { most })
}

#[cfg(test)]
mod tests;
