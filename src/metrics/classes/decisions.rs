//! The observer of F-scores: outcomes per class, predicted by a threshold or as the largest score.

use std::ops::Range;

use super::side::REFUSED;
use crate::batch::{Block, Layout, Shapes};
use crate::comparison::Compared;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::exact::bins::{self, CHUNK};
use crate::exact::part::Part;
use crate::kernel::rows::{self, GROUP};
use crate::kernel::vectorized;
use crate::measure::Observer;
use crate::state::{BinaryCounts, ClassCounts, Tally};
use crate::uncertainty::{BySums, Sampled};

/// The number of outcomes of a class; an outcome is 2·truth + prediction.
const OUTCOMES: usize = 4;

/// Fills the [`ClassCounts`] of rows of 0/1 labels and scores: the observer of F-scores.
///
/// Shapes are `[batch, .., classes]`, equal on both sides. Without a threshold the largest score of
/// a row is predicted, the lowest class among equals, and weights are for rows; with a threshold
/// every score above it, and weights are for elements.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClassDecisions {
    /// Scores above the threshold are predicted; without one, the largest score of a row.
    pub threshold: Option<f64>,
}

impl Observer for ClassDecisions {
    type State = ClassCounts;

    fn empty(&self) -> ClassCounts {
        ClassCounts::default()
    }

    fn layout(&self) -> Layout {
        if self.threshold.is_some() { Layout::ELEMENTS } else { Layout::ROWS }
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        match self.threshold.filter(|threshold| !threshold.is_finite()) {
            Some(bad) => Err(Error::number("threshold", bad, "a finite number")),
            None => Ok(()),
        }
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        if self.threshold.is_some() || shapes.classes() > 1 {
            return Ok(());
        }
        let expected = "a number, since a row of one class always predicts that class";
        Err(Error::parameter("threshold", "None", expected))
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ClassCounts,
    ) -> Result<(), Error> {
        observe(self.threshold, block, state)
    }

    fn finish(&self, state: &mut ClassCounts) {
        state.finish();
    }

    fn check_state(&self, state: &ClassCounts) -> Result<(), Error> {
        state.check_complete()
    }
}

impl Sampled for ClassDecisions {
    type By = BySums;
}

impl Compared for ClassDecisions {
    type By = BySums;
}

/// Adds the outcomes of a block, a few whole rows at a time.
fn observe<T: Element, P: Element>(
    threshold: Option<f64>,
    block: &Block<'_, T, P>,
    state: &mut ClassCounts,
) -> Result<(), Error> {
    if threshold.is_none() && !block.is_weighted() && observe_labels(block, state) {
        return Ok(());
    }
    let ((classes, first), all) = (place(block), block.y_pred().len());
    let step = (classes * (CHUNK / classes).max(1)).min(all);
    let bases: Vec<_> = (first..first + step).map(|i| (i % classes * OUTCOMES) as u32).collect();
    let (mut keys, mut weights) = (vec![0; step], vec![1.0; step]);
    let state = state.at_least(classes);
    let each = |key, part| tally(&mut state[key / OUTCOMES], key % OUTCOMES).add_part(part);
    bins::totals(classes * OUTCOMES, all, each, |add| {
        for start in (0..all).step_by(step.max(1)) {
            let elements = start..all.min(start + step);
            let (keys, weights) = (&mut keys[..elements.len()], &mut weights[..elements.len()]);
            if block.is_weighted() {
                block.element_weights(elements.clone(), weights)?;
            }
            write_outcomes(threshold, block, elements, keys);
            if !write_keys(&bases, weights, keys) {
                return Err(refusal(threshold, block, start + first_refused(weights, keys)));
            }
            add(keys, block.is_weighted().then_some(weights));
        }
        Ok(())
    })
}

/// Adds the outcomes of rows without weights that have a single label each: every class is a true
/// negative but the label and the prediction. Returns false and adds nothing if a row has no or
/// several labels, or is refused.
fn observe_labels<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    state: &mut ClassCounts,
) -> bool {
    let (classes, admitted) = (block.classes(), Domain::Logit.guard::<P>());
    let (mut outcomes, mut all) = (vec![[0_u64; OUTCOMES]; classes], 0);
    let (mut labels, mut tops) = ([0; GROUP], [0; GROUP]);
    let rows = block.y_true().chunks(GROUP * classes).zip(block.y_pred().chunks(GROUP * classes));
    for (y, p) in rows {
        let (labels, tops) = (&mut labels[..y.len() / classes], &mut tops[..y.len() / classes]);
        let admits = vectorized!(|| admitted.admits_all(p));
        if !admits || !rows::one_hot(y, labels) {
            return false;
        }
        rows::argmax(p, tops);
        count(labels, tops, &mut outcomes);
        all += labels.len() as u64;
    }
    for (counts, mut outcomes) in state.at_least(classes).iter_mut().zip(outcomes) {
        outcomes[0] = all - outcomes.iter().sum::<u64>();
        for (outcome, count) in outcomes.into_iter().enumerate().filter(|&(_, count)| count > 0) {
            tally(counts, outcome).add_part(Part::from(count));
        }
    }
    true
}

