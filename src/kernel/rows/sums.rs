//! Sums over one row, whatever is added up.

use super::{LANES, STRIP, padded};
use crate::element::Element;
use crate::kernel::Aligned;
use crate::kernel::bits::{exponent, power_of_two};

/// The sum of `f` over a row; `f` is given the position and the value of each number.
///
/// `f` is computed for a whole strip before the first value is added: the compiler vectorises a loop
/// without a sum in it, whatever `f` is.
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
        add_values(&mut lanes, &values[..entries.len()]);
    }
    array_sum(lanes)
}

/// The sum of values that were computed already, in the order of [`sum_of`].
#[inline(always)]
fn sum_of_values(values: &[f64]) -> f64 {
    let mut lanes = [0.0; LANES];
    add_values(&mut lanes, values);
    if values.len() <= LANES { pairwise(lanes) } else { array_sum(lanes) }
}

/// Writes the sum of each row of values, as [`sum_of_values`] does. The rows of two or three values are added up in
/// the lanes of registers.
#[inline(always)]
pub(crate) fn write_sums_of_values(values: &[f64], sums: &mut [f64]) {
    match values.len() / sums.len().max(1) {
        // A sum begins with 0, which makes 0 of −0.
        2 => {
            for (sum, [a, b]) in sums.iter_mut().zip(values.as_chunks::<2>().0) {
                *sum = (a + 0.0) + (b + 0.0);
            }
        }
        3 => {
            for (sum, [a, b, c]) in sums.iter_mut().zip(values.as_chunks::<3>().0) {
                *sum = ((a + 0.0) + (c + 0.0)) + (b + 0.0);
            }
        }
        row if LANES < row && row <= 2 * LANES => write_sums_of_two_chunks(values, row, sums),
        row => {
            for (sum, values) in sums.iter_mut().zip(values.chunks_exact(row.max(1))) {
                *sum = sum_of_values(values);
            }
        }
    }
}

/// As [`write_sums_of_values`], of rows that fill one chunk and some or all of another. The second chunk is read
/// together with the beginning of the next row, whose values count as 0.
#[inline(always)]
fn write_sums_of_two_chunks(values: &[f64], row: usize, sums: &mut [f64]) {
    for (sum, start) in sums.iter_mut().zip((0..).step_by(row)) {
        let Some((first, rest)) = values[start..].split_first_chunk::<LANES>() else { return };
        let second = rest.first_chunk::<LANES>().copied().unwrap_or_else(|| padded(rest));
        let mut lanes = *first;
        for (i, lane) in lanes.iter_mut().enumerate() {
            *lane = (*lane + 0.0) + if i < row - LANES { second[i] } else { 0.0 };
        }
        *sum = pairwise(lanes);
    }
}

/// The sum of values that come part by part, in the order of [`sum_of`]. All parts but the last hold a multiple of
/// [`LANES`] values.
#[derive(Default)]
pub(crate) struct RunningSum([f64; LANES]);

impl RunningSum {
    #[inline(always)]
    pub(crate) fn add(&mut self, values: &[f64]) {
        add_values(&mut self.0, values);
    }

    /// The sum of more than [`LANES`] values.
    #[inline(always)]
    pub(crate) fn value(self) -> f64 {
        array_sum(self.0)
    }
}

/// Adds each value to the lane of its place.
#[inline(always)]
fn add_values(lanes: &mut [f64; LANES], values: &[f64]) {
    for values in values.chunks(LANES) {
        for (lane, value) in lanes.iter_mut().zip(values) {
            *lane += value;
        }
    }
}

/// Returns Σa², Σb² and Σab over the pairs of two rows of equal length, after each number was multiplied by
/// its row's scale.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
pub(crate) fn products<A: Element, B: Element>(a: &[A], b: &[B], scales: [f64; 2]) -> [f64; 3] {
    let product = |a: A, b: B| {
        let (a, b) = (a.to_f64() * scales[0], b.to_f64() * scales[1]);
        [a * a, b * b, a * b]
    };
    let ((a, a_tail), (b, b_tail)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let mut sums = [0.0; 3];
    for (&a, &b) in a_tail.iter().zip(b_tail) {
        sums = added(sums, product(a, b));
    }
    if a.is_empty() {
        return sums;
    }
    let [mut aa, mut bb, mut ab] = [[0.0; LANES]; 3];
    if let ([a], [b]) = (a, b) {
        // Without a loop whose accumulation could be narrowed.
        for lane in 0..LANES {
            [aa[lane], bb[lane], ab[lane]] = product(a[lane], b[lane]);
        }
        return added(sums, [aa, bb, ab].map(pairwise));
    }
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            let products = product(a[lane], b[lane]);
            aa[lane] += products[0];
            bb[lane] += products[1];
            ab[lane] += products[2];
        }
    }
    added(sums, [aa, bb, ab].map(array_sum))
}

