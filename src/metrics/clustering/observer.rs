//! The observer of two clusterings of the same samples.

use super::labels::{self, Counts};
use crate::batch::{Block, Layout};
use crate::element::Element;
use crate::error::Error;
use crate::measure::Observer;
use crate::state::ContingencyTable;
use crate::uncertainty::{ByCells, Sampled};

/// Fills the [`ContingencyTable`] of truth and prediction: the observer of every metric that compares two
/// clusterings.
///
/// Labels `[batch, ..]` on both sides, whole numbers of any type from −2^63 to 2^63 − 1. Weights are for labels, or
/// for leading axes such as samples: a mask, or whole numbers up to 2^32 that say how many samples each one stands
/// for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClusterPairs;

impl Observer for ClusterPairs {
    type State = ContingencyTable;

    fn empty(&self) -> ContingencyTable {
        ContingencyTable::default()
    }

    fn layout(&self) -> Layout {
        Layout::ELEMENTS.in_any_order()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        table: &mut ContingencyTable,
    ) -> Result<(), Error> {
        block.check_beside_floats()?;
        let counts = Counts::of(block)?;
        let truth = labels::of_present(block.y_true(), counts.as_ref())
            .map_err(|i| labels::refusal("y_true", block.true_index(i), block.y_true()[i]))?;
        let prediction = labels::of_present(block.y_pred(), counts.as_ref())
            .map_err(|i| labels::refusal("y_pred", block.pred_index(i), block.y_pred()[i]))?;
        let weights = counts.as_ref().map(Counts::present);
        table.extend(&truth, &prediction, weights, block.batch_units());
        Ok(())
    }

    fn finish(&self, table: &mut ContingencyTable) {
        table.compact();
    }
}

impl Sampled for ClusterPairs {
    type By = ByCells;
}
