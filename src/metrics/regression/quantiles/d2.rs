//! The share of a constant quantile's loss that predictions save.

use ndarray::{ArrayRef, Dimension};

use crate::batch::{Block, Layout};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::evaluate::Evaluate;
use crate::mean::{Elementwise, MeanMeasure, PerElement, Terms, each_number};
use crate::measure::{Measure, Observer};
use crate::metrics::forecasts::PinballLoss;
use crate::scale::Scale;
use crate::state::PinballLosses;

/// The share of the pinball loss of a constant that predicted quantiles save.
///
/// 1 − L(p)/L(c) ([Koenker and Machado 1999][k]), where L is the [`PinballLoss`] of the level, and c the
/// [quantile](crate::state::RankedValues) of the truth of this level, the constant of the least loss. So 1 is
/// perfect, 0 no better than that constant, and below 0 worse. The losses are within 2 ulp a term.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers; all elements together have one
///   constant. The value is at most 1.
/// - **Undefined:** without a weight above zero; where the truth does not vary; where a difference exceeds
///   the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, memory for every distinct truth; see
///   [`RankedValues`](crate::state::RankedValues).
/// - **Errors:** unequal shapes, numbers that are not finite, a level that is not in (0, 1), bad weights; an
///   integer of the truth that no `f64` holds.
///
/// It is scikit-learn's `d2_pinball_score`, whose `alpha` is the level. That gives 0 or 1 for a truth that does
/// not vary, and takes each output by itself. Neither Keras nor torchmetrics has it.
///
/// [`PinballLoss`]: crate::metrics::PinballLoss
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![1.0, 2.0, 3.0], array![1.0, 3.0, 3.0]);
/// // Losses of 0, 1/4 and 0; of the constant 3: 1/2, 1/4 and 0.
/// let skill = D2PinballScore { level: 0.75 }.evaluate(&y_true, &y_pred)?;
/// assert_eq!(skill, 1.0 - 0.25 / 0.75);
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://doi.org/10.1080/01621459.1999.10473882
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct D2PinballScore {
    /// The level of the quantile, above 0 and below 1. 0.5 by default: the median.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub level: f64,
}

impl Default for D2PinballScore {
    fn default() -> Self {
        Self { level: 0.5 }
    }
}

impl Measure for D2PinballScore {
    type Observer = QuantileLosses;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> QuantileLosses {
        QuantileLosses { level: self.level }
    }

    fn read(&self, losses: &PinballLosses) -> Result<f64, Undefined> {
        losses.explained(self.level)
    }
}

/// [`D2PinballScore`] of one batch of medians.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::d2_pinball_score(&array![1, 2, 3], &array![1, 3, 3])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn d2_pinball_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    D2PinballScore::default().evaluate(y_true, y_pred)
}

/// The share of the absolute error of a constant that predictions save.
///
/// 1 − Σw|y − p|/Σw|y − m| ([Koenker and Machado 1999][k]), where m is the median of the truth: the
/// [`D2PinballScore`] of level ½, of which it shares the state. So 1 is perfect, 0 no better than the median,
/// and below 0 worse. It is to the mean absolute error what [`R2Score`](crate::metrics::R2Score) is to the
/// squared one. The terms are within 1 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, any finite numbers; all elements together have one
///   median. The value is at most 1.
/// - **Undefined:** without a weight above zero; where the truth does not vary; where a difference exceeds
///   the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, memory for every distinct truth; see
///   [`RankedValues`](crate::state::RankedValues).
/// - **Errors:** unequal shapes, numbers that are not finite, bad weights; an integer of the truth that no
///   `f64` holds.
///
/// scikit-learn gives 0 or 1 for a truth that does not vary, and takes each output by itself. Neither Keras nor
/// torchmetrics has it.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![3.0, -0.5, 2.0, 7.0], array![2.5, 0.0, 2.0, 8.0]);
/// let skill = D2AbsoluteErrorScore.evaluate(&y_true, &y_pred)?;
/// assert_eq!(skill, 13.0 / 17.0); // the errors sum to 2, those of the median 2.5 to 8.5
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://doi.org/10.1080/01621459.1999.10473882
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct D2AbsoluteErrorScore;

impl Measure for D2AbsoluteErrorScore {
    type Observer = QuantileLosses;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> QuantileLosses {
        D2PinballScore::default().observer()
    }

    fn read(&self, losses: &PinballLosses) -> Result<f64, Undefined> {
        D2PinballScore::default().read(losses)
    }
}

/// [`D2AbsoluteErrorScore`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// assert_eq!(metrics::d2_absolute_error_score(&array![1, 2, 3], &array![1, 3, 3])?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn d2_absolute_error_score<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    D2AbsoluteErrorScore.evaluate(y_true, y_pred)
}

/// Fills the [`PinballLosses`] of a level: the observer of [`D2PinballScore`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct QuantileLosses {
    /// The level of the quantile, above 0 and below 1.
    pub level: f64,
}

impl QuantileLosses {
    fn terms(&self) -> Terms<PinballLoss> {
        Terms(PinballLoss { level: self.level })
    }
}

impl Observer for QuantileLosses {
    type State = PinballLosses;

    fn empty(&self) -> PinballLosses {
        PinballLosses::default()
    }

    fn layout(&self) -> Layout {
        self.terms().layout()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.terms().check_options::<P>()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut PinballLosses,
    ) -> Result<(), Error> {
        block.check_truths()?;
        self.terms().observe(block, &mut state.losses)?;
        each_number(&Truth, block, &mut |weights, truth| match weights {
            Some(weights) => state.truth.extend_weighted(truth, weights),
            None => state.truth.extend(truth),
        })
    }

    /// Refuses losses that no numbers have.
    fn check_state(&self, state: &PinballLosses) -> Result<(), Error> {
        self.terms().check_state(&state.losses)
    }
}

/// The truth as terms.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Truth;

impl MeanMeasure for Truth {
    type Unit = PerElement;
}

impl Elementwise for Truth {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        #[inline(always)]
        |y, _| y.to_f64()
    }
}
