//! Loops over rows of classes that lie one after the other.
//!
//! **Idea.**
//!
//! ```text
//! for row in rows:                         # up to GROUP rows a call
//!     for chunk in row, 16 numbers each:   # in the registers of the numbers' own type
//!         own = a bit for each number of the chunk that is the row's
//!         lanes = step(lanes, chunk, own)  # add, compare, raise a maximum
//!     out[row] = reduce(lanes)             # the only step across the lanes of a register
//! ```
//!
//! A function of a row is a [`RowFn`]: its `call` holds the inner loop and what comes after it.
//!
//! **Deviations.**
//!
//! 1. A call takes many rows. Rows are short, and the processor then computes the reduction of one row
//!    beside the loop of the next.
//! 2. The last chunk of a row is read together with the beginning of the next row, and `own` masks the
//!    numbers of the next row. Only behind the last row of all are zeros put in their place.
//! 3. Comparisons give bits, which are counted as integers, so that a count needs no reduction.
//! 4. Floating sums run in a fixed pattern, eight or sixteen lanes that are added pairwise at the end, so
//!    that their bits do not depend on the instruction set. A row's sum is off by a few ulps at most; the
//!    documentation of each metric includes them.

mod exponentials;
mod places;
mod short;
mod sums;

use fearless_simd::{Simd, SimdBase, SimdInto, SimdSplit, f64x8};

use self::short::{Columns, are_short};
use super::{Kernel, run};
use crate::element::Element;
use crate::element::compared::or;

pub(crate) use exponentials::{exp_sums_without, is_certain};
pub(crate) use places::{argmax, in_top_k, named, one_hot, single};
pub(crate) use sums::{
    RunningSum, inverse, largest_size, products, sum_and_largest, sum_of, sum_of_pairs,
    write_sums_of_values,
};

/// The number of rows that callers take at a time: enough to make the cost of a call small.
pub(crate) const GROUP: usize = 32;

/// Lanes of floating sums. The bits of results depend on it.
const LANES: usize = 8;

/// The number of values that are computed before the first of them is added.
const STRIP: usize = 64;

/// A row, with the rows behind it.
#[derive(Clone, Copy)]
struct Row<'a, A> {
    /// The numbers from the row's first one on.
    onwards: &'a [A],
    length: usize,
}

impl<'a, A: Element> Row<'a, A> {
    #[inline(always)]
    fn numbers(self) -> &'a [A] {
        &self.onwards[..self.length]
    }

    /// The part of the row that starts at a place and holds `most` numbers, or fewer at the row's end.
    #[inline(always)]
    fn part(self, start: usize, most: usize) -> Self {
        Self { onwards: &self.onwards[start..], length: most.min(self.length - start) }
    }

    /// Calls `each` with N numbers at a time: the place of the first number, the numbers, and a bit for
    /// each number that is the row's. The last chunk may reach into the next row.
    #[inline(always)]
    fn each_chunk<const N: usize>(self, mut each: impl FnMut(usize, &[A; N], u64)) {
        let (chunks, tail) = self.numbers().as_chunks::<N>();
        for (i, chunk) in chunks.iter().enumerate() {
            each(i * N, chunk, (1 << N) - 1);
        }
        if tail.is_empty() {
            return;
        }
        let (start, own) = (self.length - tail.len(), (1 << tail.len()) - 1);
        match self.onwards[start..].first_chunk() {
            Some(chunk) => each(start, chunk, own),
            None => each(start, &padded(tail), own),
        }
    }
}

/// Fewer than N numbers, followed by zeros.
#[inline(always)]
fn padded<A: Element, const N: usize>(few: &[A]) -> [A; N] {
    let mut all = [A::ZERO; N];
    all.iter_mut().zip(few).for_each(|(out, &number)| *out = number);
    all
}

/// A function of a row. `call` must be marked `#[inline(always)]`. A closure would not do, since `call`
/// is generic over the instruction set.
trait RowFn<A> {
    type Output;

    fn call<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> Self::Output;
}

/// Calls a function for each row and writes its results; there are as many rows as results.
struct EachRow<'a, A, F, B> {
    numbers: &'a [A],
    function: F,
    out: &'a mut [B],
}

impl<A: Element, F: RowFn<A>> Kernel for EachRow<'_, A, F, F::Output> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        let length = self.numbers.len() / self.out.len().max(1);
        for (i, out) in self.out.iter_mut().enumerate() {
            let row = Row { onwards: &self.numbers[i * length..], length };
            *out = self.function.call(simd, row, i);
        }
    }
}

#[inline(always)]
fn each_row<A: Element, F: RowFn<A>>(numbers: &[A], function: F, out: &mut [F::Output]) {
    run(EachRow { numbers, function, out });
}

/// Returns the single result that `write` writes when it is given one row.
#[inline(always)]
pub(crate) fn one_row<B: Default>(write: impl FnOnce(&mut [B])) -> B {
    let mut out = [B::default()];
    write(&mut out);
    let [result] = out;
    result
}

/// Writes the sum of each row, NaN where a number of the row lies beyond the bounds. 0 must lie within
/// the bounds.
#[inline(always)]
pub(crate) fn sums<A: Element>(numbers: &[A], bounds: [A; 2], out: &mut [f64]) {
    if are_short(numbers.len(), out.len()) {
        return Columns::of(numbers, out.len()).write_sums(bounds, out);
    }
    each_row(numbers, Sum { bounds }, out);
}

struct Sum<A> {
    bounds: [A; 2],
}

impl<A: Element> RowFn<A> for Sum<A> {
    type Output = f64;

    #[inline(always)]
    fn call<S: Simd>(&mut self, simd: S, row: Row<'_, A>, _: usize) -> f64 {
        let zero = f64x8::splat(simd, 0.0);
        let ([mut low, mut high], mut extremes) = ([zero; 2], A::extremes(simd));
        row.each_chunk(
            #[inline(always)]
            |_, chunk, own| {
                let (halves, _) = chunk.as_chunks::<LANES>();
                low += or(widened(simd, &halves[0]), own, zero);
                high += or(widened(simd, &halves[1]), own >> LANES, zero);
                A::extend(simd, &mut extremes, chunk, own);
            },
        );
        let admitted = A::are_within(simd, extremes, self.bounds);
        if admitted { lane_sum(low + high) } else { f64::NAN }
    }
}

/// Adds the lanes of a vector pairwise, in the order of [`array_sum`].
#[inline(always)]
fn lane_sum<S: Simd>(lanes: f64x8<S>) -> f64 {
    let (low, high) = lanes.split();
    let (low, high) = (low + high).split();
    let [even, odd]: [f64; 2] = (low + high).into();
    even + odd
}

#[inline(always)]
fn widened<A: Element, S: Simd>(simd: S, numbers: &[A; LANES]) -> f64x8<S> {
    let wide = std::array::from_fn::<f64, LANES, _>(
        #[inline(always)]
        |lane| numbers[lane].to_f64(),
    );
    wide.simd_into(simd)
}

#[cfg(test)]
mod tests;
