//! The observer of rank correlations.

use crate::batch::{Block, Layout};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::vectorized;
use crate::measure::Observer;
use crate::state::RankedPairs;
use crate::uncertainty::{ByCells, Sampled};

/// Fills the [`RankedPairs`] of all elements of truth and prediction: the observer of every rank correlation.
///
/// Shapes are equal on both sides, `[batch, ..]`; any numbers but NaN. Weights are for elements, or for leading axes
/// such as samples.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ElementPairs;

impl Observer for ElementPairs {
    type State = RankedPairs;

    fn empty(&self) -> RankedPairs {
        RankedPairs::default()
    }

    fn layout(&self) -> Layout {
        Layout::ELEMENTS.in_any_order()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut RankedPairs,
    ) -> Result<(), Error> {
        block.check_truths()?;
        block.check_scores()?;
        match block.all_weights()? {
            Some(weights) => add_weighted(block, &weights, state),
            None => add_unweighted(block, state),
        }
    }

    fn finish(&self, state: &mut RankedPairs) {
        state.compact();
    }
}

impl Sampled for ElementPairs {
    type By = ByCells;
}

fn add_unweighted<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    state: &mut RankedPairs,
) -> Result<(), Error> {
    let (truth, prediction) = (Domain::Score.guard::<T>(), Domain::Score.guard::<P>());
    let (y, p) = (block.y_true(), block.y_pred());
    if !vectorized!(|| truth.admits_all(y) & prediction.admits_all(p)) {
        let refused = |(&y, &p): (&T, &P)| !(truth.admits(y) & prediction.admits(p));
        return Err(refusal(block, y.iter().zip(p).position(refused).unwrap_or(0)));
    }
    state.extend_single(y.iter().zip(p).map(|(y, p)| (y.to_f64(), p.to_f64())));
    Ok(())
}

/// A sample of weight 0 is not looked at.
fn add_weighted<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    weights: &[f64],
    state: &mut RankedPairs,
) -> Result<(), Error> {
    let (truth, prediction) = (Domain::Score.guard::<T>(), Domain::Score.guard::<P>());
    let samples = || block.y_true().iter().zip(block.y_pred()).zip(weights);
    let refused = |((&y, &p), &weight): ((&T, &P), &f64)| {
        weight > 0.0 && !(truth.admits(y) & prediction.admits(p))
    };
    if let Some(position) = samples().position(refused) {
        return Err(refusal(block, position));
    }
    let present = samples().filter(|(_, weight)| **weight > 0.0);
    state.extend_weighted(present.map(|((y, p), &weight)| (y.to_f64(), p.to_f64(), weight)));
    Ok(())
}

/// Explains why a block was refused: a number at a position is not admitted.
#[cold]
fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, position: usize) -> Error {
    let at = position..position + 1;
    let refusal = block.refusal((Domain::Score, at.clone()), (Domain::Score, at));
    refusal.unwrap_or(Error::Undefined(Undefined::Overflow))
}
