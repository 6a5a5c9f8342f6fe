//! Loops over rows of classes that lie one after the other.
//!
//! Floating sums here run in a fixed pattern, eight or sixteen lanes that are added pairwise at the
//! end, so that their bits do not depend on the instruction set. A row is short: its sum is off by a few
//! ulps at most, which each metric's documentation counts in.
//!
//! **Idea.** Many rows at a time, in explicit vectors: what comes before a row's loop and after it
//! is then computed beside the loop of another. Numbers are compared in the registers of their own
//! type and counted as bits, so that nothing is to be added up across a register at a row's end. The
//! end of a row is read together with the beginning of the next.

mod exponentials;
mod places;

use fearless_simd::{Simd, SimdBase, SimdInto, SimdSplit, f64x8};

use super::{Aligned, Kernel, run};
use crate::element::Element;
use crate::element::compared::or;

pub(crate) use exponentials::{exponentials_of_others, is_certain};
pub(crate) use places::{among_first, largest, named, one_hot, only};

/// Rows whose results are wanted at once: as many as make the cost of a call small.
pub(crate) const GROUP: usize = 32;

/// Lanes of floating sums. Part of the results: never to be changed lightly.
const LANES: usize = 8;

/// Elements whose values are computed before any is added.
const STRIP: usize = 64;

/// One row, and what follows it.
#[derive(Clone, Copy)]
struct Row<'a, A> {
    from: &'a [A],
    length: usize,
}

impl<'a, A: Element> Row<'a, A> {
    #[inline(always)]
    fn numbers(self) -> &'a [A] {
        &self.from[..self.length]
    }

    /// Up to so many of its numbers from a place on.
    #[inline(always)]
    fn part(self, start: usize, most: usize) -> Self {
        Self { from: &self.from[start..], length: most.min(self.length - start) }
    }

    /// Hands out its numbers, some at a time, with the place of the first and a bit for each of them
    /// that is the row's: the last ones are followed by others.
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
        match self.from[start..].first_chunk() {
            Some(chunk) => each(start, chunk, own),
            None => each(start, &padded(tail), own),
        }
    }
}

/// A few numbers, followed by zeros.
#[inline(always)]
fn padded<A: Element, const N: usize>(few: &[A]) -> [A; N] {
    let mut all = [A::ZERO; N];
    all.iter_mut().zip(few).for_each(|(out, &number)| *out = number);
    all
}

/// What is computed from a row. `of` must be marked `#[inline(always)]`.
trait OfRow<A> {
    type Output;

    fn of<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> Self::Output;
}

/// Computes something from each row, as many rows as there are places to write it.
struct EachRow<'a, A, F, B> {
    numbers: &'a [A],
    compute: F,
    out: &'a mut [B],
}

impl<A: Element, F: OfRow<A>> Kernel for EachRow<'_, A, F, F::Output> {
    type Output = ();

    #[inline(always)]
    fn run<S: Simd>(mut self, simd: S) {
        let length = self.numbers.len() / self.out.len().max(1);
        for (i, out) in self.out.iter_mut().enumerate() {
            let row = Row { from: &self.numbers[i * length..], length };
            *out = self.compute.of(simd, row, i);
        }
    }
}

#[inline(always)]
fn of_each<A: Element, F: OfRow<A>>(numbers: &[A], compute: F, out: &mut [F::Output]) {
    run(EachRow { numbers, compute, out });
}

/// What is written for a single row.
#[inline(always)]
pub(crate) fn of_one<B: Default>(fill: impl FnOnce(&mut [B])) -> B {
    let mut out = [B::default()];
    fill(&mut out);
    let [only] = out;
    only
}

/// The sum of each row; NaN where a number is beyond the bounds, between which 0 lies.
#[inline(always)]
pub(crate) fn sums<A: Element>(numbers: &[A], bounds: [A; 2], out: &mut [f64]) {
    of_each(numbers, Sum { bounds }, out);
}

struct Sum<A> {
    bounds: [A; 2],
}

impl<A: Element> OfRow<A> for Sum<A> {
    type Output = f64;

    #[inline(always)]
    fn of<S: Simd>(&mut self, simd: S, row: Row<'_, A>, _: usize) -> f64 {
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
        if admitted { added_up(low + high) } else { f64::NAN }
    }
}

/// The sum of all lanes, as [`folded`] adds them.
#[inline(always)]
fn added_up<S: Simd>(lanes: f64x8<S>) -> f64 {
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

/// The sum of `f` over a row, with each element's position. `f` is computed for a strip before any
/// value is added: a loop without a sum in it is one that the compiler vectorises, whatever `f` is.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
pub(crate) fn sum_of<A: Copy>(row: &[A], f: impl Fn(usize, A) -> f64) -> f64 {
    let (mut lanes, mut values) = ([0.0; LANES], Aligned([0.0; STRIP]));
    let values = &mut values.0;
    for (strip, entries) in row.chunks(STRIP).enumerate() {
        for (i, (value, &entry)) in values.iter_mut().zip(entries).enumerate() {
            *value = f(strip * STRIP + i, entry);
        }
        for values in values[..entries.len()].chunks(LANES) {
            for (lane, value) in lanes.iter_mut().zip(values) {
                *lane += value;
            }
        }
    }
    folded(lanes)
}

/// The sum of `f` over pairs of two rows of one length. The last few pairs are brought to full
/// width by pairs before them or, in a short row, by zeros.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
pub(crate) fn sum_of_pairs<A: Element, B: Element>(
    a: &[A],
    b: &[B],
    f: impl Fn(A, B) -> f64,
) -> f64 {
    let (mut lanes, mut values) = ([0.0; LANES], Aligned([0.0; STRIP]));
    let values = &mut values.0;
    let (mut short_a, mut short_b) = ([A::ZERO; STRIP], [B::ZERO; STRIP]);
    for start in (0..a.len()).step_by(STRIP) {
        let end = a.len().min(start + STRIP);
        let width = (end - start).next_multiple_of(LANES);
        let (a, b, stale) = if width <= end {
            (&a[end - width..end], &b[end - width..end], 0..width - (end - start))
        } else {
            short_a[..end].copy_from_slice(a);
            short_b[..end].copy_from_slice(b);
            (&short_a[..width], &short_b[..width], end..width)
        };
        for ((value, &a), &b) in values.iter_mut().zip(a).zip(b) {
            *value = f(a, b);
        }
        values[stale].fill(0.0);
        for values in values[..width].as_chunks::<LANES>().0 {
            add_lanes(&mut lanes, values);
        }
    }
    folded(lanes)
}

#[inline(always)]
fn add_lanes(lanes: &mut [f64; LANES], values: &[f64; LANES]) {
    for (lane, value) in lanes.iter_mut().zip(values) {
        *lane += value;
    }
}

/// The lanes as they are. Compiled together with what folds them, the loop that filled them would
/// follow its pattern and use registers of two lanes.
#[inline(always)]
fn in_memory<A>(lanes: A) -> A {
    std::hint::black_box(lanes)
}

#[inline(always)]
fn folded(lanes: [f64; LANES]) -> f64 {
    let [a, b, c, d, e, f, g, h] = in_memory(lanes);
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// The largest absolute value of a row.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
pub(crate) fn largest_size<A: Element>(row: &[A]) -> f64 {
    let larger = |most: f64, value: &A| {
        let size = value.to_f64().abs();
        if size > most { size } else { most }
    };
    row.iter().fold(0.0, larger)
}

#[cfg(test)]
mod tests;
