//! What two clusterings of given sizes tell of each other by chance.
//!
//! **Idea.** If labels are dealt at random, the count of a cell is hypergeometric: of n samples a are in the row
//! and b in the column. From its mode the probabilities follow by quotients of whole numbers, and their sum is 1,
//! so that no factorial is asked for. Cells of equal margins have equal terms, and there are fewer distinct margins
//! than clusters: at most √(2n) on each side.
//!
//! **Price.** For each two distinct margins about twenty standard deviations of the count, at least a few steps,
//! of one division and a series each. From a deviation of 4096 on, three moments of the count stand for them all.

use super::ContingencyTable;
use super::excess::excess;
use super::information::EntropyMean;
use super::table::{Table, whole};
use crate::error::Undefined;
use crate::kernel::bits::power_of_two;
use crate::state::ExactSum;

/// Terms below this part of the sum so far no longer matter, nor do those beyond them.
const NEGLIGIBLE: f64 = 1e-22;

/// Beyond this variance of a count, what its fifth and further moments add is below 2^-47 of the sum.
const LARGE: f64 = power_of_two(24);

impl ContingencyTable {
    /// The mutual information of random clusterings with the same sizes of clusters
    /// ([Vinh et al. 2010](https://jmlr.org/papers/v11/vinh10a.html)), in nats, of at least 0: the hypergeometric
    /// expectation.
    ///
    /// Takes some steps for each two distinct sizes of clusters. Within 64 ulp, and s ulp more for cells whose count
    /// has a standard deviation s of up to 4096.
    ///
    /// # Errors
    ///
    /// As [`mutual_information`](Self::mutual_information).
    pub fn expected_mutual_information(&self) -> Result<f64, Undefined> {
        self.table()?.expected()
    }

    /// The mutual information beyond chance ([Vinh et al. 2010](https://jmlr.org/papers/v11/vinh10a.html)), at most
    /// 1: 1 for equal clusterings, 0 on average for random ones of the same sizes.
    ///
    /// (I − E)/(H − E) with the [`mutual_information`](Self::mutual_information) I, its
    /// [expectation](Self::expected_mutual_information) E, and a mean H of the entropies. It is 0 for two different
    /// clusterings of which one has a single cluster, or one sample in each cluster. The error is at most
    /// 1e-14·(1 + H)/(H − E).
    ///
    /// # Errors
    ///
    /// As [`mutual_information`](Self::mutual_information).
    pub fn adjusted_mutual_information(&self, mean: EntropyMean) -> Result<f64, Undefined> {
        let table = self.table()?;
        if table.is_homogeneous() && table.is_complete() {
            return Ok(1.0);
        }
        if table.is_trivial(&table.rows) || table.is_trivial(&table.columns) {
            return Ok(0.0);
        }
        let (information, expected) = (table.information()?, table.expected()?);
        let most = mean.of(table.entropies()?);
        Ok(((information - expected) / (most - expected)).min(1.0))
    }
}

/// The distinct totals in rising order, each with how often it comes.
fn repeated(totals: &[u64]) -> Vec<(u64, u64)> {
    let mut totals = totals.to_vec();
    totals.sort_unstable();
    totals.chunk_by(|a, b| a == b).map(|equal| (equal[0], equal.len() as u64)).collect()
}

impl Table {
    /// Whether a side has a single cluster, or one sample in each cluster: any other clustering tells as much of
    /// it as chance does.
    fn is_trivial(&self, totals: &[u64]) -> bool {
        totals.len() == 1 || totals.len() as u64 == self.total
    }

    fn expected(&self) -> Result<f64, Undefined> {
        let (rows, columns) = (repeated(&self.rows), repeated(&self.columns));
        let mut sum = ExactSum::new();
        for &(a, of_a) in &rows {
            for &(b, of_b) in &columns {
                let times = u128::from(of_a) * u128::from(of_b);
                let expected = (u128::from(a) * u128::from(b)) as f64;
                let term = Count { total: self.total, a: a.min(b), b: a.max(b) }.mean_excess();
                sum.merge(&ExactSum::from_term(times as f64 * (expected * term)));
            }
        }
        sum.ratio(&whole(u128::from(self.total).pow(2)))
    }
}