/// Returns the sum of the first and the largest of the second values of `f` over the pairs of two rows of
/// equal length; −∞ is the largest of none.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
pub(crate) fn sum_and_largest<A: Element, B: Element>(
    a: &[A],
    b: &[B],
    f: impl Fn(A, B) -> [f64; 2],
) -> [f64; 2] {
    let ((a, a_tail), (b, b_tail)) = (a.as_chunks::<LANES>(), b.as_chunks::<LANES>());
    let (mut sum, mut most) = (0.0, f64::NEG_INFINITY);
    for (&a, &b) in a_tail.iter().zip(b_tail) {
        let [term, size] = f(a, b);
        (sum, most) = (sum + term, larger(most, size));
    }
    if a.is_empty() {
        return [sum, most];
    }
    let (mut sums, mut largest) = ([0.0; LANES], [f64::NEG_INFINITY; LANES]);
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            let [term, size] = f(a[lane], b[lane]);
            sums[lane] += term;
            largest[lane] = larger(largest[lane], size);
        }
    }
    [sum + array_sum(sums), in_memory(largest).into_iter().fold(most, larger)]
}

#[inline(always)]
fn larger(a: f64, b: f64) -> f64 {
    if b > a { b } else { a }
}

#[inline(always)]
fn added([a, b, c]: [f64; 3], [d, e, f]: [f64; 3]) -> [f64; 3] {
    [a + d, b + e, c + f]
}

/// The sum of `f` over the pairs of two rows of equal length.
///
/// The last strip is brought to a multiple of [`LANES`] pairs: by the pairs before it, whose values are
/// set to 0, or by zeros where the row is too short.
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
        let (a, b, surplus) = if width <= end {
            (&a[end - width..end], &b[end - width..end], 0..width - (end - start))
        } else {
            short_a[..end].copy_from_slice(a);
            short_b[..end].copy_from_slice(b);
            (&short_a[..width], &short_b[..width], end..width)
        };
        for ((value, &a), &b) in values.iter_mut().zip(a).zip(b) {
            *value = f(a, b);
        }
        values[surplus].fill(0.0);
        for values in values[..width].as_chunks::<LANES>().0 {
            add_lanes(&mut lanes, values);
        }
    }
    array_sum(lanes)
}

#[inline(always)]
fn add_lanes(lanes: &mut [f64; LANES], values: &[f64; LANES]) {
    for (lane, value) in lanes.iter_mut().zip(values) {
        *lane += value;
    }
}

/// Keeps the optimiser from vectorising the accumulation along the reduction that follows, which would
/// narrow the accumulation to registers of two lanes.
#[inline(always)]
fn in_memory<A>(lanes: A) -> A {
    std::hint::black_box(lanes)
}

#[inline(always)]
fn array_sum(lanes: [f64; LANES]) -> f64 {
    pairwise(in_memory(lanes))
}

#[inline(always)]
fn pairwise([a, b, c, d, e, f, g, h]: [f64; LANES]) -> f64 {
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// The largest absolute value of a row.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
pub(crate) fn largest_size<A: Element>(row: &[A]) -> f64 {
    let mut lanes = [0.0; LANES];
    let (chunks, tail) = row.as_chunks::<LANES>();
    for chunk in chunks {
        for (most, value) in lanes.iter_mut().zip(chunk) {
            *most = larger(*most, value.to_f64().abs());
        }
    }
    let of_tail = tail.iter().fold(0.0, |most, value| larger(most, value.to_f64().abs()));
    if chunks.is_empty() { of_tail } else { in_memory(lanes).into_iter().fold(of_tail, larger) }
}

/// Returns a power of two that brings numbers up to this size to about 1, so that no square
/// overflows.
#[inline(always)]
pub(crate) fn inverse(size: f64) -> f64 {
    power_of_two(-exponent(size).clamp(-1000, 1000))
}
