//! Loops over one row of classes, always called inside `at_best_level`.
//!
//! Floating sums here run in a fixed pattern, eight lanes that are added pairwise at the end, so
//! that their bits do not depend on the instruction set. A row is short: its sum is off by a few
//! ulps at most, which each metric's documentation counts in.

mod exponentials;

use super::Aligned;
use crate::element::Element;

pub(crate) use exponentials::sum_of_exponentials;

/// Lanes of floating sums. Part of the results: never to be changed lightly.
const LANES: usize = 8;

/// Elements whose values are computed before any is added.
const STRIP: usize = 64;

/// Elements compared side by side by [`maximum`].
const WIDTH: usize = 16;

/// Elements that fill whole vector registers, unrolled as compilers do it, on any processor: a loop
/// over a multiple of them leaves none to be looked at alone.
const FULL: usize = 64;

/// Elements searched or counted at a time, so that a position or a count has 16 bits and two of them
/// are added up in one register.
const SEARCHED: usize = 1 << 15;

/// A 1 in the upper of two counts.
const UPPER: u32 = 1 << 16;

/// Hands out a row in pieces that a plain loop runs through at full speed, with the position of
/// each, and how many of its first elements were handed out before: the last piece reaches back, so
/// that it is full.
#[inline(always)]
fn in_full<A>(row: &[A], mut each: impl FnMut(usize, u32, &[A])) {
    let whole = row.len() / FULL * FULL;
    for start in (0..whole).step_by(SEARCHED) {
        each(start, 0, &row[start..whole.min(start + SEARCHED)]);
    }
    let rest = row.len() - whole;
    match row.last_chunk::<FULL>() {
        _ if rest == 0 => {}
        Some(last) => each(row.len() - FULL, (FULL - rest) as u32, last),
        None => each(0, 0, row),
    }
}

/// The sum of a row.
#[inline(always)]
pub(crate) fn sum<A: Element>(row: &[A]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (chunks, tail) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane += value.to_f64();
        }
    }
    if !tail.is_empty() {
        add_lanes(&mut lanes, &last_lanes(row, tail));
    }
    folded(lanes)
}

/// The last few elements in lanes of their own: at the end, where the row is long enough to read
/// them as one piece with those before them, which count 0.
#[inline(always)]
fn last_lanes<A: Element>(row: &[A], tail: &[A]) -> [f64; LANES] {
    let mut lanes = [0.0; LANES];
    let Some(last) = row.last_chunk::<LANES>() else {
        lanes.iter_mut().zip(tail).for_each(|(lane, value)| *lane = value.to_f64());
        return lanes;
    };
    for (i, (lane, value)) in lanes.iter_mut().zip(last).enumerate() {
        *lane = if i + tail.len() >= LANES { value.to_f64() } else { 0.0 };
    }
    lanes
}

/// The sum of `f` over a row, with each element's position. `f` is computed for a strip before any
/// value is added: a loop without a sum in it is one that the compiler vectorises, whatever `f` is.
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

/// The position of the largest number; the lowest one among equals. The row is not empty.
#[inline(always)]
pub(crate) fn argmax<A: Element>(row: &[A]) -> usize {
    let (most, mut found) = (maximum(row), usize::MAX);
    in_full(
        row,
        #[inline(always)]
        |start, _, values| {
            let mut first = u32::MAX;
            for (i, &value) in values.iter().enumerate() {
                first = first.min(if value == most { i as u32 } else { u32::MAX });
            }
            found = found.min(if first < u32::MAX { start + first as usize } else { usize::MAX });
        },
    );
    if found < row.len() { found } else { 0 }
}

/// The position of the only number other than 0, if there is just one.
#[inline(always)]
pub(crate) fn only<A: Element>(row: &[A]) -> Option<usize> {
    let (mut count, mut place) = (0, 0);
    in_full(
        row,
        #[inline(always)]
        |start, stale, values| {
            // How many there are, above the sum of their positions.
            let mut found = 0_u32;
            for (i, &value) in values.iter().enumerate() {
                let other = (value != A::ZERO) & (i as u32 >= stale);
                found += if other { UPPER + i as u32 } else { 0 };
            }
            count += (found / UPPER) as usize;
            place = if found > 0 { start + (found % UPPER) as usize } else { place };
        },
    );
    (count == 1).then_some(place)
}

/// The class that a row of shares names: where the only one stands, or the largest.
#[inline(always)]
pub(crate) fn named<A: Element>(shares: &[A]) -> usize {
    only(shares).unwrap_or_else(|| argmax(shares))
}

#[inline(always)]
fn larger<A: Element>(a: A, b: A) -> A {
    if b > a { b } else { a }
}

/// The largest number of a row that is not empty.
#[inline(always)]
pub(crate) fn maximum<A: Element>(row: &[A]) -> A {
    let Some(last) = row.last_chunk::<WIDTH>() else {
        return row.iter().fold(row[0], |most, &value| larger(most, value));
    };
    let mut lanes = *last;
    for chunk in row.as_chunks::<WIDTH>().0 {
        for (lane, &value) in lanes.iter_mut().zip(chunk) {
            *lane = larger(*lane, value);
        }
    }
    let mut lanes = in_memory(lanes);
    for width in [8, 4, 2, 1] {
        for lane in 0..width {
            lanes[lane] = larger(lanes[lane], lanes[lane + width]);
        }
    }
    lanes[0]
}

/// The largest absolute value of a row.
#[inline(always)]
pub(crate) fn largest_size<A: Element>(row: &[A]) -> f64 {
    let larger = |most: f64, value: &A| {
        let size = value.to_f64().abs();
        if size > most { size } else { most }
    };
    row.iter().fold(0.0, larger)
}

/// How many entries come before the one at a position: those that are larger, and those that are
/// equal at a lower position. None if one of the numbers is not admitted, which is tested while it is
/// at hand.
#[inline(always)]
pub(crate) fn rank<A: Element>(
    row: &[A],
    position: usize,
    admits: impl Fn(A) -> bool,
) -> Option<usize> {
    let own = row[position];
    let (larger, equal) = larger_and_equal(row, own, admits)?;
    if equal == 1 {
        return Some(larger);
    }
    Some(larger + row[..position].iter().filter(|&&value| value == own).count())
}

/// How many numbers are larger than one, and how many equal to it; None if one is not admitted.
#[inline(always)]
fn larger_and_equal<A: Element>(
    row: &[A],
    one: A,
    admits: impl Fn(A) -> bool,
) -> Option<(usize, usize)> {
    let (mut larger, mut equal, mut admitted) = (0, 0, true);
    in_full(
        row,
        #[inline(always)]
        |_, stale, values| {
            let mut counts = 0_u32;
            for (i, &value) in values.iter().enumerate() {
                let (more, same) = (value > one, value == one);
                let count = if more { UPPER } else { u32::from(same) };
                counts += if i as u32 >= stale { count } else { 0 };
                admitted &= admits(value);
            }
            larger += (counts / UPPER) as usize;
            equal += (counts % UPPER) as usize;
        },
    );
    admitted.then_some((larger, equal))
}

#[cfg(test)]
mod tests;
