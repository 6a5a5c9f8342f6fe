//! Kendall's tau and Somers' D: how many pairs of samples both numbers put in one order.

use super::RankedPairs;
use super::amount::{Amount, products};
use super::entry::Places;
use super::inversions::{Item, inversions};
use super::sorted::{Pair, Sorted};
use crate::error::Undefined;
use crate::exact::ExactSum;
use crate::state::scores::parallel::{is_worth_two_tasks, join};

/// The weights of pairs of samples. The weight of a pair is the product of the weights of both.
struct Comparisons {
    /// Of different truths.
    untied_true: ExactSum,
    /// Of different predictions.
    untied_pred: ExactSum,
    /// Of different truths or different predictions.
    different: ExactSum,
    /// Put in one order by the truth, and in the other by the prediction.
    discordant: ExactSum,
}

/// A prediction, in the order of the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Prediction<A> {
    pub(super) place: u64,
    pub(super) weight: A,
}

impl<A: Amount> Item for Prediction<A> {
    type Weight = A;

    #[inline(always)]
    fn place(self) -> u64 {
        self.place
    }

    #[inline(always)]
    fn as_first(self) -> A {
        self.weight
    }

    #[inline(always)]
    fn as_second(self) -> A {
        self.weight
    }
}

/// A prediction of weight 1, in half the room.
#[derive(Clone, Copy, Default)]
struct Single(u64);

impl Item for Single {
    type Weight = u64;

    #[inline(always)]
    fn place(self) -> u64 {
        self.0
    }

    #[inline(always)]
    fn as_first(self) -> u64 {
        1
    }

    #[inline(always)]
    fn as_second(self) -> u64 {
        1
    }
}

impl RankedPairs {
    /// Returns Kendall's `τ_b` of truth and prediction, (C − D)/√((n₀ − n₁)(n₀ − n₂)): the concordant pairs of
    /// samples less the discordant ones, over the geometric mean of the pairs that are not tied in the truth and
    /// of those not tied in the prediction. Within 4 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Constant`] if truth or prediction does not vary;
    /// [`Undefined::Overflow`] for weights that lie too far apart.
    pub fn kendall_tau(&self) -> Result<f64, Undefined> {
        let all = self.comparisons([true, true])?;
        let untied = all.untied_true.value()? * all.untied_pred.value()?;
        Ok((all.surplus().value()? / untied.sqrt()).clamp(-1.0, 1.0))
    }

    /// Returns Somers' D of the prediction with respect to the truth, (C − D)/(n₀ − n₁): the concordant pairs of
    /// samples less the discordant ones, as a share of the pairs of different truths. Within 1 ulp.
    ///
    /// # Errors
    ///
    /// [`Undefined::NoSamples`]; [`Undefined::Constant`] if the truth does not vary; [`Undefined::Overflow`]
    /// for weights that lie too far apart.
    pub fn somers_d(&self) -> Result<f64, Undefined> {
        let all = self.comparisons([true, false])?;
        Ok(all.surplus().ratio(&all.untied_true)?.clamp(-1.0, 1.0))
    }

    /// Returns the comparisons of all pairs of samples, if these sides vary.
    fn comparisons(&self, sides: [bool; 2]) -> Result<Comparisons, Undefined> {
        let list = self.sorted();
        list.require_variation(sides)?;
        if let Sorted::Single(pairs) = &list {
            return Ok(Comparisons::of(pairs.iter().map(|pair| (pair.0, 1)), |place, _| {
                Single(place)
            }));
        }
        match list.whole() {
            Some(pairs) => Ok(Comparisons::of_weighted(&pairs)),
            None => Ok(Comparisons::of_weighted(&list.doubles()?)),
        }
    }
}

impl Comparisons {
    fn of_weighted<A: Amount>(pairs: &[Pair<A>]) -> Self {
        let pairs = pairs.iter().map(|pair| (pair.places, pair.weight));
        Self::of(pairs, |place, weight| Prediction { place, weight })
    }

    /// Compares pairs with weights, which come in order. `item` takes a prediction's place and weight.
    fn of<A: Amount, I: Item<Weight = A>>(
        pairs: impl ExactSizeIterator<Item = (Places, A)> + Clone + Send + Sync,
        item: impl Fn(u64, A) -> I + Send + Sync,
    ) -> Self {
        let truths = || products(pairs.clone().map(|(places, weight)| (places.first, [weight; 2])));
        let both = || products(pairs.clone().map(|(places, weight)| (places, [weight; 2])));
        let predictions = || {
            let mut items: Vec<_> =
                pairs.clone().map(|(places, weight)| item(places.second, weight)).collect();
            let discordant = inversions(&mut items);
            let each = items.iter().map(|item| (item.place(), [item.as_first(), item.as_second()]));
            (discordant, products(each))
        };
        let ((untied_true, different), (discordant, untied_pred)) =
            if is_worth_two_tasks(pairs.len()) {
                join(|| (truths(), both()), predictions)
            } else {
                ((truths(), both()), predictions())
            };
        let [untied_true, untied_pred, different, discordant] =
            [untied_true, untied_pred, different, discordant].map(A::sum);
        Self { untied_true, untied_pred, different, discordant }
    }

    /// Returns the concordant pairs less the discordant ones. Pairs of different truths and pairs of different
    /// predictions are all pairs that differ, and once more those that differ in both: C + D.
    fn surplus(&self) -> ExactSum {
        let mut surplus = self.untied_true.clone();
        surplus.merge(&self.untied_pred);
        surplus.subtract(&self.different);
        surplus.subtract(&self.discordant);
        surplus.subtract(&self.discordant);
        surplus
    }
}
