//! Where the truth falls among the members of an ensemble.

use super::columns::check_columns;
use crate::batch::{Block, Layout, Shapes};
use crate::domain::Domain;
use crate::element::{Element, difference};
use crate::error::{Error, Undefined};
use crate::measure::{Measure, Observer};
use crate::scale::{Direction, Scale};
use crate::state::{ConfusionMatrix, Tally};

/// The rank histogram of ensembles: how often so many members lie below the truth.
///
/// The share of targets with 0, 1, …, M members below the truth ([Hamill 2001][h]). A truth that equals t members has
/// each of t + 1 ranks, and counts as 1/(t + 1) in each. Ensembles that are drawn from the distribution of the truth have
/// the same share 1/(M + 1) everywhere; ensembles of too little spread have a U, of too much a hump, biased ones a slope. A
/// share is within t + 2 ulp for up to t ties.
///
/// - **Shapes:** truth `[batch, ..]`, prediction `[batch, .., members]`, members in any order; any finite numbers. The
///   value is a share in [0, 1] for each number of members below, M + 1 of them.
/// - **Undefined:** without a weight above zero; where a total of weights exceeds the range of `f64`.
/// - **Weights:** for targets, or for leading axes such as samples.
/// - **Cost:** one pass, memory for each pair of a rank and a number of ties that occurs.
/// - **Errors:** other shapes, another number of members than `members`, numbers that are not finite, 0 members or more
///   than 2^22 − 1, bad weights.
///
/// Neither Keras, scikit-learn nor torchmetrics has such a metric. xskillscore's `rank_histogram` gives a truth that ties
/// the lowest of its ranks.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let y_true = array![0.0, 2.0, 5.0];
/// let members = array![[1.0, 2.0], [3.0, 2.0], [4.0, 3.0]];
/// // Below both; at one of them, so below both or between them; above both.
/// let shares = RankHistogram::new(2).evaluate(&y_true, &members)?;
/// assert_eq!(shares, [Ok(0.5), Ok(0.5 / 3.0), Ok(1.0 / 3.0)]);
/// # Ok::<(), Error>(())
/// ```
///
/// [h]: https://doi.org/10.1175/1520-0493(2001)129%3C0550:IORHFV%3E2.0.CO;2
#[doc(alias = "talagrand_diagram")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "serde",
    derive(serde::Serialize, serde::Deserialize),
    serde(deny_unknown_fields)
)]
pub struct RankHistogram {
    /// The number of members of each ensemble.
    pub members: usize,
}

/// The most members: the state has a class for each rank.
const MOST: usize = (1 << 22) - 1;

impl RankHistogram {
    /// Returns the measure of ensembles of so many members.
    #[must_use]
    pub fn new(members: usize) -> Self {
        Self { members }
    }
}

/// The cell of a target in the state: its row is the number of members below the truth, its column the number of
/// members that equal the truth.
impl Observer for RankHistogram {
    type State = ConfusionMatrix;

    fn empty(&self) -> ConfusionMatrix {
        ConfusionMatrix::new(self.members.saturating_add(1), None)
    }

    fn layout(&self) -> Layout {
        Layout::TARGETS_AND_ROWS
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        if (1..=MOST).contains(&self.members) {
            return Ok(());
        }
        Err(Error::parameter("members", self.members, "a number from 1 to 4194303"))
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        check_columns(shapes, self.members, "the members of an ensemble")
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut ConfusionMatrix,
    ) -> Result<(), Error> {
        let mut weights = vec![1.0; block.units()];
        block.weights(0..weights.len(), &mut weights)?;
        let rows = block.y_true().iter().zip(block.y_pred().chunks_exact(self.members));
        for (unit, ((&y, row), &weight)) in rows.zip(&weights).enumerate() {
            if weight > 0.0 {
                let members = unit * self.members..(unit + 1) * self.members;
                let truth = (Domain::Finite, unit..unit + 1);
                block.refusal(truth, (Domain::Finite, members)).map_or(Ok(()), Err)?;
                state.add_tally(self.cell(y, row), &Tally::from_checked(weight));
            }
        }
        Ok(())
    }
}

impl RankHistogram {
    /// Returns the position of the cell of a target.
    fn cell<T: Element, P: Element>(&self, y: T, row: &[P]) -> usize {
        let count = |is: fn(f64) -> bool| row.iter().filter(|m| is(difference(y, **m))).count();
        count(|above| above > 0.0) * (self.members + 1) + count(|above| above == 0.0)
    }
}

impl Measure for RankHistogram {
    type Observer = Self;
    type Output = Vec<Result<f64, Undefined>>;

    fn scale(&self) -> Scale {
        Scale::new(0.0, 1.0, Direction::Neither)
    }

    fn observer(&self) -> Self {
        *self
    }

    fn read(&self, cells: &ConfusionMatrix) -> Vec<Result<f64, Undefined>> {
        let (all, mut shares) = (cells.total(), vec![Ok(0.0); cells.num_classes()]);
        if all.is_zero() {
            return vec![Err(Undefined::NoSamples)];
        }
        for (below, ties, weight) in by_ties(cells) {
            let share = weight.ratio(&all).map(|share| share / (ties + 1) as f64);
            for total in shares.iter_mut().skip(below).take(ties + 1) {
                *total = total.and_then(|total: f64| share.map(|share| total + share));
            }
        }
        shares.into_iter().map(|share| share.map(|share: f64| share.min(1.0))).collect()
    }
}

/// Lists the cells in the order of ties, then of ranks.
fn by_ties(cells: &ConfusionMatrix) -> Vec<(usize, usize, Tally)> {
    let mut list: Vec<_> = cells.cells().filter(|(_, _, weight)| !weight.is_zero()).collect();
    list.sort_by_key(|&(below, ties, _)| (ties, below));
    list
}
