//! The usual numbers of a binary decision.

use std::fmt;

use super::text::{DECIMALS, rounded, weight, write_reasons};
use crate::error::{Error, Undefined};
use crate::mean::Terms;
use crate::measure::{Measure, StateOf};
use crate::metrics::{BinaryCrossentropy, Bins, BrierScore, CalibrationError, Decisions, Ranking};
use crate::output::Output;
use crate::state::{BinaryCounts, CalibrationNorm, ThresholdChoice, WeightedMean};
use crate::text::{digits, width};

/// The number of decimals, unless the format says otherwise (`{:.2}`).
const DIGITS: usize = 4;

/// The usual numbers of a binary decision from probabilities, of one batch or of a stream:
/// [`BinaryClassification`] reads them all in one pass.
///
/// `Display` prints a table with four decimals, or with two by `{:.2}`. An undefined number is printed
/// as `undefined`, with the reason below the table.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct BinaryReport {
    /// The weight of the positives; without weights, their number.
    pub positives: Result<f64, Undefined>,
    /// The weight of the negatives.
    pub negatives: Result<f64, Undefined>,
    /// The exact area under the ROC curve.
    pub roc_auc: Result<f64, Undefined>,
    /// The mean precision over the positives, each at the threshold of its own score.
    pub average_precision: Result<f64, Undefined>,
    /// The binary crossentropy, in nats.
    pub log_loss: Result<f64, Undefined>,
    /// The mean squared difference of probability and outcome.
    pub brier_score: Result<f64, Undefined>,
    /// The expected calibration error, in 15 bins.
    pub calibration_error: Result<f64, Undefined>,
    /// The threshold: scores above it are positive.
    pub threshold: f64,
    /// The four outcomes at the threshold, from which every other number of a decision is read.
    pub counts: BinaryCounts,
    /// The share of decisions that are right.
    pub accuracy: Result<f64, Undefined>,
    /// The mean of recall and specificity.
    pub balanced_accuracy: Result<f64, Undefined>,
    /// The share of positive decisions that are right.
    pub precision: Result<f64, Undefined>,
    /// The share of positives that are found.
    pub recall: Result<f64, Undefined>,
    /// The share of negatives that are found.
    pub specificity: Result<f64, Undefined>,
    /// The share of negative decisions that are right.
    pub negative_predictive_value: Result<f64, Undefined>,
    /// The harmonic mean of precision and recall.
    pub f1: Result<f64, Undefined>,
    /// Matthews's correlation of truth and decisions.
    pub matthews_correlation: Result<f64, Undefined>,
    /// The agreement of truth and decisions beyond chance.
    pub cohen_kappa: Result<f64, Undefined>,
    /// The intersection over the union of positives and positive decisions.
    pub iou: Result<f64, Undefined>,
    /// The threshold with the largest F1, and what it achieves.
    pub best_f1: Result<ThresholdChoice, Error>,
}

