//! Decisions by threshold: from scores and labels to [`Outcomes`].

use std::ops::Range;

use crate::batch::{Batch, Block};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::at_best_level;
use crate::kernel::bins::{self, CHUNK};
use crate::shape::Unit;
use crate::state::Outcomes;

/// More thresholds than any curve needs; a larger number is taken for a mistake.
pub(super) const MOST_THRESHOLDS: usize = 1 << 20;

/// No more thresholds are compared with every score, a register full of scores at a time: the
/// place among more is searched for.
const FEW: usize = 32;

/// Which elements of a row of scores are decided on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Selection {
    pub(super) top_k: Option<usize>,
    pub(super) class_id: Option<usize>,
}

impl Selection {
    /// Blocks split no row that is looked at as a whole.
    pub(super) fn unit(self) -> Unit {
        if self == Self::default() { Unit::Element } else { Unit::Row }
    }

    /// Refuses options that no data could meet, then shapes. Weights are for elements, or for rows
    /// where one class of each row counts.
    pub(super) fn check<T: Element, P: Element>(
        self,
        batch: &Batch<'_, T, P>,
    ) -> Result<(), Error> {
        if self.top_k == Some(0) {
            let (found, expected) = ("0".into(), "at least 1");
            return Err(Error::Parameter { option: "top_k", found, expected });
        }
        batch.check_shapes(self.unit())?;
        batch.check_weights(if self.class_id.is_some() { Unit::Row } else { Unit::Element })?;
        match self.class_id {
            Some(class) if class >= batch.grain(Unit::Row) => {
                let expected = "an index along y_pred's last axis";
                Err(Error::Parameter { option: "class_id", found: class.to_string(), expected })
            }
            _ => Ok(()),
        }
    }
}

/// Refuses a threshold that is not a finite number; any scores may be thresholded, logits too.
pub(super) fn check_thresholds(thresholds: &[f64]) -> Result<(), Error> {
    let expected = "finite numbers, at least one";
    let bad = thresholds.iter().find(|threshold| !threshold.is_finite());
    match bad {
        Some(&bad) => Err(Error::parameter("thresholds", bad, expected)),
        None if thresholds.is_empty() => {
            Err(Error::Parameter { option: "thresholds", found: "none".into(), expected })
        }
        None => Ok(()),
    }
}

/// Thresholds in the precision of the scores, and how to find a score's place among them.
pub(super) struct Ladder {
    /// Ascending.
    thresholds: Vec<f64>,
    /// The number of steps of an even grid over [0, 1], whose rungs can be guessed.
    steps: Option<f64>,
}

impl Ladder {
    /// From ascending thresholds.
    pub(super) fn new<P: Element>(thresholds: &[f64], even: bool) -> Self {
        let thresholds: Vec<_> = thresholds.iter().map(|&t| P::rounded(t)).collect();
        let steps = even.then_some(thresholds.len().saturating_sub(1) as f64);
        Self { thresholds, steps }
    }

    /// The number of keys: places among the thresholds, for either label.
    fn keys(&self) -> usize {
        2 * (self.thresholds.len() + 1)
    }

    /// How many thresholds lie below each score. A score that is NaN has some place.
    #[inline(always)]
    pub(super) fn write_places(&self, scores: &[f64], out: &mut [u32]) {
        match self.steps {
            Some(steps) => self.guess(steps, scores, out),
            None if self.thresholds.len() <= FEW => self.compare(scores, out),
            None => self.search(scores, out),
        }
    }

    /// The nearest threshold of the grid lies below the score, or the one before it does. (Adding
    /// 1.5·2^52 rounds to an integer, which then stands in the lowest bits.)
    #[inline(always)]
    fn guess(&self, steps: f64, scores: &[f64], out: &mut [u32]) {
        const ROUNDER: f64 = 6_755_399_441_055_744.0;
        for (out, &score) in out.iter_mut().zip(scores) {
            let place = if score * steps > 0.0 { score * steps } else { 0.0 };
            let place = if place < steps { place } else { steps };
            *out = (place + ROUNDER).to_bits() as u32;
        }
        for (out, &score) in out.iter_mut().zip(scores) {
            *out += u32::from(self.thresholds[*out as usize] < score);
        }
    }

    #[inline(always)]
    fn compare(&self, scores: &[f64], out: &mut [u32]) {
        out.fill(0);
        for &threshold in &self.thresholds {
            for (out, &score) in out.iter_mut().zip(scores) {
                *out += u32::from(threshold < score);
            }
        }
    }

    #[inline(always)]
    fn search(&self, scores: &[f64], out: &mut [u32]) {
        for (out, &score) in out.iter_mut().zip(scores) {
            *out = self.thresholds.partition_point(|&threshold| threshold < score) as u32;
        }
    }
}

