//! The area under the ROC curve of several classes, each pair of classes by itself.

use super::classes::ClassPairRanking;
use crate::error::Undefined;
use crate::measure::Measure;
use crate::scale::Scale;
use crate::state::ScoresByClass;

/// The mean area under the ROC curve over all pairs of classes, from class labels.
///
/// For classes i and j, the mean of the area in the columns of both, over the samples of the two alone;
/// then the mean over the pairs, alike or by the weight of their samples ([Hand and Till 2001][h]). Unlike
/// [`OneVsRest`](super::OneVsRest), the mean over pairs does not depend on how frequent the classes are.
/// Within 2^-51.
///
/// - **Shapes:** labels `[batch, ..]`, scores `[batch, .., classes]`; labels whole numbers in
///   0..classes, scores any numbers but NaN, whether or not rows are probabilities. The value is in
///   [0, 1].
/// - **Undefined:** without a weight above zero; with one class alone. A pair with a class that has no
///   sample is left out; [`pairs_left_out`](ScoresByClass::pairs_left_out) counts such pairs.
/// - **Weights:** for labels, or for leading axes such as samples.
/// - **Cost:** one pass and a radix sort for each class and column, memory for every distinct score; see
///   [`ScoresByClass`]. A reading merges two lists of scores for each pair and column.
/// - **Errors:** other shapes, no class axis, labels that name no class, scores that are NaN, bad
///   weights.
///
/// Differs from scikit-learn's `roc_auc_score(multi_class="ovo")`, which refuses weights and rows that
/// are no probabilities, and tells of no class that was left out. Keras and torchmetrics have no such
/// metric.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0, 0, 1, 2];
/// let y_pred = array![[0.7, 0.2, 0.1], [0.2, 0.3, 0.5], [0.1, 0.8, 0.1], [0.3, 0.3, 0.4]];
/// let mut stream = OneVsOneRocAuc::default().streaming();
/// stream.update(&y_true, &y_pred)?;
/// let pairs: Vec<_> = stream.state().pairs().iter().map(|pair| pair.roc_auc).collect();
/// assert_eq!(pairs, [Ok(1.0), Ok(0.5), Ok(1.0)]); // 0 and 1, 0 and 2, 1 and 2
/// assert_eq!(stream.result(), Ok(2.5 / 3.0));
/// assert_eq!(stream.state().pairs_left_out(), 0);
/// let weighted = OneVsOneRocAuc { by_prevalence: true };
/// assert_eq!(weighted.evaluate(&y_true, &y_pred)?, (3.0 + 1.5 + 2.0) / 8.0);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.1023/A:1010920819831
#[doc(alias = "hand_till")]
#[doc(alias = "m_auc")]
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(default, deny_unknown_fields)
)]
pub struct OneVsOneRocAuc {
    /// Whether a pair counts by the weight of its samples; by default all pairs count alike.
    pub by_prevalence: bool,
}

impl Measure for OneVsOneRocAuc {
    type Observer = ClassPairRanking;
    type Output = Result<f64, Undefined>;

    fn scale(&self) -> Scale {
        Scale::SHARE
    }

    fn observer(&self) -> ClassPairRanking {
        ClassPairRanking
    }

    fn read(&self, scores: &ScoresByClass) -> Result<f64, Undefined> {
        scores.mean_area(self.by_prevalence)
    }
}
