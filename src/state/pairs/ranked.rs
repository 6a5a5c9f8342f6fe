//! The weight of every distinct pair of truth and prediction.

use std::fmt;

use super::entry::{Places, SinglePair, WeightedPair, places_of};
use super::sorted::Sorted;
use crate::domain::Domain;
use crate::error::{Error, Undefined};
use crate::state::scores::entry::tally;
use crate::state::scores::order::Sortable;
use crate::state::scores::runs::SortedRuns;
use crate::state::scores::sort;
use crate::state::{State, Tally, checked_weight};

/// The samples that share one truth and one prediction.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TiedPairs {
    /// The truth; 0.0 for −0.0 too.
    pub truth: f64,
    /// The prediction; 0.0 for −0.0 too.
    pub prediction: f64,
    /// The weight of the samples; without weights, their number.
    pub weight: Tally,
}

/// The weight of every distinct pair of truth and prediction: the state of rank correlations.
///
/// One state, several readings: [`spearman_correlation`](Self::spearman_correlation),
/// [`kendall_tau`](Self::kendall_tau) and [`somers_d`](Self::somers_d). The order of the numbers alone matters.
///
/// Numbers are kept as `f64`, each exactly: an integer that no `f64` holds is refused. −0.0 and 0.0 are one
/// number. Weights of equal pairs add up exactly, so that equal multisets of (truth, prediction, weight) give equal
/// states and equal bits, in whatever order and batches the samples come.
///
/// Memory grows with the number of distinct pairs: 16 bytes for each without weights, 24 bytes with weights or where
/// many pairs repeat, up to an eighth more for repeated pairs, and at most 8 MB for samples that wait to be sorted.
///
/// Adding n samples sorts them by radix into runs of falling length, as
/// [`RankedScores`](crate::state::RankedScores) do. A reading merges all runs, and sorts once more by prediction.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let pairs = KendallTau.state_of(&array![1, 2, 2, 3], &array![1, 2, 3, 3])?;
/// assert_eq!(pairs.somers_d()?, 4.0 / 5.0); // 4 of 5 pairs in order, one tied in the prediction
/// assert_eq!(pairs.kendall_tau()?, 0.8); // 4/√(5·5)
/// assert_eq!(pairs.to_string(), "4 samples in 4 distinct pairs");
/// # Ok::<(), ndarray_metrics::Error>(())
/// ```
#[derive(Clone, Default)]
pub struct RankedPairs {
    /// Samples of weight 1 of which few are equal.
    single: SortedRuns<SinglePair>,
    /// Samples with weights, and samples of which many are equal.
    weighted: SortedRuns<WeightedPair>,
}

impl RankedPairs {
    /// Returns every distinct pair with the weight of its samples, the lowest truth first, and of equal truths the
    /// lowest prediction.
    #[must_use]
    pub fn pairs(&self) -> Vec<TiedPairs> {
        let list = match self.sorted() {
            Sorted::Single(list) => weighted(&list),
            Sorted::Weighted(list) => list.into_owned(),
        };
        list.chunk_by(|a, b| a.ties(*b)).map(tied_pairs).collect()
    }

    /// Returns the truths and the predictions of all samples, in the order of [`pairs`](Self::pairs).
    ///
    /// # Errors
    ///
    /// [`Undefined::NotCounted`] for weights that are no numbers of samples.
    pub(crate) fn samples(&self) -> Result<(Vec<f64>, Vec<f64>), Undefined> {
        if let Sorted::Single(list) = self.sorted() {
            return Ok(list.iter().map(|pair| pair.0.numbers()).unzip());
        }
        let mut samples = (Vec::new(), Vec::new());
        for TiedPairs { truth, prediction, weight } in self.pairs() {
            let weight = weight.value()?;
            if weight.fract() != 0.0 || weight >= MOST_SAMPLES {
                return Err(Undefined::NotCounted);
            }
            samples.extend(std::iter::repeat_n((truth, prediction), weight as usize));
        }
        Ok(samples)
    }

    /// Returns the weight of all samples.
    #[must_use]
    pub fn weight(&self) -> Tally {
        Tally::total(self.pairs().iter().map(|tied| &tied.weight))
    }

