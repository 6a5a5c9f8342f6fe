//! The observer of a standard error or a comparison without a formula.

use crate::batch::Block;
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::measure::Observer;
use crate::state::WeightedMean;

/// Refuses all data.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::collection) struct WithoutFormula;

impl Observer for WithoutFormula {
    type State = WeightedMean;

    fn empty(&self) -> WeightedMean {
        WeightedMean::default()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        Err(Error::Undefined(Undefined::NoFormula))
    }

    fn observe<T: Element, P: Element>(
        &self,
        _: &Block<'_, T, P>,
        _: &mut WeightedMean,
    ) -> Result<(), Error> {
        Err(Error::Undefined(Undefined::NoFormula))
    }
}
