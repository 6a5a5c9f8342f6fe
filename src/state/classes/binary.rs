//! The readings of classes, of the two classes of a binary decision.

use super::agreement::KappaWeights;
use super::average::Average;
use super::confusion::ConfusionMatrix;
use super::counts::ClassCounts;
use crate::error::Undefined;
use crate::state::BinaryCounts;

/// Readings that a binary decision shares with decisions between several classes.
impl BinaryCounts {
    /// (1 + β²)tp/((1 + β²)tp + β²fn + fp): recall counts β times as much as precision. `beta` must be
    /// above 0; for other numbers the score is undefined.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] if there is neither a positive nor a
    /// positive decision.
    pub fn f_beta(&self, beta: f64) -> Result<f64, Undefined> {
        self.of_positives().f_beta(beta, Average::Micro)
    }

    /// tp/(tp + fp + fn): the intersection over the union of positives and positive decisions (Jaccard),
    /// which forecasters call the critical success index or threat score.
    ///
    /// # Errors
    ///
    /// As [`f_beta`](Self::f_beta).
    #[doc(alias = "critical_success_index")]
    #[doc(alias = "threat_score")]
    pub fn iou(&self) -> Result<f64, Undefined> {
        self.of_positives().iou(Average::Micro)
    }

    /// (tp/(tp + fn))/(fp/(fp + tn)): the true positive rate over the false positive rate. Within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a positive, or without a false positive:
    /// the ratio may then be infinite.
    pub fn positive_likelihood_ratio(&self) -> Result<f64, Undefined> {
        self.of_positives().positive_likelihood_ratio(Average::Micro)
    }

    /// (fn/(tp + fn))/(tn/(fp + tn)): the false negative rate over the true negative rate. Within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a positive, or without a true negative:
    /// the ratio may then be infinite.
    pub fn negative_likelihood_ratio(&self) -> Result<f64, Undefined> {
        self.of_positives().negative_likelihood_ratio(Average::Micro)
    }

    /// tp·tn/(fp·fn): the odds of a positive decision of positives over those of negatives. Within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a false positive or without a false
    /// negative: the ratio may then be infinite.
    pub fn diagnostic_odds_ratio(&self) -> Result<f64, Undefined> {
        self.of_positives().diagnostic_odds_ratio(Average::Micro)
    }

    /// (tp·tn − fp·fn)/((tp + fn)(tn + fp)), which is recall and specificity less 1 (Youden's J). The
    /// difference is exact, for any weights: within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a positive or without a negative.
    pub fn informedness(&self) -> Result<f64, Undefined> {
        self.of_positives().informedness(Average::Micro)
    }

    /// (tp·tn − fp·fn)/((tp + fp)(tn + fn)), which is precision and negative predictive value less 1. The
    /// difference is exact, for any weights: within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a positive decision or without a
    /// negative one.
    pub fn markedness(&self) -> Result<f64, Undefined> {
        self.of_positives().markedness(Average::Micro)
    }

    /// √(recall·specificity), the geometric mean of the two (G-mean). Within 1.1 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a positive or without a negative.
    pub fn geometric_mean(&self) -> Result<f64, Undefined> {
        self.of_positives().geometric_mean(Average::Micro)
    }

    /// √(precision·recall), the geometric mean of the two (Fowlkes–Mallows index of decisions). Within 1.1
    /// ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a positive or without a positive decision.
    pub fn fowlkes_mallows(&self) -> Result<f64, Undefined> {
        self.of_positives().fowlkes_mallows(Average::Micro)
    }

    /// fp/(tp + fp): the share of positive decisions that are wrong. Within 3 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a positive decision.
    pub fn false_discovery_rate(&self) -> Result<f64, Undefined> {
        self.of_positives().false_discovery_rate(Average::Micro)
    }

    /// fn/(tn + fn): the share of negative decisions that are wrong. Within 3 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::ZeroDenominator`] without a negative decision.
    pub fn false_omission_rate(&self) -> Result<f64, Undefined> {
        self.of_positives().false_omission_rate(Average::Micro)
    }

    /// (tp + fn)/(tp + fp + tn + fn): the share of positives. Within 3 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`].
    pub fn prevalence(&self) -> Result<f64, Undefined> {
        self.of_positives().prevalence(Average::Micro)
    }

    /// (tp + fp)/(tp + fp + tn + fn): the share of positive decisions. Within 3 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`].
    pub fn detection_prevalence(&self) -> Result<f64, Undefined> {
        self.of_positives().detection_prevalence(Average::Micro)
    }

    /// Matthews's correlation, (tp·tn − fp·fn)/√((tp + fp)(tp + fn)(tn + fp)(tn + fn)).
    ///
    /// # Errors
    ///
    /// As [`ConfusionMatrix::matthews_correlation`].
    pub fn matthews_correlation(&self) -> Result<f64, Undefined> {
        self.as_matrix().matthews_correlation()
    }

    /// Cohen's kappa: the agreement of decisions and truth beyond chance.
    ///
    /// # Errors
    ///
    /// As [`ConfusionMatrix::cohen_kappa`].
    pub fn cohen_kappa(&self) -> Result<f64, Undefined> {
        self.as_matrix().cohen_kappa(KappaWeights::Unweighted)
    }

    /// The class of the positives alone.
    fn of_positives(&self) -> ClassCounts {
        vec![self.clone()].into()
    }

    /// The matrix of both classes.
    fn as_matrix(&self) -> ConfusionMatrix {
        let cells = [
            &self.true_negatives,
            &self.false_positives,
            &self.false_negatives,
            &self.true_positives,
        ];
        let mut matrix = ConfusionMatrix::new(2, None);
        cells.iter().enumerate().for_each(|(i, cell)| matrix.add_tally(i, cell));
        matrix
    }
}
