//! All samples as the items of one query: rankings by the key of a query.

use std::fmt::{self, Debug};

use crate::batch::{Block, Layout};
use crate::element::Element;
use crate::error::{Error, Undefined};
use crate::kernel::vectorized;
use crate::mean::Rowwise;
use crate::measure::{Measure, Observer};
use crate::scale::Scale;
use crate::state::RankedPairs;

/// The value of a measure of rows for all samples together, as the items of one query.
///
/// [`ByGroup`](crate::ByGroup) makes of it the evaluation of many queries whose items come in any order and in any
/// batches, each with the key of its query; [`ByGroup::mean`](crate::ByGroup::mean) is the mean over queries. Every
/// query has the bits of a row that holds its items by rising relevance, and of equal relevances by rising score; no
/// bit of a ranking, such as [`Ndcg`](crate::metrics::Ndcg), depends on the order of the items.
///
/// [`ByGroup::overall`](crate::ByGroup::overall) is no mean, but the value of all items as those of one query.
///
/// - **Shapes:** truth and prediction alike, `[batch]` or `[batch, ..]`: an item in each element, with the numbers
///   that the measure takes. Integers that no `f64` holds are refused.
/// - **Undefined:** where the measure [leaves the row out](Rowwise::abstains); without items.
/// - **Weights:** 0 and 1, as a mask: an item of weight 0 is not there.
/// - **Cost:** one pass, memory for every item; see [`RankedPairs`].
/// - **Errors:** unequal shapes, options and numbers that the measure refuses, weights other than 0 and 1.
///
/// ```
/// use ndarray::array;
/// use ndarray_metrics::prelude::*;
///
/// let mut reciprocals = ByGroup::new(OneQuery(MeanReciprocalRank::default()));
/// reciprocals.update(&["a", "b", "a"], &array![0, 1, 1], &array![0.9, 0.2, 0.8])?;
/// reciprocals.update(&["b", "c", "a"], &array![0, 0, 0], &array![0.1, 0.5, 0.3])?;
/// let queries: Vec<_> = reciprocals.by_group().collect();
/// assert_eq!(queries, [(&"a", Ok(0.5)), (&"b", Ok(1.0)), (&"c", Err(Undefined::ZeroDenominator))]);
///
/// let mean = reciprocals.mean()?; // of 2 queries: nothing is relevant to the third
/// assert_eq!((mean.value, mean.standard_error, mean.samples), (0.75, Ok(0.25), 2));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct OneQuery<M>(
    /// The measure of a row.
    pub M,
);

impl<M: Rowwise> Measure for OneQuery<M> {
    type Observer = QueryItems<M>;
    type Output = Result<f64, Undefined>;

    fn observer(&self) -> QueryItems<M> {
        QueryItems(self.0.clone())
    }

    fn scale(&self) -> Scale {
        self.0.value_scale()
    }

    fn read(&self, items: &RankedPairs) -> Result<f64, Undefined> {
        let (y, p) = items.samples()?;
        if y.is_empty() {
            return Err(Undefined::NoSamples);
        }
        if M::ABSTAINS && self.0.abstains(&y, &p) {
            return Err(Undefined::ZeroDenominator);
        }
        let term = self.0.formula()(&y, &p);
        if term.is_finite() { Ok(self.0.finish(term)) } else { Err(Undefined::Overflow) }
    }
}

/// Fills the [`RankedPairs`] of the items of a query: the observer of [`OneQuery`].
#[derive(Clone, Copy, Default, PartialEq)]
pub struct QueryItems<M>(
    /// The measure of a row, whose numbers the items have.
    pub M,
);

/// The measure: a refusal names it.
impl<M: Debug> Debug for QueryItems<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<M: Rowwise> Observer for QueryItems<M> {
    type State = RankedPairs;

    fn empty(&self) -> RankedPairs {
        RankedPairs::default()
    }

    fn layout(&self) -> Layout {
        Layout::ELEMENTS.in_any_order()
    }

    fn check_options<P: Element>(&self) -> Result<(), Error> {
        self.0.check_options::<P>()
    }

    fn observe<T: Element, P: Element>(
        &self,
        block: &Block<'_, T, P>,
        items: &mut RankedPairs,
    ) -> Result<(), Error> {
        block.check_truths()?;
        block.check_scores()?;
        let (truth, prediction) = self.0.domains();
        let (label, score) = (truth.guard::<T>(), prediction.guard::<P>());
        let (y, p) = (block.y_true(), block.y_pred());
        let all = !block.is_weighted() && vectorized!(|| label.admits_all(y) & score.admits_all(p));
        if all {
            items.extend_single(y.iter().zip(p).map(|(y, p)| (y.to_f64(), p.to_f64())));
            return Ok(());
        }
        let weights = block.all_weights()?.unwrap_or_default();
        if let Some(unit) = weights.iter().position(|&weight| weight != 0.0 && weight != 1.0) {
            return Err(Error::NoCount { index: block.unit_index(unit), found: weights[unit] });
        }
        block.each_pair(truth, prediction, |_, y, p| {
            items.extend_single(std::iter::once((y.to_f64(), p.to_f64())));
        })
    }

    fn finish(&self, items: &mut RankedPairs) {
        items.compact();
    }
}
