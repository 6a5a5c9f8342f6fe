//! The mean of the groups' numbers.

use super::by_group::ByGroup;
use crate::error::Undefined;
use crate::mean::estimate_of_mean;
use crate::measure::Measure;
use crate::output::OneNumber;
use crate::state::SampleSums;
use crate::uncertainty::Estimate;

impl<K: Ord + Clone, M: Measure<Output: OneNumber>> ByGroup<K, M> {
    /// Returns the mean of the groups' numbers, in which each group counts the same, with a standard error that takes
    /// the groups as independent of each other.
    ///
    /// Groups without a number are left out: [`samples`](Estimate::samples) is the number of the others, of
    /// [`len`](Self::len) groups. The mean of numbers that are all 0 or 1 is a share of the groups, with Wilson's
    /// interval.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut areas = ByGroup::new(RocAuc);
    /// let (y_true, y_pred) = (array![0, 1, 0, 1, 1, 0, 1], array![0.1, 0.4, 0.8, 0.3, 0.9, 0.7, 0.2]);
    /// areas.update(&[1, 1, 2, 2, 2, 2, 3], &y_true, &y_pred)?;
    /// let mean = areas.mean()?; // of 1 and 2/4; group 3 has one class
    /// assert_eq!((mean.value, mean.samples, areas.len()), (0.75, 2, 3));
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The reason why no group has a number, [`Undefined::NoSamples`] without groups; [`Undefined::Overflow`].
    pub fn mean(&self) -> Result<Estimate, Undefined> {
        self.mean_weighted(|_| 1.0)
    }

    /// Returns the mean of the groups' numbers with a weight for each group, such as the number of its samples.
    ///
    /// # Errors
    ///
    /// As [`mean`](Self::mean); [`Undefined::Overflow`] for a weight that is negative or not finite.
    pub fn mean_weighted(&self, weight: impl Fn(&K) -> f64) -> Result<Estimate, Undefined> {
        let (mut weights, mut terms, mut reason) = (Vec::new(), Vec::new(), Undefined::NoSamples);
        for (key, output) in self.by_group() {
            let weight = weight(key);
            if !(0.0..f64::INFINITY).contains(&weight) {
                return Err(Undefined::Overflow);
            }
            match output.number() {
                Ok(number) if weight > 0.0 => {
                    weights.push(weight);
                    terms.push(number);
                }
                Ok(_) => (),
                Err(undefined) => reason = undefined,
            }
        }
        if terms.is_empty() {
            return Err(reason);
        }
        estimate_of_mean(&sums(&weights, &terms)?, self.measure().scale())
    }
}

/// Returns the sums of terms with weights, each term that of a sample.
fn sums(weights: &[f64], terms: &[f64]) -> Result<SampleSums, Undefined> {
    let (mut sums, overflow) = (SampleSums::default(), |_| Undefined::Overflow);
    let products: Vec<_> = weights.iter().zip(terms).map(|(weight, term)| weight * term).collect();
    if weights.iter().all(|&weight| weight == 1.0) {
        sums.add_single(terms).map_err(overflow)?;
    } else {
        sums.add_terms(Some(weights), terms).map_err(overflow)?;
        sums.add_samples(weights, &products).map_err(overflow)?;
    }
    Ok(sums)
}
