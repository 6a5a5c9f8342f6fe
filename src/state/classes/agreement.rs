//! Agreement beyond chance: Matthews's correlation and Cohen's kappa.
//!
//! Both are quotients of differences of products of totals, and the differences may cancel. Totals are
//! exact sums, and their products and differences are exact wide integers, which are rounded once.

use super::confusion::ConfusionMatrix;
use crate::error::Undefined;
use crate::exact::wide::DoubleWidth;
use crate::kernel::bits::power_of_two;
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

/// The totals of a matrix as exact sums.
pub(super) struct Totals {
    pub(super) support: Vec<ExactSum>,
    pub(super) predicted: Vec<ExactSum>,
    right: ExactSum,
    pub(super) total: ExactSum,
}

impl ConfusionMatrix {
    /// Matthews's correlation of truth and prediction, for any number of classes
    /// ([Gorodkin 2004](https://doi.org/10.1016/j.compbiolchem.2004.09.006)), in [−1, 1].
    ///
    /// (c·s − Σtₖpₖ)/√((s² − Σtₖ²)(s² − Σpₖ²)), where s is the total, c the weight of correct
    /// predictions, and tₖ and pₖ the totals of class k in truth and prediction. Differences are
    /// exact for any weights: within 3 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::OneClass`] if the truth has a single class,
    /// [`Undefined::Constant`] if the prediction has a single class; [`Undefined::Overflow`] for totals
    /// beyond 2^900.
    pub fn matthews_correlation(&self) -> Result<f64, Undefined> {
        let n = self.totals()?;
        let square = DoubleWidth::product(&n.total, &n.total);
        let spread = |totals: &[ExactSum]| square.clone().minus(&products(totals, totals));
        let (of_truth, of_prediction) = (spread(&n.support), spread(&n.predicted));
        if !of_truth.is_positive() {
            return Err(Undefined::OneClass);
        }
        if !of_prediction.is_positive() {
            return Err(Undefined::Constant);
        }
        let shared =
            DoubleWidth::product(&n.total, &n.right).minus(&products(&n.support, &n.predicted));
        let size = of_truth.scaled().geometric_mean(of_prediction.scaled());
        Ok(shared.scaled().over(size).value()?.clamp(-1.0, 1.0))
    }

    /// Cohen's kappa ([Cohen 1960](https://doi.org/10.1177/001316446002000104)): the agreement
    /// beyond chance, at most 1.
    ///
    /// 1 − Σwᵢⱼoᵢⱼ/Σwᵢⱼeᵢⱼ with observed cells o, cells expected by chance e = tᵢpⱼ/s, and the
    /// weight w of a confusion. Differences are exact for any weights: within 2 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::OneClass`] if truth and prediction have one and the
    /// same single class; [`Undefined::Overflow`] for totals beyond 2^900.
    pub fn cohen_kappa(&self, weights: KappaWeights) -> Result<f64, Undefined> {
        let n = self.totals()?;
        let expected = match weights {
            KappaWeights::Unweighted => {
                let all = DoubleWidth::product(&n.total, &n.total);
                all.minus(&products(&n.support, &n.predicted))
            }
            KappaWeights::Linear => linear(&n),
            KappaWeights::Quadratic => quadratic(&n),
        };
        if !expected.is_positive() {
            return Err(Undefined::OneClass);
        }
        let apart = expected.clone().minus_product(&n.total, &self.confusions(weights));
        apart.scaled().over(expected.scaled()).value()
    }

    /// Σwᵢⱼoᵢⱼ.
    fn confusions(&self, weights: KappaWeights) -> ExactSum {
        let mut sum = ExactSum::new();
        for (truth, prediction, tally) in self.cells() {
            let distance = truth.abs_diff(prediction) as u64;
            let weight = match weights {
                KappaWeights::Unweighted => distance.min(1),
                KappaWeights::Linear => distance,
                KappaWeights::Quadratic => distance * distance,
            };
            sum.merge(&tally.to_sum().times(weight));
        }
        sum
    }

    pub(super) fn totals(&self) -> Result<Totals, Undefined> {
        let total = self.total();
        if total.is_zero() {
            return Err(Undefined::NoSamples);
        }
        if total.value()? > MOST {
            return Err(Undefined::Overflow);
        }
        let sums = |tallies: Vec<Tally>| tallies.iter().map(Tally::to_sum).collect();
        Ok(Totals {
            support: sums(self.support()),
            predicted: sums(self.predicted()),
            right: self.right().to_sum(),
            total: total.to_sum(),
        })
    }
}

/// The largest total: with squared distances of classes, below 2^44, and as many classes, no exact sum and
/// no product of two wraps.
const MOST: f64 = power_of_two(900);

/// Σtₖpₖ.
fn products(t: &[ExactSum], p: &[ExactSum]) -> DoubleWidth {
    let both = t.iter().zip(p).filter(|(t, p)| !t.is_zero() && !p.is_zero());
    both.fold(DoubleWidth::zero(), |sum, (t, p)| sum.plus_product(t, p))
}

/// Σ|i − j|·tᵢpⱼ: |i − j| is the number of boundaries between neighbouring classes from i to j, so
/// each boundary adds the product of the totals on either side.
fn linear(n: &Totals) -> DoubleWidth {
    let (mut t, mut p, mut sum) = (ExactSum::new(), ExactSum::new(), DoubleWidth::zero());
    for (support, predicted) in n.support.iter().zip(&n.predicted) {
        t.merge(support);
        p.merge(predicted);
        let rest = |part: &ExactSum| {
            let mut rest = n.total.clone();
            rest.subtract(part);
            rest
        };
        sum = sum.plus_product(&t, &rest(&p)).plus_product(&rest(&t), &p);
    }
    sum
}

/// Σ(i − j)²·tᵢpⱼ, computed from the moments of i and j.
fn quadratic(n: &Totals) -> DoubleWidth {
    let moment = |totals: &[ExactSum], power: u32| {
        let mut sum = ExactSum::new();
        let present = totals.iter().enumerate().filter(|(_, total)| !total.is_zero());
        present.for_each(|(i, total)| sum.merge(&total.times((i as u64).pow(power))));
        sum
    };
    let t = [0, 1, 2].map(|power| moment(&n.support, power));
    let p = [0, 1, 2].map(|power| moment(&n.predicted, power));
    let squares = DoubleWidth::product(&p[0], &t[2]).plus_product(&t[0], &p[2]);
    squares.minus_product(&t[1].times(2), &p[1])
}
