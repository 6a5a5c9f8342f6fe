//! The places of classes in their rows: argmax, top k, single labels.

use fearless_simd::Simd;

use super::{Row, RowFn, each_row};
use crate::element::Element;

/// Writes 1 for each row whose class has one of the k largest numbers of the row, and 0 for any other
/// row; NaN for a row that holds a NaN or a number above `max`. Among equal numbers, the lower class is
/// taken for the larger number.
#[inline(always)]
pub(crate) fn in_top_k<A: Element>(
    classes: &[usize],
    numbers: &[A],
    max: A,
    k: usize,
    out: &mut [f64],
) {
    match numbers.len() / out.len().max(1) {
        row if row <= k => admit_rows(numbers, max, out),
        2 => in_top_k_of::<A, 2>(classes, numbers, max, k, out),
        3 => in_top_k_of::<A, 3>(classes, numbers, max, k, out),
        4 => in_top_k_of::<A, 4>(classes, numbers, max, k, out),
        _ => each_row(numbers, InTopK { classes, max, k }, out),
    }
}

/// As [`in_top_k`], of rows of k numbers or fewer: every class is among them.
#[inline(always)]
fn admit_rows<A: Element>(numbers: &[A], max: A, out: &mut [f64]) {
    let admits = |numbers: &[A]| numbers.iter().fold(true, |all, &number| all & (number <= max));
    out.fill(1.0);
    if !admits(numbers) {
        let row = numbers.len() / out.len();
        for (out, row) in out.iter_mut().zip(numbers.chunks_exact(row)) {
            *out = if admits(row) { 1.0 } else { f64::NAN };
        }
    }
}

/// As [`in_top_k`], of rows so short that they would leave most of a register empty. Without a branch for a
/// number.
#[inline(always)]
fn in_top_k_of<A: Element, const N: usize>(
    classes: &[usize],
    numbers: &[A],
    max: A,
    k: usize,
    out: &mut [f64],
) {
    for ((out, row), &class) in out.iter_mut().zip(numbers.as_chunks::<N>().0).zip(classes) {
        let (own, mut rank, mut admitted) = (row[class], 0, true);
        for (i, &number) in row.iter().enumerate() {
            rank += usize::from((number > own) | ((number == own) & (i < class)));
            admitted &= number <= max;
        }
        *out = if admitted { f64::from(u8::from(rank < k)) } else { f64::NAN };
    }
}

struct InTopK<'a, A> {
    classes: &'a [usize],
    max: A,
    k: usize,
}

impl<A: Element> RowFn<A> for InTopK<'_, A> {
    type Output = f64;

    #[inline(always)]
    fn call<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> f64 {
        let rank = rank(simd, row, self.classes[index], self.max);
        rank.map_or(f64::NAN, |rank| f64::from(u8::from(rank < self.k)))
    }
}

/// Counts the numbers that come before the number at a place: larger numbers, and equal numbers at lower
/// places. `None` if a number of the row is NaN or above `max`.
#[inline(always)]
fn rank<A: Element, S: Simd>(simd: S, row: Row<'_, A>, place: usize, max: A) -> Option<usize> {
    let (own, mut larger, mut smaller) = (row.onwards[place], 0, 0);
    row.each_chunk(
        #[inline(always)]
        |_, chunk, bits| {
            let [below, above] = A::below_and_above(simd, chunk, own, max);
            larger += (above & bits).count_ones() as usize;
            smaller += (below & bits).count_ones() as usize;
        },
    );
    // Every other number was counted: there are no equal numbers, and none was refused.
    if larger + smaller + 1 == row.length && own <= max {
        return Some(larger);
    }
    let admitted = row.numbers().iter().fold(true, |all, &number| all & (number <= max));
    let equal = row.onwards[..place].iter().filter(|&&number| number == own).count();
    admitted.then_some(larger + equal)
}

/// Writes the place of the largest number of each row; among equal numbers, the lowest place.
#[inline(always)]
pub(crate) fn argmax<A: Element>(numbers: &[A], out: &mut [usize]) {
    each_row(numbers, Argmax, out);
}

struct Argmax;

