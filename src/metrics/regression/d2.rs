//! The share of a deviance that predictions explain.

use super::tweedie::MeanTweedieDeviance;
use crate::batch::{Block, Layout};
use crate::comparison::Compared;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::bits::power_of_two;
use crate::kernel::math::{exp, ln};
use crate::mean::{Elementwise, MeanMeasure, PerElement, Terms};
use crate::measure::{Measure, Observer};
use crate::scale::Scale;
use crate::state::{WeightedMean, check_length};
use crate::uncertainty::{BySums, Sampled};

/// The share of the deviance of counts or amounts that the predicted means explain.
///
/// 1 − D(y, p)/D(y, ȳ) ([scikit-learn][s]) with the [`MeanTweedieDeviance`] D of a power k, ȳ being the weighted mean
/// of the truth: 1 is perfect, 0 no better than ȳ for all, and below 0 worse. Power 1 is that of
/// [`MeanPoissonDeviance`](super::MeanPoissonDeviance), 2 that of [`MeanGammaDeviance`](super::MeanGammaDeviance);
/// power 0 is [`R2Score`](super::R2Score). The deviance of ȳ is the difference of a mean of terms and the term of ȳ,
/// ½·D(y, ȳ) = mean g(y) − g(ȳ), where g(y) is y·ln y, −ln y, or y²⁻ᵏ/((1−k)(2−k)); so one pass suffices. A truth that
/// hardly varies costs digits, since the difference cancels: the value is within
/// 2^-46·(|g(ȳ)| + mean |g(y)|)/D(y, ȳ) of what it should be, relative to the larger of 1 and its size. A truth that
/// varies so little that less than ten bits were left, D(y, ȳ) ≤ 2^-36·(|g(ȳ)| + |mean g(y)|), counts as constant.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`; for powers in [1, 2) a truth of at least 0, from 2 on a
///   truth above 0; predictions above 0. The value is at most 1.
/// - **Undefined:** without a weight above zero; where the truth does not vary, or hardly; where a summand exceeds
///   the range of `f64`.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers outside these ranges, a power below 1 or that is not finite, bad weights.
///
/// Keras and torchmetrics have no such metric. scikit-learn's `d2_tweedie_score` takes powers below 0, too, and gives
/// −∞ or NaN for a constant truth.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![1.0, 3.0];
/// let poisson = D2TweedieScore { power: 1.0 };
/// assert_eq!(poisson.evaluate(&y_true, &y_true)?, 1.0);
/// assert!(poisson.evaluate(&y_true, &array![2.0, 2.0])?.abs() < 1e-15); // the mean
/// let worse = D2TweedieScore { power: 2.0 }.evaluate(&y_true, &array![4.0, 4.0])?;
/// // ln(4/1) + 1/4 − 1 + ln(4/3) + 3/4 − 1 over ln(2/1) + 1/2 − 1 + ln(2/3) + 3/2 − 1
/// let (above, below) = ((16.0_f64 / 3.0).ln() - 1.0, (4.0_f64 / 3.0).ln());
/// assert!((worse - (1.0 - above / below)).abs() < 1e-14);
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/model_evaluation.html#d2-score
#[doc(alias = "d2_tweedie")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct D2TweedieScore {
    /// The power of the mean that the variance grows with. 1 by default: counts.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub power: f64,
}

impl Default for D2TweedieScore {
    fn default() -> Self {
        Self { power: 1.0 }
    }
}

impl Measure for D2TweedieScore {
    type Observer = Deviances;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SKILL
    }

    fn observer(&self) -> Deviances {
        Deviances { power: self.power }
    }

    fn read(&self, means: &Vec<WeightedMean>) -> Result<f64, Undefined> {
        let [deviance, truth, generator] = &means[..] else { return Err(Undefined::NoSamples) };
        let (mean, power) = (truth.mean()?, self.power);
        if mean == 0.0 {
            return Err(Undefined::Constant);
        }
        let (all, one) = (generator.mean()?, of_truth(mean, power));
        let of_mean = 2.0 * (all - one);
        if of_mean <= LEAST_SPREAD * (all.abs() + one.abs()) {
            return Err(Undefined::Constant);
        }
        let score = 1.0 - deviance.mean()? / of_mean;
        if score.is_finite() { Ok(score) } else { Err(Undefined::Overflow) }
    }
}

/// A smaller share of the two numbers that the deviance of the mean is the difference of is mostly their rounding.
const LEAST_SPREAD: f64 = power_of_two(-36);

/// g(y), half of whose mean excess over g(ȳ) is the deviance of ȳ: the part of a deviance that depends on the truth
/// alone, but for a multiple of the truth.
#[inline(always)]
fn of_truth(y: f64, power: f64) -> f64 {
    match power {
        1.0 if y == 0.0 => 0.0,
        1.0 => y * ln(y),
        2.0 => -ln(y),
        _ if y == 0.0 => 0.0,
        _ => exp((2.0 - power) * ln(y)) / ((1.0 - power) * (2.0 - power)),
    }
}

/// Fills the means of the deviances, of the truth, and of its part of the deviance: the observer of
/// [`D2TweedieScore`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Deviances {
    /// The power of the mean that the variance grows with.
    power: f64,
}

impl Deviances {
    fn of_prediction(self) -> Terms<MeanTweedieDeviance> {
        Terms(MeanTweedieDeviance { power: self.power })
    }

    fn of_truth(self, generator: bool) -> Terms<Truth> {
        Terms(Truth { power: self.power, generator })
    }
}

impl Observer for Deviances {
    type State = Vec<WeightedMean>;

    fn empty(&self) -> Vec<WeightedMean> {
        vec![WeightedMean::default(); 3]
    }

    fn layout(&self) -> Layout {
        self.of_prediction().layout()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if (1.0..f64::INFINITY).contains(&self.power) {
            return Ok(());
        }
        let expected =
            "a finite number of at least 1; for squared errors, the power 0, use `R2Score`";
        Err(Error::number("power", self.power, expected))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        means: &mut Vec<WeightedMean>,
    ) -> Result<(), Error> {
        let [deviance, truth, generator] = &mut means[..] else { return Ok(()) };
        self.of_prediction().observe(block, deviance)?;
        self.of_truth(false).observe(block, truth)?;
        self.of_truth(true).observe(block, generator)
    }

    /// Refuses means that no numbers have.
    fn check_state(&self, means: &Vec<WeightedMean>) -> Result<(), Error> {
        check_length(means, 3)?;
        self.of_prediction().check_state(&means[0])?;
        self.of_truth(false).check_state(&means[1])?;
        self.of_truth(true).check_state(&means[2])
    }
}

impl Sampled for Deviances {
    type By = BySums;
}

impl Compared for Deviances {
    type By = BySums;
}

/// The mean of the truth, or of its part of the deviance.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Truth {
    power: f64,
    generator: bool,
}

impl MeanMeasure for Truth {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        if self.generator { Scale::ANY } else { Scale::LOSS }
    }

    fn truth(&self) -> Domain {
        MeanTweedieDeviance { power: self.power }.truth()
    }

    fn prediction(&self) -> Domain {
        Domain::Positive
    }
}

impl Elementwise for Truth {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let Self { power, generator } = *self;
        #[inline(always)]
        move |y, _| if generator { of_truth(y.to_f64(), power) } else { y.to_f64() }
    }
}
