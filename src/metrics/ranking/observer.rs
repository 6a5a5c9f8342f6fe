//! The observer of rankings.

use crate::batch::Block;
use crate::domain::Domain;
use crate::element::{Element, fits_f32};
use crate::error::{Error, Undefined};
use crate::kernel::vectorized;
use crate::measure::Observer;
use crate::state::RankedScores;

/// Fills the [`RankedScores`] of binary labels and scores: the observer of every exact ranking
/// metric.
///
/// Shapes are `[batch, ..]`, equal on both sides, all elements pooled; labels exactly 0 or 1 (or
/// `bool`), scores any finite numbers. Weights are for elements.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranking;

impl Observer for Ranking {
    type State = RankedScores;

    fn empty(&self) -> RankedScores {
        RankedScores::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut RankedScores,
    ) -> Result<(), Error> {
        if block.is_weighted() { add_weighted(block, state) } else { add_unweighted(block, state) }
    }

    fn finish(&self, state: &mut RankedScores) {
        state.compact();
    }
}

/// The number of weights read at a time.
const CHUNK: usize = 1024;

fn add_unweighted<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    state: &mut RankedScores,
) -> Result<(), Error> {
    let (y, p) = (block.y_true(), block.y_pred());
    let (truth, score) = (Domain::Binary.guard::<T>(), Domain::Finite.guard::<P>());
    let admitted = vectorized!(|| truth.admits_all(y) & score.admits_all(p));
    if !admitted {
        let refused = |(&y, &p): (&T, &P)| !(truth.admits(y) & score.admits(p));
        return Err(refusal(block, y.iter().zip(p).position(refused).unwrap_or(0)));
    }
    let samples = y.iter().zip(p).map(|(&y, &p)| (p.to_f64(), y != T::ZERO));
    if fits_f32::<P>() {
        state.extend_counted(samples.map(|(score, positive)| (score as f32, positive)));
    } else {
        state.extend_weighted(samples.map(|(score, positive)| (score, positive, 1.0)));
    }
    Ok(())
}

fn add_weighted<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    state: &mut RankedScores,
) -> Result<(), Error> {
    let (truth, score) = (Domain::Binary.guard::<T>(), Domain::Finite.guard::<P>());
    let mut weights = [0.0; CHUNK];
    let (y, p) = (block.y_true().chunks(CHUNK), block.y_pred().chunks(CHUNK));
    for (chunk, (y, p)) in y.zip(p).enumerate() {
        let (start, weights) = (chunk * CHUNK, &mut weights[..y.len()]);
        block.weights(start..start + y.len(), weights)?;
        let samples = || y.iter().zip(p).zip(&*weights);
        let refused = |((&y, &p), &weight): ((&T, &P), &f64)| {
            weight > 0.0 && !(truth.admits(y) & score.admits(p))
        };
        if let Some(i) = samples().position(refused) {
            return Err(refusal(block, start + i));
        }
        let present = samples().filter(|(_, weight)| **weight > 0.0);
        state
            .extend_weighted(present.map(|((&y, &p), &weight)| (p.to_f64(), y != T::ZERO, weight)));
    }
    Ok(())
}

/// Explains why a block was refused: the label or the score at a position is not admitted.
#[cold]
fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, position: usize) -> Error {
    let at = position..position + 1;
    let refusal = block.refusal((Domain::Binary, at.clone()), (Domain::Finite, at));
    refusal.unwrap_or(Error::Undefined(Undefined::Overflow))
}
