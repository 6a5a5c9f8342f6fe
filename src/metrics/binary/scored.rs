//! Counting labels and scores by threshold.

use std::ops::Range;

use super::ladder::Ladder;
use crate::batch::Block;
use crate::domain::Domain;
use crate::element::{Element, above};
use crate::error::{Error, Undefined};
use crate::exact::bins::{self, CHUNK};
use crate::kernel::vectorized;
use crate::state::ThresholdCounts;

/// The labels, scores and weights of decisions.
pub(super) struct Scored<'a, T, S> {
    pub(super) labels: &'a [T],
    pub(super) scores: &'a [S],
    pub(super) weights: Option<&'a [f64]>,
}

impl<T: Element, S: Element> Scored<'_, T, S> {
    /// Counts the decisions on `score(prediction)`. Fails with the first position whose label or
    /// score is refused; a decision of weight 0 is not looked at.
    pub(super) fn count(
        &self,
        ladder: &Ladder,
        counts: &mut ThresholdCounts,
        score: impl Fn(S) -> f64,
    ) -> Result<(), usize> {
        let all = self.labels.len();
        let each = |key, part| counts.add(key, part);
        bins::totals(ladder.keys(), all, each, |add| {
            let (mut keys, mut numbers) = ([0; CHUNK], [0.0; CHUNK]);
            for start in (0..all).step_by(CHUNK) {
                let part = self.part(start..all.min(start + CHUNK));
                let keys = &mut keys[..part.labels.len()];
                if !part.write_keys(ladder, &score, &mut numbers, keys) {
                    return Err(start + part.first_refused());
                }
                add(keys, part.weights);
            }
            Ok(())
        })
    }

    /// Counts the decisions at one threshold, in the registers of labels and scores: negatives and positives of
    /// a score that is not above the threshold, then of one that is. `None` if there are weights, or a label or
    /// score is refused.
    pub(super) fn count_at(&self, threshold: f64) -> Option<[u64; 4]> {
        if self.weights.is_some() {
            return None;
        }
        let (labels, scores) = (self.labels, self.scores);
        let (admitted, counts) = vectorized!(move || {
            let (label, number) = (Domain::Binary.guard::<T>(), Domain::Logit.guard::<S>());
            let (is_above, mut refused) = (above::<S>(threshold), 0);
            let [mut above_it, mut positive, mut both] = [0_u32; 3];
            for (&y, &p) in labels.iter().zip(scores) {
                let (is_above, is_positive) = (is_above(p), y != T::ZERO);
                above_it += u32::from(is_above);
                positive += u32::from(is_positive);
                both += u32::from(is_above & is_positive);
                refused |= u32::from(!(label.admits(y) & number.admits(p)));
            }
            (refused == 0, [above_it, positive, both])
        });
        let [above_it, positive, both] = counts.map(u64::from);
        let negative = self.labels.len() as u64 - positive;
        let counts = [negative + both - above_it, positive - both, above_it - both, both];
        admitted.then_some(counts)
    }

    fn part(&self, range: Range<usize>) -> Self {
        let (labels, scores) = (&self.labels[range.clone()], &self.scores[range.clone()]);
        Self { labels, scores, weights: self.weights.map(|weights| &weights[range]) }
    }

    /// Writes twice the place of each score, plus 1 for a positive label. Returns false if a label
    /// or score with a weight is refused.
    fn write_keys(
        &self,
        ladder: &Ladder,
        score: impl Fn(S) -> f64,
        scores: &mut [f64],
        keys: &mut [u32],
    ) -> bool {
        let scores = &mut scores[..keys.len()];
        vectorized!(|| {
            for (out, &p) in scores.iter_mut().zip(self.scores) {
                *out = score(p);
            }
            ladder.write_places(scores, keys);
            for (key, &y) in keys.iter_mut().zip(self.labels) {
                *key = 2 * *key + u32::from(y.to_f64() == 1.0);
            }
            let (label, number) = (Domain::Binary.guard::<T>(), Domain::Logit.guard::<S>());
            match self.weights {
                None => label.admits_all(self.labels) & number.admits_all(self.scores),
                Some(weights) => {
                    let mut all = true;
                    for ((&weight, &y), &p) in weights.iter().zip(self.labels).zip(self.scores) {
                        all &= (weight == 0.0) | (label.admits(y) & number.admits(p));
                    }
                    all
                }
            }
        })
    }

    #[cold]
    fn first_refused(&self) -> usize {
        let (label, number) = (Domain::Binary.guard::<T>(), Domain::Logit.guard::<S>());
        let counts = |i: usize| self.weights.is_none_or(|weights| weights[i] > 0.0);
        let refused = |&i: &usize| !(label.admits(self.labels[i]) & number.admits(self.scores[i]));
        (0..self.labels.len()).find(|i| counts(*i) && refused(i)).unwrap_or(0)
    }
}

/// Explains why the decision at a place of a block is refused: by its label, its score, or another
/// score of its row.
#[cold]
pub(super) fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, place: usize) -> Error {
    let row = place - place % block.classes();
    let others = row..(row + block.classes()).min(block.y_pred().len());
    block
        .refusal((Domain::Binary, place..place + 1), (Domain::Logit, place..place + 1))
        .or_else(|| block.refusal((Domain::Binary, 0..0), (Domain::Logit, others)))
        .unwrap_or(Error::Undefined(Undefined::Overflow))
}
