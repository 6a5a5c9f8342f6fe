//! Sums over the samples beside the products of what each sample adds to them: the state of any function of sums with
//! its standard error.
//!
//! Sample i adds vᵢ to the sums s. To first order, a value f(s) differs from its expectation as g·s does, where g is
//! the gradient of f. So its variance is that of a sum of n independent numbers g·vᵢ,
//!
//! ```text
//! n/(n − 1)·(Σ(g·vᵢ)² − (g·s)²/n)        Σ(g·vᵢ)² = gᵀ(Σvᵢvᵢᵀ)g
//! ```
//!
//! whatever the parts of one sample have to do with each other. The products are exact and sparse: a sample of a
//! confusion matrix adds to one sum, and so to one product.

use std::collections::{BTreeMap, BTreeSet};

use super::{ExactSum, NotANumber, State, Summed};
use crate::error::{Error, Undefined};
use crate::exact::product::{product, product_error};
use crate::kernel::bits::power_of_two;

/// With more sums that a sample has added to, there is no gradient: all sums would be read four times for each.
const MOST_SUMS: usize = 4096;

/// A variance below this part of the terms that add up to it is rounding.
const ROUNDING: f64 = power_of_two(-46);

/// A derivative is read at one and two such parts of a sum's root of squares on either side.
const STEP: f64 = power_of_two(-10);

/// The derivative of a number by each sum, by position.
pub(crate) type Gradient = BTreeMap<usize, f64>;

/// Sums of vᵢ[j]·wᵢ[k] over the samples, by j and k.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Products(pub(super) BTreeMap<(usize, usize), ExactSum>);

impl Products {
    /// Adds the products of two numbers of one sample, which are finite or have overflowed.
    pub(super) fn add(&mut self, (j, v): (usize, f64), (k, w): (usize, f64)) {
        let sum = self.0.entry((j, k)).or_default();
        // No NaN: an infinite product is remembered as an overflow.
        let _ = sum.add(product(v, w)).and_then(|()| sum.add(product_error(v, w)));
    }

    /// Returns Σg[j]·h[k]·Sⱼₖ, added up exactly. A product off the diagonal stands for two if `twice`.
    pub(super) fn form(&self, g: &Gradient, h: &Gradient, twice: bool) -> Result<f64, Undefined> {
        let mut form = ExactSum::new();
        let at = |g: &Gradient, j: usize| g.get(&j).copied().unwrap_or(0.0);
        for (&(j, k), sum) in &self.0 {
            let times = if twice && j != k { 2.0 } else { 1.0 };
            let term = times * (at(g, j) * at(h, k)) * sum.value()?;
            form.add(term).map_err(|NotANumber| Undefined::NoFormula)?;
        }
        form.value()
    }

    pub(super) fn merge(&mut self, other: &Self) {
        other.0.iter().for_each(|(&at, sum)| self.0.entry(at).or_default().merge(sum));
    }
}

/// A state of sums, and what is kept of the parts that each sample adds to them.
#[doc(hidden)]
pub trait SampleParts: State {
    /// The state of the sums.
    type Sums: Summed;

    /// Returns a state without samples, given sums without samples.
    fn new(plain: Self::Sums) -> Self;

    /// The sums.
    fn plain(&self) -> &Self::Sums;

    /// The sums, to be filled.
    fn plain_mut(&mut self) -> &mut Self::Sums;

    /// Keeps what is needed of one sample, whose parts the sums hold already.
    fn add_sample(&mut self, parts: &[(usize, f64)]);
}

/// A state of sums, and the products of what each sample adds to them.
///
/// 300 bytes for each pair of sums that one sample has added to: one pair for each touched cell of a confusion
/// matrix.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SampleProducts<S> {
    pub(super) plain: S,
    pub(super) samples: u64,
    /// Of positions j ≤ k.
    pub(super) products: Products,
}

impl<S: Summed> SampleParts for SampleProducts<S> {
    type Sums = S;

    fn new(plain: S) -> Self {
        Self { plain, samples: 0, products: Products::default() }
    }

    fn plain(&self) -> &S {
        &self.plain
    }

    fn plain_mut(&mut self) -> &mut S {
        &mut self.plain
    }

