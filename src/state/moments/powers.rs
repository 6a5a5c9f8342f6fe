//! Exact sums of the products yⁱpʲ of up to four numbers.
//!
//! **What for.** A value that is read off means, variances and a covariance is, to first order, a mean of quadratic
//! polynomials of the pairs. The variance of such a mean needs the fourth moments.
//!
//! **Idea.** Sums of powers far from zero lose all digits once they are centred, unless they are exact. They are: a
//! square or a product is the exact sum of two floats, and so products of these are added without a rounding error.
//! Centring takes exact sums too: Σ(y − c)ⁱ follows from Σyⁱ by whole-number arithmetic for any float c. Only centred
//! sums are rounded.

use super::products::{add_products, write};
use crate::error::Undefined;
use crate::exact::product::{product, product_error};
use crate::exact::{ExactSum, NotANumber};
use crate::kernel::bits::power_of_two;
use crate::state::State;

/// The highest sum of exponents.
const DEGREE: usize = 4;

/// Σyⁱpʲ for i + j ≤ 4, at `sums[i][j]`, over pairs of weight 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub(crate) struct PowerSums {
    sums: [[ExactSum; DEGREE + 1]; DEGREE + 1],
}

/// Numbers from here on have no fourth power.
const MOST: f64 = power_of_two(255);

/// The two floats whose exact sum is the product of each pair.
struct Products {
    high: Vec<f64>,
    low: Vec<f64>,
}

impl Products {
    fn new(a: &[f64], b: &[f64]) -> Self {
        let (mut high, mut low) = (vec![0.0; a.len()], vec![0.0; a.len()]);
        write(&mut high, a, b, product);
        write(&mut low, a, b, product_error);
        Self { high, low }
    }

    fn parts(&self) -> [&[f64]; 2] {
        [&self.high, &self.low]
    }
}

impl PowerSums {
    /// Adds `count` pairs of weight 1, and pairs of zeros with weight 0. Discard the sums after an error.
    pub(crate) fn add(&mut self, count: u64, y: &[f64], p: &[f64]) -> Result<(), NotANumber> {
        if y.iter().chain(p).any(|number| number.abs() >= MOST) {
            return self.sums.iter_mut().flatten().try_for_each(|sum| sum.add(f64::INFINITY));
        }
        let (yy, yp, pp) = (Products::new(y, y), Products::new(y, p), Products::new(p, p));
        let ([yy, yp, pp], y, p) = ([yy.parts(), yp.parts(), pp.parts()], [y], [p]);
        self.sums[0][0].add_count(count);
        self.sums[1][0].add_terms(y[0])?;
        self.sums[0][1].add_terms(p[0])?;
        let each = [(2, 0, yy), (1, 1, yp), (0, 2, pp)];
        each.iter().try_for_each(|(i, j, parts)| {
            parts.iter().try_for_each(|part| self.sums[*i][*j].add_terms(part))
        })?;
        for (i, j, a, b) in [(3, 0, yy, y), (2, 1, yy, p), (1, 2, pp, y), (0, 3, pp, p)] {
            self.add_parts(i, j, &a, &b)?;
        }
        let fourth =
            [(4, 0, yy, yy), (3, 1, yy, yp), (2, 2, yy, pp), (1, 3, yp, pp), (0, 4, pp, pp)];
        fourth.iter().try_for_each(|(i, j, a, b)| self.add_parts(*i, *j, a, b))
    }

    /// Adds the exact products of numbers, each of which is the sum of its parts.
    fn add_parts(
        &mut self,
        i: usize,
        j: usize,
        a: &[&[f64]],
        b: &[&[f64]],
    ) -> Result<(), NotANumber> {
        let mut pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
        pairs.try_for_each(|(a, b)| add_products(&mut self.sums[i][j], a, b))
    }

    /// The number of pairs.
    pub(crate) fn samples(&self) -> u64 {
        self.sums[0][0].value().map_or(u64::MAX, |count| count as u64)
    }

    /// Returns the means of (y − ȳ)ⁱ·(e − ē)ʲ for the errors e = y − p, at `[i][j]`; means and errors are
    /// rounded when they are centred.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Overflow`].
    pub(crate) fn centred(&self) -> Result<Powers, Undefined> {
        if self.sums[0][0].is_zero() {
            return Err(Undefined::NoSamples);
        }
        // What rounding leaves of the first centres is small beside them, and large beside numbers far from zero.
        let centred = self.of_errors().about_means()?.about_means()?;
        let mut powers = Powers::default();
        for (i, j) in exponents() {
            powers[i][j] = centred.sums[i][j].ratio(&centred.sums[0][0])?;
        }
        Ok(powers)
    }

    /// The sums about both means, which are rounded.
    fn about_means(self) -> Result<Self, Undefined> {
        let [y, e] = [&self.sums[1][0], &self.sums[0][1]].map(|sum| sum.ratio(&self.sums[0][0]));
        let (y, e) = (y?, e?);
        Ok(self.shifted(y).transposed().shifted(e).transposed())
    }

    /// The sums of yⁱ·(y − p)ʲ: Σₗ C(j, l)·(−1)ˡ·yⁱ⁺ʲ⁻ˡ·pˡ.
    fn of_errors(&self) -> Self {
        let mut errors = Self::default();
        for (i, j) in exponents() {
            for (l, &binomial) in BINOMIALS[j][..=j].iter().enumerate() {
                let term = self.sums[i + j - l][l].scaled_by(binomial);
                match l % 2 {
                    0 => errors.sums[i][j].merge(&term),
                    _ => errors.sums[i][j].subtract(&term),
                }
            }
        }
        errors
    }

    /// The sums with y − c in place of y: Horner's scheme, once for each power.
    fn shifted(mut self, c: f64) -> Self {
        for j in 0..=DEGREE {
            for pass in 1..=DEGREE - j {
                for i in (pass..=DEGREE - j).rev() {
                    let step = self.sums[i - 1][j].scaled_by(c);
                    self.sums[i][j].subtract(&step);
                }
            }
        }
        self
    }

    /// The sums with y and p exchanged.
    fn transposed(&self) -> Self {
        let mut other = Self::default();
        exponents().for_each(|(i, j)| other.sums[j][i] = self.sums[i][j].clone());
        other
    }
}

/// Means of yⁱ·eʲ.
pub(crate) type Powers = [[f64; DEGREE + 1]; DEGREE + 1];

/// C(n, k).
const BINOMIALS: [[f64; DEGREE + 1]; DEGREE + 1] = [
    [1.0, 0.0, 0.0, 0.0, 0.0],
    [1.0, 1.0, 0.0, 0.0, 0.0],
    [1.0, 2.0, 1.0, 0.0, 0.0],
    [1.0, 3.0, 3.0, 1.0, 0.0],
    [1.0, 4.0, 6.0, 4.0, 1.0],
];

fn exponents() -> impl Iterator<Item = (usize, usize)> {
    (0..=DEGREE).flat_map(|i| (0..=DEGREE - i).map(move |j| (i, j)))
}

impl State for PowerSums {
    fn merge(&mut self, other: &Self) {
        exponents().for_each(|(i, j)| self.sums[i][j].merge(&other.sums[i][j]));
    }
}
