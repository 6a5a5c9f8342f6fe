//! The report of several labels of each sample.

use super::classification::{ClassificationReport, Scores};
use crate::error::{Error, Undefined};
use crate::mean::Terms;
use crate::measure::{Measure, StateOf};
use crate::metrics::{ClassDecisions, SampleF1Score, SamplePrecision, SampleRecall};
use crate::output::Output;
use crate::state::WeightedMean;

/// The measure of a [`ClassificationReport`] of several labels of each sample, with the averages over
/// samples as its last row, as scikit-learn's [`classification_report`][s] of label indicators.
///
/// Formulas, error bounds and sources are those of [`ClassCounts`](crate::state::ClassCounts), and for
/// samples those of [`SamplePrecision`], [`SampleRecall`] and [`SampleF1Score`].
///
/// - **Shapes:** truth and prediction alike, `[batch, .., labels]`; labels exactly 0 or 1 (or
///   `bool`), scores any finite numbers, so logits with `threshold: 0.0`.
/// - **Undefined:** each number by itself. The averages over labels count 0/0 of a label that occurs
///   as 0 ([`Average`](crate::state::Average)); those over samples leave out a row that divides by 0, unless
///   `zero_division` says what it counts. [`LeftOut`](crate::mean::LeftOut)`(SampleRecall::default())` gives
///   the share of the rows that a mean leaves out, and so for the others.
/// - **Weights:** for rows, or for leading axes such as samples.
/// - **Cost:** one pass, memory for the labels.
/// - **Errors:** unequal shapes, no last axis, labels other than 0 and 1, scores that are not finite, a
///   threshold that is not finite, a `zero_division` outside [0, 1], bad weights.
///
/// scikit-learn counts a row that divides by 0 as 0; `zero_division: Some(0.0)` does so here.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![[1, 1, 0], [0, 1, 0], [0, 0, 0], [1, 0, 1]];
/// let y_pred = array![[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]];
/// let report = MultilabelClassification::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!(
///     report.to_string(),
///     "              precision    recall  f1-score   support
///
///            0       1.00      1.00      1.00         2
///            1       1.00      0.50      0.67         2
///            2       0.00      0.00      0.00         1
///
///    micro avg       0.75      0.60      0.67         5
///    macro avg       0.67      0.50      0.56         5
/// weighted avg       0.80      0.60      0.67         5
///  samples avg       0.75      0.67      0.58         5
/// "
/// );
/// # Ok::<(), Error>(())
/// ```
///
/// [s]: https://scikit-learn.org/stable/modules/generated/sklearn.metrics.classification_report.html
#[derive(Clone, Copy, Debug, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct MultilabelClassification {
    /// Labels that score above the threshold are decided on. 0.5 by default.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::number"))]
    pub threshold: f64,
    /// What a row counts that divides by 0. None by default: it is left out.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub zero_division: Option<f64>,
}

impl Default for MultilabelClassification {
    fn default() -> Self {
        Self { threshold: 0.5, zero_division: None }
    }
}

impl Measure for MultilabelClassification {
    type Observer =
        (ClassDecisions, Terms<SamplePrecision>, Terms<SampleRecall>, Terms<SampleF1Score>);
    type Output = ClassificationReport;

    fn observer(&self) -> Self::Observer {
        let Self { threshold, zero_division } = *self;
        (
            ClassDecisions { threshold: Some(threshold) },
            Terms(SamplePrecision { threshold, zero_division }),
            Terms(SampleRecall { threshold, zero_division }),
            Terms(SampleF1Score { threshold, zero_division }),
        )
    }

    fn read(&self, (labels, precision, recall, f1): &StateOf<Self>) -> ClassificationReport {
        let mean = |terms: Option<&WeightedMean>| {
            terms.map_or(Err(Undefined::NoSamples), WeightedMean::mean)
        };
        let mut report = ClassificationReport::from(&labels.own().cloned().unwrap_or_default());
        report.samples_average = Some(Scores {
            precision: mean(precision.own()),
            recall: mean(recall.own()),
            f1: mean(f1.own()),
            support: report.macro_average.support.clone(),
        });
        report
    }
}

impl Output for ClassificationReport {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        self.values().collect()
    }
}