    /// Whether no sample of a weight above 0 was seen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.single.is_empty() && self.weighted.is_empty()
    }

    /// Adds one sample with its weight, 1 for samples without weights.
    ///
    /// ```
    /// use ndarray_metrics::state::RankedPairs;
    ///
    /// let mut pairs = RankedPairs::default();
    /// for (truth, prediction) in [(1.0, 10.0), (2.0, 30.0), (3.0, 20.0)] {
    ///     pairs.add(truth, prediction, 1.0)?;
    /// }
    /// assert_eq!(pairs.kendall_tau(), Ok(1.0 / 3.0)); // 2 pairs in order, 1 out of order
    /// # Ok::<(), ndarray_metrics::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::Value`] for a number that is NaN, [`Error::Weight`] for a weight that is negative or not finite;
    /// the state stays as it was.
    pub fn add(&mut self, truth: f64, prediction: f64, weight: f64) -> Result<(), Error> {
        let weight = checked_weight(weight)?;
        for (argument, found) in [("truth", truth), ("prediction", prediction)] {
            if found.is_nan() {
                return Err(Error::Value {
                    argument,
                    index: vec![],
                    found,
                    expected: Domain::Score,
                });
            }
        }
        if weight > 0.0 {
            self.extend_weighted(std::iter::once((truth, prediction, weight)));
        }
        Ok(())
    }

    /// Adds samples of weight 1 whose numbers are no NaN.
    pub(crate) fn extend_single(&mut self, samples: impl Iterator<Item = (f64, f64)>) {
        self.single.extend(samples.map(|(y, p)| SinglePair(Places::of(y, p))));
        self.add_up_repetitive();
    }

    /// Adds samples whose numbers are no NaN, with weights above 0.
    pub(crate) fn extend_weighted(&mut self, samples: impl Iterator<Item = (f64, f64, f64)>) {
        self.weighted.extend(samples.map(|(y, p, w)| WeightedPair::at(Places::of(y, p), true, w)));
    }

    /// Sorts the samples of a batch, unless they are few.
    pub(crate) fn compact(&mut self) {
        self.single.compact();
        self.weighted.compact();
        self.add_up_repetitive();
    }

    /// Returns all samples in one list, samples without weights in entries with weights if they must be.
    pub(super) fn sorted(&self) -> Sorted<'_> {
        match (self.single.is_empty(), self.weighted.is_empty()) {
            (_, true) => Sorted::Single(self.single.all()),
            (true, false) => Sorted::Weighted(self.weighted.all()),
            _ => {
                let unweighted = weighted(&self.single.all());
                Sorted::Weighted(sort::merged(&unweighted, &self.weighted.all()).into())
            }
        }
    }

    /// Moves runs of single samples of which many are equal to the entries that add up.
    fn add_up_repetitive(&mut self) {
        for run in self.single.take_repetitive() {
            self.weighted.push(weighted(&run).into());
        }
    }

    /// Returns the state of a sorted list of entries without weights.
    #[cfg(feature = "serde")]
    pub(super) fn of_single(list: Vec<SinglePair>) -> Self {
        Self { single: SortedRuns::from_sorted(list), ..Self::default() }
    }

    /// Returns the state of a sorted list of entries with weights.
    #[cfg(feature = "serde")]
    pub(super) fn of_weighted(list: Vec<WeightedPair>) -> Self {
        Self { weighted: SortedRuns::from_sorted(list), ..Self::default() }
    }
}

/// More equal samples than memory holds: a weight that no data has.
const MOST_SAMPLES: f64 = (1_u64 << 40) as f64;

/// Returns samples of weight 1 as entries with weights.
fn weighted(list: &[SinglePair]) -> Vec<WeightedPair> {
    sort::compacted(list.iter().map(|&pair| pair.into()).collect())
}

/// Returns the exact weight of the entries of one pair.
fn tied_pairs(tied: &[WeightedPair]) -> TiedPairs {
    let (truth, prediction) = places_of(tied).numbers();
    TiedPairs { truth, prediction, weight: tally(tied, true) }
}

impl State for RankedPairs {
    fn merge(&mut self, other: &Self) {
        self.single.merge(&other.single);
        self.weighted.merge(&other.weighted);
        self.add_up_repetitive();
    }
}

impl PartialEq for RankedPairs {
    /// Whether both have seen the same samples, whatever runs they keep them in.
    fn eq(&self, other: &Self) -> bool {
        self.pairs() == other.pairs()
    }
}

impl fmt::Debug for RankedPairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("RankedPairs").field(&self.pairs()).finish()
    }
}

impl fmt::Display for RankedPairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let pairs = self.pairs();
        let weight = Tally::total(pairs.iter().map(|tied| &tied.weight));
        let weight = weight.value().unwrap_or(f64::INFINITY);
        write!(f, "{weight} samples in {} distinct pairs", pairs.len())
    }
}
