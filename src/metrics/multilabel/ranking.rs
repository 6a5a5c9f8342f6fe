//! How the scores of a row rank its true labels.

use ndarray::{ArrayRef, Dimension};

use super::overlap::{SCORES, TRUTH, admits};
use super::ranked::{Ranking, count};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::evaluate::Evaluate;
use crate::mean::{MeanMeasure, PerRow, Rowwise};
use crate::metrics::zero_division::check_zero_division;
use crate::scale::Scale;

/// The precision at the rank of each true label, averaged over a row's true labels and over rows.
///
/// 1/|T|·Σ r/n over the true labels T of a row, where n labels, r of them true, score at least as high
/// as the label ([scikit-learn][s]). So equal scores count against the model. A term is within 2^-50
/// for up to a hundred labels.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers or −∞. The value is in [0, 1].
/// - **Undefined:** a row without a true label, which is left out of the mean unless
///   `zero_division` says what it counts: its value per sample is NaN, and
///   [`LeftOut`](crate::mean::LeftOut) gives the share of such rows. The mean of no
///   other rows. A row of true labels alone is 1.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory; a sort of each row.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are NaN or
///   +∞, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. In scikit-learn and torchmetrics a row without a true label counts 1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 0], [0, 0, 1]], array![[0.75, 0.5, 1.0], [1.0, 0.2, 0.1]]);
/// let precision = LabelRankingAveragePrecision::default().evaluate(&y_true, &y_pred)?;
/// assert!((precision - 5.0 / 12.0).abs() < 1e-15); // 1/2 and 1/3
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.label_ranking_average_precision_score.html
#[doc(alias = "lrap")]
#[doc(alias = "label_ranking_average_precision_score")]
#[doc(alias = "multilabel_ranking_average_precision")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct LabelRankingAveragePrecision {
    /// What a row counts that divides by 0. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl MeanMeasure for LabelRankingAveragePrecision {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::SHARE
    }

    fn truth(&self) -> Domain {
        TRUTH
    }

    fn prediction(&self) -> Domain {
        SCORES
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_zero_division(self.zero_division)
    }
}

impl Rowwise for LabelRankingAveragePrecision {
    const ABSTAINS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let (ranking, undefined) = (Ranking::new(), self.zero_division.unwrap_or_default());
        move |y, p| {
            let (mut total, right) = (0.0, count(y).right);
            if right == 0 {
                return undefined;
            }
            ranking.each_score(y, p, |tied, so_far| {
                total += tied.right as f64 * (so_far.right as f64 / so_far.all() as f64);
            });
            // Rounding alone takes a mean of shares out of their range.
            (total / right as f64).min(1.0)
        }
    }

    fn abstains<T: Element, P: Element>(&self, y: &[T], p: &[P]) -> bool {
        self.zero_division.is_none() && count(y).right == 0 && admits(y, p)
    }
}

/// [`LabelRankingAveragePrecision`] of one batch.
///
/// # Errors
///
/// As [`Evaluate::evaluate`].
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::metrics;
///
/// let (y_true, y_pred) = (array![[0, 1, 1]], array![[0.9, 0.8, 0.8]]);
/// assert_eq!(metrics::label_ranking_average_precision(&y_true, &y_pred)?, 2.0 / 3.0);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn label_ranking_average_precision<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    LabelRankingAveragePrecision::default().evaluate(y_true, y_pred)
}

/// The share of a row's pairs of a true and a wrong label that the scores do not put right, averaged
/// over rows.
///
/// |{(t, f): score(t) ≤ score(f)}|/(|T|·|F|) for the true labels T of a row and the others F
/// ([scikit-learn][s]). So equal scores count against the model. A term is within ½ ulp.
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers or −∞. The value is in [0, 1].
/// - **Undefined:** a row without a true label, or with true labels alone, which is left out of the
///   mean unless `zero_division` says what it counts: its value per sample is NaN, and
///   [`LeftOut`](crate::mean::LeftOut) gives the share of such rows. The mean of no
///   other rows.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, constant memory; a sort of each row.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are NaN or
///   +∞, a `zero_division` outside [0, 1], bad weights.
///
/// Keras has no such metric. In scikit-learn and torchmetrics a row without such pairs counts 0.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![[1, 0, 0], [0, 0, 1]], array![[0.75, 0.5, 1.0], [1.0, 0.2, 0.1]]);
/// assert_eq!(LabelRankingLoss::default().evaluate(&y_true, &y_pred)?, 0.75); // 1/2 and 1
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.label_ranking_loss.html
#[doc(alias = "ranking_loss")]
#[doc(alias = "multilabel_ranking_loss")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct LabelRankingLoss {
    /// What a row counts that divides by 0. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl MeanMeasure for LabelRankingLoss {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        Scale::MISSED
    }

    fn truth(&self) -> Domain {
        TRUTH
    }

    fn prediction(&self) -> Domain {
        SCORES
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_zero_division(self.zero_division)
    }
}

impl Rowwise for LabelRankingLoss {
    const ABSTAINS: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        let (ranking, undefined) = (Ranking::new(), self.zero_division.unwrap_or_default());
        move |y, p| {
            let (mut bad, pairs) = (0, pairs(y));
            if pairs == 0 {
                return undefined;
            }
            ranking.each_score(y, p, |tied, so_far| bad += product(tied.right, so_far.wrong));
            bad as f64 / pairs as f64
        }
    }

    fn abstains<T: Element, P: Element>(&self, y: &[T], p: &[P]) -> bool {
        self.zero_division.is_none() && pairs(y) == 0 && admits(y, p)
    }
}

/// Counts the pairs of a true and a wrong label of a row.
fn pairs<T: Element>(y: &[T]) -> u128 {
    let labels = count(y);
    product(labels.right, labels.wrong)
}

/// Returns a·b, which no row is long enough to overflow.
fn product(a: usize, b: usize) -> u128 {
    a as u128 * b as u128
}

/// [`LabelRankingLoss`] of one batch.
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
/// assert_eq!(metrics::label_ranking_loss(&y_true, &y_pred)?, 0.5);
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
pub fn label_ranking_loss<T: Element, D: Dimension, P: Element, E: Dimension>(
    y_true: &ArrayRef<T, D>,
    y_pred: &ArrayRef<P, E>,
) -> Result<f64, Error> {
    LabelRankingLoss::default().evaluate(y_true, y_pred)
}
