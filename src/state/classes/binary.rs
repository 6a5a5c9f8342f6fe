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
        self.of_positives().fbeta(beta, Average::Micro)
    }

    /// tp/(tp + fp + fn): the intersection over the union of positives and positive decisions (Jaccard).
    ///
    /// # Errors
    ///
    /// As [`f_beta`](Self::f_beta).
    pub fn iou(&self) -> Result<f64, Undefined> {
        self.of_positives().iou(Average::Micro)
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
        cells.iter().enumerate().for_each(|(i, cell)| matrix.change(i, |own| own.merge(cell)));
        matrix
    }
}
