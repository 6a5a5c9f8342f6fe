//! Sums of exponentials of a row's logits, relative to one logit of the row.
//!
//! e^x by a table (P. T. P. Tang, *Table-Driven Implementation of the Exponential Function in IEEE
//! Floating-Point Arithmetic*, 1989): x = (16·n + i)·ln 2/16 + r, so that e^x = 2^n · 2^(i/16) · e^r
//! with |r| ≤ ln 2/32, where a polynomial of degree 6 is off by 2^-56. The whole is within 1.2 ulp, takes
//! fewer steps than [`exp`](crate::kernel::math::exp) and no division. The table fits two registers of
//! AVX-512.

use fearless_simd::{Bytes, Simd, SimdBase, SimdInto, f64x8, u64x8};

use super::short::{Column, Columns, MOST, are_short, pairwise};
use super::{GROUP, LANES, Row, RowFn, each_row, lane_sum, widened};
use crate::element::Element;
use crate::element::compared::{WIDTH, or};
use crate::kernel::bits::ROUNDER;
use crate::kernel::math::clamp;
use crate::kernel::{Aligned, Kernel, Table, lookup, run};

/// The number of exponents that are computed before the first exponential.
const STRIP: usize = 128;

/// −1023·ln 2, the lower bound of exponents: [`exp`] is 0 from here down. Between here and −1022·ln 2 the
/// result is subnormal, without a bound on its error.
const EXP_UNDERFLOW: f64 = -709.089_565_712_824;

/// The upper bound of exponents: beyond it, [`exp`] would overflow.
const EXP_OVERFLOW: f64 = 709.0;

/// Logits at most this far from a reference give exponents within the bounds above.
const NEAR: f64 = 600.0;

/// Writes Σ e^(z − reference) over the logits z of each row but the reference, which is the row's logit
/// at the given place. The sum with it would be larger by 1, and a small sum would lose digits.
///
/// Valid only if the sum [is certain](is_certain) and the reference logit is finite; otherwise recompute
/// relative to the row's maximum.
#[inline(always)]
pub(crate) fn exp_sums_without<A: Element>(places: &[usize], logits: &[A], out: &mut [f64]) {
    if are_short(logits.len(), out.len()) {
        let mut classes = [0; GROUP];
        classes.iter_mut().zip(places).for_each(|(class, &place)| *class = place as u32);
        let sums = run(ShortExpSums { classes, rows: &Columns::of(logits, out.len()) });
        return out.copy_from_slice(&sums[..out.len()]);
    }
    let strip = Aligned([0.0; STRIP + LANES]);
    each_row(logits, ExpSum { places, strip }, out);
}

/// The sums of short rows.
struct ShortExpSums<'a, A> {
    /// The place of each row's reference.
    classes: Column<u32>,
    rows: &'a Columns<A>,
}

impl<A: Element> Kernel for ShortExpSums<'_, A> {
    type Output = Column<f64>;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> Column<f64> {
        let (references, classes) = (self.rows.at(&self.classes), &self.classes);
        // What a lane without a logit adds to the sum of a row by itself.
        let [nothing, ..]: [f64; LANES] = exp(simd, f64x8::splat(simd, EXP_UNDERFLOW)).into();
        let (mut lanes, mut exponents) = ([[nothing; GROUP]; MOST], Aligned([0.0; GROUP]));
        for (i, (lanes, logits)) in lanes.iter_mut().zip(self.rows.columns()).enumerate() {
            for (row, x) in exponents.0.iter_mut().enumerate() {
                let exponent = logits[row].to_f64() - references[row].to_f64();
                let exponent = clamp(exponent, EXP_UNDERFLOW, EXP_OVERFLOW);
                *x = if classes[row] == i as u32 { EXP_UNDERFLOW } else { exponent };
            }
            let exponents = exponents.0.as_chunks::<LANES>().0;
            for (lanes, x) in lanes.as_chunks_mut::<LANES>().0.iter_mut().zip(exponents) {
                *lanes = exp(simd, (*x).simd_into(simd)).into();
            }
        }
        pairwise(&lanes)
    }
}

