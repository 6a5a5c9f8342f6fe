//! The standard error of a mean whose samples depend on each other within a group.

use super::by_group::ByGroup;
use crate::error::Undefined;
use crate::mean::{ByTotals, PerSample};
use crate::state::SampleSums;
use crate::uncertainty::{Estimate, Estimated as _, SampledBy};

impl<K: Ord + Clone, M: PerSample<Output = Result<f64, Undefined>>> ByGroup<K, M> {
    /// Returns the value of all samples with a standard error that takes the groups as independent of each other, and
    /// the samples of a group as they are: the clustered standard error, with G/(G − 1) for G groups.
    ///
    /// √(G/(G − 1)·Σ(u − μw)²)/Σw over the groups' weights w and weighted terms u
    /// ([Cameron and Miller 2015](https://doi.org/10.3368/jhr.50.2.317)).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let mut errors = ByGroup::new(MeanAbsoluteError);
    /// let y_pred = array![0.0, 1.0, 2.0, 3.0, 4.0];
    /// errors.update(&["a", "a", "b", "b", "c"], &array![0.0, 0.0, 0.0, 0.0, 0.0], &y_pred)?;
    /// let error = errors.clustered()?; // u − 2w: −3, 1 and 2
    /// assert_eq!((error.value, error.samples), (2.0, 3));
    /// assert!((error.standard_error? - 21_f64.sqrt() / 5.0).abs() < 1e-15);
    /// # Ok::<(), Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Overflow`].
    pub fn clustered(&self) -> Result<Estimate, Undefined> {
        let mut groups = SampleSums::default();
        for (_, group) in self.states() {
            groups.add_group(group)?;
        }
        Result::estimates(<ByTotals as SampledBy<M::Observer>>::estimates(self.measure(), &groups))
    }
}
