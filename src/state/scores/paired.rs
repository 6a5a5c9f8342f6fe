//! The scores of two models for the same samples, and the comparison of their areas under the ROC curve by DeLong,
//! DeLong and Clarke-Pearson (1988).

use std::fmt;

use super::delong::{Placements, whole};
use super::{RankedScores, State};
use crate::error::Undefined;
use crate::exact::wide::Floating;

/// The scores of two models for each positive and each negative.
///
/// The difference of the areas under the ROC curve is Σ(Vᵢ − Uᵢ)/m over the m positives, with the share Vᵢ of the
/// negatives that score lower by the first model, equal scores counting half, and Uᵢ by the second. Its variance is
/// s²(V⁺ − U⁺)/m + s²(V⁻ − U⁻)/n ([DeLong and others 1988](https://doi.org/10.2307/2531595)). The sums are of whole
/// numbers, exact for up to 2^42 samples.
///
/// Memory: 16 bytes for each sample. A reading sorts the scores.
#[derive(Clone, Default)]
pub struct PairedScores {
    pub(in crate::state) positives: Vec<[f64; 2]>,
    pub(in crate::state) negatives: Vec<[f64; 2]>,
}

impl PairedScores {
    /// Adds scores of positives, or of negatives, for both models.
    pub(crate) fn extend(&mut self, positive: bool, first: &[f64], second: &[f64]) {
        let side = if positive { &mut self.positives } else { &mut self.negatives };
        // −0.0 and 0.0 are one score.
        side.extend(first.iter().zip(second).map(|(a, b)| [a + 0.0, b + 0.0]));
    }

    /// The number of positives and of negatives.
    #[must_use]
    pub fn counts(&self) -> [u64; 2] {
        [&self.positives, &self.negatives].map(|side| side.len() as u64)
    }

    /// Returns the scores of one model alone.
    pub(crate) fn model(&self, model: usize) -> RankedScores {
        let mut scores = RankedScores::default();
        for (side, positive) in [(&self.positives, true), (&self.negatives, false)] {
            scores.extend_weighted(side.iter().map(|pair| (pair[model], positive, 1.0)));
        }
        scores.compact();
        scores
    }

    /// The area under the ROC curve of the first model, less that of the second, and the standard error of this
    /// difference.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::OneClass`] without positives or without negatives. The standard error:
    /// [`Undefined::TooFewSamples`] with fewer than two of either; [`Undefined::Overflow`] beyond 2^42 samples.
    pub fn roc_auc_difference(&self) -> Result<(f64, Result<f64, Undefined>), Undefined> {
        match self.counts() {
            [0, 0] => return Err(Undefined::NoSamples),
            [0, _] | [_, 0] => return Err(Undefined::OneClass),
            _ => {}
        }
        let of_positives = differences(&self.positives, &self.negatives, Side::Below);
        let of_negatives = differences(&self.negatives, &self.positives, Side::Above);
        let [m, n] = self.counts();
        let sum: i128 = of_positives.iter().map(|&d| i128::from(d)).sum();
        let size = whole(sum.unsigned_abs()).ratio(&whole(2 * u128::from(m) * u128::from(n)))?;
        let difference = if sum < 0 { -size } else { size };
        Ok((difference, error(&of_positives, &of_negatives)))
    }
}

/// √(s²(V⁺ − U⁺)/m + s²(V⁻ − U⁻)/n).
fn error(of_positives: &[i64], of_negatives: &[i64]) -> Result<f64, Undefined> {
    let [m, n] = [of_positives, of_negatives].map(|side| side.len() as u64);
    if m < 2 || n < 2 {
        return Err(Undefined::TooFewSamples);
    }
    let (positives, negatives) = (placements(of_positives)?, placements(of_negatives)?);
    let terms = [positives.variance_of_mean(n), negatives.variance_of_mean(m)];
    Floating::sum(&terms).root().value()
}

/// The sums of the differences of a class.
fn placements(differences: &[i64]) -> Result<Placements, Undefined> {
    let (mut sum, mut squares) = (0_i128, 0_u128);
    for &difference in differences {
        let square = u128::from(difference.unsigned_abs()).pow(2);
        sum += i128::from(difference);
        squares = squares.checked_add(square).ok_or(Undefined::Overflow)?;
    }
    Ok(Placements { samples: differences.len() as u64, sum: sum.unsigned_abs(), squares })
}

/// Which of the others count as in order.
#[derive(Clone, Copy)]
enum Side {
    Below,
    Above,
}

/// Returns for each sample twice the number of others that are in order by the first model, equal scores counting
/// half, less the same by the second.
fn differences(samples: &[[f64; 2]], others: &[[f64; 2]], side: Side) -> Vec<i64> {
    let sorted = [0, 1].map(|model| {
        let mut scores: Vec<f64> = others.iter().map(|pair| pair[model]).collect();
        scores.sort_unstable_by(f64::total_cmp);
        scores
    });
    let twice = |pair: &[f64; 2], model: usize| {
        let below = sorted[model].partition_point(|&score| score < pair[model]);
        let up_to = sorted[model].partition_point(|&score| score <= pair[model]);
        match side {
            Side::Below => (below + up_to) as i64,
            Side::Above => (2 * others.len() - below - up_to) as i64,
        }
    };
    samples.iter().map(|pair| twice(pair, 0) - twice(pair, 1)).collect()
}

impl State for PairedScores {
    fn merge(&mut self, other: &Self) {
        self.positives.extend_from_slice(&other.positives);
        self.negatives.extend_from_slice(&other.negatives);
    }
}

/// Returns the pairs in an order of their own.
pub(crate) fn in_order(pairs: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let mut pairs = pairs.to_vec();
    pairs.sort_unstable_by(|a, b| a[0].total_cmp(&b[0]).then(a[1].total_cmp(&b[1])));
    pairs
}

impl PartialEq for PairedScores {
    /// Whether both have seen the same samples, in whatever order.
    fn eq(&self, other: &Self) -> bool {
        in_order(&self.positives) == in_order(&other.positives)
            && in_order(&self.negatives) == in_order(&other.negatives)
    }
}

impl fmt::Debug for PairedScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PairedScores")
            .field("positives", &in_order(&self.positives))
            .field("negatives", &in_order(&self.negatives))
            .finish()
    }
}
