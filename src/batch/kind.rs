//! 64-bit integers that no `f64` holds, and which measures refuse them.

use super::Block;
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::kernel::vectorized;

/// What the numbers of an array were, whatever type a block has them in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Numbers that are `f64`s already.
    Float,
    /// Integers that are all `f64`s.
    Integer,
    /// Integers of 64 bits.
    Wide,
}

impl Kind {
    pub(super) const fn of<A: Element>() -> Self {
        match (A::INTEGER, A::WIDE) {
            (_, true) => Self::Wide,
            (true, false) => Self::Integer,
            (false, false) => Self::Float,
        }
    }
}

/// The domain of integers that all are `f64`s, and equal to no other one's `f64`.
const DISTINCT: Domain = Domain::DistinctInteger;

impl<T: Element, P: Element> Block<'_, T, P> {
    /// Refuses a 64-bit integer of 2^53 or more beside floats: it would be compared and subtracted as the
    /// nearest `f64`. Two integers are compared and subtracted exactly.
    pub(crate) fn check_beside_floats(&self) -> Result<(), Error> {
        match self.kinds {
            [Kind::Wide, Kind::Float] => self.check_truth(),
            [Kind::Float, Kind::Wide] => self.check_prediction(),
            _ => Ok(()),
        }
    }

    /// Refuses a score that is a 64-bit integer of 2^53 or more: scores are put in order as `f64`s.
    pub(crate) fn check_scores(&self) -> Result<(), Error> {
        if self.kinds[1] == Kind::Wide { self.check_prediction() } else { Ok(()) }
    }

    fn check_truth(&self) -> Result<(), Error> {
        if are_distinct(self.y_true) {
            return Ok(());
        }
        self.refuse_first(|i| self.refusal((DISTINCT, i..i + 1), (DISTINCT, 0..0)))
    }

    fn check_prediction(&self) -> Result<(), Error> {
        if are_distinct(self.y_pred) {
            return Ok(());
        }
        self.refuse_first(|i| self.refusal((DISTINCT, 0..0), (DISTINCT, i..i + 1)))
    }

    /// Returns the refusal of the first element with a weight above 0 that has one. Truth and prediction
    /// have one shape.
    #[cold]
    fn refuse_first(&self, refusal: impl Fn(usize) -> Option<Error>) -> Result<(), Error> {
        let mut weights = vec![1.0; self.y_pred.len()];
        self.element_weights(0..weights.len(), &mut weights)?;
        let present = (0..weights.len()).filter(|&i| weights[i] > 0.0);
        present.map(refusal).find_map(|refusal| refusal).map_or(Ok(()), Err)
    }
}

fn are_distinct<A: Element>(numbers: &[A]) -> bool {
    vectorized!(|| DISTINCT.guard().admits_all(numbers))
}
