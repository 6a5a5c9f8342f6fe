//! The symmetric divergence between distributions.

use std::f64::consts::LN_2;

use ndarray::{ArrayRef, Dimension};

use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::kernel::log_ratio::ln_ratio;
use crate::kernel::rows;
use crate::mean::{MeanMeasure, PerRow, Rowwise, write_sums_of_pairs, write_terms};
use crate::scale::{Direction, Scale, Unit};

/// The Jensen–Shannon divergence between truth and prediction.
///
/// ½·Σ y·ln(y/m) + ½·Σ p·ln(p/m) over the classes of a row, with m = (y + p)/2 and 0·ln 0 = 0, averaged over all rows
/// ([Lin 1991][l]). It is symmetric, and needs no ε: between distributions it lies from 0 to ln 2. It is computed from
/// the relative difference t = (y − p)/(y + p) as Σ (y + p)/4·(ln(1 − t²) + t·ln(y/p)), which keeps its digits where
/// y ≈ p: an addend is within 8·(1 + |ln(y/p)|) ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., classes]`, numbers in [0, 1], which are not normalised. In
///   nats.
/// - **Undefined:** without a weight above zero.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no class axis, numbers outside [0, 1], bad weights.
///
/// torchmetrics divides each row by its sum first, and gives NaN for a class that neither side has. `SciPy`'s
/// `jensenshannon` is the root of this value, of normalised rows. Keras and scikit-learn have no such metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1.0, 0.0], [0.5, 0.5]], array![[0.0, 1.0], [0.5, 0.5]]);
/// let divergence = JensenShannonDivergence.evaluate(&y_true, &y_pred)?;
/// assert_eq!(divergence, 0.5 * 2.0_f64.ln()); // ln 2 of the first row, 0 of the second
/// # Ok::<(), Error>(())
/// ```
///
/// [l]: https://doi.org/10.1109/18.61115
#[doc(alias = "jsd")]
#[doc(alias = "js_divergence")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct JensenShannonDivergence;

impl MeanMeasure for JensenShannonDivergence {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale { direction: Direction::Lower, ..Scale::LOSS }.in_unit(Unit::Nats)
    }

    fn truth(&self) -> Domain {
        Domain::SoftLabel
    }

    fn prediction(&self) -> Domain {
        Domain::Probability
    }
}

impl Rowwise for JensenShannonDivergence {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        #[inline(always)]
        |y, p| {
            rows::sum_of(
                y,
                #[inline(always)]
                |class, y| addend(y, p[class]),
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
            |y, p, terms| write_terms(y, p, terms, addend),
        );
    }
}

/// Returns the part of a class. A class that one side lacks has ln(y/m) = ln 2 on the other.
#[inline(always)]
fn addend<T: Element, P: Element>(y: T, p: P) -> f64 {
    let (y, p) = (y.to_f64(), p.to_f64());
    let (sum, difference) = (y + p, y - p);
    let t = difference / sum;
    let whole = 4.0 * (y / sum) * (p / sum);
    let of_whole = ln_ratio(
        [whole, 1.0],
        #[inline(always)]
        |power| if power == 1.0 { -(t * t) } else { whole - power },
    );
    let of_both = ln_ratio(
        [y, p],
        #[inline(always)]
        |power| y - p * power,
    );
    let logs = of_whole + t * of_both;
    if y == 0.0 || p == 0.0 { 0.5 * LN_2 * sum } else { 0.25 * sum * logs }
}

/// [`JensenShannonDivergence`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let same = metrics::jensen_shannon_divergence(&array![[0.25, 0.75]], &array![[0.25, 0.75]])?;
/// assert_eq!(same, 0.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn jensen_shannon_divergence<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    JensenShannonDivergence.evaluate(y_true, y_pred)
}
