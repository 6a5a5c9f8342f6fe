//! The exact sums from which variances and correlations are computed: of numbers, their squares and
//! their products.

use super::products::{add_products, add_products_of_parts};
use crate::element::Element;
use crate::error::Undefined;
use crate::exact::wide::{DoubleWidth, Floating};
use crate::exact::{ExactSum, NotANumber};
use crate::kernel::bits::power_of_two;

/// Σw, Σwy, Σwp, Σwy², Σwp² and Σwyp over pairs of truth y and prediction p.
///
/// The sums are exact: products are added with their rounding errors, and no sum is rounded. So the
/// sums depend on the multiset of (y, p, w) alone. Readings lose no digits however far the numbers
/// lie from zero: wide integers hold the differences of large sums, and only the value is rounded.
/// A constant has a variance of exactly 0.
///
/// A product beyond the range of `f64`, or a weight below 2^-500, makes every reading of a spread
/// [`Undefined::Overflow`]. The rounding errors of products below 1e-291 are themselves rounded, so
/// that a spread below 1e-146 is not exact, and a spread below 1e-162 counts as 0: multiply such
/// numbers by a power of two.
///
/// 1680 bytes. Readings take about a microsecond.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JointMoments {
    pub(in crate::state) weight: ExactSum,
    pub(in crate::state) y: ExactSum,
    pub(in crate::state) p: ExactSum,
    pub(in crate::state) yy: ExactSum,
    pub(in crate::state) pp: ExactSum,
    pub(in crate::state) yp: ExactSum,
}

/// The least weight above 0 whose products keep their digits.
pub(super) const LEAST_WEIGHT: f64 = power_of_two(-500);

impl JointMoments {
    /// Counts samples of weight 1, whose numbers are added elsewhere.
    pub(crate) fn add_samples(&mut self, count: u64) {
        self.weight.add_count(count);
    }

    /// Adds `count` pairs of finite numbers with weight 1, and pairs of zeros with weight 0. Discard the
    /// sums after an error.
    pub(crate) fn add_unweighted<T: Element, P: Element>(
        &mut self,
        count: u64,
        y: &[T],
        p: &[P],
    ) -> Result<(), NotANumber> {
        self.weight.add_count(count);
        self.y.add_pairs(y, y, number, number)?;
        self.p.add_pairs(p, p, number, number)?;
        add_products(&mut self.yy, y, y)?;
        add_products(&mut self.pp, p, p)?;
        add_products(&mut self.yp, y, p)
    }

    /// Adds pairs of finite numbers with their weights, using a buffer of the same length. The numbers
    /// are given in parts, of which each number is the sum: one part unless no float holds the numbers.
    /// Discard the sums after an error.
    pub(crate) fn add_weighted<T: Element, P: Element>(
        &mut self,
        weights: &[f64],
        y: &[&[T]],
        p: &[&[P]],
        buffer: &mut [f64],
    ) -> Result<(), NotANumber> {
        self.weight.add_terms(weights)?;
        if weights.iter().any(|&weight| weight > 0.0 && weight < LEAST_WEIGHT) {
            self.refuse_products()?;
        }
        y.iter().try_for_each(|y| add_products(&mut self.y, weights, y))?;
        p.iter().try_for_each(|p| add_products(&mut self.p, weights, p))?;
        add_products_of_parts(&mut self.yy, weights, y, y, buffer)?;
        add_products_of_parts(&mut self.pp, weights, p, p, buffer)?;
        add_products_of_parts(&mut self.yp, weights, y, p, buffer)
    }

    /// Adds an infinite term to each sum of products. It is remembered, so that no reading has a value.
    pub(super) fn refuse_products(&mut self) -> Result<(), NotANumber> {
        self.yy.add(f64::INFINITY)?;
        self.pp.add(f64::INFINITY)?;
        self.yp.add(f64::INFINITY)
    }

    /// Adds the sums of another part of the data.
    pub fn merge(&mut self, other: &Self) {
        self.weight.merge(&other.weight);
        self.y.merge(&other.y);
        self.p.merge(&other.p);
        self.yy.merge(&other.yy);
        self.pp.merge(&other.pp);
        self.yp.merge(&other.yp);
    }

    /// Σw, the number of pairs if no batch had weights.
    #[must_use]
    pub fn weight(&self) -> &ExactSum {
        &self.weight
    }

    /// The mean of the truth, Σwy/Σw.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`].
    pub fn mean_true(&self) -> Result<f64, Undefined> {
        self.read()?.y.ratio(&self.weight)
    }

    /// The mean of the prediction, Σwp/Σw.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`].
    pub fn mean_pred(&self) -> Result<f64, Undefined> {
        self.read()?.p.ratio(&self.weight)
    }

    /// The variance of the truth in the population, Σw(y − ȳ)²/Σw.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`].
    pub fn variance_true(&self) -> Result<f64, Undefined> {
        self.read()?.variance(&self.true_spread())
    }

    /// The variance of the prediction in the population, Σw(p − p̄)²/Σw.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`].
    pub fn variance_pred(&self) -> Result<f64, Undefined> {
        self.read()?.variance(&self.pred_spread())
    }

    /// The covariance in the population, Σw(y − ȳ)(p − p̄)/Σw.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`].
    pub fn covariance(&self) -> Result<f64, Undefined> {
        self.read()?.per_squared_weight(&self.common_spread())
    }

