//! How far each pair moves a value that is read off the moments.
//!
//! A value f of means, variances and a covariance moves with the pair i by qᵢ/n to first order, where q is a quadratic
//! polynomial of a = y − ȳ and ε = e − ē, for e = y − p. So the standard error of f is √(Var(q)/(n − 1)): the delta method
//! ([Hampel 1974](https://doi.org/10.1080/01621459.1974.10482962)), whatever the distribution of the pairs.

use super::Moments;
use super::errors::ErrorNormalization;
use super::joint::JointMoments;
use super::powers::{PowerSums, Powers};
use crate::error::Undefined;
use crate::kernel::bits::power_of_two;

/// The polynomial q of a value, apart from a constant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// The coefficients of a², aε, ε², a and ε.
    terms: [f64; 5],
}

/// The exponents of a and ε in each term.
const EXPONENTS: [[usize; 2]; 5] = [[2, 0], [1, 1], [0, 2], [1, 0], [0, 1]];

/// A variance below this part of the terms that add up to it is rounding.
const ROUNDING: f64 = power_of_two(-46);

impl Influence {
    /// The influence on the value times a factor.
    pub(crate) fn times(self, factor: f64) -> Self {
        Self { terms: self.terms.map(|term| term * factor) }
    }

    /// Returns the standard error of the value over the pairs of some power sums.
    pub(crate) fn standard_error(self, powers: &PowerSums) -> Result<f64, Undefined> {
        let means = powers.centred()?;
        let n = powers.samples();
        if n < 2 {
            return Err(Undefined::TooFewSamples);
        }
        let error = (self.variance(&means) / (n - 1) as f64).sqrt();
        if error.is_finite() { Ok(error) } else { Err(Undefined::Overflow) }
    }

    fn variance(self, means: &Powers) -> f64 {
        let terms = || self.terms.into_iter().zip(EXPONENTS);
        let mean: f64 = terms().map(|(term, [i, j])| term * means[i][j]).sum();
        let (mut squares, mut size) = (0.0, mean * mean);
        for (b, [k, l]) in terms() {
            for (c, [i, j]) in terms() {
                squares += b * c * means[i + k][j + l];
                size += (b * c * means[i + k][j + l]).abs();
            }
        }
        let variance = squares - mean * mean;
        if variance > size * ROUNDING { variance } else { 0.0 }
    }
}

impl Moments {
    /// The influence on the only column's number; none if there are several columns, which depend on each other.
    pub(crate) fn influences_of_one_column(
        &self,
        influence: impl Fn(&JointMoments) -> Result<Influence, Undefined>,
    ) -> Vec<Result<Influence, Undefined>> {
        if self.columns.len() == 1 {
            self.columns.iter().map(influence).collect()
        } else {
            Vec::new()
        }
    }

    /// The influence on the R² of a column, adjusted for regressors: 1 − R² is only multiplied.
    pub(crate) fn influence_on_r2(
        &self,
        column: &JointMoments,
        num_regressors: usize,
    ) -> Result<Influence, Undefined> {
        let factor = 1.0 - self.adjusted(0.0, num_regressors)?;
        Ok(column.influence_on_r2()?.times(factor))
    }
}

impl JointMoments {
    /// The influence on R² = 1 − Σe²/Σa²: q = ((1 − R²)·a² − ε² − 2ē·ε)/var(y).
    pub(crate) fn influence_on_r2(&self) -> Result<Influence, Undefined> {
        let (variance, bias) = (self.variance_true()?, self.bias()?);
        let terms = [self.relative_squared_error()?, 0.0, -1.0, 0.0, 2.0 * bias];
        Ok(Influence { terms }.times(1.0 / variance))
    }

    /// The influence on the explained variance E = 1 − var(e)/var(y): q = ((1 − E)·a² − ε²)/var(y).
    pub(crate) fn influence_on_explained_variance(&self) -> Result<Influence, Undefined> {
        let (variance, errors) = (self.variance_true()?, self.variance_error()?);
        self.explained_variance()?;
        let terms = [errors / variance, 0.0, -1.0, 0.0, 0.0];
        Ok(Influence { terms }.times(1.0 / variance))
    }

    /// The influence on Pearson's r: q = uv − r(u² + v²)/2 of the standardised u = a/σ(y) and v = (a − ε)/σ(p).
    pub(crate) fn influence_on_pearson(&self) -> Result<Influence, Undefined> {
        let r = self.pearson_correlation()?;
        let (y, p) = (self.variance_true()?, self.variance_pred()?);
        let [uu, uv, vv] = [-r / (2.0 * y), 1.0 / (y.sqrt() * p.sqrt()), -r / (2.0 * p)];
        Ok(Influence { terms: [uu + uv + vv, -uv - 2.0 * vv, vv, 0.0, 0.0] })
    }

    /// The influence on Lin's C = 2·cov/D, D the mean of e² about the line of equal means:
    /// q = ((2 − 2C)(a² − aε) − C·ε² − 2C·ē·ε)/D.
    pub(crate) fn influence_on_concordance(&self) -> Result<Influence, Undefined> {
        let (c, bias) = (self.concordance_correlation()?, self.bias()?);
        let distance = self.variance_true()? + self.variance_pred()? + bias * bias;
        let terms = [2.0 - 2.0 * c, 2.0 * c - 2.0, -c, 0.0, 2.0 * c * bias];
        Ok(Influence { terms }.times(1.0 / distance))
    }

    /// The influence on the root of the squared error over the truth's size: by its deviation, √(1 − R²) with
    /// q = −q(R²)/(2√(1 − R²)); by its mean, m/|ȳ| with q = (ε² + 2ē·ε)/(2m|ȳ|) − m·a/(ȳ|ȳ|).
    pub(crate) fn influence_on_normalized_error(
        &self,
        by: ErrorNormalization,
    ) -> Result<Influence, Undefined> {
        let value = self.normalized_root_mean_squared_error(by)?;
        if value == 0.0 {
            return Err(Undefined::NoSpread); // a root has no slope there
        }
        let ErrorNormalization::Mean = by else {
            return Ok(self.influence_on_r2()?.times(-0.5 / value));
        };
        let (mean, bias) = (self.mean_true()?, self.bias()?);
        let by_error = 0.5 / (value * mean * mean);
        let terms = [0.0, 0.0, by_error, -value / mean, -2.0 * bias * by_error];
        Ok(Influence { terms })
    }
}
