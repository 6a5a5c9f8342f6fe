//! The standard error of a quotient of two totals.

use super::joint::JointMoments;
use super::products::add_products;
use crate::error::Undefined;
use crate::exact::wide::{DoubleWidth, Floating};
use crate::exact::{ExactSum, NotANumber};

impl JointMoments {
    /// Σy, Σp, Σy² and Σp².
    pub(crate) fn sums(&self) -> [&ExactSum; 4] {
        [&self.y, &self.p, &self.yy, &self.pp]
    }

    /// Adds pairs of weight 1 of a constant truth, given the sum of the predictions.
    pub(crate) fn add_beside_constant(
        &mut self,
        constant: u64,
        sum: &ExactSum,
        p: &[f64],
    ) -> Result<(), NotANumber> {
        let count = p.len() as u64;
        self.weight.add_count(count);
        self.y.add_count(constant * count);
        self.yy.merge(&ExactSum::from_term(1.0).times(constant).times(constant).times(count));
        self.p.merge(sum);
        self.yp.merge(&sum.times(constant));
        add_products(&mut self.pp, p, p)
    }

    /// Returns the standard error of μ = Σp/Σy over n independent pairs: √(n/(n − 1)·Σ(p − μy)²)/Σy.
    ///
    /// With Y = Σy and P = Σp, Σ(p − μy)² is (A − μB)/Y of the exact differences A = Y·Σp² − P·Σyp and
    /// B = Y·Σyp − P·Σy², both 0 if all p are μy; B is 0 if y is constant.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`], [`Undefined::TooFewSamples`] for one pair, [`Undefined::Overflow`].
    pub(crate) fn error_of_quotient(&self) -> Result<f64, Undefined> {
        let n = self.read()?.weight.value()?;
        if n < 2.0 {
            return Err(Undefined::TooFewSamples);
        }
        let difference = |a: &ExactSum, b: &ExactSum| {
            DoubleWidth::product(&self.y, a).minus_product(&self.p, b).scaled()
        };
        let (a, b) = (difference(&self.pp, &self.yp), difference(&self.yp, &self.yy));
        let (y, p) = (Self::scaled(&self.y), Self::scaled(&self.p));
        let squares = Floating::sum(&[a, b.times(p).over(y).negated()]);
        if squares.mantissa <= 0.0 {
            return Ok(0.0);
        }
        let variance = squares.over(y).over(y).over(y).times(Floating::new(n / (n - 1.0), 0));
        variance.root().value()
    }

    /// A sum as a [`Floating`]: the product of the sum and 1, scaled.
    pub(super) fn scaled(sum: &ExactSum) -> Floating {
        DoubleWidth::product(sum, &ExactSum::from_term(1.0)).scaled()
    }
}
