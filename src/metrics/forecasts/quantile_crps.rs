//! The continuous ranked probability score, from quantiles.

use ndarray::{ArrayRef, Dimension};

use super::pinball_of_levels::{DECILES, PinballLossOfLevels};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::mean::{PerSample, Terms};
use crate::measure::{Measure, Slope};
use crate::scale::{Scale, Unit};
use crate::state::WeightedMean;

/// The continuous ranked probability score (CRPS) of predicted quantiles.
///
/// 2/K·Σ of the [`PinballLoss`] of K levels, averaged over all targets ([Gneiting and Ranjan 2011][g]):
/// twice [`PinballLossOfLevels`]. It approaches the CRPS of the distribution as evenly spaced levels
/// become many; it is not comparable between lists of levels. A term is within 2^-46 for up to a
/// hundred levels.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., levels]`, one column for each level, in
///   their order; any finite numbers. The value is in units of the data.
/// - **Undefined:** without a weight above zero; where the losses of a target exceed the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory; shares the state of [`PinballLossOfLevels`].
/// - **Errors:** other shapes, numbers that are not finite, levels that are not in (0, 1) or not in
///   order, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. It is `crps_quantile` of
/// scoringrules.
///
/// [`PinballLoss`]: crate::metrics::PinballLoss
/// [`PinballLossOfLevels`]: crate::metrics::PinballLossOfLevels
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let score = QuantileCrps { levels: vec![0.25, 0.5, 0.75] };
/// let (y_true, y_pred) = (array![4.0], array![[0.0, 2.0, 8.0]]);
/// assert_eq!(score.evaluate(&y_true, &y_pred)?, 2.0); // 2·(1/4·4 + 1/2·2 + 1/4·4)/3
/// # Ok::<(), Error>(())
/// ```
///
/// [g]: https://doi.org/10.1198/jbes.2010.08110
#[doc(alias = "crps_quantile")]
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct QuantileCrps {
    /// The levels of the columns, each above 0, below 1 and above the one before. 0.1, 0.2 to 0.9 by
    /// default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::list"))]
    pub levels: Vec<f64>,
}

impl Default for QuantileCrps {
    fn default() -> Self {
        Self { levels: DECILES.into() }
    }
}

impl Measure for QuantileCrps {
    type Observer = Terms<PinballLossOfLevels>;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::LOSS.in_unit(Unit::Data)
    }

    fn observer(&self) -> Terms<PinballLossOfLevels> {
        Terms(self.terms())
    }

    fn read(&self, losses: &WeightedMean) -> Result<f64, Undefined> {
        let score = self.of_mean(losses.mean()?);
        if score < f64::INFINITY { Ok(score) } else { Err(Undefined::Overflow) }
    }

    fn slope(&self, _: &WeightedMean) -> Option<Slope> {
        Some(Slope::Linear(2.0))
    }
}

impl PerSample for QuantileCrps {
    type Terms = PinballLossOfLevels;

    fn terms(&self) -> PinballLossOfLevels {
        PinballLossOfLevels { levels: self.levels.clone() }
    }

    fn of_mean(&self, mean: f64) -> f64 {
        2.0 * mean
    }
}

/// [`QuantileCrps`] of one batch of nine deciles for each target.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let deciles = array![[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0]];
/// let score = metrics::quantile_crps(&array![5.0], &deciles)?;
/// assert!((score - 8.0 / 9.0).abs() < 1e-15); // 4·(0.1·4 + 0.2·3 + 0.3·2 + 0.4·1)/9
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn quantile_crps<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    QuantileCrps::default().evaluate(y_true, y_pred)
}
