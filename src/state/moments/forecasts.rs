//! Joint sums of forecasts: the truth of a pair is 1 or 0, so that half of the sums are the other half's.

use super::JointMoments;
use super::joint::LEAST_WEIGHT;
use super::products::{add_products, write};
use crate::exact::keyed::SumsOfKey;
use crate::exact::part::Part;
use crate::exact::product::{product, product_error};
use crate::exact::{ExactSum, NotANumber};

/// Forecasts of events that all came true, or of events none of which did.
pub(crate) struct Forecasts<'a> {
    pub(crate) probabilities: &'a [f64],
    /// The weights, above 0; 1 for each forecast if there are none.
    pub(crate) weights: Option<&'a [f64]>,
    /// Whether every probability is an `f32`, whose square is exact.
    pub(crate) short: bool,
}

impl JointMoments {
    /// Adds forecasts with their outcome. Discard the sums after an error.
    pub(crate) fn add_forecasts(
        &mut self,
        outcome: bool,
        forecasts: &Forecasts<'_>,
    ) -> Result<(), NotANumber> {
        let (weight, p) = (forecasts.weight()?, forecasts.sum()?);
        forecasts.add_squares(&mut self.pp)?;
        self.weight.merge(&weight);
        self.p.merge(&p);
        if outcome {
            self.y.merge(&weight);
            self.yy.merge(&weight);
            self.yp.merge(&p);
        }
        if forecasts.has_tiny_weight() {
            self.refuse_products()?;
        }
        Ok(())
    }

    /// Adds the sums of forecasts, given their outcome.
    pub(crate) fn add_sums(&mut self, outcome: bool, forecasts: &SumsOfKey) {
        self.weight.add_part(forecasts.weight);
        add(&mut self.p, &forecasts.sum);
        add(&mut self.pp, &forecasts.squares);
        if outcome {
            self.y.add_part(forecasts.weight);
            self.yy.add_part(forecasts.weight);
            add(&mut self.yp, &forecasts.sum);
        }
    }
}

/// Adds the parts that are not 0.
fn add(sum: &mut ExactSum, parts: &[Part]) {
    parts.iter().filter(|part| part.steps != 0).for_each(|&part| sum.add_part(part));
}

impl Forecasts<'_> {
    /// Σw.
    fn weight(&self) -> Result<ExactSum, NotANumber> {
        let mut sum = ExactSum::new();
        match self.weights {
            None => sum.add_count(self.probabilities.len() as u64),
            Some(weights) => sum.add_terms(weights)?,
        }
        Ok(sum)
    }

    /// Σwp.
    fn sum(&self) -> Result<ExactSum, NotANumber> {
        let mut sum = ExactSum::new();
        match self.weights {
            None => sum.add_terms(self.probabilities)?,
            Some(weights) => add_products(&mut sum, weights, self.probabilities)?,
        }
        Ok(sum)
    }

    /// Adds Σwp².
    fn add_squares(&self, sum: &mut ExactSum) -> Result<(), NotANumber> {
        let p = self.probabilities;
        match self.weights {
            None if self.short => sum.add_pairs(p, p, product, product),
            None => add_products(sum, p, p),
            Some(weights) => {
                let mut buffer = vec![0.0; p.len()];
                write(&mut buffer, p, p, product);
                add_products(sum, weights, &buffer)?;
                if self.short {
                    return Ok(());
                }
                write(&mut buffer, p, p, product_error);
                add_products(sum, weights, &buffer)
            }
        }
    }

    fn has_tiny_weight(&self) -> bool {
        self.weights.is_some_and(|weights| weights.iter().any(|&weight| weight < LEAST_WEIGHT))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sums of forecasts are those of their pairs.
    fn check(probabilities: &[f64], weights: Option<&[f64]>, short: bool) {
        let ones = vec![1.0; probabilities.len()];
        for outcome in [false, true] {
            let (mut sums, mut pairs) = (JointMoments::default(), JointMoments::default());
            sums.add_forecasts(outcome, &Forecasts { probabilities, weights, short }).unwrap();
            for (&p, &weight) in probabilities.iter().zip(weights.unwrap_or(&ones)) {
                pairs.add(f64::from(u8::from(outcome)), p, weight).unwrap();
            }
            assert_eq!(sums, pairs, "{outcome} {short} {}", weights.is_some());
        }
    }

    #[test]
    fn forecasts_are_pairs_with_a_constant_truth() {
        let probabilities: Vec<f64> = (0..50).map(|i| 1.0 / f64::from(i + 1)).collect();
        let singles: Vec<f64> = probabilities.iter().map(|&p| f64::from(p as f32)).collect();
        let weights: Vec<f64> = (0..50).map(|i| 0.1 + f64::from(i) / 7.0).collect();
        let mut tiny = weights.clone();
        tiny[20] = LEAST_WEIGHT / 2.0;
        for weights in [None, Some(&weights[..]), Some(&tiny)] {
            check(&probabilities, weights, false);
            check(&singles, weights, true);
        }
    }
}
