//! The observers of rankings of several classes, from class labels and rows of scores.

use super::observer::make_room;
use crate::batch::{Block, Layout, Shapes};
use crate::domain::Domain;
use crate::element::{Element, fits_f32};
use crate::error::{Error, Undefined};
use crate::measure::Observer;
use crate::state::{RankedScores, ScoresByClass};
use crate::uncertainty::{ByColumns, Sampled};

/// Fills one [`RankedScores`] for each class, from class labels `[batch, ..]` and scores
/// `[batch, .., classes]`: the scores of the class's column, of the samples of the class as positives and
/// all others as negatives. The observer of [`OneVsRest`](super::OneVsRest) and its means.
///
/// Labels are whole numbers in 0..classes, scores any numbers but NaN. Weights are for labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassRanking;

/// Each class has a standard error; a mean over classes has none.
impl Sampled for ClassRanking {
    type By = ByColumns;
}

/// Fills [`ScoresByClass`] from class labels `[batch, ..]` and scores `[batch, .., classes]`: the
/// observer of [`OneVsOneRocAuc`](super::OneVsOneRocAuc).
///
/// Labels are whole numbers in 0..classes, scores any numbers but NaN. Weights are for labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassPairRanking;

impl Observer for ClassRanking {
    type State = Vec<RankedScores>;

    /// The first batch gives the number of classes.
    fn empty(&self) -> Vec<RankedScores> {
        Vec::new()
    }

    fn layout(&self) -> Layout {
        Layout::LABELS_AND_ROWS
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        states: &mut Vec<RankedScores>,
    ) -> Result<(), Error> {
        let rows = Rows::of(block)?;
        make_room(states, rows.columns)?;
        for (class, state) in states.iter_mut().enumerate() {
            rows.add(class, rows.all.iter().map(|&(row, own)| (row, own == class)), state);
        }
        Ok(())
    }

    /// If no class has a sample, the number of classes is still open.
    fn finish(&self, states: &mut Vec<RankedScores>) {
        states.iter_mut().for_each(RankedScores::compact);
        if states.iter().all(RankedScores::is_empty) {
            states.clear();
        }
    }
}

/// The most classes whose pairs are compared: each class has a state for each column, some 300 bytes.
const MOST_CLASSES: usize = 4096;

impl Observer for ClassPairRanking {
    type State = ScoresByClass;

    fn empty(&self) -> ScoresByClass {
        ScoresByClass::default()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        let classes = shapes.classes();
        if classes <= MOST_CLASSES {
            return Ok(());
        }
        Err(Error::TooLarge {
            what: format!("the pairs of {classes} classes, above {MOST_CLASSES},"),
        })
    }

    fn layout(&self) -> Layout {
        Layout::LABELS_AND_ROWS
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ScoresByClass,
    ) -> Result<(), Error> {
        let mut rows = Rows::of(block)?;
        rows.all.sort_by_key(|&(_, class)| class);
        for of_class in rows.all.chunk_by(|(_, a), (_, b)| a == b) {
            let class = of_class[0].1;
            for (column, scores) in state.of_class(class, rows.columns).iter_mut().enumerate() {
                rows.add(column, of_class.iter().map(|&(row, _)| (row, column == class)), scores);
            }
        }
        Ok(())
    }

    fn finish(&self, state: &mut ScoresByClass) {
        state.compact();
    }
}

/// The rows of a block that have a weight.
struct Rows<'a, P> {
    /// The place and the class of each row.
    all: Vec<(usize, usize)>,
    scores: &'a [P],
    columns: usize,
    /// The weights of the block's rows, if it has any.
    weights: Option<Vec<f64>>,
}

impl<'a, P: Element> Rows<'a, P> {
    /// Refuses a label that names no class, and a score that is NaN, in a row that has a weight.
    fn of<T: Element>(block: &Block<'a, T, P>) -> Result<Self, Error> {
        block.check_scores()?;
        let (columns, scores, guard) =
            (block.classes(), block.y_pred(), Domain::Score.guard::<P>());
        let weights = block.all_weights()?;
        let mut all = Vec::with_capacity(block.units());
        for (row, (label, own)) in
            block.y_true().iter().zip(scores.chunks_exact(columns)).enumerate()
        {
            if weights.as_ref().is_some_and(|weights| weights[row] == 0.0) {
                continue;
            }
            match label.class(columns) {
                Some(class) if guard.admits_all(own) => all.push((row, class)),
                _ => return Err(refusal(block, row)),
            }
        }
        Ok(Self { all, scores, columns, weights })
    }

    /// Adds the scores of one column, each with its place and whether it is a positive.
    fn add(
        &self,
        column: usize,
        rows: impl Iterator<Item = (usize, bool)> + Clone,
        state: &mut RankedScores,
    ) {
        let scored = rows.map(|(row, positive)| {
            (self.scores[row * self.columns + column].to_f64(), positive, row)
        });
        match &self.weights {
            None if fits_f32::<P>() => {
                state.extend_counted(scored.map(|(score, positive, _)| (score as f32, positive)));
            }
            None => state.extend_single(scored.map(|(score, positive, _)| (score, positive))),
            Some(weights) => {
                state.extend_weighted(scored.map(|(score, own, row)| (score, own, weights[row])));
            }
        }
    }
}

/// Explains why a row was refused: its label, or the first score that is NaN.
#[cold]
fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, row: usize) -> Error {
    block.row_refusal(row, Domain::Score).unwrap_or(Error::Undefined(Undefined::Overflow))
}
