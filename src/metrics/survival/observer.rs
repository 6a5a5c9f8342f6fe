//! The observer of risks by time and event.

use crate::batch::{Block, Layout, Shapes};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::measure::Observer;
use crate::state::SurvivalRisks;
use crate::uncertainty::{ByCells, Sampled};

/// Fills the [`SurvivalRisks`] of times, events and predicted risks: the observer of the concordance index.
///
/// The truth is `[batch, .., 2]`: a finite time, and 1 if the event happened then or 0 if the observation ended without
/// it. The prediction is a risk for each, `[batch, ..]`, any number but NaN. Weights are for risks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TimesAndEvents;

impl Observer for TimesAndEvents {
    type State = SurvivalRisks;

    fn empty(&self) -> SurvivalRisks {
        SurvivalRisks::default()
    }

    fn layout(&self) -> Layout {
        Layout::ROWS_AND_LABELS
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        match shapes.y_true().split_last() {
            Some((2, _)) => Ok(()),
            _ => Err(Error::Shapes {
                y_true: shapes.y_true().into(),
                y_pred: shapes.y_pred().into(),
                expected: "the last axis of y_true must hold a time and whether the event happened then",
                advice: "; `ndarray::stack` puts both in one array".into(),
            }),
        }
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut SurvivalRisks,
    ) -> Result<(), Error> {
        block.check_true_rows()?;
        block.check_scores()?;
        let mut weights = vec![1.0; block.y_pred().len()];
        block.weights(0..weights.len(), &mut weights)?;
        let present = |unit: &usize| weights[*unit] > 0.0;
        let refused = (0..weights.len()).filter(present).find_map(|unit| refusal(block, unit));
        refused.map_or(Ok(()), Err)?;
        let truths = block.y_true().as_chunks::<2>().0.iter();
        let samples = truths.zip(block.y_pred()).zip(&weights).filter(|(_, w)| **w > 0.0);
        state.extend(samples.map(|(([time, event], risk), &weight)| {
            (time.to_f64(), *event != T::ZERO, risk.to_f64(), weight)
        }));
        Ok(())
    }

    fn finish(&self, state: &mut SurvivalRisks) {
        state.compact();
    }
}

impl Sampled for TimesAndEvents {
    type By = ByCells;
}

/// Returns the refusal of a unit's time, event or risk that is not admitted.
fn refusal<T: Element, P: Element>(block: &Block<'_, T, P>, unit: usize) -> Option<Error> {
    let (time, event) = (2 * unit..2 * unit + 1, 2 * unit + 1..2 * unit + 2);
    let of_truth = |domain, at| block.refusal((domain, at), (Domain::Score, 0..0));
    of_truth(Domain::Finite, time)
        .or_else(|| of_truth(Domain::Binary, event))
        .or_else(|| block.refusal((Domain::Finite, 0..0), (Domain::Score, unit..unit + 1)))
}