/// Counts the outcomes that are no true negatives.
fn count(labels: &[usize], tops: &[usize], outcomes: &mut [[u64; OUTCOMES]]) {
    for (&label, &top) in labels.iter().zip(tops) {
        let right = usize::from(label == top);
        outcomes[top][1 + 2 * right] += 1;
        outcomes[label][2] += u64::from(label != top);
    }
}

/// Returns the number of classes, and the class of the block's first element. Samples without a
/// class axis have one class.
fn place<T: Element, P: Element>(block: &Block<'_, T, P>) -> (usize, usize) {
    match block.pred_index(0)[..] {
        [] | [_] => (1, 0),
        [.., class] => (block.classes(), class),
    }
}

/// Turns outcomes into keys of class and outcome. Returns false and changes nothing if an element
/// with a weight is refused.
fn write_keys(bases: &[u32], weights: &[f64], keys: &mut [u32]) -> bool {
    vectorized!(|| {
        let mut refused = false;
        for (&key, &weight) in keys.iter().zip(weights) {
            refused |= (key == REFUSED) & (weight > 0.0);
        }
        for (key, base) in keys.iter_mut().zip(bases) {
            *key = if refused { *key } else { base + *key % OUTCOMES as u32 };
        }
        !refused
    })
}

#[cold]
fn first_refused(weights: &[f64], keys: &[u32]) -> usize {
    let mut all = keys.iter().zip(weights);
    all.position(|(&key, &weight)| key == REFUSED && weight > 0.0).unwrap_or(0)
}

fn tally(counts: &mut BinaryCounts, outcome: usize) -> &mut Tally {
    match outcome {
        0 => &mut counts.true_negatives,
        1 => &mut counts.false_positives,
        2 => &mut counts.false_negatives,
        _ => &mut counts.true_positives,
    }
}

/// Writes the outcome of every element of a range, or [`REFUSED`].
fn write_outcomes<T: Element, P: Element>(
    threshold: Option<f64>,
    block: &Block<'_, T, P>,
    elements: Range<usize>,
    out: &mut [u32],
) {
    let (y, p) = (&block.y_true()[elements.clone()], &block.y_pred()[elements]);
    if let Some(threshold) = threshold {
        let threshold = P::rounded(threshold);
        return vectorized!(|| write(Domain::Finite, y, p, |_, p| p.to_f64() > threshold, out));
    }
    let rows = y.chunks_exact(block.classes()).zip(p.chunks_exact(block.classes()));
    vectorized!(|| {
        for ((y, p), out) in rows.zip(out.chunks_exact_mut(block.classes())) {
            let most = rows::one_row(|most| rows::argmax(p, most));
            write(Domain::Logit, y, p, |i, _| i == most, out);
            if !Domain::Logit.guard().admits_all(p) {
                out.fill(REFUSED);
            }
        }
    });
}

/// Writes outcomes. The guards are made in the function of the loop, where the compiler knows them.
///
/// Must be called inside [`vectorized!`](crate::kernel::vectorized): elsewhere it is compiled for the
/// baseline.
#[inline(always)]
fn write<T: Element, P: Element>(
    score: Domain,
    y: &[T],
    p: &[P],
    predicted: impl Fn(usize, P) -> bool,
    out: &mut [u32],
) {
    let (truth, score) = (Domain::Binary.guard::<T>(), score.guard::<P>());
    for (i, ((out, &y), &p)) in out.iter_mut().zip(y).zip(p).enumerate() {
        let outcome = 2 * u32::from(y.to_f64() == 1.0) + u32::from(predicted(i, p));
        *out = if truth.admits(y) & score.admits(p) { outcome } else { REFUSED };
    }
}

/// Explains why the unit of an element is refused.
#[cold]
fn refusal<T: Element, P: Element>(
    threshold: Option<f64>,
    block: &Block<'_, T, P>,
    position: usize,
) -> Error {
    let classes = block.classes();
    let (unit, score) = match threshold {
        Some(_) => (position..position + 1, Domain::Finite),
        None => {
            (position - position % classes..position - position % classes + classes, Domain::Logit)
        }
    };
    let refusal = block.refusal((Domain::Binary, unit.clone()), (score, unit));
    refusal.unwrap_or(Error::Undefined(Undefined::Overflow))
}
