//! Joint sums of as many columns at a time as a register has lanes.

mod loops;

use fearless_simd::Simd;

use self::loops::{Pairs, Triples};
use super::JointMoments;
use crate::exact::ExactSum;
use crate::exact::limbs::{LANES, LaneSums, Lanes, exponents, largest};
use crate::kernel::{Kernel, run};

/// The limbs of a weight.
const WEIGHT: usize = 3;

/// The most limbs of a number.
const MOST_LIMBS: usize = 4;

/// Rows of truth, of prediction and, if there are any, of weights, with a number in each lane; at most
/// [`ROWS`](crate::exact::limbs::ROWS). Absent numbers are 0.
#[derive(Clone, Copy)]
pub(crate) struct Strip<'a> {
    pub(crate) y: &'a Lanes,
    pub(crate) p: &'a Lanes,
    pub(crate) weights: Option<&'a Lanes>,
    /// The column of each lane; none for a lane that is left out.
    pub(crate) columns: [Option<usize>; LANES],
}

impl Strip<'_> {
    /// Adds all sums to those of their columns, but for the number of samples without weights. Returns false,
    /// and adds nothing, if the sizes of the numbers differ too much. `limbs` is the number of limbs to begin
    /// with; afterwards, the number that was needed.
    pub(crate) fn add(&self, limbs: &mut usize, moments: &mut [JointMoments]) -> bool {
        loop {
            let done = match (*limbs, self.weights) {
                (2, None) => self.add_pairs::<2, 3>(moments),
                (3, None) => self.add_pairs::<3, 5>(moments),
                (_, None) => self.add_pairs::<MOST_LIMBS, 7>(moments),
                (2, Some(weights)) => self.add_triples::<2, 5, 6>(weights, moments),
                (3, Some(weights)) => self.add_triples::<3, 6, 8>(weights, moments),
                (_, Some(weights)) => self.add_triples::<MOST_LIMBS, 7, 10>(weights, moments),
            };
            if done || *limbs >= MOST_LIMBS {
                return done;
            }
            *limbs += 1;
        }
    }

    fn add_pairs<const N: usize, const L: usize>(&self, moments: &mut [JointMoments]) -> bool {
        let grids = [self.exponents::<N>(self.y), self.exponents::<N>(self.p)];
        let [Some(y), Some(p)] = grids else { return false };
        let Some(sums) = run(Pairs::<N, L> { strip: self, y, p }) else { return false };
        self.add_numbers(&sums.numbers, moments);
        self.add_products(&sums.products, moments);
        true
    }

    fn add_triples<const N: usize, const M: usize, const L: usize>(
        &self,
        weights: &Lanes,
        moments: &mut [JointMoments],
    ) -> bool {
        let grids = [self.exponents::<N>(self.y), self.exponents::<N>(self.p)];
        let ([Some(y), Some(p)], Some(w)) = (grids, self.exponents::<WEIGHT>(weights)) else {
            return false;
        };
        let triples = Triples::<N, M, L> { strip: self, weights, y, p, w };
        let Some((weight, sums)) = run(triples) else { return false };
        self.add_to(&weight, moments, |moments| &mut moments.weight);
        self.add_numbers(&sums.numbers, moments);
        self.add_products(&sums.products, moments);
        true
    }

    fn add_numbers<const N: usize>(&self, [y, p]: &[LaneSums<N>; 2], moments: &mut [JointMoments]) {
        self.add_to(y, moments, |moments| &mut moments.y);
        self.add_to(p, moments, |moments| &mut moments.p);
    }

    fn add_products<const L: usize>(
        &self,
        [yy, pp, yp]: &[LaneSums<L>; 3],
        moments: &mut [JointMoments],
    ) {
        self.add_to(yy, moments, |moments| &mut moments.yy);
        self.add_to(pp, moments, |moments| &mut moments.pp);
        self.add_to(yp, moments, |moments| &mut moments.yp);
    }

    /// Adds a sum of each lane to one of its column.
    fn add_to<const L: usize>(
        &self,
        sums: &LaneSums<L>,
        moments: &mut [JointMoments],
        of: impl Fn(&mut JointMoments) -> &mut ExactSum,
    ) {
        if let [only] = moments {
            return sums.add_all(of(only));
        }
        for (lane, column) in self.columns.into_iter().enumerate() {
            if let Some(column) = column {
                sums.add_lane(lane, of(&mut moments[column]));
            }
        }
    }

    /// The exponents of the grids of numbers. Lanes of one column share their grids, so that their sums can
    /// be added before they are exact sums.
    fn exponents<const N: usize>(&self, numbers: &Lanes) -> Option<[i32; LANES]> {
        let largest = run(Largest(numbers));
        let one_column = self.columns == [Some(0); LANES];
        let all = largest.into_iter().fold(0.0, f64::max);
        exponents::<N>(if one_column { [all; LANES] } else { largest })
    }
}

