//! The standard errors of values that are read off moments.

use super::{ColumnMoments, ElementMoments};
use crate::batch::{Block, Layout, Shapes};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::Observer;
use crate::state::{Moments, SampledMoments};
use crate::uncertainty::{Basis, Counted, Estimate, Reading, Sampled, SampledBy};

/// The number of rows whose powers are added at a time.
const CHUNK: usize = 1024;

/// Fills the [`SampledMoments`] of the pairs whose moments another observer fills.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MomentsAndPowers<O>(
    /// The observer of the moments.
    pub O,
);

impl<O: Observer<State = Moments>> Observer for MomentsAndPowers<O> {
    type State = SampledMoments;

    fn empty(&self) -> SampledMoments {
        SampledMoments::default()
    }

    fn layout(&self) -> Layout {
        self.0.layout()
    }

    fn check_shapes(&self, shapes: &Shapes<'_>) -> Result<(), Error> {
        self.0.check_shapes(shapes)
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        state: &mut SampledMoments,
    ) -> Result<(), Error> {
        self.0.observe(block, &mut state.moments)?;
        let (columns, weights) = (state.moments.columns().len(), block.all_weights()?);
        (0..columns)
            .try_for_each(|column| add_column(block, weights.as_deref(), (column, columns), state))
    }

    fn finish(&self, state: &mut SampledMoments) {
        state.finish();
    }
}

/// Adds the powers of a column, a chunk of rows after the other.
fn add_column<T: Element, P: Element>(
    block: &Block<'_, T, P>,
    weights: Option<&[f64]>,
    (column, columns): (usize, usize),
    state: &mut SampledMoments,
) -> Result<(), Error> {
    let counts = |i: usize| weights.is_none_or(|weights| weights[i] > 0.0);
    let places = (column..block.y_pred().len()).step_by(columns);
    let places: Vec<usize> = places.filter(|&i| counts(i)).collect();
    places.chunks(CHUNK).try_for_each(|chunk| {
        let y: Vec<f64> = chunk.iter().map(|&i| block.y_true()[i].to_f64()).collect();
        let p: Vec<f64> = chunk.iter().map(|&i| block.y_pred()[i].to_f64()).collect();
        state.add(column, chunk.len() as u64, &y, &p)
    })
}

/// Standard errors from the moments and the power sums of a column.
#[derive(Clone, Copy, Debug)]
pub struct ByPowers;

impl<O: Observer<State = Moments>> SampledBy<O> for ByPowers {
    type Samples = Counted<MomentsAndPowers<O>>;

    fn samples(observer: &O) -> Self::Samples {
        Counted(MomentsAndPowers(observer.clone()))
    }

    fn estimates(
        reading: &dyn Reading<Moments>,
        state: &SampledMoments,
    ) -> Vec<Result<Estimate, Undefined>> {
        of_moments(reading, state)
    }
}

impl Sampled for ElementMoments {
    type By = ByPowers;
}

impl Sampled for ColumnMoments {
    type By = ByPowers;
}

/// Returns an estimate of each number. Of a number of several columns no standard error is known: the columns of a
/// sample depend on each other.
pub(crate) fn of_moments(
    reading: &dyn Reading<Moments>,
    state: &SampledMoments,
) -> Vec<Result<Estimate, Undefined>> {
    let influences = reading.influences(state.moments());
    let mut each = influences.iter().zip(&state.powers);
    let mut next = || each.next().map(|(influence, powers)| (*influence)?.standard_error(powers));
    let n = state.moments().samples();
    let basis = || Basis::OnScale { freedom: n.saturating_sub(1) as f64 };
    let estimate = |value: Result<f64, Undefined>| {
        let error = next().unwrap_or(Err(Undefined::NoFormula));
        Ok(Estimate::new(value?, error, n, basis(), reading.scale()))
    };
    reading.numbers(state.moments()).into_iter().map(estimate).collect()
}
