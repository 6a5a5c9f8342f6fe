//! The sums of numbers, of their squares and of the units themselves, by key.
//!
//! **Idea.** The terms of one unit stand in the lanes of one register and are split over two grids for each lane, as
//! in [`super::split`]. The steps go to the row of the unit's key: two additions of a register, whatever the number
//! of terms, where sorting the units by key would move each of them twice.
//!
//! **Deviation.** The grids are made for numbers from 0 to 1 and are never chosen anew. The units of one call count
//! only if no term leaves a remainder: numbers below about 2^-20 do.
//!
//! **Price.** 2.1 ns a unit in registers of four lanes, on one core of an AMD EPYC (Zen 4).

use fearless_simd::{
    Bytes, Select, Simd, SimdBase, SimdFloat, SimdInto, SimdMask, f64x4, i64x4, mask64x4,
};

use super::grid::{Grid, MOST_TERMS};
use super::part::Part;
use super::twofold::{halves_of_any, product_error};
use crate::kernel::{Kernel, is_fused, run};

/// 1, the number, its square rounded, and the rounding error of the square.
const TERMS: usize = 4;

/// The exponents of the coarse grids, on which a term has at most 2^48 steps.
const COARSE: [i32; TERMS] = [-48, -48, -48, -48 - 54];

/// Binary places between the two grids: a remainder has at most 2^48 steps, too.
const PLACES_APART: i32 = 49;

const _: () = assert!((MOST_TERMS as u64) < 1 << (63 - 48));

/// The steps of the terms of a key, on the coarse and on the fine grid.
type Row = [[i64; TERMS]; 2];

/// Numbers from 0 to 1, with a key for each.
struct Units<'a> {
    keys: &'a [u32],
    numbers: &'a [f64],
    rows: &'a mut [Row],
}

impl Kernel for Units<'_> {
    /// Whether every term was within reach and left no remainder.
    type Output = bool;

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> bool {
        let shifters = |finer: i32| COARSE.map(|exponent| Grid::new(exponent - finer).shifter);
        let [coarse, fine]: [f64x4<S>; 2] =
            [shifters(0).simd_into(simd), shifters(PLACES_APART).simd_into(simd)];
        let [mut differing, mut remainders] = [i64x4::splat(simd, 0); 2];
        for (&key, &number) in self.keys.iter().zip(self.numbers) {
            let term = terms(simd, number);
            let [high, low] = &mut self.rows[key as usize];
            let shifted = term + coarse;
            add(high, bits(shifted) - bits(coarse));
            differing |= bits(shifted) ^ bits(coarse);
            let remainder = term - (shifted - coarse);
            let shifted = remainder + fine;
            add(low, bits(shifted) - bits(fine));
            remainders |= bits(remainder - (shifted - fine));
        }
        let or_of = |lanes: i64x4<S>| lanes.iter().fold(0, |all, lane| all | lane);
        or_of(differing) as u64 >> 52 == 0 && or_of(remainders) << 1 == 0
    }
}

/// Returns the terms of a number. They are computed in the lanes: a register that is filled number by number waits
/// for memory.
#[inline(always)]
fn terms<S: Simd>(simd: S, number: f64) -> f64x4<S> {
    let pick = |lanes, own, other| mask64x4::from_bitmask(simd, lanes).select(own, other);
    let [one, all] = [1.0, number].map(|number| f64x4::splat(simd, number));
    let (a, b): (f64x4<S>, f64x4<S>) = (pick(0b1110, all, one), pick(0b1100, all, one));
    let products = a * b;
    let errors = if is_fused(simd) {
        a.mul_sub_precise(b, products)
    } else {
        let halves = halves_of_any(number);
        f64x4::splat(simd, product_error(halves, halves, number * number))
    };
    pick(0b1000, errors, products)
}

#[inline(always)]
fn add<S: Simd>(row: &mut [i64; TERMS], steps: i64x4<S>) {
    let sum: i64x4<S> = (*row).simd_into(steps.simd);
    *row = *(sum + steps);
}

#[inline(always)]
fn bits<S: Simd>(numbers: f64x4<S>) -> i64x4<S> {
    numbers.bitcast()
}

/// The sums of the units of a key.
pub(crate) struct SumsOfKey {
    pub(crate) key: usize,
    /// The number of units.
    pub(crate) count: u64,
    /// Their sum.
    pub(crate) sum: Part,
    /// The sum of their squares, in two parts.
    pub(crate) squares: [Part; 2],
}

/// Calls `each` with the sums of every key that occurs, given numbers from 0 to 1 and the key of each, below `size`.
/// Returns false, and calls nothing, if some numbers do not fit the grids, or if there are too many.
pub(crate) fn sums_of_keys(
    keys: &[u32],
    numbers: &[f64],
    size: usize,
    mut each: impl FnMut(SumsOfKey),
) -> bool {
    let mut rows = vec![[[0; TERMS]; 2]; size];
    let fits = keys.len() <= MOST_TERMS
        && keys.iter().all(|&key| (key as usize) < size)
        && run(Units { keys, numbers, rows: &mut rows });
    for (key, [coarse, fine]) in rows.into_iter().enumerate().filter(|_| fits) {
        let part = |term: usize| Part {
            steps: (i128::from(coarse[term]) << PLACES_APART) + i128::from(fine[term]),
            exponent: COARSE[term] - PLACES_APART,
        };
        let count = (coarse[0] >> 48) as u64;
        if count > 0 {
            each(SumsOfKey { key, count, sum: part(1), squares: [part(2), part(3)] });
        }
    }
    fits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exact::ExactSum;
    use crate::exact::product::product_error;
    use crate::kernel::InstructionSet;

    fn check(numbers: &[f64], fits: bool) {
        let keys: Vec<u32> = (0..numbers.len()).map(|i| (i * i % 7) as u32).collect();
        let mut found = vec![(0, ExactSum::new(), ExactSum::new()); 7];
        let each = |sums: SumsOfKey| {
            let (count, sum, squares) = &mut found[sums.key];
            *count = sums.count;
            sum.add_part(sums.sum);
            sums.squares.into_iter().for_each(|part| squares.add_part(part));
        };
        assert_eq!(sums_of_keys(&keys, numbers, 7, each), fits);
        let mut expected = vec![(0, ExactSum::new(), ExactSum::new()); 7];
        for (&key, &number) in keys.iter().zip(numbers).filter(|_| fits) {
            let (count, sum, squares) = &mut expected[key as usize];
            *count += 1;
            sum.add(number).expect("a number");
            squares.add(number * number).expect("a number");
            squares.add(product_error(number, number)).expect("a number");
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn sums_are_those_of_each_key() {
        for set in InstructionSet::ALL {
            set.limit();
            let mut numbers: Vec<f64> = (0..1000).map(|i| f64::from(i).sin().abs()).collect();
            numbers.extend([0.0, 1.0, 1.0 - f64::EPSILON / 2.0, 0.1, 1e-5]);
            check(&numbers, true);
            check(&[1.0; MOST_TERMS], true);
            check(&[1.0; MOST_TERMS + 1], false);
            numbers.push(1e-9 / 3.0);
            check(&numbers, false);
            check(&[0.5, f64::NAN], false);
        }
        InstructionSet::Avx512.limit();
    }
}
