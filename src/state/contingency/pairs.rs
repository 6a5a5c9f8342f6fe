//! Pairs of samples: which are together in the truth, and which in the prediction.
//!
//! All counts are whole numbers of 128 bits, and their products exact wide integers, which are rounded once.

use super::ContingencyTable;
use super::table::{Table, share, whole};
use crate::error::Undefined;
use crate::exact::wide::DoubleWidth;

/// How many pairs of samples are in one cluster, of the truth and of the prediction. A pair is positive if it is
/// in one cluster.
///
/// Each pair of two samples counts once: scikit-learn and torchmetrics count it twice.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let pairs = metrics::pair_confusion(&array![0, 0, 1, 2], &array![0, 0, 1, 1])?;
/// assert_eq!((pairs.true_positives, pairs.false_positives), (1, 1));
/// assert_eq!((pairs.false_negatives, pairs.true_negatives), (0, 4));
/// # Ok::<(), Error>(())
/// ```
#[doc(alias = "pair_confusion_matrix")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PairConfusion {
    /// Pairs in one cluster of the truth and in one cluster of the prediction.
    pub true_positives: u128,
    /// Pairs in one cluster of the prediction alone.
    pub false_positives: u128,
    /// Pairs in one cluster of the truth alone.
    pub false_negatives: u128,
    /// Pairs in different clusters of the truth and of the prediction.
    pub true_negatives: u128,
}

impl ContingencyTable {
    /// How many pairs of samples are together in truth and prediction
    /// ([Hubert and Arabie 1985](https://doi.org/10.1007/BF01908075)): whole numbers, exact.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Overflow`] for more than 2^62 samples.
    pub fn pair_confusion(&self) -> Result<PairConfusion, Undefined> {
        Ok(self.table()?.pairs())
    }

    /// The Rand index ([Rand 1971](https://doi.org/10.1080/01621459.1971.10482356)), in [0, 1]: the share of the
    /// pairs of samples on which both clusterings agree.
    ///
    /// (tp + tn)/(tp + fp + fn + tn) of [`pair_confusion`](Self::pair_confusion), and 1 for a single sample.
    /// Within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// As [`pair_confusion`](Self::pair_confusion).
    pub fn rand_index(&self) -> Result<f64, Undefined> {
        let pairs = self.pair_confusion()?;
        if pairs.agree() { Ok(1.0) } else { share(pairs.right(), pairs.all()) }
    }

    /// The Rand index beyond chance ([Hubert and Arabie 1985](https://doi.org/10.1007/BF01908075)), in
    /// [−1/2, 1]: 1 for equal clusterings, 0 on average for random ones of the same sizes.
    ///
    /// 2(tp·tn − fn·fp)/((tp + fn)(fn + tn) + (tp + fp)(fp + tn)) of [`pair_confusion`](Self::pair_confusion), and
    /// 1 where no pair is in one cluster of one side alone. Within 0.51 ulp.
    ///
    /// # Errors
    ///
    /// As [`pair_confusion`](Self::pair_confusion).
    pub fn adjusted_rand_index(&self) -> Result<f64, Undefined> {
        let pairs = self.pair_confusion()?;
        if pairs.agree() {
            return Ok(1.0);
        }
        let PairConfusion { true_positives: tp, true_negatives: tn, .. } = pairs;
        let PairConfusion { false_positives: fp, false_negatives: fn_, .. } = pairs;
        let surplus = product(tp, tn).minus(&product(fn_, fp));
        let all = product(tp + fn_, fn_ + tn).plus(&product(tp + fp, fp + tn));
        Ok((2.0 * surplus.over(&all).value()?).clamp(-0.5, 1.0))
    }

    /// The Fowlkes–Mallows index ([1983](https://doi.org/10.1080/01621459.1983.10478008)), in [0, 1]: the
    /// geometric mean of precision and recall of the pairs of samples.
    ///
    /// tp/√((tp + fp)(tp + fn)) of [`pair_confusion`](Self::pair_confusion). Within 2 ulp.
    ///
    /// # Errors
    ///
    /// As [`pair_confusion`](Self::pair_confusion); [`Undefined::ZeroDenominator`] if truth or prediction has one
    /// sample in each cluster, so that no pair is together.
    pub fn fowlkes_mallows(&self) -> Result<f64, Undefined> {
        let pairs = self.pair_confusion()?;
        let [truth, prediction] = [pairs.false_negatives, pairs.false_positives];
        let [truth, prediction] = [truth, prediction].map(|alone| pairs.true_positives + alone);
        if truth == 0 || prediction == 0 {
            return Err(Undefined::ZeroDenominator);
        }
        let square = product(pairs.true_positives, pairs.true_positives);
        Ok(square.over(&product(truth, prediction)).root().value()?.min(1.0))
    }
}

impl PairConfusion {
    /// Whether no pair is in one cluster of one side alone.
    fn agree(&self) -> bool {
        self.false_positives == 0 && self.false_negatives == 0
    }

    /// The pairs on which both sides agree.
    fn right(&self) -> u128 {
        self.true_positives + self.true_negatives
    }

    fn all(&self) -> u128 {
        self.right() + self.false_positives + self.false_negatives
    }
}

impl Table {
    fn pairs(&self) -> PairConfusion {
        let together = |counts: &mut dyn Iterator<Item = u64>| counts.map(pairs_of).sum::<u128>();
        let both = together(&mut self.cells.iter().map(|cell| cell.count));
        let truth = together(&mut self.rows.iter().copied());
        let prediction = together(&mut self.columns.iter().copied());
        PairConfusion {
            true_positives: both,
            false_positives: prediction - both,
            false_negatives: truth - both,
            true_negatives: pairs_of(self.total) + both - truth - prediction,
        }
    }
}

/// The number of pairs of so many samples.
fn pairs_of(count: u64) -> u128 {
    let count = u128::from(count);
    count * count.saturating_sub(1) / 2
}

fn product(a: u128, b: u128) -> DoubleWidth {
    DoubleWidth::product(&whole(a), &whole(b))
}