/// The count of a cell whose labels are dealt at random: hypergeometric.
#[derive(Debug)]
struct Count {
    total: u64,
    /// The smaller margin.
    a: u64,
    b: u64,
}

/// Σ of the probabilities relative to that of the mode, alone and times the excess.
#[derive(Default)]
struct Sums {
    weight: f64,
    excess: f64,
}

impl Count {
    /// E((1 + d)·ln(1 + d) − d) for the count (1 + d)·ab/n.
    fn mean_excess(&self) -> f64 {
        let Self { total: n, a, b } = *self;
        let [all, rows, columns] = [n, a, b].map(|count| count as f64);
        let square = (n - a) as f64 * (n - b) as f64 / (rows * columns * (all - 1.0));
        // The variance is the square of the mean, ab/n, times that of d.
        if square * (rows * columns / all).powi(2) > LARGE {
            return self.by_moments(square);
        }
        self.by_steps()
    }

    /// E(d²)/2 − E(d³)/6 + E(d⁴)/12 by the moments of the distribution, given E(d²).
    fn by_moments(&self, square: f64) -> f64 {
        let [n, a, b] = [self.total, self.a, self.b].map(|count| count as f64);
        let skew = (n - 2.0 * a) / a * ((n - 2.0 * b) / b) / (n - 2.0);
        square * (0.5 - skew / 6.0 + square / 4.0)
    }

    fn by_steps(&self) -> f64 {
        let Self { total: n, a, b } = *self;
        let least = (a + b).saturating_sub(n);
        let mode = (u128::from(a + 1) * u128::from(b + 1) / u128::from(n + 2)) as u64;
        let mode = mode.clamp(least, a);
        let mut sums = Sums { weight: 1.0, excess: self.excess(mode) };
        self.add(mode + 1..=a, |k| self.quotient(k), &mut sums);
        self.add((least..mode).rev(), |k| 1.0 / self.quotient(k + 1), &mut sums);
        sums.excess / sums.weight
    }

    /// Adds counts from the mode outwards, given how likely each is beside the one before.
    fn add(
        &self,
        counts: impl Iterator<Item = u64>,
        quotient: impl Fn(u64) -> f64,
        sums: &mut Sums,
    ) {
        let mut weight = 1.0;
        for count in counts {
            weight *= quotient(count);
            let excess = weight * self.excess(count);
            sums.weight += weight;
            sums.excess += excess;
            if weight < NEGLIGIBLE && excess < NEGLIGIBLE * sums.excess {
                return;
            }
        }
    }

    /// P(k)/P(k − 1) = (a − k + 1)(b − k + 1)/(k·(n − a − b + k)).
    fn quotient(&self, k: u64) -> f64 {
        let above = (self.a - k + 1) as f64 * (self.b - k + 1) as f64;
        above / (k as f64 * (self.total - self.a - (self.b - k)) as f64)
    }

    fn excess(&self, k: u64) -> f64 {
        let found = u128::from(self.total) * u128::from(k);
        let expected = u128::from(self.a) * u128::from(self.b);
        excess((found as i128 - expected as i128) as f64 / expected as f64)
    }
}

#[cfg(test)]
mod tests {
    use super::Count;

    /// Both ways around the variance from which moments are taken.
    #[test]
    fn moments_are_as_good_as_steps() {
        for (total, a, b) in [
            (1 << 28, 1 << 27, 1 << 26),
            (1 << 27, 1 << 26, 1 << 26),
            (1_000_000_007, 40_000_003, 600_000_001),
            (300_000_001, 200_000_003, 250_000_000),
        ] {
            let count = Count { total, a, b };
            let square = (total - a) as f64 * (total - b) as f64
                / (a as f64 * b as f64 * (total - 1) as f64);
            let (steps, moments) = (count.by_steps(), count.by_moments(square));
            assert!((steps / moments - 1.0).abs() < 1e-12, "{count:?}: {steps:e}, {moments:e}");
        }
    }

    #[test]
    fn any_number_of_samples_takes_few_steps() {
        let count = Count { total: 1 << 62, a: 1 << 61, b: 1 << 60 };
        assert!((count.mean_excess() * 2_f64.powi(62) - 1.5).abs() < 1e-9);
    }
}