/// Whether no logit was NaN and no exponent was cut off at [`EXP_OVERFLOW`], whose exponential is above
/// 1e300.
#[inline(always)]
pub(crate) fn is_certain(sum: f64) -> bool {
    sum < 1e300
}

struct ExpSum<'a> {
    /// The place of each row's reference.
    places: &'a [usize],
    /// Room for exponents, with a spare place that is never read.
    strip: Aligned<[f64; STRIP + LANES]>,
}

impl<A: Element> RowFn<A> for ExpSum<'_> {
    type Output = f64;

    #[inline(always)]
    fn call<S: Simd>(&mut self, simd: S, row: Row<'_, A>, index: usize) -> f64 {
        let place = self.places[index];
        let (reference, mut lanes) = (row.onwards[place], f64x8::splat(simd, 0.0));
        for start in (0..row.length).step_by(STRIP) {
            let part = row.part(start, STRIP);
            self.write_exponents(simd, part, reference);
            // If the reference is in another strip, its exponent goes to the spare place.
            self.strip.0[place.wrapping_sub(start).min(STRIP)] = EXP_UNDERFLOW;
            let full = part.length.next_multiple_of(LANES);
            for x in self.strip.0[..full].as_chunks::<LANES>().0 {
                lanes += exp(simd, (*x).simd_into(simd));
            }
        }
        lane_sum(lanes)
    }
}

impl ExpSum<'_> {
    /// Writes z − reference, brought between [`EXP_UNDERFLOW`] and [`EXP_OVERFLOW`]; behind the last logit,
    /// the strip is filled with [`EXP_UNDERFLOW`].
    #[inline(always)]
    fn write_exponents<A: Element, S: Simd>(&mut self, simd: S, part: Row<'_, A>, reference: A) {
        let (strip, mut extremes) = (&mut self.strip.0, A::extremes(simd));
        let [subtracted, underflow] =
            [reference.to_f64(), EXP_UNDERFLOW].map(|number| f64x8::splat(simd, number));
        part.each_chunk::<WIDTH>(
            #[inline(always)]
            |at, chunk, own| {
                let (halves, _) = chunk.as_chunks::<LANES>();
                let low = widened(simd, &halves[0]) - subtracted;
                let high = widened(simd, &halves[1]) - subtracted;
                strip[at..at + LANES].copy_from_slice(or(low, own, underflow).as_slice());
                let high = or(high, own >> LANES, underflow);
                strip[at + LANES..at + WIDTH].copy_from_slice(high.as_slice());
                A::extend(simd, &mut extremes, chunk, own);
            },
        );
        if !A::are_within(simd, extremes, near(reference)) {
            strip.iter_mut().for_each(|x| *x = clamp(*x, EXP_UNDERFLOW, EXP_OVERFLOW));
        }
    }
}

/// Bounds for logits within [`NEAR`] of the reference, with 0 between them as
/// [`are_within`](crate::element::compared::Compared::are_within) asks; if the reference is itself far
/// from 0, bounds that only 0 lies within.
#[inline(always)]
fn near<A: Element>(reference: A) -> [A; 2] {
    let reference = reference.to_f64();
    let near_zero = reference.abs() < NEAR;
    let (low, high) = if near_zero { (reference - NEAR, reference + NEAR) } else { (0.0, 0.0) };
    [A::nearest(low), A::nearest(high)]
}

/// e^x for x from [`EXP_UNDERFLOW`] to [`EXP_OVERFLOW`].
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
/// ln 2/16 in two parts; multiples of the first by a whole number are exact.
const STEP_HIGH: f64 = f64::from_bits(0x3fa6_2e42_fefa_0000);
const STEP_LOW: f64 = f64::from_bits(0x3d3c_f79a_bc9e_3b3a);

/// 2^(i/16), with i subtracted from the four bits below the exponent. Adding the whole number 16·n + i
/// there restores 2^(i/16) and adds n to the exponent.
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
