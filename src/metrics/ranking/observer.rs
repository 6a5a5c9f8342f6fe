//! The observers of rankings: of one score for each sample, of all elements, or of each column.

use crate::batch::{Block, Layout, Shapes, column};
use crate::domain::Domain;
use crate::element::{Element, fits_f32};
use crate::error::{Error, Undefined};
use crate::kernel::vectorized;
use crate::kernel::weights::number_present;
use crate::measure::{ByColumn, Observer};
use crate::state::{RankedScores, room_for};
use crate::uncertainty::{ByCells, ByColumns, Sampled};

/// Fills the [`RankedScores`] of binary labels and scores, one score for each sample: the observer of
/// every exact ranking metric.
///
/// Shapes are `[batch]` or `[batch, 1, ..]`, equal on both sides; labels exactly 0 or 1 (or `bool`),
/// scores any numbers but NaN. Weights are for samples. Refuses several scores for a sample: whether
/// these are ranked together or by column is for the caller to say, with [`PooledRanking`] or
/// [`ColumnRanking`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ranking;

/// As [`Ranking`], of all elements of arrays of any shape, ranked together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PooledRanking;

/// As [`Ranking`], with one state for each entry of the last axis: `[batch, .., columns]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ColumnRanking;

impl Observer for Ranking {
    type State = RankedScores;

    fn empty(&self) -> RankedScores {
        RankedScores::default()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        match shapes.y_pred() {
            [_, sample @ ..] if sample.iter().any(|&size| size > 1) => {
                Err(Error::SeveralScores { found: shapes.y_pred().into() })
            }
            _ => Ok(()),
        }
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut RankedScores,
    ) -> Result<(), Error> {
        PooledRanking.observe(block, state)
    }

    fn finish(&self, state: &mut RankedScores) {
        state.compact();
    }
}

impl Sampled for Ranking {
    type By = ByCells;
}

impl ByColumn for Ranking {
    type Columns = ColumnRanking;

    fn by_column(self) -> ColumnRanking {
        ColumnRanking
    }
}

impl Observer for PooledRanking {
    type State = RankedScores;

    fn empty(&self) -> RankedScores {
        RankedScores::default()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut RankedScores,
    ) -> Result<(), Error> {
        block.check_scores()?;
        let weights = block.all_weights()?;
        let added = add(block.y_true(), block.y_pred(), weights.as_deref(), state);
        added.map_err(|position| refusal(block, position))
    }

    fn finish(&self, state: &mut RankedScores) {
        state.compact();
    }
}

impl Sampled for PooledRanking {
    type By = ByCells;
}

impl Observer for ColumnRanking {
    type State = Vec<RankedScores>;

    /// The first batch gives the number of columns.
    fn empty(&self) -> Vec<RankedScores> {
        Vec::new()
    }

    fn layout(&self) -> Layout {
        Layout::ROWS.weighed_by_element()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        states: &mut Vec<RankedScores>,
    ) -> Result<(), Error> {
        block.check_scores()?;
        let (columns, weights) = (block.classes(), block.all_weights()?);
        make_room(states, columns)?;
        for (i, state) in states.iter_mut().enumerate() {
            let (y, p) = (column(block.y_true(), i, columns), column(block.y_pred(), i, columns));
            let own = weights.as_ref().map(|weights| column(weights, i, columns));
            let added = add(&y, &p, own.as_deref(), state);
            added.map_err(|row| refusal(block, row * columns + i))?;
        }
        Ok(())
    }

    /// If no column has a sample, the number of columns is still open.
    fn finish(&self, states: &mut Vec<RankedScores>) {
        states.iter_mut().for_each(RankedScores::compact);
        if states.iter().all(RankedScores::is_empty) {
            states.clear();
        }
    }
}

/// Each column has a standard error; a mean over columns has none.
impl Sampled for ColumnRanking {
    type By = ByColumns;
}

/// Makes a state for each column, unless there are any already.
pub(super) fn make_room(states: &mut Vec<RankedScores>, columns: usize) -> Result<(), Error> {
    if states.is_empty() {
        *states = room_for(columns)?;
    }
    states.resize_with(columns, RankedScores::default);
    Ok(())
}

/// Adds samples. Fails with the position of the first label or score that is refused; a sample of
/// weight 0 is not looked at.
fn add<T: Element, P: Element>(
    y: &[T],
    p: &[P],
    weights: Option<&[f64]>,
    state: &mut RankedScores,
) -> Result<(), usize> {
    match weights {
        Some(weights) => add_weighted(y, p, weights, state),
        None => add_unweighted(y, p, state),
    }
}

fn add_unweighted<T: Element, P: Element>(
    y: &[T],
    p: &[P],
    state: &mut RankedScores,
) -> Result<(), usize> {
    let (truth, score) = (Domain::Binary.guard::<T>(), Domain::Score.guard::<P>());
    let admitted = vectorized!(|| truth.admits_all(y) & score.admits_all(p));
    if !admitted {
        let refused = |(&y, &p): (&T, &P)| !(truth.admits(y) & score.admits(p));
        return Err(y.iter().zip(p).position(refused).unwrap_or(0));
    }
    let samples = y.iter().zip(p).map(|(&y, &p)| (p.to_f64(), y != T::ZERO));
    if fits_f32::<P>() {
        state.extend_counted(samples.map(|(score, positive)| (score as f32, positive)));
    } else {
        state.extend_single(samples);
    }
    Ok(())
}

fn add_weighted<T: Element, P: Element>(
    y: &[T],
    p: &[P],
    weights: &[f64],
    state: &mut RankedScores,
) -> Result<(), usize> {
    let (truth, score) = (Domain::Binary.guard::<T>(), Domain::Score.guard::<P>());
    let samples = || y.iter().zip(p).zip(weights);
    let refused = |((&y, &p), &weight): ((&T, &P), &f64)| {
        weight > 0.0 && !(truth.admits(y) & score.admits(p))
    };
    if let Some(position) = samples().position(refused) {
        return Err(position);
    }
    let sample = |((&y, &p), &weight): ((&T, &P), &f64)| (p.to_f64(), y != T::ZERO, weight);
    // A list of known length is added without a test of room for each sample.
    if number_present(weights) == weights.len() as u64 {
        state.extend_weighted(samples().map(sample));
    } else {
        state.extend_weighted(samples().filter(|(_, weight)| **weight > 0.0).map(sample));
    }
    Ok(())
}

/// Explains why a block was refused: the label or the score at a position is not admitted.
#[cold]
pub(super) fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, position: usize) -> Error {
    let at = position..position + 1;
    let refusal = block.refusal((Domain::Binary, at.clone()), (Domain::Score, at));
    refusal.unwrap_or(Error::Undefined(Undefined::Overflow))
}