    /// The coefficient of determination, 1 − Σw(y − p)²/Σw(y − ȳ)², within 2 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`]; [`Undefined::Constant`] if the truth does
    /// not vary.
    pub fn r2_score(&self) -> Result<f64, Undefined> {
        let spread = self.read()?.true_spread();
        Self::check_varying(&spread)?;
        // Only rounding below the range of products leads beyond 1, here and below.
        Ok(self.explained_spread().scaled().over(spread.scaled()).value()?.min(1.0))
    }

    /// Pearson's correlation, cov(y, p)/√(var(y)·var(p)), within 4 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`]; [`Undefined::Constant`] if the truth or
    /// the prediction does not vary.
    pub fn pearson_correlation(&self) -> Result<f64, Undefined> {
        let (y, p) = (self.read()?.true_spread(), self.pred_spread());
        [&y, &p].into_iter().try_for_each(Self::check_varying)?;
        let both = y.scaled().geometric_mean(p.scaled());
        // By the Cauchy-Schwarz inequality, only rounding can lead beyond 1.
        Ok(self.common_spread().scaled().over(both).value()?.clamp(-1.0, 1.0))
    }

    /// Lin's concordance correlation, 2·cov(y, p)/(var(y) + var(p) + (ȳ − p̄)²), within 2 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::Overflow`]; [`Undefined::Constant`] if truth and
    /// prediction are one and the same constant.
    pub fn concordance_correlation(&self) -> Result<f64, Undefined> {
        let distance = self.read()?.squared_distance();
        Self::check_varying(&distance)?;
        let common = self.common_spread();
        let value = common.clone().plus(&common).scaled().over(distance.scaled()).value()?;
        Ok(value.clamp(-1.0, 1.0))
    }

    /// Returns the variance of the truth, and the part of this variance that the prediction
    /// explains, each times Σw.
    pub(super) fn variation(&self) -> Result<(Floating, Floating), Undefined> {
        let spread = self.read()?.true_spread();
        Self::check_varying(&spread)?;
        let weight = self.weight_scaled();
        Ok((spread.scaled().over(weight), self.explained_spread().scaled().over(weight)))
    }

    /// Refuses a spread of 0. Rounding below the range of `f64` may have led below 0.
    pub(super) fn check_varying(spread: &DoubleWidth) -> Result<(), Undefined> {
        if spread.is_positive() { Ok(()) } else { Err(Undefined::Constant) }
    }

    /// Returns a spread of one kind of numbers by (Σw)². Rounding may have led below 0.
    pub(super) fn variance(&self, spread: &DoubleWidth) -> Result<f64, Undefined> {
        Ok(self.per_squared_weight(spread)?.max(0.0))
    }

    /// Returns `self` if it has weight and no sum has overflowed.
    pub(super) fn read(&self) -> Result<&Self, Undefined> {
        if self.weight.is_zero() {
            return Err(Undefined::NoSamples);
        }
        if self.has_overflowed() { Err(Undefined::Overflow) } else { Ok(self) }
    }

    /// Whether a sum is beyond all bounds.
    fn has_overflowed(&self) -> bool {
        let sums = [&self.weight, &self.y, &self.p, &self.yy, &self.pp, &self.yp];
        sums.iter().any(|sum| sum.has_overflowed())
    }

    /// Σw·Σwy² − (Σwy)²: the variance of the truth, times (Σw)².
    pub(super) fn true_spread(&self) -> DoubleWidth {
        DoubleWidth::product(&self.weight, &self.yy).minus_product(&self.y, &self.y)
    }

    pub(super) fn pred_spread(&self) -> DoubleWidth {
        DoubleWidth::product(&self.weight, &self.pp).minus_product(&self.p, &self.p)
    }

    pub(super) fn common_spread(&self) -> DoubleWidth {
        DoubleWidth::product(&self.weight, &self.yp).minus_product(&self.y, &self.p)
    }

    /// The variance of the truth less the mean squared error, times (Σw)². The squares of the
    /// truth cancel: Σw·(2Σwyp − Σwp²) − (Σwy)².
    fn explained_spread(&self) -> DoubleWidth {
        let common = DoubleWidth::product(&self.weight, &self.yp);
        let twice = common.plus_product(&self.weight, &self.yp);
        twice.minus_product(&self.weight, &self.pp).minus_product(&self.y, &self.y)
    }

    /// var(y) + var(p) + (ȳ − p̄)², times (Σw)²: Σw·(Σwy² + Σwp²) − 2·Σwy·Σwp.
    fn squared_distance(&self) -> DoubleWidth {
        let squares = DoubleWidth::product(&self.weight, &self.yy);
        let squares = squares.plus_product(&self.weight, &self.pp);
        squares.minus_product(&self.y, &self.p).minus_product(&self.y, &self.p)
    }

    pub(super) fn per_squared_weight(&self, spread: &DoubleWidth) -> Result<f64, Undefined> {
        let square = DoubleWidth::product(&self.weight, &self.weight);
        spread.scaled().over(square.scaled()).value()
    }

    /// Σw as a [`Floating`].
    pub(super) fn weight_scaled(&self) -> Floating {
        Self::scaled(&self.weight)
    }
}

#[inline(always)]
pub(super) fn number<A: Element>(a: A, _: A) -> f64 {
    a.to_f64()
}
