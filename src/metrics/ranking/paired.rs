//! How two models are compared by a ranking: by their scores for the same samples.

use super::observer::{Ranking, refusal};
use crate::batch::{Block, Layout, Shapes};
use crate::comparison::{Compared, ComparedBy, Comparison};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::Observer;
use crate::state::{PairedScores, RankedScores, State};
use crate::uncertainty::{Basis, Counted, Estimate, Reading};

/// Keeps the scores of a batch in order, as [`Ranking`] takes them. Refuses weights other than 0 and 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ScoresInOrder;

/// The scores of a batch by class, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LabelledScores {
    positives: Vec<f64>,
    negatives: Vec<f64>,
}

impl LabelledScores {
    /// Returns the scores of two models, given those of the second.
    pub(crate) fn beside(&self, second: &Self) -> PairedScores {
        let mut scores = PairedScores::default();
        scores.extend(true, &self.positives, &second.positives);
        scores.extend(false, &self.negatives, &second.negatives);
        scores
    }
}

/// The samples of a batch come in order: tasks of one batch are put together in the order of their ranges.
impl State for LabelledScores {
    fn merge(&mut self, other: &Self) {
        self.positives.extend_from_slice(&other.positives);
        self.negatives.extend_from_slice(&other.negatives);
    }
}

impl Observer for ScoresInOrder {
    type State = LabelledScores;

    fn empty(&self) -> LabelledScores {
        LabelledScores::default()
    }

    fn layout(&self) -> Layout {
        Ranking.layout()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        Ranking.check_shapes(shapes)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut LabelledScores,
    ) -> Result<(), Error> {
        block.check_scores()?;
        let weights = block.all_weights()?;
        let (truth, score) = (Domain::Binary.guard::<T>(), Domain::Score.guard::<P>());
        for (i, (&y, &p)) in block.y_true().iter().zip(block.y_pred()).enumerate() {
            if weights.as_ref().is_some_and(|weights| weights[i] == 0.0) {
                continue;
            }
            if !(truth.admits(y) & score.admits(p)) {
                return Err(refusal(block, i));
            }
            let side = if y == T::ZERO { &mut state.negatives } else { &mut state.positives };
            side.push(p.to_f64());
        }
        Ok(())
    }
}

/// Areas under the ROC curve are compared by DeLong's method; other readings have no formula.
impl Compared for Ranking {
    type By = ByScores;
}

/// A comparison of two models by their scores.
#[derive(Clone, Copy, Debug)]
pub struct ByScores;

impl ComparedBy<Ranking> for ByScores {
    type Each = Counted<ScoresInOrder>;
    type Both = PairedScores;

    fn each(_: &Ranking) -> Counted<ScoresInOrder> {
        Counted(ScoresInOrder)
    }

    fn both(first: LabelledScores, second: LabelledScores) -> Result<PairedScores, Error> {
        Ok(first.beside(&second))
    }

    fn compare(
        reading: &dyn Reading<RankedScores>,
        scores: &PairedScores,
    ) -> Result<Comparison, Undefined> {
        of_scores(reading, scores)
    }
}

/// Compares two models by a value of their scores.
pub(crate) fn of_scores(
    reading: &dyn Reading<RankedScores>,
    scores: &PairedScores,
) -> Result<Comparison, Undefined> {
    let values = [reading.number(&scores.model(0))?, reading.number(&scores.model(1))?];
    let (difference, error) = match reading.areas() {
        Some(areas) => {
            let (difference, error) = scores.roc_auc_difference()?;
            (areas * difference, error.map(|error| areas * error))
        }
        None => (values[0] - values[1], Err(Undefined::NoFormula)),
    };
    let basis = Basis::Mean { freedom: f64::INFINITY };
    let (n, scale) = (scores.counts().iter().sum(), reading.scale().of_difference());
    let difference = Estimate::new(difference, error, n, basis, scale);
    Ok(Comparison::new(values, difference, None))
}
