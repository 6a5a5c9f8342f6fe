//! Agreement beyond chance: Matthews's correlation and Cohen's kappa.
//!
//! Both are differences of products of totals, which may cancel. So totals become integers in a
//! unit of a power of two, up to 60 bits below the largest total. That is exact for counts below
//! the limits stated at each method; other weights are rounded to the unit. Products and
//! differences of the integers are exact.

use super::confusion::ConfusionMatrix;
use crate::error::Undefined;
use crate::kernel::bits::{exponent, scale};
use crate::state::{ExactSum, Tally};

/// The weight of a confusion of class i with class j in Cohen's kappa.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum KappaWeights {
    /// 1 for every confusion. The default.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "unweighted"))]
    Unweighted,
    /// |i − j|, for classes that are grades.
    #[cfg_attr(feature = "serde", serde(alias = "linear"))]
    Linear,
    /// (i − j)², for classes that are grades.
    #[cfg_attr(feature = "serde", serde(alias = "quadratic"))]
    Quadratic,
}

/// The totals of a matrix as integers in a common unit.
struct Integers {
    support: Vec<i128>,
    predicted: Vec<i128>,
    right: i128,
    total: i128,
}

impl ConfusionMatrix {
    /// Matthews's correlation of truth and prediction, for any number of classes
    /// ([Gorodkin 2004](https://doi.org/10.1016/j.compbiolchem.2004.09.006)), in [−1, 1].
    ///
    /// (c·s − Σtₖpₖ)/√((s² − Σtₖ²)(s² − Σpₖ²)), where s is the total, c the weight of correct
    /// predictions, and tₖ and pₖ the totals of class k in truth and prediction. Differences are
    /// exact for counts below 2^53.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::OneClass`] if the truth has a single class,
    /// [`Undefined::Constant`] if the prediction has a single class.
    pub fn matthews_correlation(&self) -> Result<f64, Undefined> {
        let n = self.integers(1)?;
        let spread = |totals: &[i128]| n.total * n.total - products(totals, totals);
        let (of_truth, of_prediction) = (spread(&n.support), spread(&n.predicted));
        if of_truth == 0 {
            return Err(Undefined::OneClass);
        }
        if of_prediction == 0 {
            return Err(Undefined::Constant);
        }
        let shared = n.total * n.right - products(&n.support, &n.predicted);
        let correlation = shared as f64 / (of_truth as f64 * of_prediction as f64).sqrt();
        Ok(correlation.clamp(-1.0, 1.0))
    }

    /// Cohen's kappa ([Cohen 1960](https://doi.org/10.1177/001316446002000104)): the agreement
    /// beyond chance, at most 1.
    ///
    /// 1 − Σwᵢⱼoᵢⱼ/Σwᵢⱼeᵢⱼ with observed cells o, cells expected by chance e = tᵢpⱼ/s, and the
    /// weight w of a confusion. Differences are exact for counts of less than 2^53 samples if all w
    /// are below 2^16, and of less than 2^51 samples if all w are below 2^20.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::OneClass`] if truth and prediction have one and the
    /// same single class.
    pub fn cohen_kappa(&self, weights: KappaWeights) -> Result<f64, Undefined> {
        let far = self.num_classes().saturating_sub(1) as i128;
        let n = self.integers(match weights {
            KappaWeights::Unweighted => 1,
            KappaWeights::Linear => far,
            KappaWeights::Quadratic => far * far,
        })?;
        let expected = match weights {
            KappaWeights::Unweighted => n.total * n.total - products(&n.support, &n.predicted),
            KappaWeights::Linear => linear(&n),
            KappaWeights::Quadratic => quadratic(&n),
        };
        if expected == 0 {
            return Err(Undefined::OneClass);
        }
        let observed = n.total * self.weights(weights, far, n.total, n.right)?;
        Ok((expected - observed) as f64 / expected as f64)
    }

    /// Σwᵢⱼoᵢⱼ, in the unit of `total` and `right`.
    fn weights(
        &self,
        weights: KappaWeights,
        far: i128,
        total: i128,
        right: i128,
    ) -> Result<i128, Undefined> {
        if weights == KappaWeights::Unweighted {
            return Ok(total - right);
        }
        let unit = self.unit(if weights == KappaWeights::Linear { far } else { far * far })?;
        let mut sum = 0;
        for (truth, prediction, tally) in self.cells() {
            let distance = truth.abs_diff(prediction) as i128;
            let linear = weights == KappaWeights::Linear;
            sum += integer(tally, unit)? * if linear { distance } else { distance * distance };
        }
        Ok(sum)
    }

