//! The standard error of the area under the ROC curve, after DeLong, DeLong and Clarke-Pearson (1988).
//!
//! V of a positive is the share of negatives with a lower score, equal scores counting half; V of a negative is the share
//! of positives with a higher score. 2n·V is a whole number for m positives and n negatives, so that the sums of
//! V and V² are exact.

use super::RankedScores;
use crate::error::Undefined;
use crate::exact::part::Part;
use crate::exact::wide::{DoubleWidth, Floating};
use crate::exact::{ExactSum, Tally};

/// The sums of 2·others·V and of its square over the samples of a class.
#[derive(Default)]
pub(super) struct Placements {
    pub(super) samples: u64,
    /// The size of the sum, which may be negative for differences of placements.
    pub(super) sum: u128,
    pub(super) squares: u128,
}

impl Placements {
    /// Adds samples with one value of 2·others·V.
    fn add(&mut self, samples: u64, twice: u128) -> Option<()> {
        let sum = twice.checked_mul(samples.into())?;
        self.sum = self.sum.checked_add(sum)?;
        self.squares = self.squares.checked_add(sum.checked_mul(twice)?)?;
        self.samples = self.samples.checked_add(samples)?;
        Some(())
    }

    /// The variance of V with n − 1, divided by n: Σ(v − v̄)²/(n(n − 1)).
    pub(super) fn variance_of_mean(&self, others: u64) -> Floating {
        let n = self.samples;
        let squares = DoubleWidth::product(&whole(n.into()), &whole(self.squares));
        let spread = squares.minus_product(&whole(self.sum), &whole(self.sum));
        let [n, twice] = [n as f64, 2.0 * others as f64].map(|count| Floating::new(count, 0));
        let less = Floating::new(self.samples as f64 - 1.0, 0);
        [n, n, less, twice, twice].into_iter().fold(spread.scaled(), Floating::over)
    }
}

/// Returns a whole number as an exact sum.
pub(super) fn whole(number: u128) -> ExactSum {
    let mut sum = ExactSum::new();
    sum.add_count(number as u64);
    sum.add_part(Part { steps: (number >> 64) as i128, exponent: 64 });
    sum
}

impl RankedScores {
    /// The standard error of the area under the ROC curve, √(s²(V⁺)/m + s²(V⁻)/n)
    /// ([DeLong and others 1988](https://doi.org/10.2307/2531595)), for samples that are independent of each other.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!(scores.roc_auc_error()?, 0.125_f64.sqrt()); // V⁺ 1/2 and 1, V⁻ 1 and 1/2
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::TooFewSamples`] with fewer than two positives or fewer than two negatives;
    /// [`Undefined::NotCounted`] with weights that are no whole numbers; [`Undefined::Overflow`] beyond 2^42 samples.
    pub fn roc_auc_error(&self) -> Result<f64, Undefined> {
        let [positives, negatives] = self.placements()?;
        if positives.samples < 2 || negatives.samples < 2 {
            return Err(Undefined::TooFewSamples);
        }
        let of_positives = positives.variance_of_mean(negatives.samples);
        let of_negatives = negatives.variance_of_mean(positives.samples);
        Floating::sum(&[of_positives, of_negatives]).root().value()
    }

    fn placements(&self) -> Result<[Placements; 2], Undefined> {
        let (mut positives, mut negatives) = (Placements::default(), Placements::default());
        let (mut below, mut above) = (0_u64, count(&self.positives())?);
        for tied in self.runs() {
            let [p, n] = [count(&tied.positives)?, count(&tied.negatives)?];
            above -= p;
            let added = positives.add(p, 2 * u128::from(below) + u128::from(n));
            added.ok_or(Undefined::Overflow)?;
            let added = negatives.add(n, 2 * u128::from(above) + u128::from(p));
            added.ok_or(Undefined::Overflow)?;
            below += n;
        }
        Ok([positives, negatives])
    }
}

/// Returns a weight that is a whole number below 2^53.
fn count(tally: &Tally) -> Result<u64, Undefined> {
    let number = tally.value()?;
    let is_whole = number < (1_u64 << 53) as f64 && number == number.trunc();
    if is_whole { Ok(number as u64) } else { Err(Undefined::NotCounted) }
}
