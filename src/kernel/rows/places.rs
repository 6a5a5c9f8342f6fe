//! Where a class stands among the numbers of its row.

use fearless_simd::Simd;

use super::{OfRow, Row, of_each};
use crate::element::Element;

/// 1 for a class whose number is among the k largest of its row, the lower class first among
/// equals, and 0 for others; NaN where a number is NaN or larger than `most`.
#[inline(always)]
pub(crate) fn among_first<A: Element>(
    classes: &[usize],
    numbers: &[A],
    most: A,
    k: usize,
    out: &mut [f64],
) {
    of_each(numbers, AmongFirst { classes, most, k }, out);
}

struct AmongFirst<'a, A> {
    classes: &'a [usize],
    most: A,
    k: usize,
}

impl<A: Element> OfRow<A> for AmongFirst<'_, A> {
    type Output = f64;

    #[inline(always)]
    fn of<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> f64 {
        let rank = rank(simd, row, self.classes[index], self.most);
        rank.map_or(f64::NAN, |rank| f64::from(u8::from(rank < self.k)))
    }
}

/// How many numbers come before the one at a place: those that are larger, and those that are equal
/// at a lower place. None if one is not admitted.
#[inline(always)]
fn rank<A: Element, S: Simd>(simd: S, row: Row<'_, A>, place: usize, most: A) -> Option<usize> {
    let (one, mut before, mut after) = (row.from[place], 0, 0);
    row.each_chunk(
        #[inline(always)]
        |_, chunk, own| {
            let [less, more] = A::beside(simd, chunk, one, most);
            before += (more & own).count_ones() as usize;
            after += (less & own).count_ones() as usize;
        },
    );
    // Beside the one itself, nothing is neither larger nor less, and nothing refused.
    if before + after + 1 == row.length && one <= most {
        return Some(before);
    }
    let admitted = row.numbers().iter().fold(true, |all, &number| all & (number <= most));
    let equal = row.from[..place].iter().filter(|&&number| number == one).count();
    admitted.then_some(before + equal)
}

/// The place of the largest number of each row; the lowest one among equals.
#[inline(always)]
pub(crate) fn largest<A: Element>(numbers: &[A], out: &mut [usize]) {
    of_each(numbers, Largest, out);
}

struct Largest;

impl<A: Element> OfRow<A> for Largest {
    type Output = usize;

    #[inline(always)]
    fn of<S: Simd>(&mut self, simd: S, row: Row<'_, A>, _: usize) -> usize {
        let (most, mut found) = (maximum(simd, row), usize::MAX);
        row.each_chunk(
            #[inline(always)]
            |start, chunk, own| {
                let equal = A::equal(simd, chunk, most);
                found = found.min(if equal & own == 0 { usize::MAX } else { start + first(equal) });
            },
        );
        if found < row.length { found } else { 0 }
    }
}

#[inline(always)]
fn maximum<A: Element, S: Simd>(simd: S, row: Row<'_, A>) -> A {
    let mut most = A::most(simd, row.from[0]);
    row.each_chunk(
        #[inline(always)]
        |_, chunk, own| A::raise(simd, &mut most, chunk, own),
    );
    A::reduced(most)
}

/// The place of the only number of each row other than 0; none in a row without or with several.
#[inline(always)]
pub(crate) fn only<A: Element>(numbers: &[A], out: &mut [Option<usize>]) {
    of_each(numbers, Only, out);
}

struct Only;

impl<A: Element> OfRow<A> for Only {
    type Output = Option<usize>;

    #[inline(always)]
    fn of<S: Simd>(&mut self, simd: S, row: Row<'_, A>, _: usize) -> Option<usize> {
        let (mut count, mut place) = (0, 0);
        row.each_chunk(
            #[inline(always)]
            |start, chunk, own| {
                let others = !A::equal(simd, chunk, A::ZERO) & own;
                count += others.count_ones() as usize;
                place = if others == 0 { place } else { start + first(others) };
            },
        );
        (count == 1).then_some(place)
    }
}

/// The place of the 1 in each row, if all rows are a 1 among 0s.
#[inline(always)]
pub(crate) fn one_hot<A: Element>(labels: &[A], out: &mut [usize]) -> bool {
    of_each(labels, OneHot, out);
    out.iter().all(|&place| place < usize::MAX)
}

struct OneHot;

impl<A: Element> OfRow<A> for OneHot {
    type Output = usize;

    #[inline(always)]
    fn of<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> usize {
        match Only.of(simd, row, index) {
            Some(place) if row.from[place].to_f64() == 1.0 => place,
            _ => usize::MAX,
        }
    }
}

/// The class that each row of shares names: the place of the only one, or of the largest.
#[inline(always)]
pub(crate) fn named<A: Element>(shares: &[A], out: &mut [usize]) {
    of_each(shares, Named, out);
}

struct Named;

impl<A: Element> OfRow<A> for Named {
    type Output = usize;

    #[inline(always)]
    fn of<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> usize {
        match Only.of(simd, row, index) {
            Some(place) => place,
            None => Largest.of(simd, row, index),
        }
    }
}

/// The place of the lowest bit.
#[inline(always)]
fn first(bits: u64) -> usize {
    bits.trailing_zeros() as usize
}
