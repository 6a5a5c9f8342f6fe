//! What one clustering tells of another, in nats.

use super::ContingencyTable;
use super::excess::excess;
use super::table::{Table, whole};
use crate::error::Undefined;
use crate::kernel::log_ratio::ln_ratio;
use crate::state::ExactSum;

/// The mean of the entropies of truth and prediction by which their mutual information is divided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum EntropyMean {
    /// (H(truth) + H(prediction))/2. The default.
    #[default]
    #[cfg_attr(feature = "serde", serde(alias = "arithmetic"))]
    Arithmetic,
    /// √(H(truth)·H(prediction)).
    #[cfg_attr(feature = "serde", serde(alias = "geometric"))]
    Geometric,
    /// The smaller of the two.
    #[cfg_attr(feature = "serde", serde(alias = "min"))]
    Min,
    /// The larger of the two.
    #[cfg_attr(feature = "serde", serde(alias = "max"))]
    Max,
}

impl EntropyMean {
    pub(super) fn of(self, [a, b]: [f64; 2]) -> f64 {
        match self {
            Self::Arithmetic => (a + b) / 2.0,
            Self::Geometric => (a * b).sqrt(),
            Self::Min => a.min(b),
            Self::Max => a.max(b),
        }
    }
}

impl ContingencyTable {
    /// The mutual information of truth and prediction
    /// ([definition](https://en.wikipedia.org/wiki/Mutual_information)), in nats, at least 0.
    ///
    /// Σ(nᵢⱼ/n)·ln(n·nᵢⱼ/(aᵢbⱼ)) with the total n, the cells nᵢⱼ, and the totals aᵢ of the truth and bⱼ of the
    /// prediction. It is added up from terms of at least 0, exactly: within 16 ulp, for nearly independent
    /// clusterings too, and 0 for independent ones.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Overflow`] for more than 2^62 samples.
    pub fn mutual_information(&self) -> Result<f64, Undefined> {
        self.table()?.information()
    }

    /// The entropies of truth and of prediction, in nats: −Σ(a/n)·ln(a/n). Within 4 ulp.
    ///
    /// # Errors
    ///
    /// As [`mutual_information`](Self::mutual_information).
    pub fn entropies(&self) -> Result<[f64; 2], Undefined> {
        self.table()?.entropies()
    }

    /// The mutual information as a share of a mean of the entropies
    /// ([Vinh et al. 2010](https://jmlr.org/papers/v11/vinh10a.html)), in [0, 1]. Within 24 ulp.
    ///
    /// It is 1 if both sides have a single cluster, and 0 if one of them has.
    ///
    /// # Errors
    ///
    /// As [`mutual_information`](Self::mutual_information).
    pub fn normalized_mutual_information(&self, mean: EntropyMean) -> Result<f64, Undefined> {
        let table = self.table()?;
        let (information, entropies) = (table.information()?, table.entropies()?);
        Ok(table.share_of(information, mean.of(entropies)))
    }

    /// The share of the truth's entropy that the prediction removes
    /// ([Rosenberg and Hirschberg 2007](https://aclanthology.org/D07-1043/)), in [0, 1]: 1 if each cluster of the
    /// prediction has samples of a single cluster of the truth. Within 24 ulp.
    ///
    /// # Errors
    ///
    /// As [`mutual_information`](Self::mutual_information).
    pub fn homogeneity(&self) -> Result<f64, Undefined> {
        let table = self.table()?;
        if table.is_homogeneous() { Ok(1.0) } else { table.v_measure(0.0) }
    }

    /// The share of the prediction's entropy that the truth removes, in [0, 1]: 1 if each cluster of the truth has
    /// samples of a single cluster of the prediction. Within 24 ulp.
    ///
    /// # Errors
    ///
    /// As [`mutual_information`](Self::mutual_information).
    pub fn completeness(&self) -> Result<f64, Undefined> {
        let table = self.table()?;
        if table.is_complete() { Ok(1.0) } else { table.v_measure(f64::INFINITY) }
    }

    /// The weighted harmonic mean of [`homogeneity`](Self::homogeneity) h and [`completeness`](Self::completeness)
    /// c ([Rosenberg and Hirschberg 2007](https://aclanthology.org/D07-1043/)), in [0, 1].
    ///
    /// (1 + β)·h·c/(β·h + c), and 0 if both are 0: with a `beta` above 1 completeness counts more. Within 24 ulp.
    /// `beta` is at least 0.
    ///
    /// # Errors
    ///
    /// As [`mutual_information`](Self::mutual_information).
    pub fn v_measure(&self, beta: f64) -> Result<f64, Undefined> {
        self.table()?.v_measure(beta)
    }
}

impl Table {
    /// The mutual information. Where one side settles the other, it is the entropy of the other to the bit.
    pub(super) fn information(&self) -> Result<f64, Undefined> {
        if self.is_homogeneous() {
            return self.entropy(&self.rows);
        }
        if self.is_complete() {
            return self.entropy(&self.columns);
        }
        let square = u128::from(self.total).pow(2);
        let (mut sum, mut empty) = (ExactSum::new(), square);
        let mut terms = Vec::with_capacity(self.cells.len());
        for cell in &self.cells {
            let [a, b] = self.margins(cell).map(u128::from);
            let (found, expected) = (u128::from(self.total) * u128::from(cell.count), a * b);
            let apart = (found as i128 - expected as i128) as f64 / expected as f64;
            terms.push(expected as f64 * excess(apart));
            empty -= expected;
        }
        // No term is NaN.
        let _ = sum.add_slice(&terms);
        // Cells of 0.
        sum.merge(&whole(empty));
        sum.ratio(&whole(square))
    }

    pub(super) fn entropies(&self) -> Result<[f64; 2], Undefined> {
        Ok([self.entropy(&self.rows)?, self.entropy(&self.columns)?])
    }

    fn entropy(&self, totals: &[u64]) -> Result<f64, Undefined> {
        let n = self.total as f64;
        let term = |&count: &u64| {
            let (b, rest) = (count as f64, (self.total - count) as f64);
            b * ln_ratio([n, b], |power| if power == 1.0 { rest } else { n - b * power })
        };
        let terms: Vec<_> = totals.iter().map(term).collect();
        let mut sum = ExactSum::new();
        // No term is NaN.
        let _ = sum.add_slice(&terms);
        sum.ratio(&whole(self.total.into()))
    }

    /// I/(βH(prediction) + H(truth))·(1 + β), which is the harmonic mean.
    fn v_measure(&self, beta: f64) -> Result<f64, Undefined> {
        let (information, [truth, prediction]) = (self.information()?, self.entropies()?);
        let part = if beta.is_infinite() { 1.0 } else { beta / (1.0 + beta) };
        let mean = part * prediction + (1.0 / (1.0 + beta)) * truth;
        Ok(self.share_of(information, mean))
    }

    /// I/H. It is 1 for equal clusterings, and 0 if one side has a single cluster.
    fn share_of(&self, information: f64, entropy: f64) -> f64 {
        if self.is_homogeneous() && self.is_complete() {
            1.0
        } else if information == 0.0 {
            0.0
        } else {
            (information / entropy).min(1.0)
        }
    }
}
