//! What confusions cost.

use super::confusion::ConfusionMatrix;
use crate::error::Undefined;
use crate::exact::digits::finite;
use crate::exact::wide::DoubleWidth;
use crate::state::ExactSum;

impl ConfusionMatrix {
    /// The mean cost of a sample, Σcᵢⱼnᵢⱼ/Σnᵢⱼ, where `cost` returns the cost cᵢⱼ of predicting class j for
    /// a sample of class i; a cost below 0 is a gain. Costs and totals are added exactly: within 0.51 ulp,
    /// also where gains and costs cancel.
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::metrics;
    ///
    /// let c = metrics::confusion_matrix(&array![0, 0, 1, 1], &array![0, 1, 0, 1], 2)?;
    /// let missed_costs_five = |truth, prediction| match (truth, prediction) {
    ///     (1, 0) => 5.0,
    ///     (0, 1) => 1.0,
    ///     _ => 0.0,
    /// };
    /// assert_eq!(c.expected_cost(missed_costs_five), Ok(1.5));
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Overflow`] if a cost of a cell above 0 is not finite, or the
    /// total is beyond the range of `f64`.
    pub fn expected_cost(&self, cost: impl Fn(usize, usize) -> f64) -> Result<f64, Undefined> {
        let total = self.total();
        if total.value()? == 0.0 {
            return Err(Undefined::NoSamples);
        }
        let mut sum = DoubleWidth::zero();
        for (truth, prediction, tally) in self.cells() {
            let cost = ExactSum::from_term(finite(cost(truth, prediction))?);
            sum = sum.plus_product(&cost, &tally.to_sum());
        }
        sum.over(&DoubleWidth::product(&ExactSum::from_term(1.0), &total.to_sum())).value()
    }
}