impl<A: Element> RowFn<A> for Argmax {
    type Output = usize;

    #[inline(always)]
    fn call<S: Simd>(&mut self, simd: S, row: Row<'_, A>, _: usize) -> usize {
        let (max, mut found) = (maximum(simd, row), usize::MAX);
        row.each_chunk(
            #[inline(always)]
            |start, chunk, own| {
                let equal = A::equal(simd, chunk, max) & own;
                found = found.min(if equal == 0 { usize::MAX } else { start + lowest(equal) });
            },
        );
        if found < row.length { found } else { 0 }
    }
}

#[inline(always)]
fn maximum<A: Element, S: Simd>(simd: S, row: Row<'_, A>) -> A {
    let mut maxima = A::maxima(simd, row.onwards[0]);
    row.each_chunk(
        #[inline(always)]
        |_, chunk, own| A::raise(simd, &mut maxima, chunk, own),
    );
    A::maximum(maxima)
}

/// Writes the place of the only number of each row that is not 0; `None` for a row with no such number
/// or with several.
#[inline(always)]
pub(crate) fn single<A: Element>(numbers: &[A], out: &mut [Option<usize>]) {
    each_row(numbers, Single, out);
}

struct Single;

impl<A: Element> RowFn<A> for Single {
    type Output = Option<usize>;

    #[inline(always)]
    fn call<S: Simd>(&mut self, simd: S, row: Row<'_, A>, _: usize) -> Option<usize> {
        let (mut count, mut place) = (0, 0);
        row.each_chunk(
            #[inline(always)]
            |start, chunk, own| {
                let nonzero = !A::equal(simd, chunk, A::ZERO) & own;
                count += nonzero.count_ones() as usize;
                place = if nonzero == 0 { place } else { start + lowest(nonzero) };
            },
        );
        (count == 1).then_some(place)
    }
}

/// Writes the place of the 1 in each row. Returns false if a row is not a 1 among zeros.
#[inline(always)]
pub(crate) fn one_hot<A: Element>(labels: &[A], out: &mut [usize]) -> bool {
    match labels.len() / out.len().max(1) {
        2 => return one_hot_of::<A, 2>(labels, out),
        3 => return one_hot_of::<A, 3>(labels, out),
        4 => return one_hot_of::<A, 4>(labels, out),
        5 => return one_hot_of::<A, 5>(labels, out),
        _ => each_row(labels, OneHot, out),
    }
    out.iter().all(|&place| place < usize::MAX)
}

/// As [`one_hot`], of short rows.
#[inline(always)]
fn one_hot_of<A: Element, const N: usize>(labels: &[A], out: &mut [usize]) -> bool {
    let mut all = true;
    for (out, row) in out.iter_mut().zip(labels.as_chunks::<N>().0) {
        let (mut ones, mut zeros) = (0, 0);
        *out = 0;
        for (i, &label) in row.iter().enumerate() {
            let is_one = label.to_f64() == 1.0;
            ones += usize::from(is_one);
            zeros += usize::from(label == A::ZERO);
            *out |= if is_one { i } else { 0 };
        }
        all &= (ones == 1) & (zeros == N - 1);
    }
    all
}

struct OneHot;

impl<A: Element> RowFn<A> for OneHot {
    type Output = usize;

    #[inline(always)]
    fn call<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> usize {
        match Single.call(simd, row, index) {
            Some(place) if row.onwards[place].to_f64() == 1.0 => place,
            _ => usize::MAX,
        }
    }
}

/// Writes the class that each row of label shares names: the place of the single share other than 0, or
/// of the largest share.
#[inline(always)]
pub(crate) fn named<A: Element>(shares: &[A], out: &mut [usize]) {
    each_row(shares, Named, out);
}

struct Named;

impl<A: Element> RowFn<A> for Named {
    type Output = usize;

    #[inline(always)]
    fn call<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> usize {
        match Single.call(simd, row, index) {
            Some(place) => place,
            None => Argmax.call(simd, row, index),
        }
    }
}

/// The place of the lowest bit that is set.
#[inline(always)]
fn lowest(bits: u64) -> usize {
    bits.trailing_zeros() as usize
}
