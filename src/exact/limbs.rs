//! Sums of products by limbs: pieces of 23 bits, whose products floats add up without rounding.
//!
//! **Idea.** Round a number to a grid of 2^22 steps, its remainder to a grid 23 places finer, and so on. If
//! nothing remains after N limbs, the number is their sum. A product of two limbs has up to 2^44 steps, so
//! that a float holds the sum of [`ROWS`] times four of them; products i and j of one sum i + j have the same
//! grid (Ozaki, Ogita, Oishi and Rump, *Error-free transformations of matrix multiplication*, 2012).
//!
//! ```text
//! y[0..N], p[0..N] = limbs of y and p
//! sums[i + j] += y[i] * p[j]             for each i and j: N² fused multiplications and additions
//!
//! product[i + j] += w[i] * y[j]          a product of two numbers as limbs:
//! carry from each sum to the one above, which leaves limbs of 23 bits
//! ```
//!
//! **Price.** 34 vector operations for the sums of y, p, y², p² and yp with two limbs (`f32`), 60 with three;
//! adding each product and its error to an exact sum takes 55 and 100.
//!
//! **Limits.** With N limbs, the digits of all numbers of a lane lie within 23·N places.

use fearless_simd::{Simd, SimdBase, SimdFloat, SimdInto, f64x8};

use super::ExactSum;
use super::part::Part;
use crate::kernel::bits::{exponent, power_of_two};

pub(crate) const LANES: usize = 8;

/// The most rows whose products a lane adds up.
pub(crate) const ROWS: usize = 128;

/// Binary places from one limb to the next.
const BITS: i32 = 23;

/// The size of numbers is below two to the power of this, and above the inverse: products stay far from the
/// ends of the range of `f64`.
const LARGEST_EXPONENT: i32 = 250;

/// Rows of a number in each lane.
pub(crate) type Lanes = [[f64; LANES]];

/// The grids of the limbs of some numbers, one set for each lane.
#[derive(Clone, Copy)]
pub(crate) struct Grids<S: Simd, const N: usize> {
    shifters: [f64x8<S>; N],
}

/// The exponents of the finest of `N` grids for the numbers of each lane. `None` for numbers so large or so
/// small that products might leave the range of `f64`.
#[inline(always)]
pub(crate) fn exponents<const N: usize>(largest: [f64; LANES]) -> Option<[i32; LANES]> {
    let top = largest.map(|size| if size == 0.0 { 0 } else { exponent(size) });
    let fit = top.iter().all(|top| top.abs() < LARGEST_EXPONENT);
    fit.then(|| top.map(|top| top + 1 - (BITS - 1) - BITS * (N as i32 - 1)))
}

impl<S: Simd, const N: usize> Grids<S, N> {
    /// Returns grids, given the exponents of the finest.
    #[inline(always)]
    pub(crate) fn new(simd: S, exponents: [i32; LANES]) -> Self {
        let shifter = |limb: usize| {
            let above = BITS * (N - 1 - limb) as i32;
            exponents.map(|finest| 1.5 * power_of_two(52 + finest + above)).simd_into(simd)
        };
        Self { shifters: std::array::from_fn(shifter) }
    }

    /// Returns the limbs of numbers, and what they leave.
    #[inline(always)]
    pub(crate) fn limbs(&self, number: f64x8<S>) -> ([f64x8<S>; N], f64x8<S>) {
        let (mut limbs, mut rest) = ([number; N], number);
        for (limb, &shifter) in limbs.iter_mut().zip(&self.shifters) {
            *limb = (rest + shifter) - shifter;
            rest -= *limb;
        }
        (limbs, rest)
    }

    /// Makes limbs of sums of products, from the last to the first; the first takes what is carried beyond.
    #[inline(always)]
    pub(crate) fn carry(&self, sums: &mut [f64x8<S>; N]) {
        for i in (1..N).rev() {
            let carried = (sums[i] + self.shifters[i - 1]) - self.shifters[i - 1];
            sums[i] -= carried;
            sums[i - 1] += carried;
        }
    }
}

/// Adds the products of the limbs of two numbers. The last sums are those of the last limbs.
#[inline(always)]
pub(crate) fn add_products<S: Simd, const A: usize, const B: usize, const L: usize>(
    sums: &mut [f64x8<S>; L],
    a: &[f64x8<S>; A],
    b: &[f64x8<S>; B],
) {
    let first = L + 1 - A - B;
    for i in 0..A {
        for j in 0..B {
            // Exact, whether or not it rounds in between.
            sums[first + i + j] = a[i].mul_add(b[j], sums[first + i + j]);
        }
    }
}

/// Adds limbs to sums.
#[inline(always)]
pub(crate) fn add_limbs<S: Simd, const N: usize>(sums: &mut [f64x8<S>; N], limbs: &[f64x8<S>; N]) {
    for i in 0..N {
        sums[i] += limbs[i];
    }
}

/// A sum in each lane, by limbs.
#[derive(Clone, Copy)]
pub(crate) struct LaneSums<const L: usize> {
    limbs: [[i64; LANES]; L],
    exponents: [i32; LANES],
}

/// The number of limbs that one part holds: sums of 2^56 steps, the first of them shifted by 69 places.
const LIMBS_OF_A_PART: usize = 4;

impl<const L: usize> LaneSums<L> {
    /// Returns sums, given the exponents of the last limb.
    #[inline(always)]
    pub(crate) fn new<S: Simd>(sums: &[f64x8<S>; L], exponents: [i32; LANES]) -> Self {
        let limbs = std::array::from_fn(|limb| {
            let above = BITS * (L - 1 - limb) as i32;
            let numbers: [f64; LANES] = *sums[limb];
            let step = |lane: usize| power_of_two(-(exponents[lane] + above));
            std::array::from_fn(|lane| (numbers[lane] * step(lane)) as i64)
        });
        Self { limbs, exponents }
    }

    /// Adds the sum of a lane.
    pub(crate) fn add_lane(&self, lane: usize, sum: &mut ExactSum) {
        add(self.limbs.map(|limb| limb[lane]), self.exponents[lane], sum);
    }

    /// Adds the sums of all lanes, whose grids are the same.
    pub(crate) fn add_all(&self, sum: &mut ExactSum) {
        add(self.limbs.map(|limb| limb.iter().sum()), self.exponents[0], sum);
    }
}

/// Adds a number, given the steps of its limbs and the exponent of the last.
fn add<const L: usize>(limbs: [i64; L], exponent: i32, sum: &mut ExactSum) {
    let mut exponent = exponent;
    for limbs in limbs.rchunks(LIMBS_OF_A_PART) {
        let steps = limbs.iter().fold(0, |steps, &limb| (steps << BITS) + i128::from(limb));
        sum.add_part(Part { steps, exponent });
        exponent += BITS * limbs.len() as i32;
    }
}

/// Returns the largest size in each lane.
#[inline(always)]
pub(crate) fn largest<S: Simd>(simd: S, rows: &Lanes) -> [f64; LANES] {
    let mut largest = f64x8::splat(simd, 0.0);
    for row in rows {
        largest = largest.max(f64x8::abs((*row).simd_into(simd)));
    }
    *largest
}
