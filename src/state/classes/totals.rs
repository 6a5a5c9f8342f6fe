//! Totals of a confusion matrix by class.

use super::confusion::ConfusionMatrix;
use super::counts::ClassCounts;
use crate::state::{BinaryCounts, Tally};

/// Totals by class of a matrix whose cells are all numbers of samples.
struct Margins {
    truth: Vec<u64>,
    prediction: Vec<u64>,
    right: Vec<u64>,
}

impl Margins {
    /// Returns the totals of a matrix that has all its cells.
    fn of(cells: &[u32], classes: usize) -> Self {
        let mut prediction = vec![0; classes];
        let truth = cells.chunks_exact(classes.max(1)).map(|row| {
            let cells = prediction.iter_mut().zip(row);
            cells.for_each(|(total, &count)| *total += u64::from(count));
            row.iter().map(|&count| u64::from(count)).sum()
        });
        let truth = truth.collect();
        let right = cells.iter().step_by(classes + 1).map(|&count| count.into()).collect();
        Self { truth, prediction, right }
    }

    /// The outcomes of a class against all other classes, of so many samples.
    fn outcomes(&self, class: usize, total: u64) -> BinaryCounts {
        let right = self.right[class];
        let (misses, false_alarms) = (self.truth[class] - right, self.prediction[class] - right);
        BinaryCounts {
            true_positives: Tally::from_count(right),
            false_positives: Tally::from_count(false_alarms),
            false_negatives: Tally::from_count(misses),
            true_negatives: Tally::from_count(total - right - misses - false_alarms),
        }
    }
}

fn tallies(counts: Vec<u64>) -> Vec<Tally> {
    counts.into_iter().map(Tally::from_count).collect()
}

/// Totals. A pass over the cells, of which numbers of samples are added as integers.
impl ConfusionMatrix {
    fn margins(&self) -> Option<Margins> {
        self.cells.counts().map(|cells| Margins::of(cells, self.num_classes()))
    }

    /// The total weight of right predictions.
    pub(super) fn right(&self) -> Tally {
        let diagonal = (0..self.num_classes()).map(|class| self.cell(class, class));
        Tally::total(&diagonal.collect::<Vec<_>>())
    }

    /// The total weight.
    #[must_use]
    pub fn total(&self) -> Tally {
        match self.cells.counts() {
            Some(cells) => Tally::from_count(cells.iter().map(|&count| u64::from(count)).sum()),
            None => total_of(self.cells()),
        }
    }

    /// The total weight of each class in the truth.
    #[must_use]
    pub fn support(&self) -> Vec<Tally> {
        match self.margins() {
            Some(margins) => tallies(margins.truth),
            None => self.sums(|truth, _| truth),
        }
    }

    /// The total weight of each class in the prediction.
    #[must_use]
    pub fn predicted(&self) -> Vec<Tally> {
        match self.margins() {
            Some(margins) => tallies(margins.prediction),
            None => self.sums(|_, prediction| prediction),
        }
    }

    fn sums(&self, class: impl Fn(usize, usize) -> usize) -> Vec<Tally> {
        let mut sums = vec![Tally::default(); self.num_classes()];
        self.cells()
            .for_each(|(truth, prediction, tally)| sums[class(truth, prediction)].merge(&tally));
        sums
    }

    /// The outcomes of every class against all other classes.
    #[must_use]
    pub fn outcomes(&self) -> ClassCounts {
        let classes = match self.margins() {
            Some(margins) => {
                let total = margins.truth.iter().sum();
                (0..self.num_classes()).map(|class| margins.outcomes(class, total)).collect()
            }
            None => self.outcomes_of_weights(),
        };
        ClassCounts { classes, ignored: self.ignored_class() }
    }

    fn outcomes_of_weights(&self) -> Vec<BinaryCounts> {
        let mut classes = vec![BinaryCounts::default(); self.num_classes()];
        for (truth, prediction, tally) in self.cells() {
            if truth == prediction {
                classes[truth].true_positives.merge(&tally);
            } else {
                classes[truth].false_negatives.merge(&tally);
                classes[prediction].false_positives.merge(&tally);
            }
        }
        let total = self.total();
        for class in &mut classes {
            let others = [&class.true_positives, &class.false_positives, &class.false_negatives];
            class.true_negatives = total.minus(&Tally::total(others));
        }
        classes
    }
}

/// Returns the total weight of some cells.
fn total_of(cells: impl Iterator<Item = (usize, usize, Tally)>) -> Tally {
    let mut total = Tally::default();
    cells.for_each(|(_, _, tally)| total.merge(&tally));
    total
}