/// The largest size in each lane.
struct Largest<'a>(&'a Lanes);

impl Kernel for Largest<'_> {
    type Output = [f64; LANES];

    #[inline(always)]
    fn run<S: Simd>(self, simd: S) -> [f64; LANES] {
        largest(simd, self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::InstructionSet;

    type Rows = Vec<[f64; LANES]>;

    fn rows(number: impl Fn(usize) -> f64) -> Rows {
        let row = |row| std::array::from_fn(|lane| number(row * LANES + lane));
        (0..50).map(row).collect()
    }

    /// The sums of each lane by itself, one number after the other.
    fn alone(y: &Rows, p: &Rows, weights: Option<&Rows>, lane: usize) -> JointMoments {
        let mut moments = JointMoments::default();
        for row in 0..y.len() {
            let weight = weights.map_or(1.0, |weights| weights[row][lane]);
            moments.add(y[row][lane], p[row][lane], weight).expect("finite");
        }
        moments
    }

    /// Compares the sums of columns, and of one column, with those of single numbers. Returns whether there
    /// were any.
    fn check(y: &Rows, p: &Rows, weights: Option<&Rows>) -> bool {
        let each: Vec<_> = (0..LANES).map(|lane| alone(y, p, weights, lane)).collect();
        let mut all = JointMoments::default();
        each.iter().for_each(|lane| all.merge(lane));
        let add = |columns: [Option<usize>; LANES], count| {
            let mut moments = vec![JointMoments::default(); count];
            let strip = Strip { y, p, weights: weights.map(|weights| &weights[..]), columns };
            let added = strip.add(&mut 2, &mut moments);
            let samples = if weights.is_none() { 50 * LANES / count } else { 0 };
            moments.iter_mut().for_each(|moments| moments.add_samples(samples as u64));
            added.then_some(moments)
        };
        let columns = add(std::array::from_fn(Some), LANES);
        let column = add([Some(0); LANES], 1);
        assert!(columns.is_none_or(|columns| columns == each));
        column.is_some_and(|column| column == [all])
    }

    #[test]
    fn strips_are_the_sums_of_their_numbers() {
        let fraction = |i: usize| (i as f64 * 0.7).sin();
        for set in InstructionSet::ALL {
            set.limit();
            let (short, long) = (rows(|i| f64::from(fraction(i) as f32)), rows(fraction));
            let spread = rows(|i| fraction(i) * 2_f64.powi(-(i as i32 % 30)));
            let weights = rows(|i| 1.0 + fraction(i + 7) / 2.0);
            for (y, p) in [(&short, &short), (&short, &long), (&long, &spread)] {
                assert!(check(y, p, None) && check(y, p, Some(&weights)));
            }
        }
        InstructionSet::Avx512.limit();
    }

    #[test]
    fn numbers_of_too_different_sizes_are_refused() {
        let one = rows(|_| 1.0);
        for odd in [1e-40, 1e90, 1e-90] {
            let numbers = rows(|i| if i == 77 { odd / 3.0 } else { 1.0 });
            assert!(!check(&numbers, &one, None) && !check(&one, &numbers, None), "{odd}");
            assert!(!check(&one, &one, Some(&numbers)), "{odd}");
        }
        assert!(check(&rows(|i| if i < 9 { 0.0 } else { 1e70 }), &rows(|_| 0.0), None));
    }
}