/// The measure of a [`BinaryReport`]: area, average precision, log loss, Brier score, calibration error,
/// every rate at a threshold, and the best threshold, in one pass.
///
/// Formulas, error bounds and sources are those of [`RocAuc`](crate::metrics::RocAuc),
/// [`AveragePrecision`](crate::metrics::AveragePrecision), [`BinaryCrossentropy`], [`BrierScore`],
/// [`CalibrationError`] and [`BinaryCounts`].
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, 1]`; labels exactly 0 or 1 (or
///   `bool`); probabilities in [0, 1], or logits, finite or −∞.
/// - **Undefined:** each number by itself.
/// - **Weights:** for samples.
/// - **Cost:** one pass; memory for every distinct score.
/// - **Errors:** unequal shapes, several scores for a sample, labels other than 0 and 1,
///   probabilities outside [0, 1], NaN, a threshold that is not finite, bad weights.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let (y_true, y_pred) = (array![0, 0, 1, 1], array![0.1, 0.4, 0.35, 0.8]);
/// let report = BinaryClassification::default().evaluate(&y_true, &y_pred)?;
/// assert_eq!((report.roc_auc, report.precision, report.recall), (Ok(0.75), Ok(1.0), Ok(0.5)));
/// assert_eq!(report.best_f1.clone()?.lowest_positive, 0.35);
/// assert!(report.to_string().contains("ROC AUC            0.7500\n"));
/// println!("{report}");
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct BinaryClassification {
    /// Scores above the threshold are positive. None, the default, is a probability of 0.5: 0.5, or 0
    /// from logits.
    #[cfg_attr(feature = "serde", serde(with = "crate::state::form::option::perhaps"))]
    pub threshold: Option<f64>,
    /// Whether predictions are logits. `false` by default: probabilities.
    pub from_logits: bool,
}

impl BinaryClassification {
    fn threshold(&self) -> f64 {
        self.threshold.unwrap_or(if self.from_logits { 0.0 } else { 0.5 })
    }
}

impl Measure for BinaryClassification {
    type Observer = (Ranking, Decisions, Terms<BinaryCrossentropy>, Terms<BrierScore>, Bins);
    type Output = BinaryReport;

    fn observer(&self) -> Self::Observer {
        let from_logits = self.from_logits;
        let loss = BinaryCrossentropy { from_logits, ..Default::default() };
        let calibration = CalibrationError { from_logits, ..Default::default() };
        let decisions = Decisions::above(self.threshold());
        (Ranking, decisions, Terms(loss), Terms(BrierScore { from_logits }), calibration.observer())
    }

    fn read(&self, (scores, decisions, losses, errors, bins): &StateOf<Self>) -> BinaryReport {
        let scores = scores.own().cloned().unwrap_or_default();
        let counts = decisions.own().and_then(|counts| counts.first().ok()).unwrap_or_default();
        let mean = |terms: Option<&WeightedMean>| terms.map_or(NONE, WeightedMean::mean);
        let calibration = bins.own().map(|bins| bins.calibration_error(CalibrationNorm::Expected));
        BinaryReport {
            positives: scores.positives().value(),
            negatives: scores.negatives().value(),
            roc_auc: scores.roc_auc(),
            average_precision: scores.average_precision(),
            log_loss: mean(losses.own()),
            brier_score: mean(errors.own()),
            calibration_error: calibration.unwrap_or(NONE),
            threshold: self.threshold(),
            best_f1: scores.best_f_score(1.0),
            ..BinaryReport::at_threshold(counts)
        }
    }
}

/// The value of a state that was never filled.
const NONE: Result<f64, Undefined> = Err(Undefined::NoSamples);

impl BinaryReport {
    /// The numbers of a decision.
    fn at_threshold(counts: BinaryCounts) -> Self {
        Self {
            positives: NONE,
            negatives: NONE,
            roc_auc: NONE,
            average_precision: NONE,
            log_loss: NONE,
            brier_score: NONE,
            calibration_error: NONE,
            threshold: 0.0,
            accuracy: counts.accuracy(),
            balanced_accuracy: counts.balanced_accuracy(),
            precision: counts.precision(),
            recall: counts.recall(),
            specificity: counts.specificity(),
            negative_predictive_value: counts.negative_predictive_value(),
            f1: counts.f1(),
            matthews_correlation: counts.matthews_correlation(),
            cohen_kappa: counts.cohen_kappa(),
            iou: counts.iou(),
            best_f1: Err(Undefined::NoSamples.into()),
            counts,
        }
    }

    /// The numbers with their names, in the order of print.
    fn rows(&self) -> [(&'static str, Result<f64, Undefined>); 15] {
        [
            ("ROC AUC", self.roc_auc),
            ("average precision", self.average_precision),
            ("log loss", self.log_loss),
            ("Brier score", self.brier_score),
            ("calibration error", self.calibration_error),
            ("accuracy", self.accuracy),
            ("balanced accuracy", self.balanced_accuracy),
            ("precision", self.precision),
            ("recall", self.recall),
            ("specificity", self.specificity),
            ("NPV", self.negative_predictive_value),
            ("F1", self.f1),
            ("MCC", self.matthews_correlation),
            ("kappa", self.cohen_kappa),
            ("IoU", self.iou),
        ]
    }

    /// The lines of print.
    fn lines(&self, decimals: usize) -> Vec<(String, String)> {
        let of_class = |name: &str, total| (name.to_owned(), weight(total, DECIMALS));
        let heads = [of_class("positives", self.positives), of_class("negatives", self.negatives)];
        let number = |(name, value): (&str, _)| (name.to_owned(), rounded(value, decimals));
        let rows = self.rows();
        let (ranked, decided) = rows.split_at(5);
        let threshold = ("at threshold".into(), format!("{:.decimals$}", self.threshold));
        let best = self.best_f1.iter().flat_map(|best| {
            let at = format!("{:.decimals$}", best.threshold);
            [
                ("best F1".into(), format!("{:.decimals$}", best.value)),
                ("above threshold".into(), at),
            ]
        });
        let ranked = ranked.iter().copied().map(number);
        let decided = decided.iter().copied().map(number);
        heads.into_iter().chain(ranked).chain([threshold]).chain(decided).chain(best).collect()
    }
}

impl Output for BinaryReport {
    type Value = Self;

    fn into_result(self) -> Result<Self, Error> {
        Ok(self)
    }

    fn numbers(&self) -> Vec<Result<f64, Undefined>> {
        self.rows().into_iter().map(|(_, number)| number).collect()
    }
}

impl fmt::Display for BinaryReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = self.lines(digits(f, DIGITS));
        let label = lines.iter().map(|(name, _)| width(name)).max().unwrap_or(0);
        let column = lines.iter().map(|(_, text)| width(text)).max().unwrap_or(0);
        for (name, text) in &lines {
            writeln!(f, "{name:label$}  {text:>column$}")?;
        }
        write_reasons(f, self.rows().into_iter().map(|(_, value)| value))
    }
}
