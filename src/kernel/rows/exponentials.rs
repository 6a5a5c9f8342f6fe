//! Sums of exponentials of a row, relative to one of its numbers.
//!
//! e^x by a table (P. T. P. Tang, *Table-Driven Implementation of the Exponential Function in IEEE
//! Floating-Point Arithmetic*, 1989): x = (16·n + i)·ln 2/16 + r, so that e^x = 2^n · 2^(i/16) · e^r
//! with |r| ≤ ln 2/32, where a polynomial of degree 6 is off by 2^-56. At most 1.2 ulp in all, in
//! fewer steps and without the division of [`exp`](crate::kernel::math::exp); the table fits two
//! registers of AVX-512.

use fearless_simd::{Bytes, Simd, SimdBase, SimdInto, f64x8, u64x8};

use super::{LANES, OfRow, Row, added_up, of_each, widened};
use crate::element::Element;
use crate::element::compared::{WIDTH, or};
use crate::kernel::bits::ROUNDER;
use crate::kernel::math::clamp;
use crate::kernel::{Aligned, Table, lookup};

/// Exponents computed before any exponential is.
const STRIP: usize = 128;

/// −1023·ln 2: its exponential comes out as 0, and so do those of numbers below. Of those above, up to
/// −1022·ln 2, they are less than the least normal number, as they should be, and no more is said.
const NOTHING: f64 = -709.089_565_712_824;

/// Numbers above it would overflow.
const MOST: f64 = 709.0;

/// Numbers that are no further apart need not be brought between the two.
const NEAR: f64 = 600.0;

/// Σ e^(z − one) over the others of each row, where `one` is the number at the row's place: with that
/// left out of the sum, a small rest is not lost beside 1.
///
/// Of no use unless it [is certain](is_certain) and the one finite: the sum is then to be taken
/// relative to the largest number.
#[inline(always)]
pub(crate) fn exponentials_of_others<A: Element>(places: &[usize], numbers: &[A], out: &mut [f64]) {
    let strip = Aligned([0.0; STRIP + LANES]);
    of_each(numbers, OfOthers { places, strip }, out);
}

/// Whether no number was NaN, and no exponential in a sum can have been beyond `f64`.
#[inline(always)]
pub(crate) fn is_certain(sum: f64) -> bool {
    sum < 1e300
}

struct OfOthers<'a> {
    places: &'a [usize],
    strip: Aligned<[f64; STRIP + LANES]>,
}

impl<A: Element> OfRow<A> for OfOthers<'_> {
    type Output = f64;

    #[inline(always)]
    fn of<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> f64 {
        let place = self.places[index];
        let (one, mut lanes) = (row.from[place], f64x8::splat(simd, 0.0));
        for start in (0..row.length).step_by(STRIP) {
            let part = row.part(start, STRIP);
            self.write_exponents(simd, part, one);
            // Where the one is not in this strip, this goes to a place that is not read.
            self.strip.0[place.wrapping_sub(start).min(STRIP)] = NOTHING;
            let full = part.length.next_multiple_of(LANES);
            for x in self.strip.0[..full].as_chunks::<LANES>().0 {
                lanes += exp(simd, (*x).simd_into(simd));
            }
        }
        added_up(lanes)
    }
}

impl OfOthers<'_> {
    /// Writes z − one, from [`NOTHING`] to [`MOST`], followed by nothing.
    #[inline(always)]
    fn write_exponents<A: Element, S: Simd>(&mut self, simd: S, part: Row<'_, A>, one: A) {
        let (strip, mut extremes) = (&mut self.strip.0, A::extremes(simd));
        let [subtracted, nothing] =
            [one.to_f64(), NOTHING].map(|number| f64x8::splat(simd, number));
        part.each_chunk::<WIDTH>(
            #[inline(always)]
            |at, chunk, own| {
                let (halves, _) = chunk.as_chunks::<LANES>();
                let low = widened(simd, &halves[0]) - subtracted;
                let high = widened(simd, &halves[1]) - subtracted;
                strip[at..at + LANES].copy_from_slice(or(low, own, nothing).as_slice());
                let high = or(high, own >> LANES, nothing);
                strip[at + LANES..at + WIDTH].copy_from_slice(high.as_slice());
                A::extend(simd, &mut extremes, chunk, own);
            },
        );
        if !A::are_within(simd, extremes, near(one)) {
            strip.iter_mut().for_each(|x| *x = clamp(*x, NOTHING, MOST));
        }
    }
}

/// Bounds of numbers near one and 0; of one that is far from 0, those of 0 alone.
#[inline(always)]
fn near<A: Element>(one: A) -> [A; 2] {
    let one = one.to_f64();
    let (low, high) = if one.abs() < NEAR { (one - NEAR, one + NEAR) } else { (0.0, 0.0) };
    [A::nearest(low), A::nearest(high)]
}

/// e^x for x from [`NOTHING`] to [`MOST`].
#[inline(always)]
fn exp<S: Simd>(simd: S, x: f64x8<S>) -> f64x8<S> {
    let rounded = x * STEPS + ROUNDER;
    let k = rounded - ROUNDER;
    let r = (x - k * STEP_HIGH) - k * STEP_LOW;
    let bits: u64x8<S> = rounded.bitcast();
    let power: u64x8<S> = lookup(simd, &POWERS, bits).bitcast();
    let power: f64x8<S> = (power + (bits << (52 - 4))).bitcast();
    let z = r * r;
    let odd =
        (r * 0.166_666_666_644_178_3 + 0.500_000_000_000_000_6, r * 0.008_333_471_924_210_462);
    let series = odd.0 + z * ((odd.1 + 0.041_666_666_659_656_52) + z * 0.001_388_912_899_009_124_7);
    power + power * (series * z + r)
}

/// 16/ln 2.
const STEPS: f64 = f64::from_bits(0x4037_1547_652b_82fe);
/// ln 2/16, in two parts of which multiples of the first are exact.
const STEP_HIGH: f64 = f64::from_bits(0x3fa6_2e42_fefa_0000);
const STEP_LOW: f64 = f64::from_bits(0x3d3c_f79a_bc9e_3b3a);

/// 2^(i/16), less i in the four bits below the exponent: to these the whole number 16·n + i is added,
/// which leaves n in the exponent.
const POWERS: Table = {
    let mut powers: [u64; 16] = [
        0x3ff0_0000_0000_0000,
        0x3ff0_b558_6cf9_890f,
        0x3ff1_72b8_3c7d_517b,
        0x3ff2_387a_6e75_6238,
        0x3ff3_06fe_0a31_b715,
        0x3ff3_dea6_4c12_3422,
        0x3ff4_bfda_d536_2a27,
        0x3ff5_ab07_dd48_5429,
        0x3ff6_a09e_667f_3bcd,
        0x3ff7_a114_73eb_0187,
        0x3ff8_ace5_422a_a0db,
        0x3ff9_c491_82a3_f090,
        0x3ffa_e89f_995a_d3ad,
        0x3ffc_199b_dd85_529c,
        0x3ffd_5818_dcfb_a487,
        0x3ffe_a4af_a2a4_90da,
    ];
    let (mut table, mut i) = ([0.0; 16], 0);
    while i < 16 {
        powers[i] -= (i as u64) << (52 - 4);
        table[i] = f64::from_bits(powers[i]);
        i += 1;
    }
    table
};