    /// Returns the exponent of a unit in which products of two totals and a factor up to `most` fit
    /// into an `i128`.
    fn unit(&self, most: i128) -> Result<i32, Undefined> {
        let bits = (most.leading_zeros() as i32 - 6) / 2;
        Ok(exponent(self.total().value()?) + 1 - bits)
    }

    fn integers(&self, most: i128) -> Result<Integers, Undefined> {
        let total = self.total();
        if total.is_zero() {
            return Err(Undefined::NoSamples);
        }
        let unit = self.unit(most)?;
        let right = self.cells().filter(|(truth, prediction, _)| truth == prediction);
        Ok(Integers {
            support: integers(&self.support(), unit)?,
            predicted: integers(&self.predicted(), unit)?,
            right: integer(&Tally::total(right.map(|(_, _, tally)| tally)), unit)?,
            total: integer(&total, unit)?,
        })
    }
}

fn integers(tallies: &[Tally], unit: i32) -> Result<Vec<i128>, Undefined> {
    tallies.iter().map(|tally| integer(tally, unit)).collect()
}

/// Returns a total in units of 2^`unit`, rounded to the nearest integer. Adds the nearest `f64` and
/// the rest of the total, because the `f64` alone may have lost digits.
fn integer(tally: &Tally, unit: i32) -> Result<i128, Undefined> {
    let rounded = tally.value()?;
    let mut rest = tally.to_sum();
    rest.subtract(&ExactSum::from_term(rounded));
    let (most, rest) = (scale(rounded, -unit), scale(rest.value()?, -unit));
    let fraction = most - most.floor() + rest;
    Ok(most.floor() as i128 + fraction.round_ties_even() as i128)
}

/// Σtₖpₖ.
fn products(t: &[i128], p: &[i128]) -> i128 {
    t.iter().zip(p).map(|(t, p)| t * p).sum()
}

/// Σ|i − j|·tᵢpⱼ: |i − j| is the number of boundaries between neighbouring classes from i to j, so
/// each boundary adds the product of the totals on either side.
fn linear(n: &Integers) -> i128 {
    let (all_t, all_p) = (n.support.iter().sum::<i128>(), n.predicted.iter().sum::<i128>());
    let (mut t, mut p, mut sum) = (0, 0, 0);
    for (support, predicted) in n.support.iter().zip(&n.predicted) {
        (t, p) = (t + support, p + predicted);
        sum += t * (all_p - p) + (all_t - t) * p;
    }
    sum
}

/// Σ(i − j)²·tᵢpⱼ, computed from the moments of i and j.
fn quadratic(n: &Integers) -> i128 {
    let moment = |totals: &[i128], power: u32| -> i128 {
        totals.iter().enumerate().map(|(i, total)| (i as i128).pow(power) * total).sum()
    };
    let t = [0, 1, 2].map(|power| moment(&n.support, power));
    let p = [0, 1, 2].map(|power| moment(&n.predicted, power));
    p[0] * t[2] - 2 * t[1] * p[1] + t[0] * p[2]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_are_rounded_to_the_unit() {
        let of = |weights: &[f64], unit| {
            let mut tally = Tally::default();
            weights.iter().for_each(|&weight| tally.add(weight).expect("a weight"));
            integer(&tally, unit)
        };
        assert_eq!(of(&[2.5], 0), Ok(2));
        assert_eq!(of(&[3.5], 0), Ok(3));
        assert_eq!(of(&[2.75], 0), Ok(3));
        assert_eq!(of(&[2.25], 0), Ok(2));
        assert_eq!(of(&[2.75], -2), Ok(11));
        assert_eq!(of(&[96.0], 5), Ok(3));
        // 2^60 + 1 and 2^60 + 0.75 are no `f64`s; rounding cuts off the second number.
        assert_eq!(of(&[2_f64.powi(60), 1.0], 0), Ok((1 << 60) + 1));
        assert_eq!(of(&[2_f64.powi(60), 0.75], 0), Ok((1 << 60) + 1));
        assert_eq!(of(&[2_f64.powi(60), 127.0], 0), Ok((1 << 60) + 127));
        assert_eq!(of(&[2_f64.powi(-1000)], -1060), Ok(1 << 60));
    }
}
