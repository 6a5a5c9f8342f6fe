//! A mean over queries: what all metrics of ranked items have in common.

use std::fmt::Debug;

use super::query::{Query, RELEVANCE, SCORES, admits, check_k, has_relevant, of_query};
use crate::domain::Domain;
use crate::element::Element;
use crate::error::Error;
use crate::mean::{MeanMeasure, PerRow, Rowwise};
use crate::metrics::zero_division::check_zero_division;
use crate::scale::Scale;

/// A measure that is the mean of one value per query: a formula, what it counts, and which queries have no value.
pub(super) trait PerQuery: Clone + PartialEq + Debug + Send + Sync + 'static {
    /// The range and the direction of the value.
    const SCALE: Scale = Scale::SHARE;

    /// Whether a query may have no value.
    const MAY_BE_UNDEFINED: bool = true;

    /// Returns how many items of the highest scores count, none if all do.
    fn k(&self) -> Option<usize> {
        None
    }

    /// Returns what a query without a value counts, none if it is left out.
    fn zero_division(&self) -> Option<f64>;

    /// Returns the value of a query, if it has one.
    fn value(&self, query: &mut Query) -> Option<f64>;

    /// Whether a query of these relevances has no value.
    fn is_undefined<T: Element>(y: &[T]) -> bool {
        !has_relevant(y)
    }

    /// Returns the refusal of a query whose value is NaN.
    fn refusal(&self, index: Vec<usize>) -> Error {
        Error::Formula { measure: format!("{self:?}"), index }
    }
}

impl<M: PerQuery> MeanMeasure for M {
    type Unit = PerRow;

    fn value_scale(&self) -> Scale {
        M::SCALE
    }

    fn truth(&self) -> Domain {
        RELEVANCE
    }

    fn prediction(&self) -> Domain {
        SCORES
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        check_k(self.k())?;
        check_zero_division(PerQuery::zero_division(self))
    }

    fn refusal(&self, index: Vec<usize>) -> Error {
        PerQuery::refusal(self, index)
    }
}

impl<M: PerQuery> Rowwise for M {
    const ABSTAINS: bool = M::MAY_BE_UNDEFINED;
    const PADDED: bool = true;

    #[inline(always)]
    fn formula<T: Element, P: Element>(&self) -> impl Fn(&[T], &[P]) -> f64 {
        of_query(self.zero_division(), |query| self.value(query))
    }

    fn abstains<T: Element, P: Element>(&self, y: &[T], p: &[P]) -> bool {
        self.zero_division().is_none() && M::is_undefined(y) && admits(y, p)
    }
}