/// Adds the decisions of a block.
pub(super) fn observe<T: Element, P: Element>(
    selection: Selection,
    ladder: &Ladder,
    block: &Block<'_, T, P>,
    outcomes: &mut Outcomes,
) -> Result<(), Error> {
    let unit = if selection.class_id.is_some() { Unit::Row } else { Unit::Element };
    let weights = weights(block, unit)?;
    let weights = weights.as_deref();
    if selection == Selection::default() {
        let decisions = Decisions { labels: block.y_true(), scores: block.y_pred(), weights };
        return decisions.count(ladder, outcomes, P::to_f64).map_err(|i| refusal(block, i));
    }
    let classes = block.classes();
    let rows = block.y_pred().chunks(classes).map(|row| best(row, selection.top_k));
    let Some(class) = selection.class_id else {
        let scores: Vec<f64> = rows.flatten().collect();
        let decisions = Decisions { labels: block.y_true(), scores: &scores, weights };
        return decisions.count(ladder, outcomes, f64::to_f64).map_err(|i| refusal(block, i));
    };
    let scores: Vec<f64> = rows.map(|row| row[class]).collect();
    let labels: Vec<T> = block.y_true().chunks(classes).map(|row| row[class]).collect();
    let decisions = Decisions { labels: &labels, scores: &scores, weights };
    let counted = decisions.count(ladder, outcomes, f64::to_f64);
    counted.map_err(|row| refusal(block, row * classes + class))
}

/// The weights of a block's units, if it is weighted.
pub(super) fn weights<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    unit: Unit,
) -> Result<Option<Vec<f64>>, Error> {
    if !block.is_weighted() {
        return Ok(None);
    }
    let mut weights = vec![0.0; block.units(unit)];
    block.weights(unit, 0..weights.len(), &mut weights)?;
    Ok(Some(weights))
}

/// A row of scores in which all but the k best are −∞, which is above no threshold; among equal
/// scores the lower class is better. One bad score spoils the row, all of which is compared.
fn best<P: Element>(row: &[P], top_k: Option<usize>) -> Vec<f64> {
    // −0 + 0 is 0: the order below is total, and takes the two for different numbers.
    let mut scores: Vec<f64> = row.iter().map(|p| p.to_f64() + 0.0).collect();
    let Some(k) = top_k.filter(|&k| k < row.len()) else { return scores };
    if !Domain::Logit.guard().admits_all(row) {
        return vec![f64::NAN; row.len()];
    }
    let mut order: Vec<usize> = (0..row.len()).collect();
    let better = |&a: &usize, &b: &usize| scores[b].total_cmp(&scores[a]).then(a.cmp(&b));
    order.select_nth_unstable_by(k, better);
    order[k..].iter().for_each(|&class| scores[class] = f64::NEG_INFINITY);
    scores
}

/// Labels and scores that are decided on, with their weights.
pub(super) struct Decisions<'a, T, S> {
    pub(super) labels: &'a [T],
    pub(super) scores: &'a [S],
    pub(super) weights: Option<&'a [f64]>,
}

impl<T: Element, S: Element> Decisions<'_, T, S> {
    /// Counts the decisions; `score` may turn a prediction into another number. Fails with the
    /// first position whose label or score is refused; a decision of weight 0 is not looked at.
    pub(super) fn count(
        &self,
        ladder: &Ladder,
        outcomes: &mut Outcomes,
        score: impl Fn(S) -> f64,
    ) -> Result<(), usize> {
        let all = self.labels.len();
        let each = |key, part| outcomes.add(key, part);
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

    fn part(&self, range: Range<usize>) -> Self {
        let (labels, scores) = (&self.labels[range.clone()], &self.scores[range.clone()]);
        Self { labels, scores, weights: self.weights.map(|weights| &weights[range]) }
    }

    /// Twice the place of each score, and 1 for a positive; false if one of them is refused.
    fn write_keys(
        &self,
        ladder: &Ladder,
        score: impl Fn(S) -> f64,
        scores: &mut [f64],
        keys: &mut [u32],
    ) -> bool {
        let scores = &mut scores[..keys.len()];
        at_best_level(
            #[inline(always)]
            || {
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
                        let samples = weights.iter().zip(self.labels).zip(self.scores);
                        samples.fold(true, |all, ((&weight, &y), &p)| {
                            all & ((weight == 0.0) | (label.admits(y) & number.admits(p)))
                        })
                    }
                }
            },
        )
    }

    #[cold]
    fn first_refused(&self) -> usize {
        let (label, number) = (Domain::Binary.guard::<T>(), Domain::Logit.guard::<S>());
        let counts = |i: usize| self.weights.is_none_or(|weights| weights[i] > 0.0);
        let refused = |&i: &usize| !(label.admits(self.labels[i]) & number.admits(self.scores[i]));
        (0..self.labels.len()).find(|i| counts(*i) && refused(i)).unwrap_or(0)
    }
}

/// Why the label or the score at a place of a block was refused, or another score of its row.
#[cold]
pub(super) fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, place: usize) -> Error {
    let y = block.y_true()[place];
    if !Domain::Binary.guard().admits(y) {
        let (index, found) = (block.true_index(place), y.to_f64());
        return Error::Value { argument: "y_true", index, found, expected: Domain::Binary };
    }
    let bad = |&place: &usize| !Domain::Logit.guard().admits(block.y_pred()[place]);
    let row = place - place % block.classes();
    let others = row..(row + block.classes()).min(block.y_pred().len());
    let place = std::iter::once(place).chain(others).find(bad).unwrap_or(place);
    let (index, found) = (block.pred_index(place), block.y_pred()[place].to_f64());
    Error::Value { argument: "y_pred", index, found, expected: Domain::Logit }
}