    fn add_sample(&mut self, parts: &[(usize, f64)]) {
        self.samples = self.samples.saturating_add(u64::from(!parts.is_empty()));
        for (i, &first) in parts.iter().enumerate() {
            parts[i..].iter().for_each(|&second| self.products.add(first, second));
        }
    }
}

impl<S: Summed> SampleProducts<S> {
    /// The number of samples with a weight above 0.
    #[must_use]
    pub fn samples(&self) -> u64 {
        self.samples
    }

    /// Returns the standard error of a number with this gradient.
    pub(crate) fn standard_error(&self, gradient: &Gradient) -> Result<f64, Undefined> {
        let squares = self.squares(gradient)?;
        error_of_sum(self.samples, [squares, squares], self.along(gradient))
    }

    /// Returns Σ(g·vᵢ)².
    pub(super) fn squares(&self, gradient: &Gradient) -> Result<f64, Undefined> {
        self.products.form(gradient, gradient, true)
    }

    /// Returns g·s.
    pub(super) fn along(&self, gradient: &Gradient) -> f64 {
        let sums = self.plain.sums();
        sums.iter().map(|(j, sum)| gradient.get(j).map_or(0.0, |g| g * sum)).sum()
    }

    /// Returns the derivatives of each number that is read, by five points for each sum.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoFormula`] if the readings choose among sums, or of too many sums.
    pub(crate) fn gradients(
        &self,
        read: &dyn Fn(&S) -> Vec<Result<f64, Undefined>>,
    ) -> Result<Vec<Gradient>, Undefined> {
        let steps = self.steps()?;
        let sums: BTreeMap<usize, f64> = self.plain.sums().into_iter().collect();
        let mut at: Vec<(usize, f64)> =
            steps.iter().map(|(j, _)| (*j, sums.get(j).copied().unwrap_or(0.0))).collect();
        let mut gradients = vec![Gradient::new(); read(&self.plain).len()];
        for (i, &(j, step)) in steps.iter().enumerate() {
            let sum = at[i].1;
            let [down2, down1, up1, up2] = [-2.0, -1.0, 1.0, 2.0].map(|steps| {
                at[i].1 = sum + steps * step;
                read(&self.plain.with_sums(&at))
            });
            at[i].1 = sum;
            for (k, gradient) in gradients.iter_mut().enumerate() {
                let number = |list: &[Result<f64, _>]| {
                    list.get(k).map_or(f64::NAN, |n| n.unwrap_or(f64::NAN))
                };
                let (near, far) = (number(&up1) - number(&down1), number(&up2) - number(&down2));
                gradient.insert(j, (8.0 * near - far) / (12.0 * step));
            }
        }
        Ok(gradients)
    }

    /// The position of each sum that a sample has added to, and a small step of it.
    fn steps(&self) -> Result<Vec<(usize, f64)>, Undefined> {
        let touched: BTreeSet<usize> = self.products.0.keys().map(|&(j, _)| j).collect();
        if touched.len() > MOST_SUMS || !self.plain.is_smooth() {
            return Err(Undefined::NoFormula);
        }
        let step = |j| Ok((j, self.products.0[&(j, j)].value()?.sqrt() * STEP));
        touched.into_iter().map(step).collect()
    }
}

/// The standard error of a sum of n numbers with a sum of squares, which is itself the sum of terms of a size.
pub(super) fn error_of_sum(n: u64, [squares, size]: [f64; 2], sum: f64) -> Result<f64, Undefined> {
    if n < 2 {
        return Err(Undefined::TooFewSamples);
    }
    let n = n as f64;
    let spread = squares - sum * sum / n;
    let variance = if spread > size * ROUNDING { spread * (n / (n - 1.0)) } else { 0.0 };
    if variance.is_finite() { Ok(variance.sqrt()) } else { Err(Undefined::Overflow) }
}

impl<S: Summed> State for SampleProducts<S> {
    fn check_merge(&self, other: &Self) -> Result<(), Error> {
        self.plain.check_merge(&other.plain)
    }

    fn merge(&mut self, other: &Self) {
        self.plain.merge(&other.plain);
        self.samples = self.samples.saturating_add(other.samples);
        self.products.merge(&other.products);
    }
}
