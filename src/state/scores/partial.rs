//! Areas under a part of the ROC curve, on a plain and on a logarithmic axis.

use super::RankedScores;
use super::steps::Steps;
use crate::error::{Error, Undefined};
use crate::exact::double::Double;
use crate::kernel::math;

/// What a partial area is divided by, so that areas of different parts compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum AreaScaling {
    /// Nothing: the area itself, at most the width of the part.
    #[cfg_attr(feature = "serde", serde(alias = "raw"))]
    Raw,
    /// The width of the part: the mean true positive rate over it, in [0, 1].
    #[cfg_attr(feature = "serde", serde(alias = "mean"))]
    Mean,
    /// As [McClish (1989)](https://doi.org/10.1177/0272989X8900900307): 1/2 for the diagonal, 1 for the
    /// whole part, which may be below 1/2, and below 0 far from the origin. What scikit-learn and
    /// torchmetrics call the standardized partial area.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "mc_clish", alias = "mcclish"))]
    McClish,
}

impl RankedScores {
    /// Returns the area under the ROC curve over false positive rates in [`low`, `high`], with straight
    /// lines between the points of the curve.
    ///
    /// Within 2^-52.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] unless 0 ≤ `low` < `high` ≤ 1, or for a part narrower than 1e-12;
    /// [`Error::Undefined`] as for [`roc_auc`](Self::roc_auc).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    /// use ndarray_metrics::state::AreaScaling;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!(scores.partial_roc_auc(0.0, 0.5, AreaScaling::Raw)?, 0.25); // 1/2 high, 1/2 wide
    /// assert_eq!(scores.partial_roc_auc(0.0, 0.5, AreaScaling::Mean)?, 0.5);
    /// assert_eq!(scores.partial_roc_auc(0.0, 0.5, AreaScaling::McClish)?, 2.0 / 3.0);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn partial_roc_auc(&self, low: f64, high: f64, scaling: AreaScaling) -> Result<f64, Error> {
        check_part(low, high)?;
        Ok(self.partial_area([low, high], scaling)?)
    }

    /// As [`partial_roc_auc`](Self::partial_roc_auc), of a part that was checked.
    pub(crate) fn partial_area(
        &self,
        part: [f64; 2],
        scaling: AreaScaling,
    ) -> Result<f64, Undefined> {
        let mean = mean_rate(&self.roc_steps()?, part)?;
        let ([low, high], one) = (part.map(Double::from), Double::from(1.0));
        let width = high.minus(low);
        Ok(match scaling {
            AreaScaling::Raw => math::clamp(mean.times(width).high, 0.0, width.high),
            AreaScaling::Mean => math::clamp(mean.high, 0.0, 1.0),
            AreaScaling::McClish => {
                let above = one.minus(low).add(mean.minus(high));
                above.over(one.minus(low).add(one.minus(high))).min(1.0)
            }
        })
    }

    /// Returns the mean true positive rate over the logarithm of the false positive rate from `low` to
    /// `high`, as torchmetrics's `LogAUC`: cut at both ends on straight lines, then with trapezoids over the
    /// logarithm.
    ///
    /// Within 2^-50.
    ///
    /// # Errors
    ///
    /// [`Error::Parameter`] unless 1e-300 ≤ `low` < `high` ≤ 1, or for a part narrower than 1e-12;
    /// [`Error::Undefined`] as for [`roc_auc`](Self::roc_auc).
    ///
    /// ```
    /// use ndarray::array;
    /// use ndarray_metrics::prelude::*;
    ///
    /// let scores = RocAuc.state_of(&array![0, 0, 1, 1], &array![0.1, 0.4, 0.35, 0.8])?;
    /// assert_eq!(scores.log_auc(0.25, 1.0)?, 0.75); // TPR 1/2 from 1/4 to 1/2, then 1
    /// # Ok::<(), Error>(())
    /// ```
    pub fn log_auc(&self, low: f64, high: f64) -> Result<f64, Error> {
        check_logarithmic_part(low, high)?;
        Ok(self.log_area([low, high])?)
    }

    /// As [`log_auc`](Self::log_auc), of a part that was checked. A rate that lasts to the end of the part
    /// counts where it is reached, so that nothing cancels.
    pub(crate) fn log_area(&self, part: [f64; 2]) -> Result<f64, Undefined> {
        let steps = self.roc_steps()?;
        let [start, end] = part.map(Double::from);
        let whole = logarithm(start, end);
        let (mut sum, mut last) = (Double::default(), Double::default());
        steps.each_between(part, |piece| {
            let rate = piece.y[0].add(piece.y[1]);
            let share = logarithm(piece.x[0], end) / whole;
            sum = sum.add(rate.minus(last).times(share.into()));
            last = rate;
        })?;
        Ok(math::clamp(sum.over(2.0.into()), 0.0, 1.0))
    }
}

/// The least width of a part: the digits of a narrower one would be lost in those of its ends.
const LEAST_WIDTH: f64 = 1e-12;

/// The least rate on a logarithmic axis: the ratio of 1 to a smaller one is beyond `f64`.
const LEAST_RATE: f64 = 1e-300;

/// Refuses a part of the false positive rates that is none.
pub(crate) fn check_part(low: f64, high: f64) -> Result<(), Error> {
    if !(0.0..1.0).contains(&low) {
        return Err(Error::number("low", low, "a false positive rate in [0, 1)"));
    }
    if !(high - low >= LEAST_WIDTH && high <= 1.0) {
        let expected = "a false positive rate above `low` by at least 1e-12, at most 1";
        return Err(Error::number("high", high, expected));
    }
    Ok(())
}

/// As [`check_part`], for a logarithmic axis, which has no 0.
pub(crate) fn check_logarithmic_part(low: f64, high: f64) -> Result<(), Error> {
    check_part(low, high)?;
    if low < LEAST_RATE {
        return Err(Error::number("low", low, "a false positive rate of at least 1e-300"));
    }
    Ok(())
}

/// Returns the mean true positive rate over a part of the false positive rates.
fn mean_rate(steps: &Steps<'_>, part: [f64; 2]) -> Result<Double, Undefined> {
    let mut twice_area = Double::default();
    steps.each_between(part, |piece| {
        let width = piece.x[1].minus(piece.x[0]);
        twice_area = twice_area.add(width.times(piece.y[0].add(piece.y[1])));
    })?;
    let [low, high] = part.map(Double::from);
    Ok(twice_area.divided(high.minus(low).times(2.0.into())))
}

/// Returns ln(to/from), for positive numbers in rising order.
fn logarithm(from: Double, to: Double) -> f64 {
    math::ln_1p(to.minus(from).over(from))
}
