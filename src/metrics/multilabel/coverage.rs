//! How many labels cover the true ones.

use ndarray::{ArrayRef, Dimension};

use super::overlap::{SCORES, TRUTH};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{MeanMeasure, PerRow, Rowwise};
use crate::scale::Scale;

/// How many of a row's labels, from the highest score down, it takes to have all true ones, averaged
/// over rows.
///
/// The number of labels that score at least as high as the lowest score of a true label
/// ([scikit-learn][s]). So equal scores count against the model, and a perfect row takes as many
/// labels as are true. A term is exact.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers or −∞. The value is in [0, labels].
/// - **Undefined:** without a weight above zero. A row without a true label takes 0 labels.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are NaN or
///   +∞, bad weights.
///
/// Keras has no such metric. It counts from 1, as scikit-learn and torchmetrics do; the definition of
/// Tsoumakas et al. counts from 0, and is less by 1 for a row with true labels.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 0], [0, 0, 1]], array![[0.75, 0.5, 1.0], [1.0, 0.2, 0.1]]);
/// assert_eq!(CoverageError.evaluate(&y_true, &y_pred)?, 2.5); // 2 and 3
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.coverage_error.html
#[doc(alias = "multilabel_coverage_error")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct CoverageError;

impl MeanMeasure for CoverageError {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::LOSS
    }

    fn truth(&self) -> Domain {
        TRUTH
    }

    fn prediction(&self) -> Domain {
        SCORES
    }
}

impl Rowwise for CoverageError {
    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        #[inline(always)]
        |y, p| lowest(y, p).map_or(0, |lowest| p.iter().filter(|&&p| p >= lowest).count()) as f64
    }
}

/// Returns the lowest score of a row's true labels, if there are any.
#[inline(always)]
fn lowest<T: Element, P: Element>(y: &[T], p: &[P]) -> Option<P> {
    let scores = y.iter().zip(p).filter(|(y, _)| y.to_f64() == 1.0).map(|(_, &p)| p);
    scores.reduce(|lowest, p| if p < lowest { p } else { lowest })
}

/// [`CoverageError`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[0, 1, 1]], array![[0.9, 0.8, 1.0]]);
/// assert_eq!(metrics::coverage_error(&y_true, &y_pred)?, 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn coverage_error<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    CoverageError.evaluate(y_true, y_pred)
}
