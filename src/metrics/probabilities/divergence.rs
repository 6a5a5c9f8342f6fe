//! Divergences between distributions, and the loss of counts.

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::log_ratio::{OfLogRatio, write_of_log_ratios};
use crate::kernel::math::{clamp, ln};
use crate::kernel::rows;
use crate::mean::{Elementwise, MeanMeasure, PerElement, PerRow, Rowwise, write_sums_of_pairs};
use crate::metrics::epsilon::{KERAS_EPSILON, check_not_negative};
use crate::scale::{Direction, Scale, Unit};

/// The Kullback–Leibler divergence of the prediction from the truth.
///
/// Σ y·ln(y/p) over the classes of a row, averaged over all rows ([Keras][k]); y and p are
/// clipped to [ε, 1] first, and not normalised; `epsilon: 0.0` clips to [0, 1], and 0·ln 0 is 0. Where
/// y and p are close, their difference is taken before the logarithm: an addend is within 8 ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`, numbers in [0, 1]. In nats.
/// - **Undefined:** without a weight above zero; where an unclipped p of 0 meets a y above 0.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, numbers outside [0, 1], an epsilon that is not in
///   [0, 1), bad weights.
///
/// Differs from Keras, which clips numbers outside [0, 1] in silence.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[0.5, 0.5]], array![[0.25, 0.75]]);
/// let divergence = KlDivergence::default().evaluate(&y_true, &y_pred)?;
/// assert!((divergence - 0.5 * (4.0_f64 / 3.0).ln()).abs() < 1e-15); // (ln 2 + ln 2/3)/2
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/probabilistic_metrics/#kldivergence-class
#[doc(alias = "kld")]
#[doc(alias = "kullback_leibler_divergence")]
#[doc(alias = "relative_entropy")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct KlDivergence {
    /// The ε that smaller numbers are raised to, rounded to the prediction's type. 1e-7 by default;
    /// 0.0 for none.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for KlDivergence {
    fn default() -> Self {
        Self { epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for KlDivergence {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale { direction: Direction::Lower, ..Scale::ANY }.in_unit(Unit::Nats)
    }

    fn truth(&self) -> Domain {
        Domain::SoftLabel
    }

    fn prediction(&self) -> Domain {
        Domain::Probability
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if self.epsilon < 1.0 {
            return check_not_negative::<P>(self.epsilon);
        }
        Err(Error::number("epsilon", self.epsilon, "a number in [0, 1)"))
    }
}

impl Rowwise for KlDivergence {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let own = *self;
        #[inline(always)]
        move |y, p| {
            rows::sum_of(
                y,
                #[inline(always)]
                |class, y| own.of_pair(y, p[class]),
            )
        }
    }

    #[inline(always)]
    fn write_terms<T: Element, P: Element>(&self, y: &[T], p: &[P], terms: &mut [f64]) {
        write_sums_of_pairs(
            self.domains(),
            y,
            p,
            terms,
            #[inline(always)]
            |y, p, terms| write_of_log_ratios(y, p, terms, *self),
        );
    }
}

impl<T: Element, P: Element> OfLogRatio<T, P> for KlDivergence {
    /// Returns the clipped shares of a class.
    #[inline(always)]
    fn operands(self, y: T, p: P) -> [f64; 2] {
        let epsilon = P::rounded(self.epsilon);
        [clamp(y.to_f64(), epsilon, 1.0), clamp(p.to_f64(), epsilon, 1.0)]
    }

    #[inline(always)]
    fn term(self, y: T, p: P, logarithm: f64) -> f64 {
        let [y, _] = self.operands(y, p);
        if y == 0.0 { 0.0 } else { y * logarithm }
    }
}

/// [`KlDivergence`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let same = metrics::kl_divergence(&array![[0.5, 0.5]], &array![[0.5, 0.5]])?;
/// assert_eq!(same, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn kl_divergence<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    KlDivergence::default().evaluate(y_true, y_pred)
}

/// The Poisson loss of predicted rates.
///
/// p − y·ln(p + ε), averaged over all elements ([Keras][k]). A term is within 5 ulp of the
/// largest of p, y and y·|ln(p + ε)|.
///
/// - **Shapes:** truth and prediction alike, `[batch, ..]`, finite numbers of at least 0.
/// - **Undefined:** without a weight above zero; where a rate of 0 meets a count above 0 and ε is 0.
/// - **Weights:** for elements, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, numbers that are negative or not finite, a negative epsilon, bad
///   weights.
///
/// Differs from Keras, where a negative rate gives NaN, and a negative count is accepted.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let loss = Poisson::default().evaluate(&array![0.0, 2.0], &array![0.5, 1.0])?;
/// assert!((loss - 0.75).abs() < 1e-6); // 1/2 and 1 − 2·ln 1
/// # Ok::<(), Error>(())
/// ```
///
/// [k]: https://keras.io/api/metrics/probabilistic_metrics/#poisson-class
#[doc(alias = "poisson_nll_loss")]
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct Poisson {
    /// The ε that is added to a rate before its logarithm, rounded to the prediction's type.
    /// 1e-7 by default; 0.0 for none.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub epsilon: f64,
}

impl Default for Poisson {
    fn default() -> Self {
        Self { epsilon: KERAS_EPSILON }
    }
}

impl MeanMeasure for Poisson {
    type Unit = PerElement;

    fn value_scale(&self) -> Scale {
        Scale { direction: Direction::Lower, ..Scale::ANY }
    }

    fn truth(&self) -> Domain {
        Domain::NonNegative
    }

    fn prediction(&self) -> Domain {
        Domain::NonNegative
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_not_negative::<P>(self.epsilon)
    }
}

impl Elementwise for Poisson {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(T, P) -> f64 {
        let epsilon = P::rounded(self.epsilon);
        #[inline(always)]
        move |y, p| {
            let (y, p) = (y.to_f64(), p.to_f64());
            if y == 0.0 { p } else { p - y * ln(p + epsilon) }
        }
    }
}

/// [`Poisson`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let loss = metrics::poisson(&array![0, 0], &array![0.25, 0.75])?;
/// assert_eq!(loss, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn poisson<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    Poisson::default().evaluate(y_true, y_pred)
}
