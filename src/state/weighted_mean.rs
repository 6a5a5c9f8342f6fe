//! A weighted mean as its two sums.

use super::{ExactSum, NotANumber, State, checked_weight, room_for};
use crate::domain::Domain;
use crate::error::{Error, Undefined};
use crate::kernel::bits::power_of_two;
use crate::kernel::vectorized;
use crate::kernel::weights::ones;

/// Σw·ℓ and Σw over units: the state of every metric that is a mean.
///
/// Both sums are exact, so the state depends on the multiset of (term, weight) pairs alone. Without
/// weights, every unit weighs 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WeightedMean {
    pub(crate) total: ExactSum,
    pub(crate) weight: ExactSum,
}

impl WeightedMean {
    /// Σw·ℓ.
    #[must_use]
    pub fn total(&self) -> &ExactSum {
        &self.total
    }

    /// Σw, the number of units if no batch had weights.
    #[must_use]
    pub fn weight(&self) -> &ExactSum {
        &self.weight
    }

    /// Adds one term with its weight. A term of weight 0 counts nowhere; an infinite term makes the mean
    /// [`Undefined::Overflow`].
    ///
    /// ```
    /// use ndarray_metrics::state::WeightedMean;
    ///
    /// let mut losses = WeightedMean::default();
    /// losses.add(0.5, 32.0)?;
    /// losses.add(0.25, 16.0)?;
    /// assert_eq!(losses.mean()?, 20.0 / 48.0);
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Weight`] for a weight that is negative or not finite, [`Error::Value`] for a term that is
    /// NaN; the state stays as it was.
    pub fn add(&mut self, term: f64, weight: f64) -> Result<(), Error> {
        let weight = checked_weight(weight)?;
        if term.is_nan() {
            let (argument, expected) = ("term", Domain::Score);
            return Err(Error::Value { argument, index: vec![], found: term, expected });
        }
        if weight > 0.0 {
            // Neither is NaN, so that both are added.
            let _ = self.add_term(weight, term);
        }
        Ok(())
    }

    /// Adds one term with its weight. Discard the state after an error.
    pub(crate) fn add_term(&mut self, weight: f64, term: f64) -> Result<(), NotANumber> {
        self.total.add(weighed(weight, term))?;
        self.weight.add(weight)
    }

    /// Adds to the term of a unit that was added already.
    pub(crate) fn add_to_total(&mut self, weight: f64, rest: f64) {
        // Neither is NaN, so that the product is added.
        let _ = self.total.add(weighed(weight, rest));
    }

    /// Adds terms of weight 1. Discard the state after an error.
    pub(crate) fn add_unweighted(&mut self, terms: &[f64]) -> Result<(), NotANumber> {
        self.weight.add_count(terms.len() as u64);
        self.add_terms(terms)
    }

    /// Adds the terms of units that count alike. Those of a share are counted.
    fn add_terms(&mut self, terms: &[f64]) -> Result<(), NotANumber> {
        let Some(ones) = ones(terms) else { return self.total.add_terms(terms) };
        self.total.add_count(ones);
        Ok(())
    }

    /// Adds terms with their weights; the term of a weight of 0 is 0. Discard the state after an error.
    pub(crate) fn add_weighted(&mut self, w: &[f64], terms: &[f64]) -> Result<(), NotANumber> {
        if let Some(present) = ones(w) {
            self.weight.add_count(present);
            return self.add_terms(terms);
        }
        self.weight.add_terms(w)?;
        if vectorized!(|| any_tiny(w)) && vectorized!(|| any_vanishes(w, terms)) {
            return w
                .iter()
                .zip(terms)
                .try_for_each(|(&w, &term)| self.total.add(weighed(w, term)));
        }
        self.total.add_pairs(w, terms, product, product)
    }

    /// Σw·ℓ/Σw, within 0.51 ulp of the exact quotient. A term times a weight is rounded first, to a multiple
    /// of 5e-324 if it is below 2.2e-308.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] if Σw is 0, [`Undefined::Overflow`] if a term was infinite, or a term
    /// times a weight below 2^-500 lost digits below the range of `f64`.
    pub fn mean(&self) -> Result<f64, Undefined> {
        match self.total.ratio(&self.weight) {
            Err(_) if self.weight.is_zero() => Err(Undefined::NoSamples),
            mean => mean,
        }
    }

    /// Σw·ℓ, rounded once.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`] if Σw is 0, [`Undefined::Overflow`] beyond the range of `f64`.
    pub fn sum(&self) -> Result<f64, Undefined> {
        if self.weight.is_zero() {
            return Err(Undefined::NoSamples);
        }
        self.total.value()
    }
}

#[inline(always)]
fn product(weight: f64, term: f64) -> f64 {
    weight * term
}

/// Products of at least this size keep all their digits.
const LEAST_PRODUCT: f64 = f64::MIN_POSITIVE;

/// Weights below this are so small that ordinary terms lose digits. With larger weights, only terms that add
/// nothing to a mean of ordinary size lose digits.
const LEAST_WEIGHT: f64 = power_of_two(-500);

/// Whether a weight is tiny. Nearly always false, and the weights alone say so.
#[inline(always)]
fn any_tiny(weights: &[f64]) -> bool {
    weights.iter().fold(false, |any, &weight| any | is_tiny(weight))
}

#[inline(always)]
fn is_tiny(weight: f64) -> bool {
    (weight < LEAST_WEIGHT) & (weight != 0.0)
}

/// Whether the product of a tiny weight is so small that it may have lost digits.
#[inline(always)]
fn any_vanishes(weights: &[f64], terms: &[f64]) -> bool {
    let mut any = false;
    for (&weight, &term) in weights.iter().zip(terms) {
        any |= ((weight * term).abs() < LEAST_PRODUCT) & is_tiny(weight) & (term != 0.0);
    }
    any
}

/// Returns weight times term; infinity if the product of a tiny weight lost digits below the range of `f64`, so
/// that the mean is [`Undefined::Overflow`], not wrong.
fn weighed(weight: f64, term: f64) -> f64 {
    let product = weight * term;
    let ordinary = product.abs() >= LEAST_PRODUCT || weight >= LEAST_WEIGHT;
    if ordinary || weight == 0.0 || term == 0.0 || product.is_nan() {
        return product;
    }
    const UP: f64 = power_of_two(900);
    let scaled = if weight < 1.0 { (weight * UP) * term } else { weight * (term * UP) };
    if product != 0.0 && product * UP == scaled { product } else { f64::INFINITY }
}

/// Makes a mean for each of so many classes, unless there are means already.
///
/// # Errors
///
/// [`Error::TooLarge`] if they do not fit into memory.
pub(crate) fn fill_up(means: &mut Vec<WeightedMean>, classes: usize) -> Result<(), Error> {
    if means.is_empty() {
        *means = room_for(classes)?;
        means.resize(classes, WeightedMean::default());
    }
    Ok(())
}

/// Forgets means of which none has a weight: their number is then open, as before the first batch.
pub(crate) fn clear_if_unseen(means: &mut Vec<WeightedMean>) {
    if means.iter().all(|mean| mean.weight().is_zero()) {
        means.clear();
    }
}

impl State for WeightedMean {
    fn merge(&mut self, other: &Self) {
        self.total.merge(&other.total);
        self.weight.merge(&other.weight);
    }
}
