//! States that are lists of sums over the samples.

use super::counted_cells::{number, tally};
use super::{
    BinaryCounts, ClassCounts, ConfusionMatrix, ExactSum, JointMoments, Reliability, State, Tally,
    ThresholdCounts, WeightedMean,
};

/// A sum with its position in an order of the state's own.
pub(crate) type Sum = (usize, f64);

/// A state whose readings are functions of sums over the samples.
#[doc(hidden)]
pub trait Summed: State {
    /// Whether readings are smooth functions of the sums. Not if they choose among several.
    fn is_smooth(&self) -> bool {
        true
    }

    /// Returns the number of positions.
    fn positions(&self) -> usize;

    /// Returns every sum that is not 0, by rising position.
    fn sums(&self) -> Vec<(usize, f64)>;

    /// Returns a state of the same size with these sums, by rising position, and 0 for every other sum.
    fn with_sums(&self, sums: &[(usize, f64)]) -> Self;
}

/// Returns the sums that are not 0, given those of all positions.
fn present(all: impl Iterator<Item = f64>) -> Vec<Sum> {
    all.enumerate().filter(|&(_, sum)| sum != 0.0).collect()
}

/// The value of a sum; infinite if no `f64` holds it.
fn value(sum: &ExactSum) -> f64 {
    sum.value().unwrap_or(f64::INFINITY)
}

impl Summed for ConfusionMatrix {
    fn positions(&self) -> usize {
        self.num_classes() * self.num_classes()
    }

    fn sums(&self) -> Vec<Sum> {
        let place = |truth, prediction| truth * self.num_classes() + prediction;
        self.cells().map(|(truth, prediction, n)| (place(truth, prediction), number(&n))).collect()
    }

    fn with_sums(&self, sums: &[Sum]) -> Self {
        let mut matrix = self.without_samples();
        sums.iter().for_each(|&(place, sum)| matrix.add_tally(place, &Tally::from_checked(sum)));
        matrix
    }
}

impl Summed for ClassCounts {
    fn positions(&self) -> usize {
        4 * self.classes.len()
    }

    fn sums(&self) -> Vec<Sum> {
        let outcomes = |counts: &BinaryCounts| {
            let BinaryCounts { true_positives, false_positives, .. } = counts;
            let BinaryCounts { false_negatives, true_negatives, .. } = counts;
            [true_positives, false_positives, false_negatives, true_negatives].map(number)
        };
        present(self.classes.iter().flat_map(outcomes))
    }

    fn with_sums(&self, sums: &[Sum]) -> Self {
        let mut classes = vec![BinaryCounts::default(); self.classes.len()];
        for &(place, sum) in sums {
            let counts = &mut classes[place / 4];
            let outcome = match place % 4 {
                0 => &mut counts.true_positives,
                1 => &mut counts.false_positives,
                2 => &mut counts.false_negatives,
                _ => &mut counts.true_negatives,
            };
            *outcome = tally(sum);
        }
        Self { classes, ..*self }
    }
}

impl Summed for ThresholdCounts {
    fn is_smooth(&self) -> bool {
        self.thresholds.len() <= 1
    }

    fn positions(&self) -> usize {
        2 * self.positives.len()
    }

    fn sums(&self) -> Vec<Sum> {
        present(self.positives.iter().chain(&self.negatives).map(number))
    }

    fn with_sums(&self, sums: &[Sum]) -> Self {
        let (mut state, places) = (Self::at_all(self.thresholds.clone()), self.positives.len());
        for &(place, sum) in sums {
            let class = if place < places { &mut state.positives } else { &mut state.negatives };
            class[place % places] = tally(sum);
        }
        state
    }
}

/// The weight and the total.
impl Summed for WeightedMean {
    fn positions(&self) -> usize {
        2
    }

    fn sums(&self) -> Vec<Sum> {
        present([&self.weight, &self.total].into_iter().map(value))
    }

    fn with_sums(&self, sums: &[Sum]) -> Self {
        let mut mean = Self::default();
        for &(place, sum) in sums {
            let Self { total, weight } = &mut mean;
            *(if place == 0 { weight } else { total }) = ExactSum::from_term(sum);
        }
        mean
    }
}

/// The weight, the sum of outcomes and the sum of probabilities of each bin, from which distances from calibration
/// are read.
impl Summed for Reliability {
    fn positions(&self) -> usize {
        3 * self.bins.len()
    }

    fn sums(&self) -> Vec<Sum> {
        present(self.bins.iter().flat_map(|bin| [&bin.weight, &bin.y, &bin.p]).map(value))
    }

    fn with_sums(&self, sums: &[Sum]) -> Self {
        let mut state = Self::new(self.bins.len());
        for &(place, sum) in sums {
            let JointMoments { weight, y, p, .. } = &mut state.bins[place / 3];
            *[weight, y, p][place % 3] = ExactSum::from_term(sum);
        }
        state
    }
}

/// The sums of each state behind those of the state before it: of curves, bins, classes or columns, of which a
/// reading is a function of all.
impl<S: Summed> Summed for Vec<S> {
    fn positions(&self) -> usize {
        self.iter().map(S::positions).sum()
    }

    fn sums(&self) -> Vec<Sum> {
        let (mut all, mut first) = (Vec::new(), 0);
        for state in self {
            all.extend(state.sums().into_iter().map(|(place, sum)| (first + place, sum)));
            first += state.positions();
        }
        all
    }

    fn with_sums(&self, mut sums: &[Sum]) -> Self {
        let mut first = 0;
        let mut next = |state: &S| {
            let end = first + state.positions();
            let (own, rest) = sums.split_at(sums.partition_point(|&(place, _)| place < end));
            let own: Vec<Sum> = own.iter().map(|&(place, sum)| (place - first, sum)).collect();
            (first, sums) = (end, rest);
            state.with_sums(&own)
        };
        self.iter().map(&mut next).collect()
    }
}
